"""Notes about a subscription: please confirm it, or: you have it already. They go to an address, not to a person."""

from mailing import deliveries
from mailing.newsletters import subscriptions
from mailing.tables import Subscription, runs
from network.ground.clock import now
from network.ground.letterpress import Pressed, press
from network.ground.settings import settings
from network.ground.words import _
from network.tables import Note


async def write_confirm(note: Note) -> Pressed | None:
    """With the button that confirms; nothing when it was confirmed, or the link is too old."""
    asked = await Subscription.objects().get(Subscription.id == note.subject)
    if asked is None or asked.since_at or asked.ended_at or asked.asked_at < now() - subscriptions.LINK_LIVES:
        return None
    newsletter = await subscriptions.newsletter_of(asked)
    subject = _("Please confirm: %(name)s", name=newsletter.name)
    return press(
        "mailing/letters/confirm", subject, newsletter=newsletter, link=subscriptions.link_of(asked), asked=asked
    )


async def write_subscribed(note: Note) -> Pressed | None:
    """Somebody asked with an address that is subscribed: its reader is told so, the page tells nobody."""
    asked = await Subscription.objects().get(Subscription.id == note.subject)
    if asked is None:
        return None
    same = (Subscription.newsletter == asked.newsletter) & (Subscription.address == asked.address)
    running = await Subscription.objects().where(same & runs()).first()
    if running is None:
        return None
    newsletter = await subscriptions.newsletter_of(asked)
    leave = f"{settings().address}/unsubscriptions/{deliveries.unsubscribe_token(running.id, 0)}"
    subject = _("You receive this newsletter already: %(name)s", name=newsletter.name)
    return press("mailing/letters/subscribed", subject, newsletter=newsletter, running=running, leave=leave)
