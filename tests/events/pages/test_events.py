import html
import re
from datetime import timedelta

import pytest
from icalendar import Calendar

from events.bookings import bookings
from events.places import held_places
from events.tables import Booking, Event
from network.ground import tokens
from network.ground.clock import now, today
from network.plug import Village
from network.tables import Note, Territory
from tests.conftest import Visitor
from tests.events.days import CIRCLE, COMING, OF_NETWORK, PAST, begun, day, seen_by, shift
from tests.network.test_sign_in import signed_in

NEXT_WEEK = today() + timedelta(days=7)


def typed(village: Village, **other: object) -> dict[str, object]:
    said: dict[str, object] = {
        "code": tokens.code(),
        "title": "Semer à l’automne",
        "on": NEXT_WEEK.isoformat(),
        "starts": "14:00",
        "ends": "17:30",
        "organised_by": village.people["hugo"].code,
        "place_name": "Le hangar",
        "capacity": "20",
        "reach": "public",
        "summary": "On apporte ses gants.\n\nEt ses questions.",
    }
    return said | other


async def test_rita_plans_adds_to_the_agenda_publishes_and_everybody_reads_it(
    village: Village, visitor: Visitor
) -> None:
    await signed_in(visitor)
    page = await visitor.get("/communities/hedges/events/new")
    assert page.status_code == 200 and "Prévoir une rencontre" in page.text
    planned = await visitor.submit("/communities/hedges/events", **typed(village))
    assert "Personne d’autre ne la voit" in planned.text and "pas encore publiée" in planned.text
    event = await Event.objects().get(Event.title == "Semer à l’automne")
    assert event and event.organised_by == village.people["hugo"].id
    part = {"code": tokens.code(), "event": event.code, "starts": "14:00", "ends": "15:00", "title": "Tour de table"}
    assert "Ajouté au programme" in (await visitor.submit("/sessions", **part, format="world_cafe")).text
    assert "La rencontre est publiée" in (await visitor.submit("/publications", event=event.code)).text

    await visitor.submit("/sign-outs")
    page = await visitor.get(f"/events/{event.code}")
    for words in (
        "Semer à l’automne",
        "14\u00a0h",
        "17\u00a0h\u00a030",
        "Le hangar",
        "Tour de table",
        "world café",
        "sur 20",
    ):
        assert words in page.text, words
    assert "Et ses questions." in page.text and "Pour la préparer" not in page.text
    for place in ("/events", "/communities/hedges/events", "/communities/hedges"):
        assert f"/events/{event.code}" in (await visitor.get(place)).text, place


async def test_a_double_click_plans_one_day(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    said = typed(village)
    for _time in range(2):
        assert (await visitor.submit("/communities/hedges/events", **said)).status_code == 200
    assert await Event.count().where(Event.title == "Semer à l’automne") == 1


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"ends": "13:00"}, "ends", "La fin vient avant le début."),
        ({"on": "2020-01-01"}, "on", "Ce jour est passé"),
        ({"on": "demain"}, "on", "3/12/2026"),
        ({"on": "9999-12-31", "bookings_close_on": "9999-12-31"}, "on", "plus de dix ans"),
        ({"starts": "midi"}, "starts", "14:30"),
        ({"title": ""}, "title", "à remplir"),
        ({"capacity": "0"}, "capacity", "1"),
        ({"capacity": "beaucoup"}, "capacity", "nombre"),
        ({"commune": "Nulle-Part"}, "commune", "Aucune commune"),
        ({"reach": "everywhere"}, "reach", "Choisissez"),
    ],
)
async def test_what_is_wrong_is_said_on_its_field_and_all_that_was_typed_is_kept(
    village: Village, visitor: Visitor, wrong: dict[str, str], field: str, sentence: str
) -> None:
    await signed_in(visitor)
    page = await visitor.submit("/communities/hedges/events", **typed(village, **wrong))
    assert page.status_code == 422 and f'id="{field}-why"' in page.text
    why = re.search(f'id="{field}-why">([^<]+)<', page.text)
    assert why and sentence in why[1], why
    assert "On apporte ses gants." in page.text and "Le hangar" in page.text
    assert not await Event.exists().where(Event.place_name == "Le hangar")


