from datetime import timedelta

from events import facts, reports
from events.attendances import attendance
from network import privacy
from network.ground.clock import today
from network.plug import Figure, Period, Section, Village
from tests.events.days import COMING, PAST, begun, day, seen_by, shift
from tests.events.test_papers import left_by


def year() -> Period:
    """Counted from today, whenever midnight passes."""
    return Period(today() - timedelta(days=364), today())


async def told(village: Village, who: str = "rita", owner: str = "hedges", period: Period | None = None) -> Section:
    place = village.communities.get(owner) or village.networks[owner]
    return await reports.report(await seen_by(village, who), place, period or year())


def named(section: Section, english: str) -> tuple[float, str]:
    [figure] = [one for one in section.figures if getattr(one.label, "english", one.label) == english]
    assert isinstance(figure, Figure)
    return figure.value, str(figure.base)


def said(section: Section) -> list[tuple[str, float, str]]:
    return [(str(one.label), one.value, str(one.base)) for one in section.figures]


async def test_participants_are_people_and_participations_are_comings(village: Village) -> None:
    section = await told(village)
    assert named(section, "Participants")[0] == named(section, "Participations")[0] == 3
    event, rita = await begun(), await seen_by(village, "rita")
    await attendance.walk_in(event, village.communities["hedges"], village.people["amin"].id, rita)
    await shift(COMING, ends_at=event.starts_at + timedelta(minutes=5))
    section = await told(village)
    assert named(section, "Participants") == (3, "personnes différentes, pour 4 participations")
    assert named(section, "Participations")[0] == 4 and named(section, "Meeting day")[0] == 2


async def test_a_figure_stands_beside_the_same_of_the_year_before_where_the_community_was_open(
    village: Village,
) -> None:
    month = Period(today() - timedelta(days=30), today())
    assert {figure.before for figure in (await told(village, period=month)).figures} == {0}
    assert {figure.before for figure in (await told(village)).figures} == {None}, "not open for two years"
    a_year_ago = (await day(PAST)).starts_at - timedelta(days=365)
    await shift(PAST, starts_at=a_year_ago, ends_at=a_year_ago + timedelta(hours=3))
    event, rita = await begun(), await seen_by(village, "rita")
    await attendance.walk_in(event, village.communities["hedges"], village.people["amin"].id, rita)
    await shift(COMING, ends_at=event.starts_at + timedelta(minutes=5))
    section = await told(village, period=month)
    assert [(figure.value, figure.before) for figure in section.figures] == [
        (1, 1),
        (1, 3),
        (1, 3),
        (2, 1),
        (0, 3),
        (0, 0),
    ]


async def test_who_had_registered_and_did_not_come_has_the_registered_as_base(village: Village) -> None:
    assert named(await told(village), "Registered and did not come") == (1, "sur 3 inscriptions à ces événements")


async def test_newcomers_had_never_come_before_the_period(village: Village) -> None:
    assert named(await told(village), "Newcomers")[0] == 3
    event, rita = await begun(), await seen_by(village, "rita")
    for who in ("amin", "lucie"):
        await attendance.walk_in(event, village.communities["hedges"], village.people[who].id, rita)
    await shift(COMING, ends_at=event.starts_at + timedelta(minutes=5))
    lately = Period(today() - timedelta(days=2), today())
    assert named(await told(village, period=lately), "Newcomers") == (
        1,
        "sur 2 personnes venues\u00a0: elles n’étaient jamais venues",
    )


async def test_erasing_somebody_leaves_every_figure_as_it_was(village: Village) -> None:
    event, rita = await begun(), await seen_by(village, "rita")
    await attendance.walk_in(event, village.communities["hedges"], village.people["amin"].id, rita)
    await shift(COMING, ends_at=event.starts_at + timedelta(minutes=5))
    before = await told(village)
    await privacy.forget(village.people["amin"])
    await privacy.forget(village.people["lucie"])
    assert said(await told(village)) == said(before)


async def test_a_network_reports_for_its_communities_and_a_day_that_is_not_over_is_not_held(village: Village) -> None:
    assert named(await told(village, "cora", "occitanie"), "Meeting day")[0] == 1
    assert (await told(village, "gil", "budget")).figures == ()
    await begun(PAST)
    assert (await told(village)).figures == () and "Aucun événement" in str((await told(village)).sentence)


async def test_a_cancelled_day_was_not_held_and_each_figure_has_its_base(village: Village) -> None:
    section = await told(village)
    assert all(figure.base for figure in section.figures) and section.not_counted
    [chart] = section.charts
    assert [list(row.values) for row in chart.series] == [[3, 3]] and str(chart.sentence)
    await shift(PAST, cancelled_at=(await day(PAST)).planned_at)
    assert (await told(village)).figures == ()
    assert facts.KINDS


async def test_a_line_leads_to_its_day_and_to_the_minutes_that_its_reader_may_open(village: Village) -> None:
    [listing] = (await told(village)).listings
    assert listing.rows[0][-1] == "–" and listing.links[0][1] == f"/events/{PAST}" and listing.links[0][-1] == ""
    work = await left_by(village, await day(PAST), reach="circle_1")
    [listing] = (await told(village)).listings
    assert listing.rows[0][-1] == "à lire" and listing.links[0][-1] == f"/works/{work.code}"
    assert named(await told(village), "Days with minutes")[0] == 1
    [listing] = (await told(village, who="mina")).listings
    assert listing.rows[0][-1] == "–", "whoever may not open them is not told of them"
