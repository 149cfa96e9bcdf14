"""Webinars, field visits and last year's day, over HTTP."""

import re
from datetime import timedelta

from events import duplicates
from events.bookings import bookings
from events.events import day_of
from events.tables import Event
from network import notes
from network.ground import tokens
from network.ground.clock import now, today
from network.plug import Village
from network.tables import Note
from tests.conftest import Visitor
from tests.events.days import COMING, PAST, day, seen_by, shift
from tests.network.test_sign_in import signed_in

ROOM = "https://visio.example.org/haies"


async def typed(village: Village, **other: object) -> dict[str, object]:
    said = {"code": tokens.code(), "title": "En ligne", "on": str(today() + timedelta(days=9)), "starts": "10:00"}
    return said | {"ends": "11:00", "organised_by": village.people["rita"].code, "reach": "public"} | other


async def test_a_webinar_is_planned_with_its_link_and_the_form_keeps_everything(
    village: Village, visitor: Visitor
) -> None:
    await signed_in(visitor, "rita@example.org")
    path = "/communities/hedges/events"
    wrong = await visitor.submit(path, **await typed(village, kind="webinar", link="http://visio.example.org/haies"))
    assert wrong.status_code == 422 and 'id="link-why"' in wrong.text and "http://visio.example.org/haies" in wrong.text
    assert re.search(r"<details open><summary>Elle a lieu en ligne", wrong.text)
    page = await visitor.submit(path, **await typed(village, kind="webinar", link=ROOM, capacity="0"))
    assert page.status_code == 422 and 'id="capacity-why"' in page.text
    page = await visitor.submit(path, **await typed(village, kind="webinar"))
    assert "Il manque encore le lien" in page.text and "Webinaire" in page.text
    page = await visitor.submit(path, **await typed(village, kind="webinar", link=ROOM))
    assert page.url.path.startswith("/events/") and "Il manque" not in page.text and ROOM not in page.text


async def test_the_link_is_seen_by_those_registered_when_it_is_due_and_by_nobody_else(
    village: Village, visitor: Visitor
) -> None:
    event = await shift(COMING, link=ROOM)
    amins = await bookings.booking_of(event, village.people["amin"].id)
    assert amins
    by_letter = f"/bookings/{amins.code}/{bookings.token_of(amins)}"
    places = [f"/events/{COMING}", f"/events/{COMING}.ics", "/events", "/communities/hedges", f"{by_letter}/day.ics"]
    await signed_in(visitor, "amin@example.org")
    early = await visitor.get(f"/events/{COMING}")
    assert "Le lien pour la rejoindre s’affichera ici" in early.text and ROOM not in early.text
    assert ROOM not in (await visitor.get(by_letter)).text
    await shift(COMING, starts_at=now() + timedelta(minutes=10), ends_at=now() + timedelta(hours=1))
    assert ROOM in (await visitor.get(f"/events/{COMING}")).text and ROOM in (await visitor.get(by_letter)).text
    assert all([ROOM not in (await visitor.get(place)).text for place in places[1:]])
    await signed_in(visitor, "mina@example.org")
    assert all([ROOM not in (await visitor.get(place)).text for place in places])
    visitor.cookies.clear()
    assert all([ROOM not in (await visitor.get(place)).text for place in places])
    await shift(COMING, starts_at=now() - timedelta(hours=2), ends_at=now() - timedelta(hours=1))
    assert ROOM not in (await visitor.get(by_letter)).text


async def test_the_letters_lead_to_the_page_of_the_link_and_do_not_carry_it(village: Village) -> None:
    await shift(COMING, link=ROOM, meeting_point="À la gare", day_contact="Rita, 06 00 00 00 00")
    mine = await bookings.book(await day(), await seen_by(village, "mina"))
    for kind in ("events.confirmed", "events.reminder", "events.changed"):
        await notes.owe(kind, village.people["mina"].id, about=mine.id)
        note = await Note.objects().where(Note.kind == kind).first()
        letter = await notes.write(note) if note else None
        assert letter and ROOM not in letter.html + letter.text and f"/bookings/{mine.code}/" in letter.html
        assert "À la gare" in letter.text and "06 00 00 00 00" in letter.text


async def test_a_field_visit_says_where_to_meet_and_to_those_registered_whom_to_call(
    village: Village, visitor: Visitor
) -> None:
    said = {"meeting_point": "Parking de l’église", "bring": "Des bottes", "travel": "Train\nVélo"}
    await shift(COMING, kind="field_visit", day_contact="Rita 06 11 22 33 44", **said)
    page = await visitor.get(f"/events/{COMING}")
    assert "Visite de terrain" in page.text and "Parking de l’église" in page.text and "Train<br>Vélo" in page.text
    assert "06 11 22 33 44" not in page.text
    await signed_in(visitor, "mina@example.org")
    assert "06 11 22 33 44" not in (await visitor.get(f"/events/{COMING}")).text
    await signed_in(visitor, "amin@example.org")
    assert "06 11 22 33 44" in (await visitor.get(f"/events/{COMING}")).text


async def test_last_years_day_opens_filled_in_and_is_written_when_it_is_sent(
    village: Village, visitor: Visitor
) -> None:
    await shift(PAST, link=ROOM, summary="On taille.")
    await signed_in(visitor, "rita@example.org")
    before = await Event.count()
    path = f"/communities/hedges/events/new?like={PAST}"
    assert path in (await visitor.get(f"/events/{PAST}")).text.replace("&amp;", "&")
    page = await visitor.get(path)
    on = day_of(await day(PAST)) + duplicates.moved_by(await day(PAST))
    assert f'value="{on}"' in page.text and "On taille." in page.text and 'value="12"' in page.text
    assert ROOM not in page.text and await Event.count() == before
    sent = await typed(village, title="Tailler encore", on=str(on), starts="09:00", ends="12:30", like=PAST)
    wrong = await visitor.submit("/communities/hedges/events", **sent | {"ends": "10:00", "with_agenda": "1"})
    assert wrong.status_code == 422 and "ne tient pas" in wrong.text and await Event.count() == before
    page = await visitor.submit("/communities/hedges/events", **sent | {"with_agenda": "1"})
    assert "Trois chantiers" in page.text and await Event.count() == before + 1
    other = await visitor.get("/communities/hedges/events/new?like=jurycircle")
    assert other.status_code == 404
