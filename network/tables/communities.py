from typing import Any

from piccolo.columns import Date, ForeignKey, OnDelete, Serial, SmallInt, Text, Varchar
from piccolo.table import Table

from network.tables.people import Organisation
from network.tables.territories import Territory


class Network(Table, tablename="network_network"):
    """A body's network on this instance: its communities, its sender, its coordinators."""

    id: Serial
    slug = Varchar(length=60, unique=True)
    name = Varchar(length=120)
    purpose = Text(default="")
    organisation = ForeignKey(Organisation, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    territory = ForeignKey(Territory, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    agreement_hours = SmallInt(default=48)  # how long a letter waits for the other gardener
    silence_days = SmallInt(default=180)  # after how long without an act somebody of the first circle is called silent
    time_zone = Varchar(length=40, default="Europe/Paris")
    accent = Varchar(length=7, default="")  # #rrggbb of what can be acted on, on pages and in letters; empty: ours
    second = Varchar(length=7, default="")  # of what waits
    sender_name = Varchar(length=120, default="")  # of its own letters and of its notes; empty: its name
    sender_address = Varchar(length=254, default="")  # of all its letters and notes; empty: the instance's
    legal_notice = Text(default="")
    opened_on = Date()

    @property
    def path(self) -> str:
        """Where its page is, and below it what belongs to it."""
        return f"/networks/{self.slug}"


class Community(Table, tablename="network_community"):
    """People who share an aim of transformation in a field of collective interest, and already act in it."""

    id: Serial
    slug = Varchar(length=60, unique=True)
    name = Varchar(length=120)
    aim = Text(default="")
    network = ForeignKey(Network, null=False, on_delete=OnDelete.restrict, index=True)
    territory = ForeignKey(Territory, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    reach = Varchar(length=10, default="public")  # who sees its page: see doors.py
    opened_on = Date()
    closed_on = Date(null=True, default=None)
    model: ForeignKey[Any] = ForeignKey(  # after which one it was opened, on that day
        "self", null=True, default=None, on_delete=OnDelete.set_null, index=True
    )

    @property
    def path(self) -> str:
        """Where its page is, and below it what belongs to it."""
        return f"/communities/{self.slug}"
