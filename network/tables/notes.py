from piccolo.columns import ForeignKey, Integer, OnDelete, Serial, SmallInt, Text, Timestamptz, Varchar
from piccolo.table import Table

from network.tables.people import Person


class Note(Table, tablename="network_note"):
    """A letter owed to one person, or to an address that is nobody's yet: its kind says how it is written, its subject
    what it is about."""

    id: Serial
    code = Varchar(length=10, unique=True)
    kind = Varchar(length=60)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    address = Varchar(length=254, null=True, default=None, index=True)
    language = Varchar(length=2, default="fr")  # of an address; a person has their own
    subject = Integer(default=0)
    state = Varchar(length=12, default="waiting", index=True)  # waiting, sending, delivered, dropped, failed
    asked_at = Timestamptz()
    tries = SmallInt(default=0)
    ring_at = Timestamptz()
    delivered_at = Timestamptz(null=True, default=None)
    reply = Text(default="")  # what the relay said last
