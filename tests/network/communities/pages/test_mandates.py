from datetime import timedelta

import pytest

from network.access import viewer_of
from network.communities import gardeners
from network.ground.clock import today
from network.plug import Village
from network.tables import Mandate, Note, Person
from tests.conftest import Visitor
from tests.network.pages.visits import come_as


def sent(person: Person, **changed: object) -> dict[str, object]:
    form = {
        "community": "budget",
        "seat": 2,
        "person": person.code,
        "since_on": today(),
        "because": "Comité du 12 mars",
    }
    return form | changed


async def test_cora_finds_amin_and_fills_the_vacancy(village: Village, visitor: Visitor) -> None:
    await come_as(visitor, village, "cora")
    page = (await visitor.get("/communities/budget")).text
    assert "Ce siège est vacant" in page and "/communities/budget/mandates/new?seat=2" in page
    found = (await visitor.get("/communities/budget/mandates/new?seat=2&search=b%C3%89Y")).text
    amin = village.people["amin"]
    assert amin.code in found and village.people["zoé"].code not in found
    for _double_click in range(2):
        done = await visitor.submit("/mandates", **sent(amin))
        assert done.status_code == 200 and "Amin Bey" in done.text and "Ce siège est vacant" not in done.text
    assert await Mandate.count().where(Mandate.person == amin.id) == 1
    assert await Note.count().where(Note.kind == "network.appointed", Note.person == amin.id) == 1
    history = (await visitor.get("/communities/budget/mandates")).text
    assert "Comité du 12 mars" in history and "Gil Étienne" in history


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (None, 401),
        ("lucie", 403),
        ("zoé", 403),
        ("gil", 403),
        ("hugo", 403),
        ("karl", 403),
        ("cora", 200),
        ("ada", 200),
    ],
)
async def test_gardeners_are_appointed_and_dismissed_by_the_coordination_of_their_network(
    village: Village, visitor: Visitor, who: str | None, status: int
) -> None:
    held = await Mandate.objects().get(Mandate.person == village.people["gil"].id)
    assert held
    await come_as(visitor, village, who)
    assert (await visitor.get("/communities/budget/mandates/new")).status_code == status
    assert (await visitor.submit("/mandates", **sent(village.people["amin"]))).status_code == status
    ended = await visitor.submit("/mandate-ends", mandate=held.code, on=today(), because="x")
    sees = status == 200 or who == "gil"
    assert ended.status_code == (status if sees else 404)
    assert bool((await viewer_of(village.people["gil"])).gardens) == (status != 200)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"because": ""}, "because"),
        ({"since_on": "soon"}, "since_on"),
        ({"until_on": today()}, "until_on"),
        ({"seat": 3}, "seat"),
        ({"seat": 10**12}, "seat"),
        ({"person": ""}, "person"),
    ],
)
async def test_what_is_wrong_is_said_and_kept(
    village: Village, visitor: Visitor, changed: dict[str, object], field: str
) -> None:
    await come_as(visitor, village, "cora")
    form = sent(village.people["amin"], search="bey") | changed
    answer = await visitor.submit("/mandates", **form)
    assert (
        answer.status_code == 422 and 'class="note fault' in answer.text and village.people["amin"].code in answer.text
    )
    assert f'id="{field}-why"' in answer.text
    assert "n’est plus valable" not in answer.text
    assert not await Mandate.exists().where(Mandate.person == village.people["amin"].id)


async def test_somebody_who_is_not_of_the_network_or_sits_in_the_other_seat(village: Village, visitor: Visitor) -> None:
    await come_as(visitor, village, "cora")
    for name, words in (("lucie", "n’est pas du réseau"), ("karl", "n’est pas du réseau"), ("gil", "deux personnes")):
        answer = await visitor.submit("/mandates", **sent(village.people[name]))
        assert answer.status_code == 422 and words in answer.text
    assert (
        village.people["lucie"].code not in (await visitor.get("/communities/budget/mandates/new?search=perrin")).text
    )


async def test_a_seat_that_was_taken_in_between_is_a_fault_of_its_field_and_the_rest_is_kept(
    village: Village, visitor: Visitor
) -> None:
    await come_as(visitor, village, "cora")
    await gardeners.appoint(village.people["zoé"], village.communities["budget"], 2, because="another window")
    answer = await visitor.submit("/mandates", **sent(village.people["amin"], search="Bey"))
    assert answer.status_code == 422 and "Zoé Ferrand occupe ce siège" in answer.text
    assert village.people["amin"].code in answer.text and 'id="seat-why"' in answer.text


