from piccolo.columns import ForeignKey, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from network.tables.communities import Network
from network.tables.people import Person


class Setting(Table, tablename="network_setting"):
    """One thing that a network has set of itself: from what, to what, by whom and when. Only ever added to."""

    id: Serial
    network = ForeignKey(Network, null=False, on_delete=OnDelete.cascade, index=True)
    field = Varchar(length=30)
    before = Text(default="")
    after = Text(default="")
    changed_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    changed_at = Timestamptz()
