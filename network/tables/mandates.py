"""Offices: who holds which, from a day to a day. A change is a new row."""

from datetime import date

from piccolo.columns import Date, ForeignKey, OnDelete, Serial, SmallInt, Varchar
from piccolo.custom_types import Combinable
from piccolo.table import Table

from network.tables.communities import Community, Network
from network.tables.people import Person


class Team(Table, tablename="network_team"):
    """A body with a rule of composition, said by its seats: the pair of a community has two."""

    id: Serial
    kind = Varchar(length=20, default="pair")
    name = Varchar(length=120, default="")
    network = ForeignKey(Network, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    community = ForeignKey(Community, null=True, default=None, on_delete=OnDelete.cascade, index=True)


class Seat(Table, tablename="network_seat"):
    """The place that a mandate fills, and the college that it is meant for (none: any)."""

    id: Serial
    team = ForeignKey(Team, null=False, on_delete=OnDelete.cascade, index=True)
    position = SmallInt(default=1)
    title = Varchar(length=120)
    college = Varchar(length=12, null=True, default=None)


class Mandate(Table, tablename="network_mandate"):
    """An office: person, unit and role never change. The unit is a network, a community or a team; the instance's
    administrators alone have none."""

    id: Serial
    code = Varchar(length=10, unique=True)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.cascade, index=True)  # none: erased
    role = Varchar(length=20)  # gardener, coordinator, administrator
    network = ForeignKey(Network, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    community = ForeignKey(Community, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    team = ForeignKey(Team, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    seat = ForeignKey(Seat, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    since_on = Date()
    until_on = Date(null=True, default=None)
    appointed_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    because = Varchar(length=300, default="")
    ended_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    end_because = Varchar(length=300, default="")


def holds_on(day: date) -> Combinable:
    """The one meaning of "holds this office": the last day is not counted any more."""
    return (Mandate.since_on <= day) & (Mandate.until_on.is_null() | (Mandate.until_on > day))
