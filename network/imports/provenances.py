"""Provenances: whose data came with a spreadsheet did not give them to us. Within a month they are told so: who holds
them, what, where from, why, and how to object (RGPD, article 14).

A row for each, from the day they came in: when they were told, by which letter or how else, by whom. **A letter that did
not arrive has told nobody.** Who has no address is told in another way, and that is written down.
"""

from datetime import datetime, timedelta

import msgspec

from network import doors
from network.access import Viewer
from network.communities import objections
from network.ground.clock import now
from network.ground.database import copy_rows
from network.ground.errors import Fault, NotHere
from network.ground.queue import together
from network.ground.words import _
from network.plug import Matter, NoteAudience, Occasion
from network.tables import Addressee, Community, Import, Person, Provenance, WrittenNote
from network.written_notes import kept, written_notes
from network.written_notes.written_notes import Words

MONTH = timedelta(days=30)
AUDIENCE = "network.untold"

STATES = """
    SELECT provenance.id, provenance.imported, provenance.came_at, provenance.told_at, provenance.told_how,
           person.id AS person, person.code, trim(person.given_name || ' ' || person.family_name) AS name,
           coalesce(person.email, '') AS address, person.sort_key,
           provenance.told_at IS NOT NULL AND (provenance.told_how <> '' OR provenance.written_note IS NULL
               OR coalesce(note.state, addressee.state, '') NOT IN ('failed', 'dropped')) AS is_told,
           coalesce(coalesce(note.state, addressee.state) IN ('failed', 'dropped'), false) AS has_failed
    FROM network_provenance AS provenance
    LEFT JOIN network_person AS person ON person.id = provenance.person
    LEFT JOIN network_addressee AS addressee
        ON addressee.written_note = provenance.written_note AND addressee.person = provenance.person
    LEFT JOIN network_note AS note ON note.id = addressee.note
"""


class Owed(msgspec.Struct):
    """Somebody who came with an import, and whether they were told."""

    person: int | None  # none: erased
    code: str | None
    name: str | None
    address: str
    is_told: bool
    has_failed: bool
    told_at: datetime | None
    told_how: str


class Tally(msgspec.Struct):
    """Of all who came with an import."""

    all: int
    told: int
    erased: int
    untold: int


async def note_down(row: Import, people: list[int]) -> None:
    """In the transaction in which they come in."""
    at = now()
    lines = [(person, row.id, at, "", "") for person in people]
    await copy_rows("network_provenance", ("person", "imported", "came_at", "source", "told_how"), lines)


async def tally(row: Import) -> Tally:
    """How far the telling is."""
    [counted] = await Provenance.raw(
        f"""
        SELECT count(*) AS all, count(*) FILTER (WHERE is_told AND person IS NOT NULL) AS told,
               count(*) FILTER (WHERE person IS NULL) AS erased,
               count(*) FILTER (WHERE NOT is_told AND person IS NOT NULL) AS untold
        FROM ({STATES} WHERE provenance.imported = {{}}) AS state
        """,
        row.id,
    )
    return msgspec.convert(counted, Tally)


async def untold(number: int) -> list[int | None]:
    """Those of the import of this number who have not been told yet, or whom the letter did not reach."""
    rows = await Provenance.raw(
        f"SELECT person FROM ({STATES} WHERE provenance.imported = {{}}) AS state WHERE NOT is_told AND person IS NOT NULL",
        number,
    )
    return [row["person"] for row in rows]


async def owed(row: Import, most: int = 60) -> list[Owed]:
    """Those who are still to be told, by name; so many at most."""
    rows = await Provenance.raw(
        f"""
        SELECT * FROM ({STATES} WHERE provenance.imported = {{}}) AS state
        WHERE NOT is_told AND person IS NOT NULL ORDER BY address <> '' AND NOT has_failed, sort_key, id LIMIT {{}}
        """,
        *[row.id, most],
    )
    return msgspec.convert(rows, list[Owed])


async def letters_of(row: Import) -> list[kept.Kept]:
    """The letters that left, and what became of each."""
    return await kept.about(OCCASION.name, row.id)


async def tell_by_letter(
    row: Import, community: Community, source: str, said: Words, by: Viewer, code: str, digest: str
) -> WrittenNote:
    """To all who have an address and are not told yet; from now on they are, where it arrives. A form sent twice is one
    letter. Raises Fault("audience") where nobody is left, or where they are others than were looked at."""
    async with together():
        await Import.select(Import.id).where(Import.id == row.id).lock_rows("UPDATE")
        matter = Matter(community, row.id, row.name, f"/imports/{row.code}/provenance")
        people = await untold(row.id)
        note = await written_notes.write(OCCASION, matter, AUDIENCE, people, said, by, code, digest, is_once=True)
        written = Addressee.select(Addressee.person).where(Addressee.written_note == note.id, Addressee.left_out == "")
        told = Provenance.person.is_in(written) & (Provenance.imported == row.id)
        await Provenance.update(
            {
                Provenance.told_at: note.written_at,
                Provenance.told_by: by.person,
                Provenance.written_note: note.id,
                Provenance.source: source,
            }
        ).where(told)
    return note


async def tell_otherwise(row: Import, codes: list[str], how: str, by: Viewer) -> int:
    """By post, in person: said how, by whom. Of those who are not told yet; answers how many. Raises Fault("person")."""
    async with together():
        await Import.select(Import.id).where(Import.id == row.id).lock_rows("UPDATE")
        left = await untold(row.id)
        people = await Person.select(Person.id).where(Person.code.is_in([*codes, ""])).output(as_list=True)
        chosen = [person for person in people if person in left]
        if not chosen:
            raise Fault("person", _("Please tick who was told."))
        await Provenance.update(
            {
                Provenance.told_at: now(),
                Provenance.told_by: by.person,
                Provenance.told_how: how,
                Provenance.written_note: None,
            }
        ).where(Provenance.imported == row.id, Provenance.person.is_in(chosen))
    return len(chosen)


async def import_with_community(viewer: Viewer, code: str) -> tuple[Import, Community]:
    """The door: an import that is done, with whose people it brought. Raises NotHere."""
    row = await doors.import_for(viewer, code)
    community = await Community.objects().get(Community.id == row.community)
    if community is None or row.state != "done":
        raise NotHere
    return row, community


async def _only_from_its_own_page(_viewer: Viewer, _code: str) -> Matter:
    raise NotHere


OCCASION = Occasion(
    "import",
    _only_from_its_own_page,
    [
        NoteAudience(
            AUDIENCE,
            _("those who came with the spreadsheet"),
            _("You get this letter because somebody else gave us your data: the law has us tell you."),
            untold,
            own_link=objections.link_of,
            own_words=_("Object, or be erased"),
        )
    ],
    most=1,
)
