"""Reports: the year of a community or of a network, told in figures that stand beside sentences.

Any year since the opening can be read again, for all of it is computed from dated rows; the year in course is told as
far as it has come. Every domain brings its chapters. For now a report is for those who animate: the gardeners of the
community and the coordination, which reviews it; the members decide on it when it is published.
"""

from dataclasses import dataclass
from datetime import date

from network.access import Viewer, animated_by, is_coordinator, require_animator
from network.doors import networks_for
from network.ground.clock import living_by, today
from network.ground.errors import NotHere
from network.ground.words import Sentence, _, by_name, say_date, say_number
from network.owners import Owner
from network.plug import Period, Section, house
from network.reports.movements import Movements, movements, say_people
from network.tables import Community, Network
from network.zones import zone_of


@dataclass(frozen=True)
class Report:
    owner: Owner
    year: int
    period: Period
    is_in_course: bool
    headline: Sentence
    lead: Sentence
    sections: list[Section]


def path_of(owner: Owner) -> str:
    """Where its reports lie."""
    return f"{owner.path}/reports"


def years_of(owner: Owner) -> list[int]:
    """From the year in course back to the opening."""
    return list(range(today().year, owner.opened_on.year - 1, -1))


def period_of(owner: Owner, year: int) -> Period:
    """The year, from the opening on, and as far as it has come. Raises NotHere, with a sentence, for another."""
    if year > today().year:
        raise NotHere(_("The year %(year)s has not begun: there is nothing to report yet.", year=str(year)))
    if year < owner.opened_on.year:
        raise NotHere(
            _(
                "%(name)s opened on %(day)s: there is no report on %(year)s.",
                name=owner.name,
                day=say_date(owner.opened_on),
                year=str(year),
            )
        )
    return Period(max(date(year, 1, 1), owner.opened_on), min(date(year, 12, 31), today()))


async def owners_for(viewer: Viewer) -> tuple[list[Network], list[Community]]:
    """Those whose reports the viewer may read."""
    networks = [network for network in await networks_for(viewer) if is_coordinator(viewer, network.id)]
    return networks, by_name(await Community.objects().where(animated_by(viewer)))


async def report_for(viewer: Viewer, owner: Owner, year: int) -> Report:
    """The door, and the report behind it: for those who animate. Raises SignInFirst, Forbidden, NotHere."""
    require_animator(viewer, owner)
    period = period_of(owner, year)
    moved = await movements(owner, period)
    return Report(
        owner=owner,
        year=year,
        period=period,
        is_in_course=period.until < date(year, 12, 31),
        headline=headline(moved),
        lead=lead(moved, period),
        sections=await _sections(viewer, owner, period),
    )


async def _sections(viewer: Viewer, owner: Owner, period: Period) -> list[Section]:
    with living_by(await zone_of(owner)):  # a day of the report is a day where the network is
        return [await tell(viewer, owner, period) for tell in house().every("report_sections")]


def headline(moved: Movements) -> Sentence:
    """The year in a few words, drawn from its figures."""
    grown, nearer = moved.end() - moved.start(), moved.inward() > moved.outward()
    if not moved.start():
        return _("The first ones are here") if moved.end() else _("A ground still to be planted")
    if not moved.end():
        return _("Nobody in the circles any more")
    if grown > 0:
        return _("More people, and nearer to the centre") if nearer else _("More people than before")
    if grown < 0:
        return _("Fewer people, and nearer to the centre") if nearer else _("Fewer people than before")
    return _("As many people, and nearer to the centre") if nearer else _("As many people as before")


def lead(moved: Movements, period: Period) -> Sentence:
    """The same with its figures."""
    start, end = moved.start(1), moved.end(1)
    facts = {
        "since": say_date(period.eve),
        "until": say_date(period.until),
        "start": say_number(start),
        "end": say_people(end),
        "entered": say_number(moved.entered),
        "left": say_number(moved.left),
    }
    if not (moved.start() or moved.end()):
        return _("From %(since)s to %(until)s nobody stood in a circle from one end to the other.", **facts)
    if start == end:
        return _(
            "From %(since)s to %(until)s, the first circle stayed at %(end)s. Entered over all circles: %(entered)s; "
            "left: %(left)s.",
            **facts,
        )
    return _(
        "From %(since)s to %(until)s, the first circle went from %(start)s to %(end)s. Entered over all circles: "
        "%(entered)s; left: %(left)s.",
        **facts,
    )