async def test_a_slip_in_the_year_is_asked_about(village: Village, visitor: Visitor) -> None:
    await come_as(visitor, village, "cora")
    for day in ("1800-01-01", "9999-12-31", "0202-11-24"):
        answer = await visitor.submit("/mandates", **sent(village.people["amin"]) | {"since_on": day})
        assert answer.status_code == 422 and "Cette année est-elle juste" in answer.text


async def test_the_page_of_mandates_leads_to_the_empty_seats(village: Village, visitor: Visitor) -> None:
    await come_as(visitor, village, "cora")
    assert "/communities/budget/mandates/new?seat=2" in (await visitor.get("/communities/budget/mandates")).text
    assert "/mandates/new" not in (await visitor.get("/communities/hedges/mandates")).text
    await come_as(visitor, village, "gil")
    assert "/mandates/new" not in (await visitor.get("/communities/budget/mandates")).text


async def test_a_mandate_is_ended_with_a_reason_and_the_alert_leads_to_the_act(
    village: Village, visitor: Visitor
) -> None:
    held = await Mandate.objects().get(Mandate.person == village.people["hugo"].id)
    assert held
    await come_as(visitor, village, "cora")
    assert "Mettre fin à ce mandat" in (await visitor.get(f"/mandates/{held.code}")).text
    without = await visitor.submit("/mandate-ends", mandate=held.code, on=today(), because=" ")
    assert without.status_code == 422 and 'id="because-why"' in without.text
    early = await visitor.submit("/mandate-ends", mandate=held.code, on=held.since_on - timedelta(days=1), because="x")
    assert early.status_code == 422 and 'id="on-why"' in early.text
    for _double_click in range(2):
        done = await visitor.submit("/mandate-ends", mandate=held.code, on=today(), because="Change de direction")
        assert done.status_code == 200 and "Change de direction" in done.text
    assert "Un siège à pourvoir" in (await visitor.get("/communities/hedges")).text
    gone = await come_as(visitor, village, "hugo")
    assert (await gone.get("/communities/hedges/mandates")).status_code == 403  # access ends that day
    assert (await gone.get(f"/mandates/{held.code}")).status_code == 200  # one's own is told
    assert (await gone.get("/mandates/abcdefghij")).status_code == 404


async def test_ada_appoints_a_coordinator_whom_the_network_does_not_know(village: Village, visitor: Visitor) -> None:
    await come_as(visitor, village, "ada")
    lucie = village.people["lucie"]
    assert lucie.code in (await visitor.get("/networks/climat/mandates/new?search=luc")).text
    form = {"network": "climat", "person": lucie.code, "since_on": today(), "because": "Convention"}
    for _double_click in range(2):
        done = await visitor.submit("/mandates", **form)
        assert done.status_code == 200 and "Lucie Perrin" in done.text
    assert (await viewer_of(lucie)).coordinates == {village.networks["climat"].id}
    await come_as(visitor, village, "karl")
    assert (await visitor.submit("/mandates", **form)).status_code == 403
    assert "Convention" in (await visitor.get("/networks/climat/mandates")).text
    assert (await visitor.get("/networks/occitanie/mandates")).status_code == 403


async def test_it_is_said_whether_the_letter_about_an_office_reaches_anybody(
    village: Village, visitor: Visitor
) -> None:
    await come_as(visitor, village, "cora")
    amin, seat = village.people["amin"], {"seat": 2}
    await Person.update({Person.email: None}).where(Person.id == amin.id)
    done = await visitor.submit("/mandates", **sent(amin, **seat))
    assert "pas d’adresse" in done.text and "Amin Bey" in done.text
    held = await Mandate.objects().get(Mandate.person == amin.id)
    assert held
    done = await visitor.submit("/mandate-ends", mandate=held.code, on=today(), because="x")
    assert "prévenez cette personne" in done.text.lower()


async def test_the_end_of_the_last_coordination_is_warned_of(village: Village, visitor: Visitor) -> None:
    await come_as(visitor, village, "ada")
    held = await Mandate.objects().get(Mandate.person == village.people["cora"].id)
    assert held and "Personne d’autre ne coordonne" in (await visitor.get(f"/mandates/{held.code}")).text
    await gardeners.make_coordinator(village.people["zoé"], village.networks["occitanie"], because="relais")
    assert "Personne d’autre ne coordonne" not in (await visitor.get(f"/mandates/{held.code}")).text
