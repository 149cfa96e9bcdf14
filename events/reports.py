"""What the annual report says of events: how many were held, who came, who had registered and did not.

A participant is a person, a participation is a person at an event: who came to three days is one and three. Of an
erased person the attendance stays, tied together by a word that leads nowhere, so both stay true.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from events.access import events_visible_to
from events.coming import of_owner
from events.facts import KINDS
from events.papers import Left, minutes_of
from events.tables import Event
from network.access import Viewer
from network.ground.charts import Chart, Listing, Series
from network.ground.clock import now
from network.ground.words import Sentence, _, say_date, say_month, say_number
from network.owners import Owner
from network.plug import Figure, Period, Section, comparable
from network.tables import Community, Network
from network.zones import zone_of

HELD = """
SELECT event.id, event.code, event.kind, event.title, event.starts_at, event.time_zone,
       (SELECT count(*) FROM events_booking AS booking
        WHERE booking.event = event.id AND confirmed_at IS NOT NULL AND cancelled_at IS NULL) AS registered,
       (SELECT count(*) FROM events_booking AS booking
        WHERE booking.event = event.id AND confirmed_at IS NOT NULL AND cancelled_at IS NULL
          AND NOT EXISTS (SELECT FROM events_attendance AS attendance WHERE attendance.booking = booking.id)) AS missing,
       (SELECT count(*) FROM events_attendance AS attendance WHERE attendance.event = event.id) AS came,
       (SELECT people FROM events_headcount AS counted WHERE counted.event = event.id ORDER BY id DESC LIMIT 1) AS counted
FROM events_event AS event WHERE event.id = ANY({}) ORDER BY event.starts_at, event.id
"""

PLACES = {
    Community: "event.community = {}",
    Network: "(event.network = {} OR event.community IN (SELECT id FROM network_community WHERE network = {}))",
}

PARTICIPANTS = """
WITH came AS (
    SELECT coalesce(attendance.person::text, attendance.somebody, attendance.code) AS who, event.starts_at, event.id = ANY({}) AS is_here
    FROM events_attendance AS attendance JOIN events_event AS event ON event.id = attendance.event
    WHERE %(place)s
)
SELECT count(DISTINCT who) FILTER (WHERE is_here) AS participants,
       count(DISTINCT who) FILTER (WHERE is_here AND who NOT IN (SELECT who FROM came WHERE starts_at < {}))
           AS newcomers
