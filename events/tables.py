"""The schema of events: a day is planned, booked, attended. An event belongs to a community or to a network."""

from piccolo.columns import Boolean, ForeignKey, Integer, OnDelete, Serial, SmallInt, Text, Timestamptz, Varchar
from piccolo.constraints import Unique
from piccolo.table import Table

from library.tables import Work
from network.tables import Community, Network, Organisation, Person, Territory, WrittenNote


class Event(Table, tablename="events_event"):
    """A meeting day, a webinar, a training: its kind is data. Told to others once it is published."""

    id: Serial
    code = Varchar(length=10, unique=True)
    uid = Varchar(length=120, unique=True)  # in calendars, for good
    network = ForeignKey(Network, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    community = ForeignKey(Community, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    reach = Varchar(length=10, default="public")
    kind = Varchar(length=20, default="meeting_day")
    title = Varchar(length=200)
    summary = Text(default="")
    starts_at = Timestamptz(index=True)
    ends_at = Timestamptz()
    time_zone = Varchar(length=40, default="Europe/Paris")
    place_name = Varchar(length=200, default="")
    place_address = Varchar(length=300, default="")
    territory = ForeignKey(Territory, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    capacity = Integer(null=True, default=None)
    offer_hours = Integer(default=48)  # how long a freed place is kept for the first in the waiting list, at most
    bookings_close_at = Timestamptz(null=True, default=None)
    link = Varchar(length=500, default="")  # of a webinar: for those registered, from `link_minutes` before it begins
    link_minutes = Integer(default=15)
    meeting_point = Varchar(length=300, default="")  # of a field visit
    bring = Varchar(length=500, default="")
    travel = Text(default="")
    day_contact = Varchar(length=200, default="")  # whom to call on the day: for those registered
    organised_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    planned_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    planned_at = Timestamptz()
    published_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    published_at = Timestamptz(null=True, default=None)
    cancelled_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    cancelled_at = Timestamptz(null=True, default=None)
    cancelled_because = Varchar(length=300, default="")
    sequence = Integer(default=0)  # of its versions in calendars: RFC 5545, 3.8.7.4
    changed_at = Timestamptz()

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None


class Feed(Table, tablename="events_feed"):
    """The secret address by which one of a person's devices reads their days: see calendars/feeds.py."""

    id: Serial
    code = Varchar(length=10, unique=True)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    name = Varchar(length=80)
    holds = Varchar(length=10, default="all")  # or mine: where the person is registered
    made_at = Timestamptz()
    read_at = Timestamptz(null=True, default=None)


class Session(Table, tablename="events_session"):
    """A timed part of an event: what its agenda is made of."""

    id: Serial
    code = Varchar(length=10, unique=True)
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade, index=True)
    starts_at = Timestamptz()
    ends_at = Timestamptz()
    title = Varchar(length=200)
    format = Varchar(length=30, default="")  # how it is animated: see sessions.py
    speakers = Varchar(length=300, default="")


class Booking(Table, tablename="events_booking"):
    """Somebody means to come. Asked for by an address that is nobody's yet, it waits to be confirmed. Of somebody erased
    the row stays without its person, with the organisation and the college of the day: counts stay true."""

    id: Serial
    code = Varchar(length=10, unique=True)
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade, index=True)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    given_name = Varchar(length=80, default="")
    family_name = Varchar(length=80, default="")
    address = Varchar(length=254, null=True, default=None, index=True)
    organisation_name = Varchar(length=200, default="")
    organisation = ForeignKey(Organisation, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    college = Varchar(length=12, null=True, default=None)
    language = Varchar(length=2, default="fr")
    asked_at = Timestamptz()
    confirmed_at = Timestamptz(null=True, default=None)
    cancelled_at = Timestamptz(null=True, default=None)
    reminded_at = Timestamptz(null=True, default=None)

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None and self.cancelled_at is None

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None


class WaitingPlace(Table, tablename="events_waiting_place"):
    """Somebody stands in the waiting list of a full day. In line since they said so, or since their address answered;
    one of these ends it: the offer is taken, they leave, the offer lapses."""

    id: Serial
    code = Varchar(length=10, unique=True)
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade, index=True)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    given_name = Varchar(length=80, default="")
    family_name = Varchar(length=80, default="")
    address = Varchar(length=254, null=True, default=None, index=True)
    organisation_name = Varchar(length=200, default="")
    organisation = ForeignKey(Organisation, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    college = Varchar(length=12, null=True, default=None)
    language = Varchar(length=2, default="fr")
    asked_at = Timestamptz()
    since_at = Timestamptz(null=True, default=None)
    offered_at = Timestamptz(null=True, default=None)
    offered_until = Timestamptz(null=True, default=None)
    taken_at = Timestamptz(null=True, default=None)
    left_at = Timestamptz(null=True, default=None)
    lapsed_at = Timestamptz(null=True, default=None)

    @property
    def is_over(self) -> bool:
        return bool(self.taken_at or self.left_at or self.lapsed_at)


class Invitation(Table, tablename="events_invitation"):
    """Somebody is asked by name whether they come. Once for each person and event; their last word counts until the
    event begins. The letter is owed until `written_at`."""

    id: Serial
    code = Varchar(length=10, unique=True)
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade, index=True)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    words = Text(default="")  # of whoever invites, above the day in the letter
    invited_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    invited_at = Timestamptz()
    written_at = Timestamptz(null=True, default=None)
    answer = Varchar(length=5, default="")  # yes, no, maybe
    answered_at = Timestamptz(null=True, default=None)
    recorded_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)  # by phone


