"""What mailing holds on a person: shown, exported and forgotten with them."""

from typing import Any

from mailing.tables import Delivery, Send, Subscription
from network.ground.words import _
from network.plug import Held, Holding
from network.privacy import held_by, left_without
from network.tables import Person


async def show_deliveries(person: Person) -> Held:
    """Each letter that was sent to them, and whether it arrived."""
    shown = [Delivery.send.started_at, Delivery.address, Delivery.state, Delivery.ended_at]
    return Held(_("Newsletters sent to you"), await Delivery.select(*shown).where(Delivery.person == person.id))


async def forget_deliveries(person: Person) -> None:
    """Counts stay true; who it was is gone, and what still waits is not sent."""
    theirs = Delivery.person == person.id
    await Delivery.update({Delivery.state: "unsubscribed"}).where(theirs & (Delivery.state == "waiting"))
    nobody: dict[Any, Any] = {Delivery.person: None, Delivery.address: "", Delivery.name: "", Delivery.reply: ""}
    await Delivery.update(nobody).where(theirs)


HOLDINGS = {
    Send: left_without(Send.asked_by, _("Letters you sent"), Send.started_at, Send.state),
    Delivery: Holding(show_deliveries, forget_deliveries),
    Subscription: held_by(Subscription.person, _("Newsletters you receive"), Subscription.address),
}
