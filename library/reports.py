"""The library in the annual report: what was shared in the period, of which type, by whom in colleges."""

from typing import Any

from library.access import belongs_to, works_visible_to
from library.tables import Work
from library.types import MANY, TYPES
from library.works import DEPOSITED
from network.access import Viewer
from network.colleges import COLLEGES
from network.ground.charts import Chart, Listing, Series
from network.ground.words import Sentence, _, say_date
from network.owners import Owner
from network.plug import Figure, Period, Section
from network.tables import Act
from network.zones import zone_of

UNKNOWN = _("College not known")


async def section(viewer: Viewer, owner: Owner, period: Period) -> Section:
    """Works deposited between the two days, withdrawn ones not counted."""
    since, until = period.moments(await zone_of(owner))
    seen = works_visible_to(viewer) & Work.withdrawn_at.is_null() & belongs_to(owner)
    in_period = seen & (Work.deposited_at >= since) & (Work.deposited_at < until)
    shared = (
        await Work.select(Work.id, Work.type, Work.title, Work.deposited_at)
        .where(in_period)
        .order_by(Work.deposited_at)
    )
    held = await Work.count().where(seen & (Work.deposited_at < until))
    acts = await Act.select(Act.person, Act.college).where(
        Act.kind == DEPOSITED.name, Act.subject.is_in([*(work["id"] for work in shared), 0])
    )
    people = len({act["person"] for act in acts if act["person"]})
    types = [work["type"] for work in shared]
    colleges = [act["college"] for act in acts]
    of_type = [Series(str(MANY[name]), [types.count(name)]) for name in MANY if name in types]
    of_college = [Series(str(words), [colleges.count(name)]) for name, words in COLLEGES.items() if name in colleges]
    if None in colleges:
        of_college.append(Series(str(UNKNOWN), [colleges.count(None)]))
    return Section(
        title=_("The library"),
        sentence=_sentence(len(shared), people, held),
        figures=[
            Figure(_("works shared in the period"), len(shared), _("of %(held)s on the shelves", held=held)),
            Figure(_("people who shared them"), people),
        ],
        charts=[
            *_chart(_("What was shared"), of_type, len(shared)),
            *_chart(_("Who shared, by college"), of_college, len(acts)),
        ],
        listings=[_listing(shared)] if shared else (),
        not_counted=_("What was read or taken along is not counted: nobody is followed here."),
    )


def _listing(shared: list[dict[str, Any]]) -> Listing:
    """A line for each, by the day it came."""
    return Listing(
        title=_("What came in"),
        columns=[str(words) for words in (_("Shared on"), _("Work"), _("Type"))],
        things=shared,
        row=lambda work: [say_date(work["deposited_at"]), work["title"], str(TYPES[work["type"]])],
    )


def _sentence(shared: int, people: int, held: int) -> Sentence:
    if not shared:
        return _("Nothing was shared in the library over the period.")
    if shared == 1:
        return _("One work was shared in the library over the period.")
    if people == 1:
        return _("%(shared)s works were shared in the library over the period, all by one person.", shared=shared)
    return _(
        "%(shared)s works were shared in the library over the period, by %(people)s people.",
        shared=shared,
        people=people,
    )


def _chart(title: Sentence, series: list[Series], base: int) -> list[Chart]:
    """No chart of nothing. Its sentence names the largest, and the base."""
    if not series:
        return []
    first = max(series, key=lambda row: row.values[0])
    leading = _(
        "In the lead: %(first)s, %(value)s of %(base)s.", first=first.label, value=int(first.values[0]), base=base
    )
    return [Chart(title, leading, [str(_("works"))], series)]
