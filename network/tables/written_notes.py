from piccolo.columns import ForeignKey, Integer, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.constraints import Unique
from piccolo.table import Table

from network.tables.communities import Community, Network
from network.tables.notes import Note
from network.tables.people import Person


class WrittenNote(Table, tablename="network_written_note"):
    """A note that somebody wrote by hand to named people: its words as they left, by whom, when, about what."""

    id: Serial
    code = Varchar(length=10, unique=True)
    network = ForeignKey(Network, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    community = ForeignKey(Community, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    occasion = Varchar(length=30)  # what it is about: a community, a day
    number = Integer(default=0)  # of that community or day
    about = Varchar(length=200, default="")  # what that was called
    path = Varchar(length=200, default="")  # and where it is shown
    audience = Varchar(length=40)  # whom of it: those registered, the first circle; or people by name
    subject = Varchar(length=200)
    words = Text(default="")
    written_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    written_at = Timestamptz(index=True)
    erased = Integer(default=0)  # of the audience, already erased when it was written


class Addressee(Table, tablename="network_addressee"):
    """Somebody to whom a written note was addressed. Several at one address share the note that went there; of somebody
    erased the row stays without its person. Who was left out is here too, with why."""

    id: Serial
    written_note = ForeignKey(WrittenNote, null=False, on_delete=OnDelete.cascade, index=False)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    note = ForeignKey(Note, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    left_out = Varchar(length=20, default="")  # why: see readers.py; empty: written to
    state = Varchar(length=12, default="")  # of the note, when it is no longer there
    network_addressee_written_note_person_uq = Unique([written_note, person])
