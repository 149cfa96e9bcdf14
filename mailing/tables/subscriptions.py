from piccolo.columns import ForeignKey, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.custom_types import Combinable
from piccolo.table import Table

from mailing.tables.newsletters import Newsletter
from network.tables import Person


class Subscription(Table, tablename="mailing_subscription"):
    """One time that somebody asked for a newsletter; it runs from its confirmation until its end, and who comes back asks
    anew. The address is the one that was confirmed, whatever the person's own becomes; of somebody erased the dates
    stay, without name and address."""

    id: Serial
    code = Varchar(length=10, unique=True)
    newsletter = ForeignKey(Newsletter, null=False, on_delete=OnDelete.cascade, index=True)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    name = Varchar(length=120, default="")
    address = Varchar(length=254, index=True, default="")
    language = Varchar(length=2, default="fr")
    source = Varchar(length=60, default="")  # by what way: "page", "account", "undo"
    asked_at = Timestamptz()
    answered_at = Timestamptz(null=True, default=None)  # when it was looked at which letter is owed, if any
    since_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)
    ended_because = Varchar(length=500, default="")
    text_shown = Text(default="")  # what the page said that they agree to

    @property
    def is_running(self) -> bool:
        return self.since_at is not None and self.ended_at is None


def runs() -> Combinable:
    """The one meaning of "is subscribed": confirmed, and not ended since."""
    return Subscription.since_at.is_not_null() & Subscription.ended_at.is_null()
