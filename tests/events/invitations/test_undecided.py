"""Invited, and maybe coming: they hold a letter that is no longer true when the day moves or is cancelled."""

import re
from datetime import timedelta
from typing import Any

from events.bookings import bookings
from events.events import cancel
from events.invitations import answers, invitation_notes, invitations
from events.invited import LINES
from events.tables import Event, Invitation
from network.ground import tokens
from network.ground.letterpress import Pressed
from network.plug import Village
from network.tables import Person
from tests.conftest import Visitor
from tests.events.bookings.test_bookings import letters
from tests.events.days import COMING, day, seen_by, shift, waits
from tests.network.test_sign_in import signed_in


async def all_asked(village: Village) -> Event:
    """Mina said maybe, Gil nothing, Hugo no, Lucie has taken a place, and Cora’s letter has not left yet."""
    event, rita = await day(), await seen_by(village, "rita")
    who = [village.people[name].id for name in ("mina", "gil", "hugo", "lucie")]
    await invitations.invite(event, who, rita)
    await invitations.write_invitations(event.id)
    await invitations.invite(event, [village.people["cora"].id], rita)
    for name, said in (("mina", "maybe"), ("hugo", "no"), ("lucie", "yes")):
        row = await invitations.invitation_of(event, village.people[name].id)
        assert row
        await answers.answer(row, said)
    return event


async def told(village: Village, kind: str) -> set[str]:
    names = {person.id: name for name, person in village.people.items()}
    return {names[note.person] for note in await letters(kind) if note.person}


async def test_of_a_cancelled_day_those_are_told_who_might_have_come(village: Village, bell: object) -> None:
    event = await all_asked(village)
    rita = await seen_by(village, "rita")
    assert await cancel(event, "La salle a brûlé.", rita) and not await cancel(event, "Encore", rita)
    assert await told(village, "events.invitation_cancelled") == {"mina", "gil"}
    assert "lucie" in await told(village, "events.cancelled")
    written = [await invitation_notes.write_cancelled(note) for note in await letters("events.invitation_cancelled")]
    assert all(letter and "La salle a brûlé." in letter.text for letter in written)
    assert [note async for note in unsent(village)] == []


async def unsent(village: Village) -> Any:
    """The invitation that had not left stays where it is: nobody is invited to a day that is off."""
    await invitations.write_all_invitations()
    for note in await letters("events.invitation"):
        if await invitation_notes.write_invitation(note):
            yield note


async def test_of_another_hour_too_with_the_buttons_that_answer(village: Village, bell: object) -> None:
    event = await all_asked(village)
    letter = await moved(village, event)
    assert letter and "answer=yes" in letter.text and "/invitations/" in letter.text
    await shift(COMING, cancelled_at=event.planned_at, cancelled_because="Non")
    [first, *_others] = await letters("events.invitation_changed")
    assert await invitation_notes.write_changed(first) is None, "what is no longer true is not sent"


async def moved(village: Village, event: Event) -> Pressed | None:
    from events import events

    before = await day()
    await Event.update({Event.starts_at: before.starts_at + timedelta(minutes=5)}).where(Event.id == event.id)
    assert await events._tell(await day(), "changed")
    assert await told(village, "events.invitation_changed") == {"mina", "gil"}
    return await invitation_notes.write_changed((await letters("events.invitation_changed"))[0])


async def test_who_registers_meanwhile_reads_it_once(village: Village, bell: object) -> None:
    event = await all_asked(village)
    await moved(village, event)
    await bookings.book(await day(), await seen_by(village, "mina"))
    notes = {note.person: note for note in await letters("events.invitation_changed")}
    assert await invitation_notes.write_changed(notes[village.people["mina"].id]) is None


async def test_before_the_day_is_cancelled_its_gardener_reads_how_many_are_told(
    village: Village, visitor: Visitor, bell: object
) -> None:
    await all_asked(village)
    await signed_in(visitor, "rita@example.org")
    page = (await visitor.get(f"/events/{COMING}/cancellations/new")).text
    assert "2 personnes invitées par leur nom" in page and "en liste d’attente" not in page
    await waits(village.people["gil"].id, "gilwaitsx2")
    page = (await visitor.get(f"/events/{COMING}/cancellations/new")).text
    assert "Une personne en liste d’attente sera prévenue aussi" in page
    done = await visitor.submit("/cancellations", event=COMING, because="Neige")
    assert "invitées sont prévenues" in done.text


async def test_bookings_and_the_line_are_read_once_however_many_are_invited(village: Village) -> None:
    event = await all_asked(village)
    people = [Person(given_name="Jean", family_name=f"Nouveau {n}") for n in range(200)]
    for person in people:
        person.code, person.sort_key = tokens.code(), person.family_name
    await Person.insert(*people)
    numbers = Person.select(Person.id).where(Person.family_name.like("Nouveau %"))
    rows = [
        Invitation(code=tokens.code(), event=event.id, person=row["id"], invited_at=event.planned_at)
        for row in await numbers
    ]
    await Invitation.insert(*rows)
    plan = await Invitation.raw("EXPLAIN (ANALYZE, TIMING OFF) " + LINES + "SELECT * FROM asked", event.id)
    read = [
        row["QUERY PLAN"] for row in plan if re.search(r"Scan.* on events_(booking|waiting_place)", row["QUERY PLAN"])
    ]
    assert len(read) == 2 and all("loops=1)" in line for line in read), "\n".join(row["QUERY PLAN"] for row in plan)
