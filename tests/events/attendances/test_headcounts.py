from typing import Any

import pytest

from events import privacy, reports
from events.attendances import attendance, headcounts
from events.tables import Attendance, Headcount
from network.ground import tokens
from network.ground.clock import today
from network.ground.errors import Conflict, Fault
from network.plug import Period, Village
from network.privacy import forget
from network.tables import Act
from tests.events.days import PAST, day, seen_by


async def counted(village: Village, people: int = 42, code: str = "", because: str = "", **other: Any) -> Headcount:
    said = {"how": "door", "counted_by": "Léa, bénévole"} | other
    rita = await seen_by(village, "rita")
    return await headcounts.record(
        await day(PAST), people, **said, because=because, by=rita, code=code or tokens.code()
    )


async def test_a_number_is_kept_with_who_counted_and_how_and_nobody_took_part_by_it(village: Village) -> None:
    acts, code = await Act.count(), tokens.code()
    first, again = [await counted(village, code=code) for _time in range(2)]
    assert first.id == again.id and (first.people, first.how, first.counted_by) == (42, "door", "Léa, bénévole")
    assert (await counted(village)).id == first.id, "the same once more is no correction"
    assert await Act.count() == acts and await Headcount.count() == 1


async def test_a_correction_is_a_row_of_its_own_with_its_reason_and_the_last_one_counts(village: Village) -> None:
    await counted(village)
    with pytest.raises(Fault) as refused:
        await counted(village, 38)
    assert refused.value.field == "because"
    await counted(village, 38, because="Les enfants étaient comptés deux fois")
    assert [row.people for row in await headcounts.counts_of(await day(PAST))] == [38, 42]
    found = await headcounts.count_of(await day(PAST))
    assert found and found.people == 38 and "enfants" in found.because


async def test_nobody_is_counted_before_the_day_nor_in_an_unknown_way(village: Village) -> None:
    rita = await seen_by(village, "rita")
    with pytest.raises(Conflict):
        await headcounts.record(await day(), 3, "door", "Léa", "", rita, tokens.code())
    with pytest.raises(Fault) as refused:
        await counted(village, how="guessed")
    assert refused.value.field == "how" and not await Headcount.exists()


async def test_in_the_report_names_come_first_and_heads_are_participations_without_participants(
    village: Village,
) -> None:
    rita, hedges = await seen_by(village, "rita"), village.communities["hedges"]
    await counted(village, 40)

    async def figures() -> dict[str, tuple[float, str]]:
        period = Period(today().replace(year=today().year - 1), today())
        section = await reports.report(rita, hedges, period)
        return {str(figure.label.english): (figure.value, str(figure.base)) for figure in section.figures}

    told = await figures()
    assert told["Participations"][0] == 3 and told["Participants"][0] == 3
    for line in await attendance.list_of(await day(PAST)):
        await attendance.tick(await day(PAST), hedges, set(), {line.key}, rita)
    assert not await Attendance.exists().where(Attendance.event == (await day(PAST)).id)
    told = await figures()
    assert told["Participations"][0] == 40 and told["Participants"][0] == 0
    assert "40" in told["Participations"][1], "said apart"


async def test_who_counted_and_was_erased_leaves_the_number_without_a_name(village: Village) -> None:
    rita = village.people["rita"]
    await counted(village, counted_by=rita.name)
    assert len((await privacy.show_headcounts(rita)).facts) == 1
    await forget(rita)
    [row] = await Headcount.objects()
    assert (row.people, row.counted_by, row.written_by) == (42, "", None)
