"""Organisations: the bodies on whose behalf people take part. One of the same name is the same one."""

from network.ground import tokens
from network.ground.words import _, sort_key
from network.tables import Organisation, Territory

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
