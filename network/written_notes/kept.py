"""Kept: what was written by hand is found again where it belongs: with the day, the community, the person.

Those who animate read all of it, with what became of each letter in words; a person reads what was written to them.
"""

from datetime import datetime

import msgspec

from network.access import Viewer, is_community
from network.doors import written_notes_visible_to
from network.ground.words import Sentence, _, say_date
from network.notes import SUPPRESSED
from network.owners import Owner
from network.plug import Item, Link, Panel
from network.tables import Note, Person, WrittenNote
from network.written_notes import occasions, readers

LINES, PAGE, PEOPLE = 5, 40, 60


class Kept(msgspec.Struct):
    """A note as a line of a list."""

    code: str
    subject: str
    about: str
    path: str
    occasion: str
    audience: str
    written_at: datetime
    writer: str
    people: int

    @property
    def whom(self) -> Sentence:
        return occasions.audience(occasions.occasion(self.occasion), self.audience).words


class Told(msgspec.Struct):
    """One of those to whom it was addressed, and what became of their letter."""

    name: str  # empty: somebody erased
    left_out: str
    state: str
    delivered_at: datetime | None
    reply: str

    @property
    def words(self) -> Sentence:
        """For people: no code of a protocol."""
        if self.left_out:
            return _("not written to: %(why)s", why=readers.why_left_out(self.left_out))
        if self.state == "delivered" and self.delivered_at:
            return _("handed to the mail server on %(day)s", day=say_date(self.delivered_at))
        if self.state == "dropped" and self.reply == "restored":
            return _("perhaps not sent: the house was restored from a backup meanwhile")
        if self.state == "dropped" and self.reply == SUPPRESSED:
            return _("not sent: their mail server said that this address does not exist, or no longer")
        return STATES.get(self.state) or (STATES["again"] if self.reply else STATES["waiting"])

    @property
    def has_failed(self) -> bool:
        return self.state in ("failed", "dropped") and not self.left_out


STATES = {
    "waiting": _("on its way"),
    "again": _("on its way: the mail server asked us to come back later"),
    "delivered": _("handed to the mail server"),
    "failed": _("refused by the mail server: the address may be wrong"),
    "dropped": _("not sent: there is nowhere to send it any more"),
}

KEPT = """
SELECT note.code, subject, about, path, occasion, audience, written_at,
       coalesce(trim(writer.given_name || ' ' || writer.family_name), '') AS writer,
       (SELECT count(*) FROM network_addressee AS a WHERE a.written_note = note.id AND a.left_out = '') AS people
FROM network_written_note AS note LEFT JOIN network_person AS writer ON writer.id = note.written_by
"""


async def about(occasion: str, number: int, most: int = LINES) -> list[Kept]:
    """Of that day, the newest first."""
    where = "WHERE occasion = {} AND number = {} ORDER BY written_at DESC, note.id DESC LIMIT {}"
    return msgspec.convert(await WrittenNote.raw(KEPT + where, occasion, number, most), list[Kept])


async def line_of(note: WrittenNote) -> Kept:
    """The same of one."""
    [row] = await WrittenNote.raw(KEPT + "WHERE note.id = {}", note.id)
    return msgspec.convert(row, Kept)


async def of_owner(owner: Owner, page: int = 1) -> tuple[list[Kept], bool]:
    """All that was written in the name of this community or network, a page at a time; and whether more follow."""
    column = "community" if is_community(owner) else "network"
    where = f"WHERE note.{column} = {{}} ORDER BY written_at DESC, note.id DESC LIMIT {{}} OFFSET {{}}"
    rows = await WrittenNote.raw(KEPT + where, owner.id, PAGE + 1, PAGE * (page - 1))
    found = msgspec.convert(rows, list[Kept])
    return found[:PAGE], len(found) > PAGE


class Tally(msgspec.Struct):
    """How many of those it was addressed to: of each state, and left out."""

    delivered: int
    on_its_way: int
    failed: int
    left_out: int


async def tally(note: WrittenNote) -> Tally:
    """In people, not in letters."""
    [row] = await WrittenNote.raw(
        """
        SELECT count(*) FILTER (WHERE left_out <> '') AS left_out, count(*) FILTER (WHERE state = 'delivered') AS delivered,
               count(*) FILTER (WHERE state IN ('failed', 'dropped')) AS failed,
               count(*) FILTER (WHERE state IN ('waiting', 'sending')) AS on_its_way
        FROM (SELECT left_out, coalesce(note.state, addressee.state) AS state
              FROM network_addressee AS addressee LEFT JOIN network_note AS note ON note.id = addressee.note
              WHERE written_note = {}) AS told
        """,
        note.id,
    )
    return msgspec.convert(row, Tally)


async def addressees(note: WrittenNote, page: int = 1) -> list[Told]:
    """A page of them; first those whom it has not reached, then the others, by name; who is erased last."""
    rows = await WrittenNote.raw(
        """
        SELECT coalesce(trim(person.given_name || ' ' || person.family_name), '') AS name, left_out,
               coalesce(note.state, addressee.state) AS state, note.delivered_at, coalesce(note.reply, '') AS reply
        FROM network_addressee AS addressee
        LEFT JOIN network_person AS person ON person.id = addressee.person
        LEFT JOIN network_note AS note ON note.id = addressee.note
        WHERE written_note = {}
        ORDER BY coalesce(note.state, '') NOT IN ('failed', 'dropped'), left_out = '', person.sort_key NULLS LAST,
                 addressee.id
        LIMIT {} OFFSET {}
        """,
        *[note.id, PEOPLE, PEOPLE * (page - 1)],
    )
    return msgspec.convert(rows, list[Told])


async def panel(viewer: Viewer, person: Person) -> Panel | None:
    """On the person's page: to themselves what was written to them; to others, what they may read of it."""
    if person.id == viewer.person:
        own = Note.select(Note.code, Note.subject).where(Note.person == person.id, Note.kind == "network.written")
        codes = {row["subject"]: row["code"] for row in await own}
        rows = WrittenNote.objects().where(WrittenNote.id.is_in([*codes, 0]))
    else:
        codes = {}
        named = "SELECT written_note FROM network_addressee WHERE left_out = '' AND person = {}"
        numbers = [row["written_note"] for row in await WrittenNote.raw(named, person.id)]
        rows = WrittenNote.objects().where(WrittenNote.id.is_in([*numbers, 0]), written_notes_visible_to(viewer))
    found = await rows.order_by(WrittenNote.written_at, ascending=False).limit(LINES)
    if not found:
        return None
    items = [
        Item(
            row.subject,
            f"/notes/{codes[row.id]}/letter" if row.id in codes else f"/written-notes/{row.code}",
            words=f"{row.about}, {say_date(row.written_at)}",
        )
        for row in found
    ]
    is_self = person.id == viewer.person
    return Panel(
        title=_("Notes written to you") if is_self else _("Notes written to them"),
        items=items,
        empty=_("No note yet."),
        more=Link(_("My letters"), "/notes") if is_self else None,
    )
