from datetime import date, timedelta

import pytest

from network import acts, privacy
from network.access import ANYONE
from network.acts import ActKind
from network.ground.clock import today
from network.ground.words import _
from network.plug import Period, Village
from network.reports import participations
from network.reports.participations import Times
from network.tables import Act

CAME, SPOKE = ActKind("test.came", _("came")), ActKind("test.spoke", _("spoke"))


@pytest.fixture
async def year(village: Village) -> Period:
    """Rita came three times and spoke once, Amin came once; Zoé's came a day too early; one act is the network's own."""
    await Act.delete(force=True)
    hedges, day = village.communities["hedges"], today()
    since = day - timedelta(days=100)
    for n in range(3):
        await acts.record(CAME, village.people["rita"].id, hedges, about=n, on=since)
    await acts.record(SPOKE, village.people["rita"].id, hedges, about=1, on=day)
    await acts.record(CAME, village.people["amin"].id, hedges, about=1, on=day)
    await acts.record(CAME, village.people["zoé"].id, hedges, about=1, on=since - timedelta(days=1))
    await acts.record(SPOKE, village.people["cora"].id, village.networks["occitanie"], about=7, on=day)
    return Period(since, day)


async def test_participants_are_not_participations(village: Village, year: Period) -> None:
    everything, kinds = await participations.participations(village.communities["hedges"], year)
    assert (everything.participants, everything.participations) == (2, 5)
    assert [(row.kind, row.participations, row.participants) for row in kinds] == [
        ("test.came", 4, 2),
        ("test.spoke", 1, 1),
    ]


async def test_a_network_counts_its_own_acts_and_those_of_its_communities(village: Village, year: Period) -> None:
    everything, _kinds = await participations.participations(village.networks["occitanie"], year)
    assert (everything.participants, everything.participations) == (3, 6)
    elsewhere, _kinds = await participations.participations(village.networks["climat"], year)
    assert (elsewhere.participants, elsewhere.participations) == (0, 0)


async def test_what_an_erased_person_did_stays_counted(village: Village, year: Period) -> None:
    await privacy.forget(village.people["amin"])
    everything, _kinds = await participations.participations(village.communities["hedges"], year)
    assert (everything.participants, everything.participations, everything.nameless) == (1, 5, 1)
    section = await participations.tell(ANYONE, village.communities["hedges"], year)
    assert "effacées depuis\u00a0: 1" in str(section.figures[1].base)


async def test_the_chapter_says_who_came_back_and_who_carries_half(village: Village, year: Period) -> None:
    section = await participations.tell(ANYONE, village.communities["hedges"], year)
    assert [figure.value for figure in section.figures] == [2, 5, 1, 1]
    assert "Ont pris part\u00a0: 2 personnes" in str(section.sentence)


async def test_a_year_in_which_nothing_was_done_is_told_without_a_chart(village: Village, year: Period) -> None:
    nothing = Period(date(2001, 1, 1), date(2001, 12, 31))
    section = await participations.tell(ANYONE, village.communities["hedges"], nothing)
    assert [figure.value for figure in section.figures] == [0, 0, 0, 0] and not section.charts


def test_the_fewest_who_did_half_of_it() -> None:
    """The vector of CHAOSS: [1000, 202, 90, 33, 332, 343, 42, 433] is carried by two."""
    done = sorted([1000, 202, 90, 33, 332, 343, 42, 433], reverse=True)
    assert participations.carriers_of_half([Times(times=n, people=1) for n in done]) == 2
    assert participations.carriers_of_half([Times(times=1, people=10)]) == 5
    assert participations.carriers_of_half([]) == 0
