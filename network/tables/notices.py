from piccolo.columns import Date, ForeignKey, OnDelete, Serial, SmallInt, Text, Timestamptz, Varchar
from piccolo.table import Table

from network.tables.communities import Community, Network
from network.tables.people import Person


class Imprint(Table, tablename="network_imprint"):
    """Who publishes and who hosts this instance, as the administration said on a day. Only ever added to: the newest
    holds, those before say what was published when."""

    id: Serial
    publisher = Varchar(length=200, default="")
    publisher_address = Text(default="")
    director = Varchar(length=200, default="")  # of the publication
    host = Varchar(length=200, default="")
    host_address = Text(default="")
    contact = Varchar(length=254, default="")  # the address that reads what is written to the administration
    data_officer = Varchar(length=254, default="")  # where to write about personal data
    written_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    written_at = Timestamptz(index=True)


class Audit(Table, tablename="network_audit"):
    """An audit of accessibility that took place: until there is one, the house is not compliant."""

    id: Serial
    done_on = Date()
    done_by = Varchar(length=200)
    rate = SmallInt()  # criteria met, in percent
    faults = Text(default="")  # what does not pass, in words
    recorded_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    recorded_at = Timestamptz()


class Enquiry(Table, tablename="network_enquiry"):
    """What somebody wrote by the contact page, to the pair of a community, to the coordination of a network, or, with
    neither, to the administration. Kept for the letter that carries it, then forgotten."""

    id: Serial
    code = Varchar(length=10, unique=True)
    community = ForeignKey(Community, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    network = ForeignKey(Network, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    name = Varchar(length=120)
    address = Varchar(length=254)
    words = Text()
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.cascade, index=True)  # who was signed in
    asked_at = Timestamptz(index=True)