FROM came
"""


class HeldEvent(msgspec.Struct):
    """A day that took place, and its counts."""

    id: int
    kind: str
    title: str
    starts_at: datetime
    time_zone: str
    registered: int
    missing: int
    came: int
    code: str = ""
    counted: int | None = None

    @property
    def attended(self) -> int:
        """By name; where nobody was ticked, as they were counted."""
        return self.came or self.counted or 0


@dataclass(frozen=True)
class Told:
    """The counts of a period, from which every figure is made."""

    held: Sequence[HeldEvent]
    participants: int
    newcomers: int
    minutes: Mapping[int, Left]  # by day, those that the reader may open

    @property
    def ticked(self) -> list[HeldEvent]:
        """Where it was said who came: elsewhere nobody is called absent."""
        return [one for one in self.held if one.came]

    @property
    def participations(self) -> int:
        """Of those ticked by name, and where nobody was, of those counted."""
        return sum(one.attended for one in self.held)

    @property
    def named(self) -> int:
        return sum(one.came for one in self.held)

    @property
    def counted(self) -> list[HeldEvent]:
        """Where people were counted without names."""
        return [one for one in self.held if not one.came and one.counted is not None]

    @property
    def registered(self) -> int:
        return sum(one.registered for one in self.ticked)

    @property
    def missing(self) -> int:
        return sum(one.missing for one in self.ticked)


async def report(viewer: Viewer, owner: Owner, period: Period) -> Section:
    """Every number with its base, and the same of the year before where there was one."""
    now_told = await _told(viewer, owner, period)
    earlier = comparable(owner, period)
    return Section(
        title=_("Days and meetings"),
        sentence=_sentence(now_told),
        figures=_figures(now_told, await _told(viewer, owner, earlier) if earlier else None) if now_told.held else (),
        charts=[_chart(now_told.held)] if now_told.held else (),
        listings=[_listing(now_told)] if now_told.held else (),
        not_counted=_(
            "Whoever came and was neither ticked nor counted. Who was counted without a name is no participant here: one cannot know whether somebody came twice."
        ),
    )


def _figures(told: Told, before: Told | None) -> list[Figure]:
    kinds = [
        Figure(
            KINDS[kind],
            sum(one.kind == kind for one in told.held),
            _("held in the period"),
            before=sum(one.kind == kind for one in before.held) if before else None,
        )
        for kind in dict.fromkeys(one.kind for one in told.held)
    ]
    return kinds + [
        Figure(
            _("Participants"),
            told.participants,
            _("different people, for %(n)s participations", n=told.named),
            before=before.participants if before else None,
        ),
        Figure(
            _("Participations"),
            told.participations,
            _where(told),
            before=before.participations if before else None,
        ),
        Figure(
            _("Registered and did not come"),
            told.missing,
            _("of %(n)s registered for these events", n=told.registered),
            of=told.registered,
            before=before.missing if before else None,
        ),
        Figure(
            _("Newcomers"),
            told.newcomers,
            _("of %(n)s participants: they had never come before", n=told.participants),
            of=told.participants,
            before=before.newcomers if before else None,
        ),
        Figure(
            _("Days with minutes"),
            len(told.minutes),
            _("of %(n)s that were held", n=len(told.held)),
            of=len(told.held),
            before=len(before.minutes) if before else None,
        ),
    ]


def _where(told: Told) -> Sentence:
    if not told.counted:
        return _("at %(n)s events where it was ticked", n=len(told.ticked))
    heads = sum(one.attended for one in told.counted)
    return _(
        "at %(n)s events where it was ticked; %(heads)s of them counted without names, at %(m)s others",
        n=len(told.ticked),
        heads=heads,
        m=len(told.counted),
    )


async def _told(viewer: Viewer, owner: Owner, period: Period) -> Told:
    held = await _held(viewer, owner, period)
    participants, newcomers = await _participants(owner, held, period)
    return Told(held, participants, newcomers, await minutes_of(viewer, [one.id for one in held]))


async def _held(viewer: Viewer, owner: Owner, period: Period) -> list[HeldEvent]:
    since, until = period.moments(await zone_of(owner))
    clause = (
        events_visible_to(viewer) & of_owner(owner) & Event.published_at.is_not_null() & Event.cancelled_at.is_null()
    )
    clause &= (Event.starts_at >= since) & (Event.starts_at < until) & (Event.ends_at <= now())
    ids = await Event.select(Event.id).where(clause).output(as_list=True)
    return msgspec.convert(await Event.raw(HELD, ids), list[HeldEvent])


async def _participants(owner: Owner, held: list[HeldEvent], period: Period) -> tuple[int, int]:
    """How many different people, and how many of them had never come to anything of this owner before the period."""
    since, _until = period.moments(await zone_of(owner))
    place = PLACES[type(owner)]
    numbers = [owner.id] * place.count("{}")
    [row] = await Event.raw(PARTICIPANTS % {"place": place}, [one.id for one in held], *numbers, since)
    return row["participants"], row["newcomers"]


def _sentence(told: Told) -> Sentence:
    if not told.held:
        return _("No event was held in this period.")
    return _(
        "Events held: %(held)s. They brought together, in all, %(people)s different people: %(participations)s participations.",
        held=len(told.held),
        people=told.participants,
        participations=told.participations,
    )


def _listing(told: Told) -> Listing:
    """A line for each, as it was entered when the day was planned, with the way to the day and to its minutes."""
    return Listing(
        title=_("What was held"),
        columns=[str(words) for words in (_("Day"), _("Event"), _("Registered"), _("Came"), _("Minutes"))],
        things=told.held,
        row=lambda one: [
            say_date(one.starts_at, one.time_zone),
            one.title,
            say_number(one.registered),
            _said(one),
            str(_("to be read")) if one.id in told.minutes else "–",
        ],
        paths=lambda one: ["", f"/events/{one.code}", "", "", _minutes_path(told, one)],
    )


def _minutes_path(told: Told, one: HeldEvent) -> str:
    return told.minutes[one.id].path if one.id in told.minutes else ""


def _said(one: HeldEvent) -> str:
    if one.came or one.counted is None:
        return say_number(one.came) if one.came else "–"
    return str(_("%(people)s (counted)", people=say_number(one.counted)))


def _chart(held: Sequence[HeldEvent]) -> Chart:
    months: dict[tuple[int, int], list[HeldEvent]] = {}
    for one in held:
        day = one.starts_at.astimezone(ZoneInfo(one.time_zone))
        months.setdefault((day.year, day.month), []).append(one)
    series = [
        Series(
            f"{say_month(those[0].starts_at, those[0].time_zone)} {year}",
            [sum(one.registered for one in those), sum(one.attended for one in those)],
        )
        for (year, _month), those in months.items()
    ]
    fullest = max(series, key=lambda row: row.values[1])
    return Chart(
        title=_("Registered and came, month by month"),
        sentence=_("Most came in %(month)s: %(came)s participations.", month=fullest.label, came=fullest.values[1]),
        columns=[str(_("Registered")), str(_("Came"))],
        series=series,
    )
