"""What the annual report says of events: how many were held, who came, who had registered and did not.

A participant is a person, a participation is a person at an event: who came to three days is one and three. Of an
erased person the attendance stays, tied together by a word that leads nowhere, so both stay true.
"""

from datetime import datetime, time, timedelta

import msgspec

from events.access import events_visible_to
from events.coming import of_owner
from events.events import KINDS
from events.tables import Event
from network.access import Viewer
from network.ground.charts import Chart, Series
from network.ground.clock import HERE, now
from network.ground.words import Sentence, _, say_month
from network.plug import Figure, Owner, Period, Section

HELD = """
SELECT event.id, event.kind, event.starts_at,
       (SELECT count(*) FROM events_booking AS booking
        WHERE booking.event = event.id AND confirmed_at IS NOT NULL AND cancelled_at IS NULL) AS registered,
       (SELECT count(*) FROM events_booking AS booking
        WHERE booking.event = event.id AND confirmed_at IS NOT NULL AND cancelled_at IS NULL
          AND NOT EXISTS (SELECT FROM events_attendance AS attendance WHERE attendance.booking = booking.id)) AS missing,
       (SELECT count(*) FROM events_attendance AS attendance WHERE attendance.event = event.id) AS came
FROM events_event AS event WHERE event.id = ANY({}) ORDER BY event.starts_at, event.id
"""

PARTICIPANTS = """
WITH came AS (
    SELECT coalesce(attendance.person::text, attendance.somebody, attendance.code) AS who, event.starts_at, event.id = ANY({}) AS is_here
    FROM events_attendance AS attendance JOIN events_event AS event ON event.id = attendance.event
    WHERE {} = CASE {} WHEN 'community' THEN event.community ELSE coalesce(event.network,
        (SELECT network FROM network_community AS community WHERE community.id = event.community)) END
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
    starts_at: datetime
    registered: int
    missing: int
    came: int

    @property
    def is_ticked(self) -> bool:
        return self.came > 0


async def report(viewer: Viewer, owner: Owner, period: Period) -> Section:
    """Every number with its base; nobody is called absent from a day where nobody ticked who came."""
    held = await _held(viewer, owner, period)
    people, newcomers = await _participants(owner, held, period)
    participations, ticked = sum(one.came for one in held), [one for one in held if one.is_ticked]
    registered, missing = sum(one.registered for one in ticked), sum(one.missing for one in ticked)
    figures = [
        Figure(KINDS.get(kind, kind), sum(one.kind == kind for one in held), _("held in the period"))  # type: ignore[arg-type]
        for kind in dict.fromkeys(one.kind for one in held)
    ]
    figures += [
        Figure(_("Participants"), people, _("different people, for %(n)s participations", n=participations)),
        Figure(_("Participations"), participations, _("at %(n)s events where it was ticked", n=len(ticked))),
        Figure(_("Registered and did not come"), missing, _("of %(n)s registered for these events", n=registered)),
        Figure(_("Newcomers"), newcomers, _("of %(n)s participants: they had never come before", n=people)),
    ]
    return Section(
        title=_("Days and meetings"),
        sentence=_sentence(len(held), people, participations),
        figures=figures if held else (),
        charts=[_chart(held)] if held else (),
        not_counted=_("Whoever came and was not ticked is not counted here, nor is anybody counted without a name."),
    )


async def _held(viewer: Viewer, owner: Owner, period: Period) -> list[HeldEvent]:
    since = datetime.combine(period.since, time(), tzinfo=HERE)
    until = datetime.combine(period.until + timedelta(days=1), time(), tzinfo=HERE)
    clause = (
        events_visible_to(viewer) & of_owner(owner) & Event.published_at.is_not_null() & Event.cancelled_at.is_null()
    )
    clause &= (Event.starts_at >= since) & (Event.starts_at < until) & (Event.ends_at <= now())
    ids = await Event.select(Event.id).where(clause).output(as_list=True)
    return msgspec.convert(await Event.raw(HELD, ids), list[HeldEvent])


async def _participants(owner: Owner, held: list[HeldEvent], period: Period) -> tuple[int, int]:
    """How many different people, and how many of them had never come to anything of this owner before the period."""
    since = datetime.combine(period.since, time(), tzinfo=HERE)
    kind = type(owner).__name__.lower()
    [row] = await Event.raw(PARTICIPANTS, [one.id for one in held], owner.id, kind, since)
    return row["participants"], row["newcomers"]


def _sentence(held: int, people: int, participations: int) -> Sentence:
    if not held:
        return _("No event was held in this period.")
    return _(
        "Events held: %(held)s. They brought together, in all, %(people)s different people: %(participations)s participations.",
        held=held,
        people=people,
        participations=participations,
    )


def _chart(held: list[HeldEvent]) -> Chart:
    months: dict[tuple[int, int], list[HeldEvent]] = {}
    for one in held:
        day = one.starts_at.astimezone(HERE)
        months.setdefault((day.year, day.month), []).append(one)
    series = [
        Series(
            f"{say_month(those[0].starts_at)} {year}",
            [sum(one.registered for one in those), sum(one.came for one in those)],
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
