from piccolo.columns import ForeignKey, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from network.tables.people import Person


class Merge(Table, tablename="network_merge"):
    """Two rows that were one human, brought together: which stayed, how the other was called, and every change made, from
    which it can be undone. It goes with the person."""

    id: Serial
    code = Varchar(length=10, unique=True)
    kept = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    gone_name = Varchar(length=170)
    lines = Text(default="[]")  # see ledgers.py
    merged_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    merged_at = Timestamptz()
    because = Varchar(length=300, default="")
    undone_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    undone_at = Timestamptz(null=True, default=None)


class Distinction(Table, tablename="network_distinction"):
    """Two rows that look like one human and are two, as somebody has said: a couple at one address, two of one name. They
    are not proposed again, until it is taken back. It goes with either of them."""

    id: Serial
    code = Varchar(length=10, unique=True)
    first = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    second = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    said_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    said_at = Timestamptz()
    undone_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    undone_at = Timestamptz(null=True, default=None)
