"""What whoever starts the house reads in the terminal: where it stands, who can come in, where the letters are."""

from deploy.demonstration import PEOPLE_TO_TRY
from network.ground.clock import today
from network.ground.settings import settings
from network.ground.words import _
from network.tables import Person

PARTS = {
    "administrator": _("administration"),
    "coordinator": _("coordination"),
    "gardener": _("gardener"),
    "circle 1": _("first circle"),
    "circle 2": _("second circle"),
    "circle 3": _("third circle"),
}
CIRCLES = [words for part, words in PARTS.items() if part.startswith("circle")]
# One made-up person for each part, by the highest that they play. Nobody real is ever named here.
WHO = """
WITH part AS (
    SELECT person, role AS name FROM network_mandate WHERE since_on <= {} AND (until_on IS NULL OR until_on > {})
    UNION ALL
    SELECT person, 'circle ' || circle FROM network_standing
    WHERE since_on <= {} AND (until_on IS NULL OR until_on > {})
), played AS (
    SELECT DISTINCT ON (person) person, name FROM part ORDER BY person, array_position({}::text[], name)
)
SELECT DISTINCT ON (played.name) played.name AS part, email,
       trim(given_name || ' ' || family_name) AS name
FROM played JOIN network_person AS person ON person.id = played.person
WHERE email LIKE '%@example.org'
    AND NOT EXISTS (SELECT FROM network_person AS other WHERE other.email = person.email AND other.id <> person.id)
ORDER BY played.name, person.id
"""


async def people_to_try() -> list[tuple[str, object]]:
    """The made-up people of this database, by what they do here: those of the demonstration, and one for each circle."""
    addresses = [address for address, _words in PEOPLE_TO_TRY]
    here = set(await Person.select(Person.email).where(Person.email.is_in(addresses)).output(as_list=True))
    rows = {row["part"]: row["email"] for row in await Person.raw(WHO, *[today()] * 4, list(PARTS))}
    of_parts = [(rows[part], words) for part, words in PARTS.items() if part in rows]
    if not here:
        return [*of_parts]
    circles = [(address, words) for address, words in of_parts if words in CIRCLES]
    return [*((address, words) for address, words in PEOPLE_TO_TRY if address in here), *circles]


async def welcome(has_mailbox: bool) -> str:
    """In the language of the terminal."""
    lines: list[object] = [_("Terreau stands at %(address)s", address=settings().address)]
    found = await people_to_try()
    if found:
        widest = max(len(address) for address, _words in found)
        lines += ["", _("Who can sign in, with a letter (addresses of the demonstration):")]
        lines += [f"  {address:<{widest}}  {words}" for address, words in found]
    if has_mailbox:
        lines += ["", _("The letters are at %(address)s", address=f"{settings().address}/dev/mailbox")]
    lines += ["", _("Ctrl-C ends it.")]
    return "\n".join(["", *(f"  {line}".rstrip() for line in lines), ""])
