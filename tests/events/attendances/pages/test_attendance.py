import re

import pytest

from events.tables import Attendance, Booking
from network.ground import tokens
from network.ground.clock import now
from network.people import people
from network.plug import Village
from network.tables import Act, Person
from tests.conftest import Visitor
from tests.events.days import COMING, PAST, begun, day
from tests.network.test_sign_in import signed_in

PAGE = f"/events/{PAST}/attendance"


def boxes(page: str) -> dict[str, str]:
    """Whose box has which key."""
    rows = re.findall(r'name="came" value="(\w+)"[^>]*> ([^<]+)', page)
    return {name.strip(): key for key, name in rows}


async def test_rita_ticks_adds_and_takes_back_on_one_page(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    page = await visitor.get(PAGE)
    assert "3 personnes sont inscrites, 3 sont venues" in page.text and "(sans inscription)" in page.text
    keys, [shown] = (
        boxes(page.text),
        re.findall(r'action="/attendances".*?name="shown" value="([^"]*)"', page.text, re.DOTALL),
    )
    assert list(keys) == ["Bey Amin", "Costa Mina", "Ferrand Zoé", "Perrin Lucie"] and len(shown.split()) == 3
    came = [keys["Bey Amin"], keys["Perrin Lucie"], keys["Ferrand Zoé"]]  # Mina's tick is taken back
    page = await visitor.submit("/attendances", event=PAST, came=came, shown=shown)
    assert "C’est enregistré" in page.text and "Costa Mina" not in page.text
    acts = Act.select(Act.person).where(Act.kind == "events.came")
    assert set(await acts.output(as_list=True)) == {village.people[who].id for who in ("amin", "zoé", "lucie")}
    spoke = await visitor.submit("/talks", event=PAST, spoke=[keys["Bey Amin"]])
    assert "C’est enregistré" in spoke.text
    assert await Act.exists().where(Act.kind == "events.spoke", Act.person == village.people["amin"].id)


async def test_whoever_came_unannounced_is_found_by_name_or_added(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    found = await visitor.get(f"{PAGE}?q=moreau")
    person = re.search(r'name="person" value="(\w+)"', found.text)
    assert person and person[1] == village.people["rita"].code
    assert "Personne ajoutée et pointée" in (await visitor.submit("/walk-ins", event=PAST, person=person[1])).text
    nobody = await visitor.get(f"{PAGE}?q=gall")
    assert "Personne de ce nom" in nobody.text
    wrong = await visitor.submit("/walk-ins", event=PAST, given_name="Ida", family_name="", code=tokens.code())
    assert wrong.status_code == 422 and 'id="family_name-why"' in wrong.text and 'value="Ida"' in wrong.text
    code = tokens.code()
    for _click in range(2):
        await visitor.submit("/walk-ins", event=PAST, given_name="Ida", family_name="Roy", code=code)
    assert await Person.count().where(Person.family_name == "Roy") == 1
    assert await Attendance.count().where(Attendance.event == (await day(PAST)).id) == 5


async def test_the_list_for_tomorrow_has_boxes_to_print_and_none_to_tick(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    page = await visitor.get(f"/events/{COMING}/attendance")
    assert "Imprimez cette liste" in page.text and page.text.count('class="boxed"') == 3 + 8
    assert boxes(page.text) == {} and "Enregistrer les présences" not in page.text
    refused = await visitor.submit("/attendances", event=COMING, came=[], shown="")
    assert refused.status_code == 409 and "pas avant" in refused.text
    await begun()
    assert len(boxes((await visitor.get(f"/events/{COMING}/attendance")).text)) == 3


async def test_somebody_who_calls_is_registered_from_the_same_page(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    page = await visitor.get(f"/events/{COMING}/attendance?q=costa")
    assert "Quelqu’un appelle" in page.text and village.people["mina"].code in page.text
    done = await visitor.submit("/phone-bookings", event=COMING, person=village.people["mina"].code)
    assert done.status_code == 200 and "4 personnes sont inscrites" in done.text
    wrong = await visitor.submit("/phone-bookings", event=COMING, given_name="Ida", code=tokens.code())
    assert wrong.status_code == 422 and 'id="family_name-why"' in wrong.text
    await visitor.submit("/phone-bookings", event=COMING, given_name="Ida", family_name="Roy", code=tokens.code())
    assert "Roy Ida" in (await visitor.get(f"/events/{COMING}/attendance")).text
    page = await visitor.get(f"/events/{COMING}/attendance?q=costa")
    assert "inscription faite" in page.text and 'action="/phone-withdrawals"' in page.text
    done = await visitor.submit("/phone-withdrawals", event=COMING, person=village.people["mina"].code)
    assert "la place est libre" in done.text and "Costa Mina" not in done.text


async def test_a_number_to_call_back_is_kept_and_another_is_refused_with_what_was_typed(
    village: Village, visitor: Visitor
) -> None:
    await signed_in(visitor)
    sent = {"event": COMING, "given_name": "Ida", "family_name": "Roy", "code": tokens.code()}
    wrong = await visitor.submit("/phone-bookings", **sent, phone="demain soir")
    assert wrong.status_code == 422 and 'id="phone-why"' in wrong.text and 'value="demain soir"' in wrong.text
    assert not await Person.exists().where(Person.family_name == "Roy")
    await visitor.submit("/phone-bookings", **sent, phone="0612345678")
    [ida] = await Person.objects().where(Person.family_name == "Roy", Person.given_name == "Ida")
    assert ida.phone == "06 12 34 56 78"


@pytest.mark.parametrize(
    ("who", "status"), [(None, 401), ("lucie", 403), ("mina", 403), ("zoé", 403), ("gil", 403), ("karl", 403)]
)
async def test_names_are_for_those_who_animate(
    village: Village, visitor: Visitor, who: str | None, status: int
) -> None:
    if who:
        await signed_in(visitor, village.people[who].email or "")
    assert (await visitor.get(PAGE)).status_code == status
    for act in ("/attendances", "/walk-ins", "/talks", "/phone-bookings", "/phone-withdrawals"):
        assert (await visitor.submit(act, event=PAST)).status_code == status
    page = await visitor.get(f"/events/{PAST}")
    assert "attendance" not in page.text and "Bey" not in page.text.replace("Amin Bey, université", "")


async def test_a_form_that_was_not_ours_ticks_nobody(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    wrong = await visitor.submit("/attendances", event=PAST, came=["not a key"], shown="")
    assert wrong.status_code == 422
    assert (await visitor.submit("/attendances", event="not a day")).status_code == 404
    assert await Attendance.count() == 3


async def test_a_long_list_is_ticked_by_the_page_and_printed_whole(village: Village, visitor: Visitor) -> None:
    event = await begun()
    for number in range(40):
        person = await people.add("Ida", f"Zola {number:02}", known_from="test")
        row = Booking(code=tokens.code(), event=event.id, person=person.id, asked_at=now(), confirmed_at=now())
        await row.save()
    await signed_in(visitor)
    here = f"/events/{COMING}/attendance"
    first, last = (await visitor.get(here)).text, (await visitor.get(f"{here}?page=2")).text
    assert len(boxes(first)) == 36 and len(boxes(last)) == 7 and not boxes(first).keys() & boxes(last).keys()
    assert "43 personnes sont inscrites" in first and "Page 1 sur 2" in first and f"{here}?whole=1" in first
    assert len(boxes((await visitor.get(f"{here}?whole=1")).text)) == 43
    assert boxes((await visitor.get(f"{here}?page=99")).text) == boxes(last)
    one, other = boxes(first)["Bey Amin"], boxes(last)["Zola 39 Ida"]
    await visitor.submit("/attendances", event=COMING, came=[one], shown="", page=1)
    answer = await visitor.submit("/attendances", event=COMING, came=[other], shown="", page=2)
    assert answer.url.query == b"page=2" and "2 sont venues" in answer.text  # the other page keeps its tick