class Attendance(Table, tablename="events_attendance"):
    """Somebody came: ticked by whom, and when; with a booking or without. Those of one erased person share `somebody`,
    which leads to nobody, so that participants are still told from participations."""

    id: Serial
    code = Varchar(length=10, unique=True)
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade, index=True)
    booking = ForeignKey(Booking, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    somebody = Varchar(length=10, null=True, default=None)
    organisation = ForeignKey(Organisation, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    college = Varchar(length=12, null=True, default=None)
    ticked_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    ticked_at = Timestamptz()


class Reminder(Table, tablename="events_reminder"):
    """What those who animate a day have said of its reminder. Without a row it leaves as its kind of day is reminded."""

    id: Serial
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade, index=False, unique=True)
    days = SmallInt(default=1)  # before the day; none: it stays
    line = Text(default="")  # of theirs, before the facts
    decided_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    decided_at = Timestamptz()


class Thanks(Table, tablename="events_thanks"):
    """Thanks to those who came: whether they leave by themselves, and the note that they became."""

    id: Serial
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade, index=False, unique=True)
    by_itself = Boolean(default=False)
    line = Text(default="")  # of theirs, in what leaves by itself
    written_note = ForeignKey(WrittenNote, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    sent_at = Timestamptz(null=True, default=None)
    decided_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    decided_at = Timestamptz()


class Headcount(Table, tablename="events_headcount"):
    """How many came, without names: who counted, and how. A correction is a row of its own; the last one counts."""

    id: Serial
    code = Varchar(length=10, unique=True)
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade, index=True)
    people = Integer()
    how = Varchar(length=12)  # see headcounts.py
    counted_by = Varchar(length=120, default="")  # as typed: it may be somebody whom nobody wrote down
    because = Varchar(length=300, default="")  # of a correction
    written_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    written_at = Timestamptz()


class Paper(Table, tablename="events_paper"):
    """A work of the library that a day left behind: its minutes, slides, pictures. A day may have several, and a work may
    serve several days."""

    id: Serial
    code = Varchar(length=10, unique=True)
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade, index=True)
    work = ForeignKey(Work, null=False, on_delete=OnDelete.cascade, index=True)
    tied_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    tied_at = Timestamptz()
    events_paper_event_work_uq = Unique([event, work])
