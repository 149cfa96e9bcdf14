"""What mailing holds on a person: shown, exported and forgotten with them."""

import re
from dataclasses import replace
from typing import Any

import msgspec
from piccolo.columns.combination import WhereRaw

from mailing.called import AGREEMENTS, DELIVERIES, HALTS, SENDS
from mailing.plates import Content
from mailing.tables import (
    Agreement,
    Block,
    Bundle,
    Delivery,
    Halt,
    Letter,
    Link,
    Newsletter,
    Picture,
    PlannedDeparture,
    Send,
    Subscription,
    Suppression,
)
from network import blots
from network.ground.clock import now
from network.ground.words import _
from network.plug import Archived, Held, Holding, Purpose
from network.privacy import called, left_without
from network.tables import Consent, Person


async def show_subscriptions(person: Person) -> Held:
    """The newsletters they asked for, and until when."""
    shown = [Subscription.newsletter.name, Subscription.address, Subscription.since_at, Subscription.ended_at]
    rows = Subscription.select(*shown).where(_theirs(person)).order_by(Subscription.id)
    return Held(_("Newsletters you asked for"), await rows)


async def forget_subscriptions(person: Person) -> None:
    """They end; the dates stay, so that what was counted stays true, and nothing that says who it was."""
    await Subscription.update({Subscription.ended_at: now()}).where(_theirs(person) & Subscription.ended_at.is_null())
    nobody: dict[Any, Any] = {Subscription.person: None, Subscription.name: "", Subscription.address: ""}
    await Subscription.update(nobody | {Subscription.ended_because: ""}).where(_theirs(person))


def _theirs(person: Person) -> Any:
    """Those never confirmed too: they know the address only."""
    asked = Subscription.person.is_null() & (Subscription.address == person.email)
    return (Subscription.person == person.id) | asked if person.email else Subscription.person == person.id


async def show_sends(person: Person) -> Held:
    """Whatever they let leave."""
    rows = Send.select(Send.started_at, Send.state).where(Send.asked_by == person.id).order_by(Send.id)
    return Held(_("Letters you sent"), await rows)


async def forget_sends(person: Person) -> None:
    """What is kept of a letter under way, or gone, names its writers at its foot, in its sender and for answers: from now
    on without this one."""
    await Send.update({Send.asked_by: None}).where(Send.asked_by == person.id)
    secrets = await blots.secrets_of(person)
    for row in await Send.objects().where(WhereRaw("content ~* {}", "|".join(secrets))) if secrets else []:
        content = msgspec.json.decode(row.content, type=Content)
        answers = tuple(one for one in content.reply_to if one[1] != person.email)
        sender = content.sender
        if len(answers) < len(content.reply_to):
            sender = (_unsigned(sender[0], person.given_name or person.family_name), sender[1])
        said: dict[str, Any] = {
            "html": blots.blotted(content.html, secrets),
            "text": blots.blotted(content.text, secrets),
        }
        said |= {"subject": blots.blotted(content.subject, secrets)}
        row.content = msgspec.json.encode(replace(content, sender=sender, reply_to=answers, **said)).decode()
        await row.save([Send.content])


def _unsigned(signature: str, name: str) -> str:
    """« Samira et Étienne, Citoyenneté active » without Samira; of whoever signed alone their community is left."""
    joined = rf"(?: \w+ |, ){re.escape(name)}(?!\w)|(?<!\w){re.escape(name)}(?: \w+ |, )"
    return re.sub(joined, "", signature, count=1)


async def show_letters(person: Person) -> Held:
    """Those they began, changed or sent."""
    whose = (Letter.written_by == person.id) | (Letter.changed_by == person.id) | (Letter.sent_by == person.id)
    rows = Letter.select(Letter.subject, Letter.written_at).where(whose).order_by(Letter.id)
    return Held(_("Letters you wrote or sent"), await rows)


async def forget_letters(person: Person) -> None:
    """The letter stays as its readers received it, but for the name at its foot; who wrote it is not told any more."""
    for whose in (Letter.written_by, Letter.changed_by, Letter.sent_by):
        nobody: dict[Any, Any] = {whose: None}
        await Letter.update(nobody).where(whose == person.id)


async def show_deliveries(person: Person) -> Held:
    """Each letter that was sent to them, and whether it arrived."""
    shown = [Delivery.send.started_at, Delivery.address, Delivery.state, Delivery.ended_at]
    rows = Delivery.select(*shown).where(Delivery.person == person.id).order_by(Delivery.id)
    return Held(_("Newsletters sent to you"), await rows)


