from piccolo.columns import Boolean, ForeignKey, Integer, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.constraints import Unique
from piccolo.table import Table

from network.tables.people import Person


class Consent(Table, tablename="network_consent"):
    """One line of the ledger: what was agreed to or withdrawn, with the very text that was shown. Only ever added to.
    Of somebody erased the dates and the version stay, under a keyed digest of the address."""

    id: Serial
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    address_digest = Varchar(length=64, index=True, default="")
    purpose = Varchar(length=60)  # "mailing.newsletter", "network.name_shown"
    subject = Integer(default=0)  # which newsletter, which community
    is_given = Boolean(default=True)
    text_version = Varchar(length=20)
    text_shown = Text()
    at = Timestamptz()
    source = Varchar(length=60)  # by what way: "page", "letter", "one-click"
    proof = Varchar(length=200, default="")  # what confirmed it


class Disclosure(Table, tablename="network_disclosure"):
    """Who may see a field of a person in the directory: chosen by the person, nobody otherwise."""

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    field = Varchar(length=20)  # name, organisation, function, place, phone, email
    reach = Varchar(length=10)  # community, network, public
    chosen_at = Timestamptz()
    network_disclosure_person_field_uq = Unique([person, field])