async def test_all_that_is_wrong_is_said_at_once(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    wrong = {"ends": "13:00", "link": "ftp://visio", "commune": "Nulle-Part", "kind": "party", "reach": "everywhere"}
    late = {"bookings_close_on": (NEXT_WEEK + timedelta(days=1)).isoformat()}
    page = await visitor.submit("/communities/hedges/events", **typed(village, **wrong, **late))
    assert page.status_code == 422
    assert set(re.findall(r'id="(\w+)-why"', page.text)) == {*wrong, *late}
    past = await visitor.submit("/communities/hedges/events", **typed(village, on="2020-01-01", ends="13:00"))
    assert set(re.findall(r'id="(\w+)-why"', past.text)) == {"on", "ends"}


async def test_of_a_day_that_is_changed_too(village: Village, visitor: Visitor) -> None:
    event = await day()
    await Booking.update({Booking.confirmed_at: now()}).where(Booking.event == event.id)
    taken = await held_places(event.id)
    assert taken > 1
    await signed_in(visitor)
    wrong = {"on": "2020-01-01", "capacity": "1", "commune": "Nulle-Part"}
    page = await visitor.submit(f"/events/{event.code}", **typed(village, **wrong))
    assert set(re.findall(r'id="(\w+)-why"', page.text)) == set(wrong)
    assert (await day()).starts_at == event.starts_at


def held_in(page: str) -> dict[str, str]:
    """What a browser would send of the form as it stands."""
    form = page[page.index("<main") :]
    said = {
        name: html.unescape(value) for name, value in re.findall(r'<input [^>]*name="(\w+)"[^>]* value="([^"]*)"', form)
    }
    said |= {
        name: html.unescape(words) for name, words in re.findall(r'<textarea [^>]*name="(\w+)"[^>]*>([^<]*)<', form)
    }
    said |= dict(re.findall(r'<input type="radio" name="(\w+)" value="(\w+)" checked', form))
    for name, options in re.findall(r'<select [^>]*name="(\w+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        said[name] = re.findall(r'value="(\w+)" selected', options)[0]
    return {name: value for name, value in said.items() if name != "_csrf_token"}


async def test_what_the_other_gardener_changed_meanwhile_is_not_undone_unawares(
    village: Village, visitor: Visitor
) -> None:
    await signed_in(visitor)
    path = f"/events/{COMING}"
    hers = held_in((await visitor.get(f"{path}/edit")).text)
    his = held_in((await visitor.get(f"{path}/edit")).text)
    for _time in range(2):
        assert (
            await visitor.submit(path, **his | {"title": "Titre de Hugo", "bring": "Des bottes"})
        ).status_code == 200
    page = await visitor.submit(path, **hers | {"title": "Titre de Rita"})
    assert page.status_code == 422 and (await day()).title == "Titre de Hugo"
    assert "Quelqu’un a modifié ceci" in page.text and set(re.findall(r'id="(\w+)-why"', page.text)) == {"title"}
    assert "Titre de Hugo" in page.text, "what stands there now is said"
    again = held_in(page.text)
    assert again["title"] == "Titre de Rita" and again["bring"] == "Des bottes", "kept, and taken in"
    assert (await visitor.submit(path, **again)).status_code == 200
    event = await day()
    assert (event.title, event.bring) == ("Titre de Rita", "Des bottes")


@pytest.mark.parametrize(("who", "status"), [(None, 401), ("mina", 403), ("gil", 403), ("hugo", 200), ("cora", 200)])
async def test_who_may_plan(village: Village, visitor: Visitor, who: str | None, status: int) -> None:
    if who:
        await signed_in(visitor, f"{who}@example.org")
    assert (await visitor.get("/communities/hedges/events/new")).status_code == status
    answer = await visitor.submit("/communities/hedges/events", **typed(village))
    assert answer.status_code == status
    assert (await visitor.get(f"/events/{COMING}/edit")).status_code == status
    assert (await visitor.get(f"/events/{COMING}/cancellations/new")).status_code == status


async def test_the_coordination_plans_for_its_network(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "cora@example.org")
    page = await visitor.get("/networks/occitanie/events/new")
    assert page.status_code == 200 and "premier cercle" not in page.text
    said = typed(village, reach="network", organised_by=village.people["cora"].code)
    assert (await visitor.submit("/networks/occitanie/events", **said)).status_code == 200
    event = await Event.objects().get(Event.code == said["code"])
    assert event and event.network == village.networks["occitanie"].id
    assert f"/events/{OF_NETWORK}" in (await visitor.get("/networks/occitanie/events")).text


async def test_the_form_of_a_day_holds_what_was_said_and_changes_it(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    page = await visitor.get(f"/events/{COMING}/edit")
    fields = dict(re.findall(r'<input id="(\w+)"[^>]* value="([^"]*)"', page.text))
    assert fields["title"] == "Planter en année sèche" and fields["starts"] == "09:00" and fields["capacity"] == "30"
    said = typed(village, on=fields["on"], starts="10:00", ends="13:30", code=COMING, capacity="2")
    refused = await visitor.submit(f"/events/{COMING}", **said)
    assert refused.status_code == 422 and "Places déjà prises\u00a0: 3." in refused.text
    done = await visitor.submit(f"/events/{COMING}", **said | {"capacity": ""})
    assert "personnes inscrites sont prévenues" in done.text and "Le hangar" in done.text
    assert await Note.count().where(Note.kind == "events.changed") == 3


async def test_a_cancellation_asks_why_and_says_how_many_are_told(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    assert "3 personnes sont inscrites" in (await visitor.get(f"/events/{COMING}/cancellations/new")).text
    refused = await visitor.submit("/cancellations", event=COMING, because="")
    assert refused.status_code == 422 and not (await day()).is_cancelled
    done = await visitor.submit("/cancellations", event=COMING, because="La salle a brûlé.")
    assert "les personnes inscrites ou invitées sont prévenues" in done.text and "La salle a brûlé." in done.text
    await visitor.submit("/sign-outs")
    page = await visitor.get(f"/events/{COMING}")
    assert "Cette rencontre est annulée" in page.text and "Je viens" not in page.text


async def test_what_has_begun_is_not_offered_to_be_cancelled(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    await begun()
    assert "cancellations/new" not in (await visitor.get(f"/events/{COMING}")).text
    page = await visitor.get(f"/events/{COMING}/cancellations/new")
    assert "elle ne peut plus être annulée" in page.text and 'name="because"' not in page.text


async def test_a_calendar_file_is_for_whoever_sees_the_day(village: Village, visitor: Visitor) -> None:
    answer = await visitor.get(f"/events/{COMING}.ics")
    assert answer.headers["content-type"] == "text/calendar; method=PUBLISH; charset=utf-8"
    assert Calendar.from_ical(answer.content).walk("VEVENT")[0]["SUMMARY"] == "Planter en année sèche"
    assert (await visitor.get(f"/events/{CIRCLE}.ics")).status_code == 404
    await signed_in(visitor, "odile@example.org")
    assert (await visitor.get(f"/events/{CIRCLE}.ics")).status_code == 200


@pytest.mark.parametrize(
    ("who", "sees"), [(None, False), ("rita", False), ("mina", False), ("odile", True), ("cora", True)]
)
async def test_a_day_of_the_first_circle_shows_nowhere_to_others(
    village: Village, visitor: Visitor, who: str | None, sees: bool
) -> None:
    if who:
        await signed_in(visitor, f"{who}@example.org")
    assert (await visitor.get(f"/events/{CIRCLE}")).status_code == (200 if sees else 404)
    for place in ("/events", "/events?past=1", "/networks/occitanie/events", "/"):
        shows = f"/events/{CIRCLE}" in (await visitor.get(place)).text
        assert not shows or sees, place
    jury = await visitor.get("/communities/jury/events")
    assert (f"/events/{CIRCLE}" in jury.text) == sees == (jury.status_code == 200)
    for act in ("/bookings", "/publications", "/cancellations", "/attendances", "/walk-ins", "/talks", "/sessions"):
        if not sees:
            assert (await visitor.submit(act, event=CIRCLE)).status_code == 404, act


async def test_past_days_are_one_link_away(village: Village, visitor: Visitor) -> None:
    assert f"/events/{PAST}" not in (await visitor.get("/events")).text
    assert f"/events/{PAST}" in (await visitor.get("/events?past=1")).text
    empty = await visitor.get("/communities/budget/events")
    assert "Celles à venir seront annoncées ici" in empty.text


async def test_a_public_day_of_a_closed_community_leads_no_further(village: Village, visitor: Visitor) -> None:
    await shift(CIRCLE, reach="public")
    page = await visitor.get(f"/events/{CIRCLE}")
    assert page.status_code == 200 and "Jury de l’eau" in page.text and "/communities/jury" not in page.text
    await signed_in(visitor, "odile@example.org")
    assert "/communities/jury/events" in (await visitor.get(f"/events/{CIRCLE}")).text


async def test_a_draft_is_not_there_for_others(village: Village, visitor: Visitor) -> None:
    await shift(COMING, published_at=None)
    assert (await visitor.get(f"/events/{COMING}")).status_code == 404
    assert (await visitor.get(f"/events/{COMING}.ics")).status_code == 404
    assert not await bookings.booking_of(await day(), (await seen_by(village, "mina")).person)


async def test_in_english_the_page_is_english(village: Village, visitor: Visitor) -> None:
    page = await visitor.get(f"/events/{COMING}", headers={"Accept-Language": "en"})
    assert "places left of 30" in page.text and "I am coming" in page.text


@pytest.mark.parametrize(("which", "asked"), [(PAST, "?past=1"), (COMING, "")], ids=["past", "to come"])
async def test_days_are_shown_a_page_at_a_time_and_none_is_missing(
    village: Village, visitor: Visitor, which: str, asked: str
) -> None:
    first = (await visitor.get(f"/events{asked}")).text
    already = {path: len(set(re.findall(r'<a href="/events/(\w{10})"', first))) for path in ("/events",)}
    already["/communities/hedges/events"] = 1
    last = await day(which)
    known = {name: value for name, value in last.to_dict().items() if name != "id"}
    for number in range(60):  # two of each moment
        back = timedelta(days=number // 2) * (1 if which == PAST else -1)
        moved = {"starts_at": last.starts_at - back, "ends_at": last.ends_at - back}
        await Event(**known | moved | {"code": f"past{number:06}", "uid": f"{number}@localhost"}).save()
    for path in ("/events", "/communities/hedges/events"):
        found, following = [], f"{path}{asked}"
        while following:
            page = (await visitor.get(following)).text
            shown = re.findall(r'<a href="/events/(\w{10})"', page)
            assert 0 < len(shown) <= 25 and len(re.findall(r"<[a-z]", page)) < 400
            found += shown
            older = re.search(r'rel="next" href="([^"]+)"', page)
            following = older[1].replace("&amp;", "&") if older else ""
        assert len(found) == len(set(found)) == 60 + already[path], path


async def test_a_town_that_the_place_names_is_not_said_twice_in_the_agenda(village: Village, visitor: Visitor) -> None:
    town = Territory(kind="commune", code="32013", name="Auch", sort_key="auch")
    await town.save()
    await shift(COMING, territory=town.id)
    page = (await visitor.get("/events")).text
    assert "Salle des fêtes, Auch" in page and "Auch, Auch" not in page


async def test_whoever_changes_the_language_of_a_form_with_faults_comes_to_the_form(
    village: Village, visitor: Visitor
) -> None:
    await signed_in(visitor)
    form = f"/communities/hedges/events/new?like={PAST}"
    for referer, back in (
        (f"http://localhost:8000{form}", form),
        ("http://localhost:8000/communities/hedges/events", ""),
        ("http://elsewhere.example/communities/hedges/events/new", ""),
        ("http://localhost:8000//elsewhere.example", "/"),
    ):
        visitor.headers["Referer"] = referer
        page = await visitor.submit("/communities/hedges/events", **typed(village, title=""))
        assert page.status_code == 422 and f'name="back" value="{back}"' in page.text, referer
