"""Origins: for whom the people in the circles speak, by college and by organisation, and how diverse they are.

Read from the affiliations as they were that day, so that a past year does not change when somebody changes employer.
"""

from collections import Counter

import msgspec

from network.access import Viewer
from network.colleges import COLLEGES
from network.ground.charts import Chart, Series
from network.ground.words import Sentence, _, say_date, say_short
from network.owners import Owner
from network.people.organisations import KINDS
from network.plug import Figure, Period, Section
from network.reports.movements import say_people
from network.tables import Community, Network, Standing

PLACES = {
    Community: "community = {}",
    Network: "community IN (SELECT id FROM network_community WHERE network = {})",
}

# those who were erased are joined apart: asked with OR, the affiliations were looked up person by person
ORIGINS = """
WITH days AS (SELECT DISTINCT day FROM (VALUES ({}::date), ({}::date)) AS days (day)),
member AS (
    SELECT DISTINCT day, person, somebody FROM days
    JOIN network_standing ON since_on <= day AND (until_on IS NULL OR until_on > day)
    WHERE %(place)s
),
affiliated AS (
    SELECT member.*, college, organisation, since_on, affiliation.id FROM member
    LEFT JOIN network_affiliation AS affiliation
        ON affiliation.person = member.person AND since_on <= day AND (until_on IS NULL OR until_on > day)
    WHERE member.person IS NOT NULL
    UNION ALL
    SELECT member.*, college, organisation, since_on, affiliation.id FROM member
    LEFT JOIN network_affiliation AS affiliation
        ON affiliation.somebody = member.somebody AND since_on <= day AND (until_on IS NULL OR until_on > day)
    WHERE member.person IS NULL
),
belongs AS (
    SELECT DISTINCT ON (day, person, somebody) day, college, organisation FROM affiliated
    ORDER BY day, person, somebody, since_on DESC, id DESC
)
SELECT day, college, organisation, kind, count(*) AS people
FROM belongs LEFT JOIN network_organisation AS organisation ON organisation.id = belongs.organisation
GROUP BY day, college, organisation, kind
"""


class Origin(msgspec.Struct):
    """So many people of one college and one organisation."""

    college: str | None
    organisation: int | None
    kind: str | None
    people: int


async def origins(owner: Owner, period: Period) -> tuple[list[Origin], list[Origin]]:
    """Of those in the circles on the evening before the period, and on its last evening."""
    asked = ORIGINS % {"place": PLACES[type(owner)]}
    rows = await Standing.raw(asked, period.eve, period.until, owner.id)
    start, end = ([row for row in rows if row["day"] == day] for day in (period.eve, period.until))
    return msgspec.convert(start, list[Origin]), msgspec.convert(end, list[Origin])


def organisations_in(found: list[Origin]) -> Counter[int]:
    """How many people speak for each organisation."""
    bodies: Counter[int] = Counter()
    for origin in found:
        if origin.organisation:
            bodies[origin.organisation] += origin.people
    return bodies


async def tell(viewer: Viewer, owner: Owner, period: Period) -> Section:
    """The chapter on diversity: colleges, organisations, kinds of organisation."""
    start, end = await origins(owner, period)
    everybody, bodies = sum(origin.people for origin in end), organisations_in(end)
    speaking = bodies.total()
    largest = max(bodies.values(), default=0)
    kinds = {origin.kind for origin in end if origin.kind}
    return Section(
        title=_("Colleges and organisations"),
        sentence=_(
            "On %(day)s the circles bring together %(people)s; organisations represented: %(bodies)s.",
            day=say_date(period.until),
            people=say_people(everybody),
            bodies=len(bodies),
        ),
        figures=[
            Figure(
                _("Organisations represented"),
                len(bodies),
                _("by %(people)s who speak for one", people=say_people(speaking)),
                before=len(organisations_in(start)) if start else None,
            ),
            Figure(_("Kinds of organisation"), len(kinds), _("of %(known)s that the network knows", known=len(KINDS))),
            Figure(
                _("From the organisation most present"),
                largest,
                _("of %(people)s who speak for one", people=say_people(speaking)),
                of=speaking,
            ),
            Figure(
                _("For themselves"),
                everybody - speaking,
                _("of %(people)s in the circles", people=say_people(everybody)),
                of=everybody,
            ),
        ],
        charts=[_by_college(start, end, period)],
        not_counted=_(
            "An organisation counts as soon as one person speaks for it. Those whose college is not known are shown "
            "apart, and not guessed."
        ),
    )


def _by_college(start: list[Origin], end: list[Origin], period: Period) -> Chart:
    def people(found: list[Origin], college: str | None) -> int:
        return sum(origin.people for origin in found if origin.college == college)

    words: list[tuple[str | None, Sentence]] = [*COLLEGES.items(), (None, _("College not known"))]
    series = [
        Series(str(said), counts)
        for college, said in words
        if any(counts := [people(start, college), people(end, college)]) or college
    ]
    present = [row for row in series[: len(COLLEGES)] if row.values[1]]
    return Chart(
        _("People by college"),
        _(
            "Colleges present on %(day)s: %(present)s of %(all)s.",
            day=say_date(period.until),
            present=len(present),
            all=len(COLLEGES),
        ),
        [say_short(period.eve), say_short(period.until)],
        series,
    )
