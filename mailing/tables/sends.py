from piccolo.columns import ForeignKey, Integer, OnDelete, Serial, SmallInt, Text, Timestamptz, Varchar
from piccolo.constraints import Unique
from piccolo.table import Table

from network.tables import Person


class Send(Table, tablename="mailing_send"):
    """A letter on its way to those whom it is for: what it says, frozen, and how far it is."""

    id: Serial
    code = Varchar(length=10, unique=True)
    content = Text()  # JSON of plates.Content: a later change of the letter is not in it
    state = Varchar(length=10, default="waiting")  # waiting, sending, paused, ending, done
    asked_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    started_at = Timestamptz()
    done_at = Timestamptz(null=True, default=None)
    ring_at = Timestamptz()  # when the clock looks whether it stands still
    rests = SmallInt(default=0)  # how often the relay turned us away lately: each time we rest twice as long
    said = Text(default="")  # why it waits, in the relay's words; empty when it does not


class Delivery(Table, tablename="mailing_delivery"):
    """One letter to one recipient, as they were when it was sent, and what became of it."""

    id: Serial
    send = ForeignKey(Send, null=False, on_delete=OnDelete.cascade, index=False)  # mailing_delivery_send_position_uq
    position = Integer(default=0)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    subscription = Integer(null=True, default=None)  # no key: one that is gone must not read as "needs none"
    address = Varchar(length=254)
    name = Varchar(length=170, default="")
    state = Varchar(length=12, default="waiting")  # waiting, accepted, and those of deliveries.BECAME
    tries = SmallInt(default=0)  # how often the other side has said: later
    ring_at = Timestamptz()  # not before
    code = SmallInt(null=True, default=None)  # what the relay answered last
    reply = Text(default="")
    ended_at = Timestamptz(null=True, default=None)
    mailing_delivery_send_position_uq = Unique([send, position])


class Bundle(Table, tablename="mailing_bundle"):
    """A stretch of deliveries that one carrier holds, for a while. It is there as long as any of them waits."""

    id: Serial
    send = ForeignKey(Send, null=False, on_delete=OnDelete.cascade, index=True)
    first = Integer(default=0)
    last = Integer(default=0)
    ring_at = Timestamptz(null=True, default=None)  # not before; none while it is being put away
    carrier = Varchar(length=32, null=True, default=None)
    held_until = Timestamptz(null=True, default=None)


class Halt(Table, tablename="mailing_halt"):
    """One line of who stopped a send, let it go on, or ended it for the rest, dated."""

    id: Serial
    send = ForeignKey(Send, null=False, on_delete=OnDelete.cascade, index=True)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    answer = Varchar(length=10)  # paused, resumed, ended
    at = Timestamptz()


class Suppression(Table, tablename="mailing_suppression"):
    """An address that must not be written to, known by its keyed digest only."""

    id: Serial
    digest = Varchar(length=64, unique=True)
    reason = Varchar(length=20)
    since_at = Timestamptz()
