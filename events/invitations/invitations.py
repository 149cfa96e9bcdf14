"""Invitations: the pair asks people by name whether they come to a day. Each gets one letter with yes, no and maybe; and
whoever is asked later is written to alone.

What an invited person means to do is read from what is so: registered or waiting is yes, however they came to it; a
place given back is no. Only where neither is there, their answer counts. Nobody is asked twice for one day.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from events.events import CANCELLED, locked
from events.invited import LINES
from events.tables import Event, Invitation
from network import notes
from network.access import Viewer
from network.affiliations import joined_to
from network.ground import tokens
from network.ground.clock import now
from network.ground.errors import Conflict, NotHere
from network.ground.queue import later, together
from network.ground.words import Sentence, _, say_number
from network.tables import Person

ANSWERS: dict[str, Sentence] = {"yes": _("Yes, I am coming"), "maybe": _("Maybe"), "no": _("No, I cannot come")}
BATCH = 200
BEGUN = _("This day has begun or is past: nobody is invited any more.")

ORDER = "array_position(ARRAY['yes', 'waiting', 'maybe', 'no', ''], state)"


class Line(msgspec.Struct):
    """One name on the list of those invited."""

    code: str
    name: str
    organisation: str
    state: str  # yes, waiting, maybe, no, or nothing yet
    at: datetime | None  # of the answer
    has_address: bool  # that may be written to


async def invite(event: Event, people: Sequence[int], by: Viewer, words: str = "") -> int:
    """Those of them who are not invited yet; answers how many. Raises Conflict: not published, cancelled, begun."""
    async with together():
        held = await locked(event.id)
        if held.is_cancelled:
            raise Conflict(CANCELLED)
        if not held.is_published:
            raise Conflict(_("This day is not published yet: publish it first, then invite."))
        if held.starts_at <= now():
            raise Conflict(BEGUN)
        rows = await Invitation.raw(
            """
            INSERT INTO events_invitation (code, event, person, words, invited_by, invited_at, answer)
            SELECT code, {}, person, {}, {}, {}, '' FROM unnest({}::text[], {}::int[]) AS asked (code, person)
            ON CONFLICT DO NOTHING RETURNING id
            """,
            *[held.id, words, by.person, now(), [tokens.code() for _person in people], [*people]],
        )
        if rows:
            await later("write_invitations", held.id)
    return len(rows)


async def write_invitations(event: int) -> None:
    """A job: the letters that are owed, some at a time, each once. Who has no address is called."""
    async with together():
        owed = (Invitation.event == event) & Invitation.written_at.is_null()
        rows = (
            await Invitation.select(Invitation.id, Invitation.person)
            .where(owed)
            .limit(BATCH)
            .lock_rows("UPDATE", skip_locked=True)
        )
        for row in rows:
            await notes.owe("events.invitation", row["person"], about=row["id"])
        ids = [row["id"] for row in rows]
        await Invitation.update({Invitation.written_at: now()}).where(Invitation.id.is_in([*ids, 0]))
        if len(rows) == BATCH:
            await later("write_invitations", event)


async def write_all_invitations() -> None:
    """By the clock: of those whose bell was not heard."""
    rows = await Invitation.select(Invitation.event).where(Invitation.written_at.is_null()).group_by(Invitation.event)
    for row in rows:
        await write_invitations(row["event"])


async def rest_after_restore() -> Sentence | None:
    """Letters that were owed when the backup was made may have left since, from the house that was lost: not once more."""
    owed = Invitation.written_at.is_null()
    rows = await Invitation.update({Invitation.written_at: now()}).where(owed).returning(Invitation.id)
    return (
        _("Letters of invitation that were owed: %(count)s, not sent.", count=say_number(len(rows))) if rows else None
    )


async def list_of(event: Event, most: int = 2_000, skip: int = 0) -> list[Line]:
    """Who is invited: those who come first, then maybe, no, and those who have not answered; by name."""
    rows = await Invitation.raw(
        LINES
        + f"""
        , shown AS (
            SELECT asked.*, person.sort_key, trim(person.family_name || ' ' || person.given_name) AS name, person.email
            FROM asked JOIN network_person AS person ON person.id = asked.person
            ORDER BY {ORDER}, person.sort_key, asked.code LIMIT {{}} OFFSET {{}}
        )
        SELECT shown.code, shown.state, shown.name, coalesce(belongs.organisation, '') AS organisation,
               coalesce(shown.booked_at, shown.answered_at) AS at,
               shown.email IS NOT NULL AND NOT EXISTS (SELECT FROM network_objection AS objection
           WHERE objection.person = shown.person AND objection.until_at IS NULL) AS has_address
        FROM shown
        {joined_to("shown.person")}
        ORDER BY {ORDER}, shown.sort_key, shown.code
        """,
        *[event.id, most, skip, (day := event.starts_at.date()), day],
    )
    return msgspec.convert(rows, list[Line])


async def count(event: Event) -> dict[str, int]:
    """How many in each state; nothing where nobody is invited."""
    rows = await Invitation.raw(LINES + "SELECT state, count(*) AS people FROM asked GROUP BY state", event.id)
    return {row["state"]: row["people"] for row in rows}


async def unanswered(event: int) -> list[int | None]:
    """Those invited who have neither answered nor registered: they may be written to."""
    rows = await Invitation.raw(LINES + "SELECT person FROM asked WHERE state = '' ORDER BY person", event)
    return [row["person"] for row in rows]


async def invitation_of(event: Event, person: int | None) -> Invitation | None:
    """The one of this person, if they are invited."""
    theirs = (Invitation.event == event.id) & (Invitation.person == (person or 0))
    return await Invitation.objects().where(theirs).first()


def token_of(invitation: Invitation) -> str:
    """What the links in the letter carry. It lies in no table, and is good until the day begins."""
    return tokens.derive("invitation", invitation.code, invitation.invited_at.timestamp())[:32]


async def invitation_with(code: str, token: str) -> Invitation:
    """The door for whoever holds the link: the invitation, or NotHere."""
    found = await Invitation.objects().where(Invitation.code == code).first()
    if found is None or not tokens.are_same(token, token_of(found)):
        raise NotHere(_("This link leads to no invitation. Was it cut in two by the letter, or was its person erased?"))
    return found


async def event_of(invitation: Invitation) -> Event:
    """The day that it is for."""
    event = await Event.objects().get(Event.id == invitation.event)
    assert event is not None  # an invitation goes with its event
    return event


async def name_of(invitation: Invitation) -> str:
    """Of whoever is invited."""
    person = await Person.objects().get(Person.id == invitation.person)
    assert person is not None  # an invitation goes with its person
    return person.name
