from datetime import date

from piccolo.columns import Date, ForeignKey, Integer, OnDelete, Real, Serial, SmallInt, Timestamptz, Varchar
from piccolo.constraints import Unique
from piccolo.custom_types import Combinable
from piccolo.table import Table

from network.tables.communities import Community, Network
from network.tables.people import Organisation, Person


class Standing(Table, tablename="network_standing"):
    """Where a person stands in a community, from a day to a day: 1 is the centre. Never in two circles on one day.
    Of somebody erased the days stay, without the person, so that past counts stay true."""

    id: Serial
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    somebody = Varchar(length=10, null=True, default=None)  # the same word in all rows of one who was erased
    community = ForeignKey(Community, null=False, on_delete=OnDelete.cascade, index=True)
    circle = SmallInt(default=3)
    since_on = Date()
    until_on = Date(null=True, default=None)
    decided_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    because = Varchar(length=300, default="")
    ended_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)  # of who left
    end_because = Varchar(length=300, default="")


def stands_on(day: date) -> Combinable:
    """The one meaning of "stands here": the last day is not counted any more."""
    return (Standing.since_on <= day) & (Standing.until_on.is_null() | (Standing.until_on > day))


class Step(Table, tablename="network_step"):
    """A proposed move between circles: open, accepted or declined. Accepting it writes the next standing."""

    id: Serial
    code = Varchar(length=10, unique=True)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    community = ForeignKey(Community, null=False, on_delete=OnDelete.cascade, index=True)
    to_circle = SmallInt()
    state = Varchar(length=10, default="open")
    proposed_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    proposed_at = Timestamptz()
    because = Varchar(length=300, default="")
    snoozed_until_on = Date(null=True, default=None)
    decided_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    decided_at = Timestamptz(null=True, default=None)
    decided_because = Varchar(length=300, default="")


class Act(Table, tablename="network_act"):
    """One dated thing that a person did: written by the verb that did it, in its transaction. A person who is erased
    leaves the act without its name, so that counts stay true."""

    id: Serial
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    network = ForeignKey(Network, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    community = ForeignKey(Community, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    kind = Varchar(length=60)
    weight = Real(default=1.0)
    subject = Integer(default=0)
    done_on = Date()
    organisation = ForeignKey(Organisation, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    college = Varchar(length=12, null=True, default=None)
    network_act_kind_subject_person_uq = Unique([kind, subject, person])
