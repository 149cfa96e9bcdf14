"""What people ask for about their own data, and what was done about it."""

from piccolo.columns import ForeignKey, OnDelete, Serial, SmallInt, Text, Timestamptz, Varchar
from piccolo.table import Table

from network.tables.people import Person


class Trace(Table, tablename="network_trace"):
    """A line of the journal of a person's data: what was changed or done, by whom, when and why. It goes with them."""

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    what = Varchar(length=30)  # a field that was corrected, or a deed: see traces.py
    before = Varchar(length=254, default="")
    after = Varchar(length=254, default="")
    because = Varchar(length=300, default="")
    at = Timestamptz()


class AddressChange(Table, tablename="network_address_change"):
    """Somebody wants to come in by another address: confirmed from the old one and from the new one, within some days."""

    id: Serial
    code = Varchar(length=10, unique=True)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    address = Varchar(length=254)
    asked_at = Timestamptz()
    old_confirmed_at = Timestamptz(null=True, default=None)
    new_confirmed_at = Timestamptz(null=True, default=None)
    done_at = Timestamptz(null=True, default=None)


class ErasureRequest(Table, tablename="network_erasure_request"):
    """Somebody asked to be erased, and was sent the figures that confirm it. It goes with them."""

    id: Serial
    code = Varchar(length=10, unique=True)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    asked_at = Timestamptz()
    wrong_tries = SmallInt(default=0)


class Erasure(Table, tablename="network_erasure"):
    """Somebody was erased: when, and how it was asked. Nothing in it leads to them; who did it for them is told. By its
    digests they are known again in a backup of before, and erased again: see erased.py."""

    id: Serial
    at = Timestamptz()
    way = Varchar(length=10)  # figures, letter, phone, in_person; restore: erased before, and come back with a backup
    digests = Text(default="")
    done_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
