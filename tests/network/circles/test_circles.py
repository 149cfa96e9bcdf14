import asyncio
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from network.circles import circles, steps
from network.ground import tokens
from network.ground.clock import today
from network.ground.errors import Fault
from network.people import people
from network.plug import Village
from network.tables import Community, Note, Person, Standing, stands_on

DAY = timedelta(days=1)


async def rows(person: Person, community: Community) -> list[Standing]:
    mine = (Standing.person == person.id) & (Standing.community == community.id)
    return await Standing.objects().where(mine).order_by(Standing.id)


async def test_mina_is_moved_outward_and_told_with_the_reason(village: Village) -> None:
    amin, hedges, hugo = village.people["amin"], village.communities["hedges"], village.people["hugo"]
    await circles.move(amin, hedges, 3, because="Parti à Lyon", by=hugo.id)
    first, second = await rows(amin, hedges)
    assert (first.circle, first.until_on) == (2, today()) and (second.circle, second.because) == (3, "Parti à Lyon")
    assert await Note.exists().where(Note.kind == "network.moved", Note.person == amin.id, Note.subject == second.id)


async def test_toward_the_centre_nobody_is_moved(village: Village) -> None:
    with pytest.raises(Fault, match="propose"):
        await circles.move(village.people["mina"], village.communities["hedges"], 1, "", by=village.people["hugo"].id)
    with pytest.raises(Fault, match="propose"):
        await circles.move(village.people["lucie"], village.communities["hedges"], 3, "", by=village.people["hugo"].id)


async def test_two_changes_on_one_day_leave_the_first_without_a_day(village: Village) -> None:
    lucie, hedges = village.people["lucie"], village.communities["hedges"]
    for circle in (3, 2, 3):
        await circles.place(lucie, hedges, circle, because="mind changed")
    assert [(row.circle, row.until_on) for row in await rows(lucie, hedges)] == [(3, today()), (2, today()), (3, None)]
    assert [row.circle for row in await rows(lucie, hedges) if row.until_on is None] == [3]
    assert await Standing.count().where(Standing.person == lucie.id, stands_on(today())) == 1


async def test_who_stands_there_already_stays_as_they_are(village: Village) -> None:
    zoe, hedges = village.people["zoé"], village.communities["hedges"]
    [before] = await rows(zoe, hedges)
    await circles.place(zoe, hedges, 1, because="imported again")
    [after] = await rows(zoe, hedges)
    assert (before.id, before.since_on, before.because) == (after.id, after.since_on, after.because)


async def test_leaving_ends_the_place_and_twice_is_once(village: Village) -> None:
    zoe, hedges = village.people["zoé"], village.communities["hedges"]
    left = await circles.leave(zoe, hedges, because="Plus le temps", by=zoe.id)
    assert left and left.ended_by == zoe.id and left.end_because == "Plus le temps"
    assert await circles.leave(zoe, hedges, because="again", by=zoe.id) is None
    assert await circles.circle_of(zoe, hedges) is None
    assert not await Note.exists().where(Note.kind == "network.let_go")  # nobody writes to oneself


async def test_who_is_let_go_by_a_gardener_is_told(village: Village) -> None:
    zoe, hedges, hugo = village.people["zoé"], village.communities["hedges"], village.people["hugo"]
    await circles.leave(zoe, hedges, because="À sa demande", by=hugo.id)
    assert await Note.exists().where(Note.kind == "network.let_go", Note.person == zoe.id)


@pytest.mark.parametrize("shift", [-401, 1])
async def test_no_change_before_the_last_one_nor_on_a_day_to_come(village: Village, shift: int) -> None:
    with pytest.raises(Fault) as refused:
        await circles.place(
            village.people["zoé"], village.communities["hedges"], 2, because="", on=today() + shift * DAY
        )
    assert refused.value.field == "on"


async def test_there_is_no_fourth_circle(village: Village) -> None:
    with pytest.raises(Fault) as refused:
        await circles.place(village.people["zoé"], village.communities["hedges"], 4, because="")
    assert refused.value.field == "circle"


ACTS = some.lists(
    some.tuples(some.sampled_from(["place", "move", "leave", "step"]), some.integers(1, 3), some.integers(-12, 2)),
    min_size=1,
    max_size=12,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
async def test_whatever_is_asked_on_whatever_days_nobody_stands_twice_and_history_stays(
    village: Village, acts: list[tuple[str, int, int]]
) -> None:
    hedges, hugo = village.communities["hedges"], village.people["hugo"].id
    person = await people.add("", "Whoever")
    written: dict[int, tuple[int, date, date | None]] = {}
    for act, circle, shift in acts:
        on = today() + shift * DAY
        try:
            if act == "place":
                await circles.place(person, hedges, circle, because="", on=on)
            elif act == "move":
                await circles.move(person, hedges, circle, because="", by=hugo, on=on)
            elif act == "step":
                step = await steps.propose(person, hedges, circle, because="", by=hugo, code=tokens.code())
                await steps.accept(step, by=person.id)
            else:
                await circles.leave(person, hedges, because="", by=hugo, on=on)
        except Fault:
            pass
        now: dict[int, tuple[int, date, date | None]] = {
            row.id: (row.circle, row.since_on, row.until_on) for row in await rows(person, hedges)
        }
        for number, (where, since, until) in written.items():
            assert now[number][:2] == (where, since) and until in (None, now[number][2])
        assert sum(until is None for _where, _since, until in now.values()) <= 1
        for day in (today() + shift * DAY for shift in range(-14, 4)):
            standing = [1 for _w, since, until in now.values() if since <= day and (until is None or until > day)]
            assert len(standing) <= 1
        written = now


@pytest.mark.commit
async def test_of_two_moves_at_once_both_are_written_one_after_the_other(app: object) -> None:
    from deploy.village import plant

    village = await plant()
    zoe, hedges = village.people["zoé"], village.communities["hedges"]
    await asyncio.gather(*[circles.place(zoe, hedges, circle, because="at once") for circle in (2, 3)])
    assert await Standing.count().where(Standing.person == zoe.id) == 3
    assert await Standing.count().where(Standing.person == zoe.id, stands_on(today())) == 1
