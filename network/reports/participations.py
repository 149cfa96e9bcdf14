"""Participations: what people did in a period, over every kind of act of every domain.

One person who came three times is one participant and three participations. To have registered is none. The acts of
people who were erased since stay counted as participations, without a participant.
"""

from typing import Any

import msgspec

from network.access import Viewer
from network.ground.charts import Chart, Series
from network.ground.words import Sentence, _, say_number
from network.owners import Owner
from network.plug import Figure, Period, Section, comparable, house
from network.reports.movements import say_people, say_period
from network.tables import Act, Community, Network

# one sentence for each: one with OR for both kinds of owner read the acts of everybody, once its plan was kept
PLACES = {
    Community: "act.community = {}",
    Network: "(act.network = {} OR act.community IN (SELECT id FROM network_community WHERE network = {}))",
}

DONE = """
SELECT kind, count(*) AS participations, count(DISTINCT person) AS participants,
       count(*) FILTER (WHERE person IS NULL) AS nameless
FROM network_act AS act WHERE %(place)s AND done_on BETWEEN {} AND {}
GROUP BY GROUPING SETS ((kind), ())
"""

SPREAD = """
SELECT times, count(*) AS people FROM (
    SELECT count(*) AS times
    FROM network_act AS act WHERE %(place)s AND done_on BETWEEN {} AND {} AND person IS NOT NULL
    GROUP BY person
) AS each GROUP BY times ORDER BY times DESC
"""


class Participation(msgspec.Struct):
    """Of one kind of act; of all kinds when it has none."""

    kind: str | None = None
    participations: int = 0
    participants: int = 0
    nameless: int = 0


class Times(msgspec.Struct):
    """So many people took part so many times."""

    times: int
    people: int


async def _ask(statement: str, owner: Owner, period: Period) -> list[dict[str, Any]]:
    place = PLACES[type(owner)]
    numbers = [owner.id] * place.count("{}")
    return list(await Act.raw(statement % {"place": place}, *numbers, period.since, period.until))


async def participations(owner: Owner, period: Period) -> tuple[Participation, list[Participation]]:
    """Over all kinds, and of each, the most frequent first."""
    rows = msgspec.convert(await _ask(DONE, owner, period), list[Participation])
    kinds = sorted((row for row in rows if row.kind), key=lambda row: -row.participations)
    return next(row for row in rows if not row.kind), kinds


async def spread(owner: Owner, period: Period) -> list[Times]:
    """How many people took part how many times, the most often first."""
    return msgspec.convert(await _ask(SPREAD, owner, period), list[Times])


def carriers_of_half(found: list[Times]) -> int:
    """The fewest people who together did half of it (CHAOSS: contributor absence factor)."""
    half, done, people = sum(row.times * row.people for row in found) / 2, 0, 0
    for row in found:
        for _each in range(row.people):
            if done >= half:
                return people
            done, people = done + row.times, people + 1
    return people


async def tell(viewer: Viewer, owner: Owner, period: Period) -> Section:
    """The chapter on what was done: participants are not participations."""
    everything, kinds = await participations(owner, period)
    times = await spread(owner, period)
    earlier = comparable(owner, period)
    before = (await participations(owner, earlier))[0] if earlier else None
    again = sum(row.people for row in times if row.times >= 2)
    among = _("of %(people)s who took part", people=say_people(everything.participants))
    return Section(
        title=_("Taking part"),
        sentence=_(
            "%(people)s took part; participations counted: %(times)s.",
            people=say_people(everything.participants),
            times=say_number(everything.participations),
        ),
        figures=[
            Figure(
                _("Participants"),
                everything.participants,
                say_period(period),
                before=before.participants if before else None,
            ),
            Figure(
                _("Participations"),
                everything.participations,
                _("of which by people whose data were erased: %(nameless)s", nameless=everything.nameless)
                if everything.nameless
                else say_period(period),
                before=before.participations if before else None,
            ),
            Figure(_("Took part twice or more"), again, among, of=everything.participants),
            Figure(_("Carry half of all participations"), carriers_of_half(times), among),
        ],
        charts=[_by_kind(kinds)] if kinds else [],
        not_counted=_(
            "What nobody wrote down: a telephone call, a word in a corridor, a project carried on elsewhere. To have "
            "registered is not to have taken part."
        ),
    )


def _by_kind(kinds: list[Participation]) -> Chart:
    words: dict[str | None, Sentence] = {kind.name: kind.words for kind in house().every("act_kinds")}
    most = kinds[0]
    return Chart(
        _("Participations and participants, by kind of act"),
        _(
            "Most often: %(kind)s, %(times)s participations by %(people)s.",
            kind=words.get(most.kind, most.kind),
            times=say_number(most.participations),
            people=say_people(most.participants),
        ),
        [str(_("Participations")), str(_("People"))],
        [Series(str(words.get(row.kind, row.kind)), [row.participations, row.participants]) for row in kinds],
    )
