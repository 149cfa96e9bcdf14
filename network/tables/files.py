from piccolo.columns import BigInt, ForeignKey, OnDelete, Serial, Timestamptz, Varchar
from piccolo.table import Table

from network.tables.people import Person


class File(Table, tablename="network_file"):
    """What was brought as a file: its name and kind; the bytes lie in the file store under their digest."""

    id: Serial
    code = Varchar(length=10, unique=True)
    name = Varchar(length=200)
    media_type = Varchar(length=100)
    size = BigInt()
    digest = Varchar(length=64, index=True)
    brought_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    brought_at = Timestamptz()
