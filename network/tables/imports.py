from piccolo.columns import Array, ForeignKey, Integer, OnDelete, Serial, SmallInt, Timestamptz, Varchar
from piccolo.table import Table

from network.tables.communities import Community
from network.tables.files import File
from network.tables.people import Person


class Import(Table, tablename="network_import"):
    """A spreadsheet with people of a community: brought, its columns mapped, looked at, confirmed, carried out. The file
    goes when it is done; what stays is how many came in, and by whom."""

    id: Serial
    code = Varchar(length=10, unique=True)
    community = ForeignKey(Community, null=False, on_delete=OnDelete.cascade, index=True)
    file = ForeignKey(File, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    name = Varchar(length=200)
    state = Varchar(length=12, default="uploaded", index=True)  # uploaded, mapped, confirmed, done
    sheet = SmallInt(default=0)  # which one of the workbook
    columns = Array(base_column=Varchar(length=20), default=list)  # what each column holds, "" for nothing of ours
    college = Varchar(length=12, default="citizen")  # of whoever's line says none
    same = Array(base_column=Integer(), default=list)  # lines whose person is the known one of that address
    placed = Integer(default=0)
    known = Integer(default=0)
    wrong = Integer(default=0)
    brought_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    brought_at = Timestamptz()
    confirmed_at = Timestamptz(null=True, default=None)
    done_at = Timestamptz(null=True, default=None)
