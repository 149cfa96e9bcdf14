"""Movements: who came into the circles of a community or network in a period, who went nearer to the centre or further
from it, who left.

A movement is between two evenings: the one before the period, and its last. So one report begins where the one before
ended, and start + entered - left = end. In a network everybody counts once, in the circle nearest to a centre.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from network.access import Viewer
from network.circles.circles import CIRCLES
from network.ground.charts import Chart, Listing, Series
from network.ground.words import Sentence, _, ngettext, say_date, say_number, say_short
from network.owners import Owner, numbers_of
from network.plug import Figure, Period, Section, comparable
from network.tables import Network, Standing

STOOD = """
WITH stood AS (
    SELECT person, somebody, min(standing.since_on) AS first_on,
           min(circle) FILTER (WHERE since_on <= {} AND (until_on IS NULL OR until_on > {})) AS was,
           min(circle) FILTER (WHERE since_on <= {} AND (until_on IS NULL OR until_on > {})) AS now
    FROM network_standing AS standing
    JOIN network_community AS community ON community.id = standing.community
    WHERE (community.id = {} OR community.network = {}) AND since_on <= {}
      AND (until_on IS NULL OR until_on > since_on)
    GROUP BY person, somebody
    HAVING bool_or(until_on IS NULL OR until_on >= {})
)
SELECT was, now, count(*) AS people, count(*) FILTER (WHERE first_on >= {}) AS newcomers FROM stood GROUP BY was, now
"""

IN_EACH = """
SELECT community.name, community.opened_on,
       count(standing.id) FILTER (WHERE since_on <= {} AND (until_on IS NULL OR until_on > {})) AS start,
       count(standing.id) FILTER (WHERE since_on <= {} AND (until_on IS NULL OR until_on > {})) AS now,
       count(standing.id) FILTER (WHERE circle = 1 AND since_on <= {} AND (until_on IS NULL OR until_on > {})) AS engaged
