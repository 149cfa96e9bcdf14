import asyncio
from datetime import timedelta

import pytest

from network import notes
from network.access import viewer_of
from network.communities import concerns, gardeners, mandates
from network.ground.clock import today
from network.ground.errors import Conflict, Fault
from network.plug import Village
from network.tables import Mandate, Note

DAY = timedelta(days=1)


async def test_a_vacancy_is_filled_and_the_gardener_told(village: Village) -> None:
    amin, budget, cora = village.people["amin"], village.communities["budget"], village.people["cora"]
    assert [seat.name for seat in await gardeners.pair_of(budget)] == ["Gil Étienne", None]
    for _twice in range(2):
        await gardeners.appoint(amin, budget, 2, because="Volontaire", by=cora.id)
    assert [seat.name for seat in await gardeners.pair_of(budget)] == ["Gil Étienne", "Amin Bey"]
    assert budget.id in (await viewer_of(amin)).gardens
    [note] = await Note.objects().where(Note.kind == "network.appointed")
    letter = await notes.write(note)
    assert letter and letter.to == "amin@example.org" and "Volontaire" in letter.text and "Cora Vidal" in letter.text


async def test_a_seat_that_is_held_is_refused_now_and_in_days_to_come(village: Village) -> None:
    amin, budget = village.people["amin"], village.communities["budget"]
    await gardeners.appoint(amin, budget, 2, because="", since=today() + 30 * DAY)
    for since in (today(), today() + 60 * DAY):
        with pytest.raises(Fault, match="holds this seat"):
            await gardeners.appoint(village.people["zoé"], budget, 2, because="", since=since)
    until = today() + 30 * DAY  # but until then it is free
    assert await gardeners.appoint(village.people["zoé"], budget, 2, because="", until=until)


async def test_a_pair_is_two_people(village: Village) -> None:
    with pytest.raises(Fault) as refused:
        await gardeners.appoint(village.people["gil"], village.communities["budget"], 2, because="")
    assert refused.value.field == "person"


async def test_an_end_before_the_beginning_and_a_third_seat_are_refused(village: Village) -> None:
    amin, budget = village.people["amin"], village.communities["budget"]
    with pytest.raises(Fault) as refused:
        await gardeners.appoint(amin, budget, 2, because="", until=today())
    assert refused.value.field == "until_on"
    with pytest.raises(Fault):
        await gardeners.appoint(amin, budget, 3, because="")


async def test_access_ends_with_the_mandate_that_day_and_the_row_says_why(village: Village) -> None:
    hugo, hedges, cora = village.people["hugo"], village.communities["hedges"], village.people["cora"]
    mandate = await Mandate.objects().get(Mandate.person == hugo.id)
    assert mandate
    for _twice in range(2):
        await mandates.end(mandate, because="Change de direction", by=cora.id)
    assert (await viewer_of(hugo)).gardens == frozenset()
    held = next(row for row in await mandates.history(hedges) if row.name == "Hugo Lemoine")
    assert (held.end_because, held.ended_by, held.until_on) == ("Change de direction", "Cora Vidal", today())
    [note] = await Note.objects().where(Note.kind == "network.mandate_ended")
    letter = await notes.write(note)
    assert letter and letter.to == "hugo@example.org" and "Change de direction" in letter.text
    with pytest.raises(Conflict):
        await mandates.end(mandate, because="again", by=cora.id, on=today() + DAY)


async def test_a_mandate_ends_neither_before_it_began_nor_later_than_it_said(village: Village) -> None:
    amin, budget, cora = village.people["amin"], village.communities["budget"], village.people["cora"]
    mandate = await gardeners.appoint(amin, budget, 2, because="", until=today() + 10 * DAY)
    for wrong in (today() - DAY, today() + 11 * DAY):
        with pytest.raises(Fault) as refused:
            await mandates.end(mandate, because="", by=cora.id, on=wrong)
        assert refused.value.field == "on"


async def test_ended_and_appointed_again_on_one_day(village: Village) -> None:
    amin, budget, cora = village.people["amin"], village.communities["budget"], village.people["cora"]
    mandate = await gardeners.appoint(amin, budget, 2, because="")
    await mandates.end(mandate, because="error", by=cora.id)
    assert (await gardeners.appoint(village.people["zoé"], budget, 2, because="")).id
    assert len(await mandates.history(budget)) == 3  # nothing is written over


async def test_what_the_coordination_should_know_of_a_pair(village: Village) -> None:
    budget, amin = village.communities["budget"], village.people["amin"]

    async def known() -> list[tuple[str, str]]:
        pair = await gardeners.pair_of(budget)
        return [(concern.sentence.english, concern.urgency) for concern in concerns.of_pair(pair, today())]

    assert await known() == [("This seat is empty: %(seat)s.", "late")]
    first = await gardeners.appoint(amin, budget, 2, because="", until=today() + 80 * DAY)
    ends = "The mandate of %(name)s ends on %(day)s, in %(days)s days."
    college = "%(name)s is of another college than the seat “%(seat)s” is meant for: %(college)s."
    assert await known() == [(ends, "wait"), (college, "wait")]  # amin is an expert
    await gardeners.appoint(amin, budget, 2, because="", since=first.until_on)
    assert await known() == [(college, "wait")]
    await mandates.end(first, because="", by=amin.id)
    await gardeners.appoint(village.people["karl"], budget, 2, because="", until=today() + 20 * DAY)
    assert await known() == [(ends, "late")]  # who follows begins too late
    await Mandate.update({Mandate.until_on: today() + DAY}).where(Mandate.person == village.people["karl"].id)
    assert [said.partition(" on ")[0] for said, _urgency in await known()][:1] == [
        "The mandate of %(name)s ends tomorrow,"
    ]


async def test_a_coordinator_is_made_once(village: Village) -> None:
    ada, zoe, climate = village.people["ada"], village.people["zoé"], village.networks["climat"]
    one = await gardeners.make_coordinator(zoe, climate, because="", by=ada.id)
    assert (await gardeners.make_coordinator(zoe, climate, because="", by=ada.id)).id == one.id
    assert climate.id in (await viewer_of(zoe)).coordinates


@pytest.mark.commit
async def test_of_two_who_are_appointed_at_once_one_has_the_seat(app: object) -> None:
    from deploy.village import plant

    village = await plant()
    budget = village.communities["budget"]
    both = [gardeners.appoint(village.people[who], budget, 2, because="") for who in ("amin", "zoé")]
    answers = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(answer).__name__ for answer in answers) == ["Fault", "Mandate"]
