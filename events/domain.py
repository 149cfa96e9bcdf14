"""What events say of themselves: days, bookings, invitations, calendars, attendance, minutes."""

from datetime import time

from events import (
    access,
    called,
    coming,
    held,
    lists,
    note_audiences,
    papers,
    places,
    privacy,
    reports,
    search,
    village,
)
from events.acquaintances import ACQUAINTANCES
from events.attendances import attendance, organisers
from events.attendances.pages.attendance import AttendancePages, PhoneBookingPages, PhoneWithdrawalPages, WalkInPages
from events.attendances.pages.headcounts import HeadcountPages
from events.attendances.pages.participant_lists import ParticipantListPages
from events.attendances.waiting import lists_at_hand
from events.bookings import booking_notes, bookings, calls, merged, offers, ties, waiting_notes
from events.bookings.pages.bookings import BookingPages, ConfirmationPages, WithdrawalPages
from events.bookings.pages.waiting_places import LeftLinePages, TakenOfferPages, WaitingPlacePages
from events.calendars import feeds
from events.calendars.pages.calendars import CalendarPages, DroppedCalendarPages
from events.calendars.pages.feeds import FeedPages
from events.courtesies import reminders, thanks, waiting
from events.courtesies.pages.courtesies import CourtesyDecisions, CourtesyPages, ThanksPages
from events.invitations import invitation_notes, invitations, unanswered
from events.invitations.pages.invitations import AnswerPages, EventInvitationPages, InvitationPages
from events.minutes.pages.papers import DroppedPaperPages, EventPaperPages, PaperPages
from events.minutes.waiting import minutes_to_write
from events.pages.events import CancellationPages, EventPages, OwnerEventPages, PublicationPages
from events.pages.exports import EventExportPages
from events.pages.sessions import DroppedSessionPages, SessionPages
from network.ground.clock import Daily, Every
from network.ground.words import _
from network.plug import Domain, Link, Retention, Rule

DOMAIN = Domain(
    name="events",
    pages=[
        EventPages,
        OwnerEventPages,
        PublicationPages,
        CancellationPages,
        CalendarPages,
        DroppedCalendarPages,
        FeedPages,
        SessionPages,
        DroppedSessionPages,
        BookingPages,
        ConfirmationPages,
        WithdrawalPages,
        WaitingPlacePages,
        TakenOfferPages,
        LeftLinePages,
        EventInvitationPages,
        InvitationPages,
        AnswerPages,
        AttendancePages,
        EventExportPages,
        WalkInPages,
        HeadcountPages,
        ParticipantListPages,
        PhoneBookingPages,
        PhoneWithdrawalPages,
        CourtesyDecisions,
        CourtesyPages,
        ThanksPages,
        EventPaperPages,
        PaperPages,
        DroppedPaperPages,
    ],
    jobs=[
        reminders.remind,
        thanks.thank_by_itself,
        organisers.thank_organisers,
        bookings.forget_unanswered,
        offers.settle_line,
        offers.settle_lines,
        feeds.forget_unread,
        invitations.write_invitations,
        invitations.write_all_invitations,
    ],
    clock=[
        Every(30, reminders.remind),
        Every(30, thanks.thank_by_itself),
        Every(30, organisers.thank_organisers),
        Every(5, offers.settle_lines),
        Every(10, invitations.write_all_invitations),
        Daily(time(4), bookings.forget_unanswered),
        Daily(time(4, 15), feeds.forget_unread),
    ],
    navigation=[Link(_("Agenda"), "/events", rank=20)],
    act_kinds=[attendance.CAME, attendance.SPOKE, attendance.ORGANISED],
    note_occasions=[note_audiences.OCCASION],
    note_writers={
        **booking_notes.WRITERS,
        **waiting_notes.WRITERS,
        **invitation_notes.WRITERS,
        "events.reminder": reminders.write_reminder,
    },
    newsletter_blocks=[coming.COMING, held.HELD],
    report_sections=[reports.report],
    community_panels=[coming.panel],
    work_panels=[papers.days_of_work],
    site_map=[coming.of_all],
    community_lines=[coming.NEXT_DAY],
    persons_merged=[merged.settle],
    acquaintances=ACQUAINTANCES,
    today=[lists_at_hand, calls.offers_to_call, unanswered.answers_to_ask, waiting.thanks_to_write, minutes_to_write],
    privacy_sections=privacy.HOLDINGS,
    texts=privacy.TEXTS,
    searches=[search.DAYS],
    purposes=privacy.PURPOSES,
    called=called.CALLED,
    retentions=[
        Retention(
            _("Registrations and places in a waiting list that were never confirmed"),
            _("every night, after %(days)s days", days=7 * places.HELD.days),
            bookings.forget_unanswered,
        ),
        Retention(
            _("Secret addresses of calendars that nobody reads"),
            _("every night, after %(days)s days without being read", days=feeds.UNREAD.days),
            feeds.forget_unread,
        ),
    ],
    exports=[lists.EVENTS, lists.BOOKINGS],
    person_ties=[ties.of],
    answering_notes=[
        *["events.confirmed", "events.withdrawn", "events.cancelled", "events.changed"],
        *["events.waiting", "events.offer", "events.lapsed", "events.line_changed", "events.line_cancelled"],
    ],
    archived=lists.ARCHIVED,
    restored=[reminders.rest_after_restore, thanks.rest_after_restore, invitations.rest_after_restore],
    village=[village.grow],
    doors={"events": access.event_for},
    rules=[
        Rule(
            _("The secret address of a calendar"),
            _("Its person. Whoever has the address reads the days that this person may see."),
        ),
        Rule(
            _("A day, a webinar, a training"),
            _("Those whom its reach names, once it is published; before, those who animate its community or network."),
        ),
        Rule(
            _("The minutes and documents of a day"),
            _("Those who may see both the day and the work of the library."),
        ),
        Rule(
            _("Who is registered, who came"),
            _("Those who animate the event’s community or network; of a booking of one’s own, its person."),
        ),
        Rule(
            _("Who is invited to a day, and what they answered"),
            _("Those who animate the event’s community or network; each person their own invitation."),
        ),
        Rule(
            _("Who waits for a place"),
            _(
                "Those who animate the event’s community or network; each person their own place in the line, and its rank."
            ),
        ),
    ],
)