FROM network_community AS community
LEFT JOIN network_standing AS standing ON standing.community = community.id
WHERE community.network = {} AND community.opened_on <= {} AND (community.closed_on IS NULL OR community.closed_on > {})
GROUP BY community.id ORDER BY lower(unaccent(community.name)), community.id
"""


@dataclass(frozen=True)
class Movements:
    """How many went from where to where: None is out of all circles."""

    counts: Mapping[tuple[int | None, int | None], int]
    newcomers: int  # of those who entered, who had never stood here before

    def start(self, circle: int | None = None) -> int:
        """In the circle, or in any, on the evening before."""
        return sum(n for (was, _now), n in self.counts.items() if was and circle in (was, None))

    def end(self, circle: int | None = None) -> int:
        """In the circle, or in any, on the last evening."""
        return sum(n for (_was, now), n in self.counts.items() if now and circle in (now, None))

    @property
    def entered(self) -> int:
        return sum(n for (was, now), n in self.counts.items() if now and not was)

    @property
    def left(self) -> int:
        return sum(self.left_from(circle) for circle in CIRCLES)

    @property
    def came_and_went(self) -> int:
        """Within the period: on neither evening are they here."""
        return self.counts.get((None, None), 0)

    def inward(self, circle: int | None = None) -> int:
        """Nearer to the centre than before."""
        return sum(n for (was, now), n in self.counts.items() if was and now and now < was and circle in (was, None))

    def outward(self, circle: int | None = None) -> int:
        """Further from the centre than before, still in a circle."""
        return sum(n for (was, now), n in self.counts.items() if was and now and now > was and circle in (was, None))

    def held(self, circle: int) -> int:
        return self.counts.get((circle, circle), 0)

    def left_from(self, circle: int) -> int:
        return self.counts.get((circle, None), 0)


async def movements(owner: Owner, period: Period) -> Movements:
    """Between the evening before the period and its last evening."""
    eve, last, since = period.eve, period.until, period.since
    rows = await Standing.raw(STOOD, eve, eve, last, last, *numbers_of(owner), last, since, since)
    counts = Counter({(row["was"], row["now"]): row["people"] for row in rows})
    return Movements(counts, sum(row["newcomers"] for row in rows if row["now"] and not row["was"]))


def say_people(count: int) -> str:
    """« 1 personne », « 20 personnes »."""
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": say_number(count)}


def say_period(period: Period) -> Sentence:
    """« du 1er janvier 2026 au 23 novembre 2026 »: the base of what is counted over the period alone."""
    return _("from %(since)s to %(until)s", since=say_date(period.since), until=say_date(period.until))


def say_circle(circle: int) -> str:
    """« Cercle 1, engagés »."""
    return str(_("Circle %(circle)s, %(name)s", circle=circle, name=CIRCLES[circle]))


async def tell(viewer: Viewer, owner: Owner, period: Period) -> Section:
    """The first chapter: people by circle, and their movement."""
    moved = await movements(owner, period)
    before = await movements(owner, earlier) if (earlier := comparable(owner, period)) else None
    return Section(
        title=_("People and circles"),
        sentence=_(
            "In the circles: %(start)s on %(eve)s, %(end)s on %(last)s.",
            start=say_people(moved.start()),
            eve=say_date(period.eve),
            end=say_people(moved.end()),
            last=say_date(period.until),
        ),
        figures=[
            Figure(_("Entered"), moved.entered, say_period(period), before=before.entered if before else None),
            Figure(
                _("of whom newcomers"),
                moved.newcomers,
                _("of %(people)s who entered, in no circle here before", people=say_people(moved.entered)),
                of=moved.entered,
                before=before.newcomers if before else None,
            ),
            Figure(
                _("Moved toward the centre"),
                moved.inward(),
                _("of %(people)s in the circles at the start", people=say_people(moved.start())),
                of=moved.start(),
                before=before.inward() if before else None,
            ),
            Figure(
                _("Moved outward"),
                moved.outward(),
                _("of %(people)s in the circles at the start", people=say_people(moved.start())),
                of=moved.start(),
                before=before.outward() if before else None,
            ),
            Figure(
                _("Left"),
                moved.left,
                _("of %(people)s in the circles at the start", people=say_people(moved.start())),
                of=moved.start(),
                before=before.left if before else None,
            ),
            Figure(_("Came and went"), moved.came_and_went, _("within the period; neither entered nor left")),
        ],
        charts=[_by_circle(moved, period), _what_became(moved, period)],
        listings=[await _in_each(owner, period)] if isinstance(owner, Network) else (),
        not_counted=_(
            "Whoever moved there and back within the period is counted as held. In a network everybody counts once, in "
            "the circle nearest to a centre. People who had their data erased are counted, without a name, until that day."
        ),
    )


async def _in_each(network: Network, period: Period) -> Listing:
    eve, last = period.eve, period.until
    rows = await Standing.raw(IN_EACH, eve, eve, last, last, last, last, network.id, last, period.since)
    start, end = say_short(eve), say_short(last)
    return Listing(
        _("Community by community: whoever stands in several is counted in each"),
        [str(_("Community")), start, end, str(_("of whom in the first circle"))],
        rows,
        lambda row: [row["name"], *(say_number(row[name]) for name in ("start", "now", "engaged"))],
    )


def _by_circle(moved: Movements, period: Period) -> Chart:
    start, end = moved.start(1), say_people(moved.end(1))
    series = [Series(say_circle(circle), [moved.start(circle), moved.end(circle)]) for circle in CIRCLES]
    return Chart(
        _("People by circle"),
        _("The first circle goes from %(start)s to %(end)s.", start=say_number(start), end=end)
        if start != moved.end(1)
        else _("The first circle stays at %(people)s.", people=end),
        [say_short(period.eve), say_short(period.until)],
        series,
    )


def _what_became(moved: Movements, period: Period) -> Chart:
    series = [
        Series(
            say_circle(circle),
            [moved.inward(circle), moved.held(circle), moved.outward(circle), moved.left_from(circle)],
        )
        for circle in CIRCLES
    ]
    nearer = [circle for circle in (2, 3) if moved.inward(circle)]
    sentence = (
        _("Toward the centre: %(people)s, of the second and third circle.", people=say_people(moved.inward()))
        if nearer
        else _("Nobody came nearer to the centre.")
    )
    return Chart(
        _("What became of those who stood there on %(day)s", day=say_date(period.eve)),
        sentence,
        [str(_("Toward the centre")), str(_("Held")), str(_("Outward")), str(_("Left"))],
        series,
        is_divided=True,
    )
