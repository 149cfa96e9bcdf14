"""Organisations: the bodies on whose behalf people take part. One of the same name is the same one."""

from network.ground import tokens
from network.ground.words import _, sort_key
from network.tables import Community, Organisation, Person, Territory

KINDS = {
    "commune": _("commune"),
    "agglomeration": _("agglomeration"),
    "department": _("department"),
    "region": _("region"),
    "syndicate": _("joint syndicate"),
    "company": _("company"),
    "association": _("association"),
    "cooperative": _("cooperative"),
    "agency": _("agency"),
    "university": _("university"),
    "federation": _("federation"),
    "other": _("other"),
}


async def find_or_add(name: str, kind: str = "other", territory: Territory | None = None) -> Organisation:
    """The organisation of that name (accents and capitals do not count), or a new one."""
    key = sort_key(name)
    found = await Organisation.objects().where(Organisation.sort_key == key).first()
    if found:
        return found
    row = Organisation(code=tokens.code(), name=name.strip(), sort_key=key, kind=kind)
    row.territory = territory.id if territory else None
    await row.save()
    return row


IN_NETWORKS = """
SELECT organisation.name FROM network_organisation AS organisation
JOIN network_affiliation AS affiliation ON affiliation.organisation = organisation.id
WHERE affiliation.person IN (
    SELECT standing.person FROM network_standing AS standing
    JOIN network_community AS community ON community.id = standing.community WHERE community.network = ANY({})
)
GROUP BY organisation.id ORDER BY count(*) DESC, organisation.sort_key LIMIT {}
"""


async def names_in(community: Community, most: int = 60) -> list[str]:
    """Those for whom most people of the network speak: offered while somebody types."""
    rows = await Organisation.raw(IN_NETWORKS, [community.network], most)
    return [row["name"] for row in rows]


async def names_beside(person: Person, most: int = 60) -> list[str]:
    """Likewise, of the networks where the person stands."""
    rows = await Community.raw(
        """SELECT DISTINCT community.network FROM network_standing AS standing
           JOIN network_community AS community ON community.id = standing.community WHERE standing.person = {}""",
        person.id,
    )
    rows = await Organisation.raw(IN_NETWORKS, [row["network"] for row in rows], most)
    return [row["name"] for row in rows]
