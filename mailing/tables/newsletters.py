from piccolo.columns import ForeignKey, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from network.tables import Community, Network


class Newsletter(Table, tablename="mailing_newsletter"):
    """The periodical of a network or of a community: what one subscribes to."""

    id: Serial
    code = Varchar(length=10, unique=True)
    network = ForeignKey(Network, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    community = ForeignKey(Community, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    name = Varchar(length=120)
    description = Text(default="")
    reach = Varchar(length=10, default="public")  # of its readers, and so of what its letters may hold
    made_at = Timestamptz()
