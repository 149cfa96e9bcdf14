from typing import Any

from piccolo.columns import Boolean, Date, ForeignKey, Integer, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.constraints import Unique
from piccolo.table import Table

from mailing.tables.newsletters import Newsletter
from mailing.tables.sends import Send
from network.tables import Community, File, Network, Person


class Letter(Table, tablename="mailing_letter"):
    """One issue of a newsletter: a draft until it is sent, then as it was sent for ever."""

    id: Serial
    code = Varchar(length=10, unique=True)
    newsletter = ForeignKey(Newsletter, null=False, on_delete=OnDelete.cascade, index=True)
    network = ForeignKey(Network, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    community = ForeignKey(Community, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    reach = Varchar(length=10, default="public")  # the newsletter's; kept as it was on the day of sending
    language = Varchar(length=2, default="fr")  # of what the house says in it
    subject = Varchar(length=150)
    preheader = Varchar(length=150, default="")
    erratum_of: ForeignKey[Any] = ForeignKey("self", null=True, default=None, on_delete=OnDelete.no_action, index=True)
    since_on = Date()  # from when on blocks that fill themselves look for what is new
    written_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    written_at = Timestamptz()
    changed_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    changed_at = Timestamptz()
    sent_at = Timestamptz(null=True, default=None)  # none: a draft
    sent_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    sent_way = Varchar(length=12, default="")  # agreed, free, vacant, unanswered, urgent: see agreements.py
    send = ForeignKey(Send, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    urgent_because = Varchar(length=500, default="")
    html = Text(default="")  # as it was sent, without what is one reader's own
    text = Text(default="")


class Picture(Table, tablename="mailing_picture"):
    """A picture of a letter, as it was drawn anew here, with the words that stand for it; its block places it."""

    id: Serial
    code = Varchar(length=10, unique=True)
    letter = ForeignKey(Letter, null=False, on_delete=OnDelete.cascade, index=True)
    file = ForeignKey(File, null=False, on_delete=OnDelete.restrict, index=True)
    width = Integer()
    height = Integer()
    alternative = Varchar(length=300, default="")  # for who does not see it
    is_decorative = Boolean(default=False)  # it says nothing: who does not see it misses nothing
    caption = Varchar(length=300, default="")
    credit = Varchar(length=150, default="")
    brought_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    brought_at = Timestamptz()


class Block(Table, tablename="mailing_block"):
    """A part of a letter: text that somebody wrote, or what a domain fills in by itself."""

    id: Serial
    letter = ForeignKey(Letter, null=False, on_delete=OnDelete.cascade, index=True)
    kind = Varchar(length=60, default="text")  # "text", "picture", or the name of a BlockKind: "events.coming"
    picture = ForeignKey(Picture, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    position = Integer(default=1)
    words = Text(default="")
    is_aside = Boolean(default=False)  # taken out of the letter, not thrown away


class Agreement(Table, tablename="mailing_agreement"):
    """One line of what the pair said on a letter, dated: asked, agreed, declined. It holds for one content only."""

    id: Serial
    letter = ForeignKey(Letter, null=False, on_delete=OnDelete.cascade, index=True)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    answer = Varchar(length=10)
    digest = Varchar(length=64)  # of the content that it is about
    because = Varchar(length=500, default="")
    at = Timestamptz()


class PlannedDeparture(Table, tablename="mailing_planned_departure"):
    """The day and hour at which a letter leaves by itself, for one content only; one at a time is open."""

    id: Serial
    letter = ForeignKey(Letter, null=False, on_delete=OnDelete.cascade, index=True)
    leave_at = Timestamptz()
    digest = Varchar(length=64)  # of the content that it is about
    planned_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    planned_at = Timestamptz()
    became = Varchar(length=10, default="")  # left, moved, stopped, changed, held: see planned_departures.py
    because = Text(default="")  # of one that was held: why, in a sentence
    ended_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    ended_at = Timestamptz(null=True, default=None)


class Link(Table, tablename="mailing_link"):
    """An address that a letter leads to, as it was tried."""

    id: Serial
    letter = ForeignKey(Letter, null=False, on_delete=OnDelete.cascade, index=False)  # mailing_link_letter_address_uq
    address = Varchar(length=2000)
    became = Varchar(length=10, default="waiting")  # outside.Answer
    leads_to = Varchar(length=2000, default="")
    asked_at = Timestamptz()
    tried_at = Timestamptz(null=True, default=None)
    mailing_link_letter_address_uq = Unique([letter, address])