async def forget_deliveries(person: Person) -> None:
    """Counts stay true; who it was is gone, and what still waits is not sent."""
    theirs = Delivery.person == person.id
    await Delivery.update({Delivery.state: "unsubscribed"}).where(theirs & (Delivery.state == "waiting"))
    nobody: dict[Any, Any] = {Delivery.person: None, Delivery.address: "", Delivery.name: "", Delivery.reply: ""}
    await Delivery.update(nobody).where(theirs)


async def show_planned_departures(person: Person) -> Held:
    """The hours at which letters were to leave, that they chose or ended."""
    whose = (PlannedDeparture.planned_by == person.id) | (PlannedDeparture.ended_by == person.id)
    rows = PlannedDeparture.select(PlannedDeparture.letter.subject, PlannedDeparture.leave_at).where(whose)
    return Held(_("Departures of letters that you planned or ended"), await rows.order_by(PlannedDeparture.id))


async def forget_planned_departures(person: Person) -> None:
    """The line stays without them; a letter does not leave by the hand of somebody who is gone."""
    for whose in (PlannedDeparture.planned_by, PlannedDeparture.ended_by):
        nobody: dict[Any, Any] = {whose: None}
        await PlannedDeparture.update(nobody).where(whose == person.id)


HOLDINGS = {
    Subscription: Holding(show_subscriptions, forget_subscriptions),
    Letter: Holding(show_letters, forget_letters),
    Agreement: called(
        left_without(
            Agreement.person, _("What you said on letters"), Agreement.answer, Agreement.because, Agreement.at
        ),
        answer=AGREEMENTS,
    ),
    Send: Holding(show_sends, forget_sends, {"state": SENDS}),
    Picture: left_without(
        Picture.brought_by, _("Pictures you put into letters"), Picture.alternative, Picture.brought_at
    ),
    PlannedDeparture: Holding(show_planned_departures, forget_planned_departures),
    Halt: called(
        left_without(Halt.person, _("Sends that you paused, resumed or ended"), Halt.answer, Halt.at), answer=HALTS
    ),
    Delivery: Holding(show_deliveries, forget_deliveries, {"state": DELIVERIES}),
}
TEXTS = [
    Letter.subject,
    Letter.preheader,
    Letter.urgent_because,
    Letter.html,
    Letter.text,
    Block.words,
    Agreement.because,
    PlannedDeparture.because,
    Picture.alternative,
    Picture.caption,
    Picture.credit,
]
ARCHIVED = {
    Letter: Archived(_("Letters, as they were sent")),
    Subscription: Archived(_("Subscriptions: who asked for which newsletter, from when to when")),
    Delivery: Archived(_("What became of each letter to each recipient")),
    Consent: Archived(
        _("The ledger of consents"),
        only="purpose <> 'mailing.newsletter' OR subject IN (SELECT id FROM mailing_newsletter WHERE [mailing_newsletter])",
    ),
    Newsletter: Archived(_("The newsletters")),
    Block: Archived(_("The parts of the letters, with their words")),
    Picture: Archived(_("The pictures of the letters, with the words that stand for them")),
    Agreement: Archived(_("What each pair said on its letters: asked, agreed, declined")),
    PlannedDeparture: Archived(_("At which hour letters were planned to leave")),
    Link: Archived(_("Addresses that letters lead to, as they were tried")),
    Send: Archived(_("Each sending of a letter: what it said, and how far it came")),
    Halt: Archived(_("Who paused a sending, let it go on, or ended it")),
    Suppression: Archived(reason=_("Addresses that must not be written to are known by a digest only.")),
    Bundle: Archived(reason=_("How the sending is cut into parts says nothing of anybody.")),
}

PURPOSES = [
    Purpose(
        _("Sending you the newsletters you asked for"),
        _(
            "Your address, which newsletters, from when to when, and whether each letter arrived. Never whether you opened it."
            " Of an address that its mail server calls dead, a print that nobody can read back, so that nothing goes there"
            " any more: until you come in by a letter sent there."
        ),
        _("your consent, which you may take back at any time"),
        [Subscription, Delivery],
    ),
    Purpose(
        _("Answering for what was sent"),
        _("Who wrote, agreed to, planned, paused or sent a letter."),
        _("the task in the public interest, or the legitimate interest, of the body that carries the network"),
        [Letter, Agreement, Send, PlannedDeparture, Halt, Picture],
    ),
]
