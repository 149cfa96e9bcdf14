from piccolo.columns import ForeignKey, OnDelete, Serial, SmallInt, Timestamptz, Varchar
from piccolo.table import Table

from network.tables.people import Person


class Account(Table, tablename="network_account"):
    """What lets a person sign in: one verified address of their own."""

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, unique=True, index=True)
    address = Varchar(length=254, unique=True)
    verified_at = Timestamptz()


class SignInLetter(Table, tablename="network_sign_in_letter"):
    """Somebody asked to come in. No person: no letter is owed (yet, or nobody has that address, or it was one too many)."""

    id: Serial
    code = Varchar(length=10, unique=True)
    address = Varchar(length=254, index=True)
    asked_from = Varchar(length=64, index=True, default="")  # a digest of the network address, for the limit
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    asked_at = Timestamptz()
    answered_at = Timestamptz(null=True, default=None)
    wrong_tries = SmallInt(default=0)
    used_at = Timestamptz(null=True, default=None)


class SignIn(Table, tablename="network_sign_in"):
    """A browser that is signed in. The token is in its cookie, here lies only the digest."""

    id: Serial
    digest = Varchar(length=64, unique=True)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    created_at = Timestamptz()
    seen_at = Timestamptz()
    ends_at = Timestamptz()
