from piccolo.columns import ForeignKey, OnDelete, Serial, Timestamptz, Varchar
from piccolo.table import Table

from network.tables import Person


class Subscription(Table, tablename="mailing_subscription"):
    """Somebody wants a newsletter, from a moment until they say otherwise."""

    id: Serial
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    address = Varchar(length=254)
    ended_at = Timestamptz(null=True, default=None)
