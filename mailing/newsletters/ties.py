"""The newsletters that somebody receives, for their own page: each can be left by one button."""

from mailing import deliveries
from mailing.newsletters import unsubscriptions
from mailing.tables import Subscription, runs
from network.ground.words import _, say_date
from network.plug import Tie, Ties
from network.tables import Person


async def of(person: Person) -> Ties:
    """Those that run."""
    rows = Subscription.objects(Subscription.newsletter).where(Subscription.person == person.id, runs())
    ties = [
        Tie(
            one.newsletter.name,
            f"/newsletters/{one.newsletter.code}",
            str(_("at %(address)s, since %(day)s", address=one.address, day=say_date(one.since_at or one.asked_at))),
            f"/unsubscriptions/{deliveries.unsubscribe_token(one.id, 0)}",
            _("Unsubscribe"),
        )
        for one in await rows.order_by(Subscription.id)
    ]
    return Ties(_("My subscriptions"), ties, _("You receive no newsletter."))


async def end_all(person: Person) -> None:
    """Who objects receives none any more."""
    running = Subscription.select(Subscription.id).where(Subscription.person == person.id, runs())
    for number in await running.output(as_list=True):
        await unsubscriptions.end(number, "objection")
