from piccolo.columns import Array, Boolean, ForeignKey, Integer, OnDelete, Serial, SmallInt, Timestamptz, Varchar
from piccolo.constraints import Unique
from piccolo.table import Table

from network.tables.communities import Community, Network
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
    state = Varchar(length=12, default="uploaded", index=True)  # uploaded, mapped, confirmed, done, stopped
    sheet = SmallInt(default=0)  # which one of the workbook
    columns = Array(base_column=Varchar(length=20), default=list)  # what each column holds, "" for nothing of ours
    college = Varchar(length=12, default="citizen")  # of whoever's line says none
    is_recalled = Boolean(default=False)  # its columns are read as they were the last time
    same = Array(base_column=Integer(), default=list)  # lines whose person is the one that was found again
    other = Array(base_column=Integer(), default=list)  # lines whose person is somebody else
    for_all = Varchar(length=5, default="")  # of those whom nobody answered for: "same", "other", as they were found
    takes = Boolean(default=False)  # where network and file disagree, the file is right
    placed = Integer(default=0)
    known = Integer(default=0)
    changed = Integer(default=0)
    wrong = Integer(default=0)
    brought_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    brought_at = Timestamptz()
    confirmed_at = Timestamptz(null=True, default=None)
    done_at = Timestamptz(null=True, default=None)


class Mapping(Table, tablename="network_mapping"):
    """What the columns under these headings hold, as somebody of the network said last: the next file is read so."""

    id: Serial
    network = ForeignKey(Network, null=False, on_delete=OnDelete.cascade, index=True)
    digest = Varchar(length=64)  # of the headings, in their order
    headings = Array(base_column=Varchar(length=100), default=list)  # accents, capitals and signs do not count
    columns = Array(base_column=Varchar(length=20), default=list)
    college = Varchar(length=12, default="citizen")
    chosen_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    chosen_at = Timestamptz()
    network_mapping_network_digest_uq = Unique([network, digest])
