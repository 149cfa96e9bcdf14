from piccolo.columns import BigInt, ForeignKey, Integer, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from network.tables.communities import Community, Network
from network.tables.people import Person


class Export(Table, tablename="network_export"):
    """People's data left the house as a spreadsheet: who got out which list, when, and how many lines. Never changed."""

    id: Serial
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    network = ForeignKey(Network, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    community = ForeignKey(Community, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    kind = Varchar(length=60)  # "network.people": the domain, then the list
    about = Varchar(length=200, default="")  # the day whose list it was
    form = Varchar(length=10)  # excel, open
    lines = Integer(default=0)
    at = Timestamptz(index=True)


class Archive(Table, tablename="network_archive"):
    """All of a network in one file, asked for by its coordination, made piece by piece, and gone after some days."""

    id: Serial
    code = Varchar(length=10, unique=True)
    network = ForeignKey(Network, null=False, on_delete=OnDelete.cascade, index=True)
    state = Varchar(length=10, default="waiting")  # waiting, making, done, failed, gone
    asked_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    asked_at = Timestamptz()
    ring_at = Timestamptz()  # when the clock looks whether it stands still
    tries = Integer(default=0)  # that came to no further piece
    said = Text(default="")  # why it failed
    pieces = Integer(default=0)
    made = Integer(default=0)
    size = BigInt(default=0)
    done_at = Timestamptz(null=True, default=None)
    fetched_at = Timestamptz(null=True, default=None)
    ends_at = Timestamptz(null=True, default=None)  # then the file goes
