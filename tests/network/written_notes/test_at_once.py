"""For real: several at once, a worker of its own, a mail server behind a socket."""

import asyncio
from datetime import datetime, time, timedelta

import pytest

from deploy.mailbox import Mailbox
from events.courtesies import reminders, thanks
from events.tables import Booking
from network.ground import tokens
from network.ground.clock import HERE, now, today
from network.plug import Village
from network.tables import Addressee, Note, Person, WrittenNote
from tests.conftest import work
from tests.events.days import COMING, PAST, day, seen_by, shift
from tests.network.written_notes.hands import WORDS, written

pytestmark = pytest.mark.commit


async def test_a_form_that_arrives_five_times_at_once_is_one_letter_to_each(village: Village, mailbox: Mailbox) -> None:
    amin = village.people["amin"]
    await Person.update({Person.email: "zoe@example.org"}).where(Person.id == amin.id)
    code = tokens.code()
    rows = await asyncio.gather(*[written(village, audience="network.circle_2", code=code) for _time in range(5)])
    assert len({row.id for row in rows}) == 1 == await WrittenNote.count()
    await work()
    letters = await Note.count().where(Note.kind == "network.written")
    assert len(mailbox.to("zoe@example.org")) == 1, "shared by two, one letter"
    assert await Addressee.count() == letters + 1 and letters >= 1
    assert await Note.count().where(Note.kind == "network.written", Note.state == "delivered") == letters


async def test_three_clocks_remind_once_and_two_gardeners_thank_once(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    noon = datetime.combine(today(), time(12), tzinfo=HERE)
    tomorrow = datetime.combine(today() + timedelta(days=1), time(12), tzinfo=HERE)
    await shift(COMING, starts_at=tomorrow, ends_at=tomorrow + timedelta(hours=2))
    await Booking.update({Booking.confirmed_at: now() - timedelta(days=9)}, force=True)
    monkeypatch.setattr(reminders, "now", lambda: noon)
    await asyncio.gather(*[reminders.remind() for _clock in range(3)])
    assert await Note.count().where(Note.kind == "events.reminder") == 3, "one for each who is registered"
    event, hedges = await day(PAST), village.communities["hedges"]
    rita, hugo = await seen_by(village, "rita"), await seen_by(village, "hugo")
    rows = await asyncio.gather(*[thanks.thank(event, hedges, WORDS, by) for by in (rita, hugo)])
    assert rows[0].id == rows[1].id and await WrittenNote.count() == 1
