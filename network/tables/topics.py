from piccolo.columns import ForeignKey, OnDelete, Serial, Varchar
from piccolo.constraints import Unique
from piccolo.table import Table

from network.tables.communities import Network


class Topic(Table, tablename="network_topic"):
    """A subject of knowledge in a network's controlled list, shared by works, needs, events and letters."""

    id: Serial
    network = ForeignKey(Network, null=False, on_delete=OnDelete.cascade, index=True)
    slug = Varchar(length=60)
    name = Varchar(length=80)
    sort_key = Varchar(length=80)
    network_topic_network_slug_uq = Unique([network, slug])
