"""What events let out as lists: the days themselves, and, for those who animate, who registered and who came."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace

from piccolo.custom_types import Combinable

from events.access import events_visible_to
from events.coming import of_owner
from events.facts import KINDS
from events.papers import MINUTES
from events.tables import (
    Attendance,
    Booking,
    Event,
    Feed,
    Headcount,
    Invitation,
    Paper,
    Reminder,
    Session,
    Thanks,
    WaitingPlace,
)
from library.access import works_visible_to
from library.tables import Work
from network.access import REACHES, Viewer, may_animate, owned_animated_by
from network.colleges import COLLEGES
from network.ground.database import walk
from network.ground.settings import settings
from network.ground.words import Sentence, _
from network.owners import Owner
from network.plug import Archived, Cell, ExportKind


def events_headings(viewer: Viewer, owner: Owner) -> Sequence[Sentence]:
    """What its page says of a day."""
    said = (_("Begins"), _("Ends"), _("Title"), _("Kind"), _("Place"), _("Postal address"), _("Summary"))
    return (*said, _("Places"), _("Who sees it"), _("Cancelled on"), _("Web address"), _("Community"), _("Minutes"))


async def events_rows(viewer: Viewer, owner: Owner) -> AsyncIterator[Sequence[Cell]]:
    """Those that this viewer may see, in the order of the calendar."""
    found = Event.raw(
        """
        SELECT starts_at, ends_at, title, kind, place_name, place_address, summary, capacity, event.reach, cancelled_at,
               event.code, coalesce(community.name, network.name) AS owner,
               (SELECT string_agg({} || work.code, ' ' ORDER BY paper.id) FROM events_paper AS paper
                JOIN library_work AS work ON work.id = paper.work
                WHERE paper.event = event.id AND work.type = {} AND work.id IN ({})) AS minutes
        FROM events_event AS event
        LEFT JOIN network_community AS community ON community.id = event.community
        LEFT JOIN network_network AS network ON network.id = event.network
        WHERE event.id IN ({}) ORDER BY starts_at, event.id
        """,
        *[f"{settings().address}/works/", MINUTES],
        *Work.select(Work.id).where(works_visible_to(viewer), Work.withdrawn_at.is_null()).querystrings,
        *Event.select(Event.id).where(events_visible_to(viewer), of_owner(owner)).querystrings,
    )
    async for one in walk(found):
        said = {"kind": KINDS.get(one["kind"], one["kind"]), "reach": REACHES[one["reach"]]}
        yield tuple((one | said | {"code": f"{settings().address}/events/{one['code']}"}).values())


def bookings_headings(viewer: Viewer, owner: Owner) -> Sequence[Sentence]:
    """Who, for whom they spoke that day, and what became of it."""
    who = (_("Family name"), _("Given name"), _("E-mail address"), _("Phone"), _("Organisation"), _("College"))
    return (_("Day"), _("Event"), *who, _("Registered on"), _("Unregistered on"), _("Was there"))


def bookings_of(that: Combinable | None = None) -> Callable[[Viewer, Owner], AsyncIterator[Sequence[Cell]]]:
    """Of all days of the owner, or of that one: who registered, and who came without."""

    async def rows(viewer: Viewer, owner: Owner) -> AsyncIterator[Sequence[Cell]]:
        days = Event.select(Event.id).where(
            of_owner(owner), events_visible_to(viewer), owned_animated_by(viewer, Event.network, Event.community)
        )
        [known] = (days.where(that) if that is not None else days).querystrings
        found = Event.raw(
            """
            WITH listed AS (
                SELECT booking.event, booking.person, booking.organisation, booking.college, booking.confirmed_at,
                       booking.cancelled_at, attendance.id IS NOT NULL AS came
                FROM events_booking AS booking
                LEFT JOIN events_attendance AS attendance ON attendance.booking = booking.id
                WHERE booking.confirmed_at IS NOT NULL AND booking.event IN ({})
                UNION ALL
                SELECT event, person, organisation, college, NULL, NULL, true FROM events_attendance
                WHERE booking IS NULL AND event IN ({})
            )
            SELECT event.starts_at, event.title, person.family_name, person.given_name, person.email, person.phone,
                   organisation.name AS organisation, listed.college, listed.confirmed_at, listed.cancelled_at, listed.came
            FROM listed JOIN events_event AS event ON event.id = listed.event
            LEFT JOIN network_person AS person ON person.id = listed.person
            LEFT JOIN network_organisation AS organisation ON organisation.id = listed.organisation
            ORDER BY event.starts_at, event.id, person.sort_key NULLS LAST, listed.person
            """,
            *[known, known],
        )
        async for one in walk(found):
            yield tuple((one | {"college": COLLEGES.get(one["college"])}).values())

    return rows


EVENTS = ExportKind(
    "events.events",
    _("Days of the agenda"),
    _("When, where and what for, each day that you may see."),
    events_headings,
    events_rows,
    holds_people=False,
)
BOOKINGS = ExportKind(
    "events.bookings",
    _("Who registered, who came"),
    _("A line for each person and day, with how to reach them and whether they came."),
    bookings_headings,
    bookings_of(),
    may_animate,
)


def bookings_for_day(event: Event) -> ExportKind:
    """Of one day."""
    return replace(BOOKINGS, rows=bookings_of(Event.id == event.id))


ARCHIVED = {
    Event: Archived(_("Days, webinars, trainings")),
    Booking: Archived(_("Registrations")),
    Attendance: Archived(_("Who came")),
    WaitingPlace: Archived(_("Who waited for a place")),
    Invitation: Archived(_("Who was invited, and what they answered")),
    Paper: Archived(_("Minutes and documents of days")),
    Headcount: Archived(_("How many came, without names")),
    Session: Archived(_("The timed parts of these days")),
    Reminder: Archived(_("When days remind those who registered")),
    Thanks: Archived(_("Thanks to those who came")),
    Feed: Archived(_("Secret addresses of calendars: whose, of which device; the addresses are not in it")),
}
