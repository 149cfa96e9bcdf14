from piccolo.columns import ForeignKey, OnDelete, Serial, Timestamptz, Varchar
from piccolo.table import Table

from network.tables.imports import Import
from network.tables.people import Person
from network.tables.written_notes import WrittenNote


class Provenance(Table, tablename="network_provenance"):
    """The data of somebody came from elsewhere than themselves: with which import, and when and how they were told so
    (RGPD, article 14). Of somebody erased the row stays without its person."""

    id: Serial
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=False, unique=True)
    imported = ForeignKey(Import, null=False, on_delete=OnDelete.cascade, index=True)
    came_at = Timestamptz()
    source = Varchar(length=300, default="")  # where the file was from, as it was told
    told_at = Timestamptz(null=True, default=None)
    told_how = Varchar(length=200, default="")  # otherwise than by the letter, in the words of who did
    told_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    written_note = ForeignKey(WrittenNote, null=True, default=None, on_delete=OnDelete.set_null, index=True)


class Objection(Table, tablename="network_objection"):
    """Somebody does not want to be written to (RGPD, article 21): from when, until when, said how. Dated, never removed
    but with its person."""

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    since_at = Timestamptz()
    until_at = Timestamptz(null=True, default=None)
    source = Varchar(length=20)  # letter: by the link in one; page: on their own page
