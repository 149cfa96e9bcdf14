from datetime import date

from piccolo.columns import Date, ForeignKey, OnDelete, Serial, Timestamptz, Varchar
from piccolo.custom_types import Combinable
from piccolo.table import Table

from network.tables.territories import Territory


class Organisation(Table, tablename="network_organisation"):
    id: Serial
    code = Varchar(length=10, unique=True)
    name = Varchar(length=200)
    sort_key = Varchar(length=200, index=True)
    kind = Varchar(length=20, default="other")
    siren = Varchar(length=9, null=True, default=None)
    territory = ForeignKey(Territory, null=True, default=None, on_delete=OnDelete.set_null, index=True)


class Person(Table, tablename="network_person"):
    """A human known to the network. No address, no account, is no hindrance; an address may be shared."""

    id: Serial
    code = Varchar(length=10, unique=True)
    given_name = Varchar(length=80, default="")
    family_name = Varchar(length=80)
    sort_key = Varchar(length=170, index=True)
    email = Varchar(length=254, null=True, default=None, index=True)  # where to write, as typed but lower case
    phone = Varchar(length=30, null=True, default=None)
    language = Varchar(length=2, default="fr")
    known_since_at = Timestamptz()
    known_from = Varchar(length=200, default="")  # said to the person when they ask (article 14)

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


class Affiliation(Table, tablename="network_affiliation"):
    """For whom a person speaks, from a day to a day: an act is credited to the affiliation of its own day."""

    id: Serial
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    somebody = Varchar(length=10, null=True, default=None)  # of one who was erased: college and days stay
    organisation = ForeignKey(Organisation, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    function = Varchar(length=120, default="")
    college = Varchar(length=12)
    since_on = Date()
    until_on = Date(null=True, default=None)
    decided_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    because = Varchar(length=300, default="")


def affiliated_on(day: date) -> Combinable:
    """The one meaning of "belongs there": the last day is not counted any more."""
    return (Affiliation.since_on <= day) & (Affiliation.until_on.is_null() | (Affiliation.until_on > day))
