from piccolo.columns import Date, ForeignKey, OnDelete, Serial, Timestamptz, Varchar
from piccolo.table import Table

from network.tables.communities import Community, Network
from network.tables.people import Person


class Settlement(Table, tablename="network_settlement"):
    """One line of what was said of a thing that waits: done, later, or back. The last one counts; none is written over.
    Of the pair's things no person is named but who said it; what asks one person alone is theirs."""

    id: Serial
    key = Varchar(length=200)  # of the thing: see plug.Waiting
    community = ForeignKey(Community, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    network = ForeignKey(Network, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.cascade, index=True)  # whose own it is
    state = Varchar(length=5)  # done, later, back
    until_on = Date(null=True, default=None)  # of later: the day on which it is there again
    settled_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    settled_at = Timestamptz()
