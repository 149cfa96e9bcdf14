"""Counted by hand on a few people whose moves are written out below."""

from datetime import date
from itertools import pairwise
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from network.access import ANYONE
from network.communities import communities
from network.ground import tokens
from network.people import people
from network.plug import Figure, Period, Section, comparable
from network.reports import movements
from network.tables import Community, Network, Person, Standing

YEAR = Period(date(2024, 1, 1), date(2024, 12, 31))

MOVES: dict[str, list[tuple[int, str, str | None]]] = {  # who: (circle, since, until) ...
    "held": [(2, "2023-05-01", None)],
    "moved twice": [(3, "2023-05-01", "2024-03-01"), (2, "2024-03-01", "2024-09-01"), (1, "2024-09-01", None)],
    "there and back": [(3, "2023-05-01", "2024-03-01"), (2, "2024-03-01", "2024-09-01"), (3, "2024-09-01", None)],
    "outward": [(1, "2023-05-01", "2024-06-01"), (2, "2024-06-01", None)],
    "left": [(3, "2023-05-01", "2024-06-01")],
    "left on the last day": [(3, "2023-05-01", "2024-12-31")],
    "stayed to the end": [(3, "2023-05-01", "2025-01-01")],
    "entered on the first day": [(3, "2024-01-01", None)],
    "entered on the leap day": [(3, "2024-02-29", None)],
    "came and went": [(3, "2024-02-01", "2024-04-01")],
    "came back": [(2, "2022-05-01", "2022-08-01"), (2, "2024-04-01", None)],
    "gone before": [(3, "2022-05-01", "2023-12-31")],
    "comes after": [(1, "2025-01-01", None)],
    "never stood": [(1, "2024-05-01", "2024-05-01")],
}


async def place(community: Community, moves: dict[str, list[tuple[int, str, str | None]]]) -> None:
    for name, standings in moves.items():
        person = await people.add(name, "Test")
        for circle, since, until in standings:
            row = Standing(person=person.id, community=community.id, circle=circle, since_on=date.fromisoformat(since))
            row.until_on = date.fromisoformat(until) if until else None
            await row.save()


@pytest.fixture
async def network(untouched: None) -> Network:
    return await communities.open_network("net", "Net", on=date(2020, 2, 29))


@pytest.fixture
async def community(network: Network) -> Community:
    community = await communities.open_community(network, "com", "Com", on=date(2020, 2, 29))
    await place(community, MOVES)
    return community


async def test_every_move_of_a_leap_year_is_counted_between_its_two_evenings(community: Community) -> None:
    moved = await movements.movements(community, YEAR)
    assert (moved.start(), moved.start(1), moved.start(2), moved.start(3)) == (7, 1, 1, 5)
    assert (moved.end(), moved.end(1), moved.end(2), moved.end(3)) == (8, 1, 3, 4)
    assert (moved.inward(), moved.inward(3), moved.outward(), moved.outward(1)) == (1, 1, 1, 1)
    assert (moved.entered, moved.left, moved.came_and_went, moved.newcomers) == (3, 2, 1, 2)
    assert (moved.held(2), moved.held(3)) == (1, 2)


async def test_a_report_begins_where_the_one_before_ended(community: Community) -> None:
    years = [Period(date(year, 1, 1), date(year, 12, 31)) for year in range(2021, 2027)]
    told = [await movements.movements(community, year) for year in years]
    for earlier, later in pairwise(told):
        assert [earlier.end(circle) for circle in (1, 2, 3)] == [later.start(circle) for circle in (1, 2, 3)]


async def test_in_a_network_everybody_counts_once_in_the_circle_nearest_to_a_centre(
    network: Network, community: Community
) -> None:
    other = await communities.open_community(network, "other", "Other", on=date(2020, 1, 1))
    person = await Person.objects().where(Person.given_name == "held").first()
    assert person
    await Standing(person=person.id, community=other.id, circle=1, since_on=date(2024, 5, 1)).save()
    moved = await movements.movements(network, YEAR)
    assert (moved.start(), moved.end(), moved.inward()) == (7, 8, 2)
    [listing] = (await movements.tell(ANYONE, network, YEAR)).listings
    assert [list(row) for row in listing.rows] == [["Com", "7", "8", "1"], ["Other", "0", "1", "1"]]


async def test_an_empty_community_has_zeros_and_a_chapter(network: Network) -> None:
    empty = await communities.open_community(network, "empty", "Empty", on=date(2020, 1, 1))
    moved = await movements.movements(empty, YEAR)
    assert (moved.start(), moved.end(), moved.entered, moved.left, moved.newcomers) == (0, 0, 0, 0, 0)
    section = await movements.tell(ANYONE, empty, YEAR)
    assert [figure.share for figure in section.figures] == [None] * 6
    assert section.charts[0].sentence.english == "The first circle stays at %(people)s.", "and does not go from 0 to 0"


def figure(section: Section, label: str) -> Figure:
    return next(figure for figure in section.figures if figure.label.english == label)


async def test_the_chapter_compares_with_the_same_days_of_the_year_before(community: Community) -> None:
    section = await movements.tell(ANYONE, community, YEAR)
    entered = figure(section, "Entered")
    assert (entered.value, entered.before) == (3, 7)  # seven came in 2023, and are the seven of the start
    inward = figure(section, "Moved toward the centre")
    assert (inward.value, inward.of, inward.share) == (1, 7, 14)


def test_the_year_before_of_a_leap_day_ends_on_the_twenty_eighth() -> None:
    assert Period(date(2024, 1, 1), date(2024, 2, 29)).year_before == Period(date(2023, 1, 1), date(2023, 2, 28))


async def test_nothing_is_compared_with_a_year_that_was_not_wholly_open(network: Network) -> None:
    young = await communities.open_community(network, "young", "Young", on=date(2023, 3, 1))
    assert comparable(young, YEAR) is None
    old = await communities.open_community(network, "old", "Old", on=date(2023, 1, 1))
    assert comparable(old, YEAR) == Period(date(2023, 1, 1), date(2023, 12, 31))


days = st.dates(date(2023, 10, 1), date(2025, 3, 1))
standings = st.lists(st.tuples(st.lists(days, min_size=2, max_size=6, unique=True), st.booleans()), max_size=6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(whose=standings, chance=st.randoms(use_true_random=False))
async def test_start_and_entered_and_left_make_the_end_for_whatever_standings(
    network: Network, whose: list[tuple[list[date], bool]], chance: Random
) -> None:
    anywhere = await communities.open_community(network, tokens.code(), "Any", on=date(2020, 1, 1))
    for edges, is_open in whose:
        person = await people.add("Some", "One")
        ordered = sorted(edges)
        for since, until in zip(ordered, [*ordered[1:], None], strict=True):
            if until or is_open:
                row = Standing(person=person.id, community=anywhere.id, circle=chance.randint(1, 3), since_on=since)
                row.until_on = until
                await row.save()
    moved = await movements.movements(anywhere, YEAR)
    assert moved.start() + moved.entered - moved.left == moved.end()
    for circle in (1, 2, 3):
        fates = moved.inward(circle) + moved.held(circle) + moved.outward(circle) + moved.left_from(circle)
        assert fates == moved.start(circle)
