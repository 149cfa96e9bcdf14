"""Unsubscribing: one button, or one POST of a mail reader (RFC 8058); no account, no question that must be answered.

It holds at once, for letters that are on their way too, and it can be taken back. Subscriptions keep their dates, and
the ledger of consents has a line for each answer.
"""

from typing import Any

from mailing import deliveries
from mailing.newsletters import consents
from mailing.newsletters.subscriptions import newsletter_of, one_at_a_time, running_at
from mailing.tables import Newsletter, Subscription
from network.ground import tokens
from network.ground.clock import now
from network.ground.errors import NotHere
from network.ground.queue import together
from network.ground.words import _, language

ERASED = _("What was held on you has been erased: to receive it again, please ask on the page of the newsletter.")


async def behind(token: str) -> tuple[Subscription, Newsletter] | None:
    """What the link at the foot of a letter is about; None for a trial copy. Raises NotHere for what is not ours."""
    leaving = deliveries.read_unsubscribe_token(token)
    if leaving is None:
        raise NotHere(_("This link is not one of ours: perhaps a part of it was lost. Nothing was changed."))
    if leaving.subscription is None:
        return None
    found = await Subscription.objects().where(Subscription.id == leaving.subscription).first()
    if found is None:
        raise NotHere(_("This subscription is not here any more: nothing will be sent to you."))
    return found, await newsletter_of(found)


async def end(subscription_id: int, source: str, because: str = "") -> None:
    """At once, with a line in the ledger; asked twice, it ended the first time."""
    async with together():
        row = await Subscription.objects().where(Subscription.id == subscription_id).lock_rows("UPDATE").first()
        if row and not row.is_running and row.address:  # come back since: the old link ends that too
            row = await running_at(row.newsletter, row.address)
        if row is None or not row.is_running:
            return
        row.ended_at, row.ended_because = now(), because[:500]
        await row.save()
        await consents.note_down(row, False, source, "the link of a letter" if source != "account" else "signed in")


async def resume(subscription_id: int) -> Subscription:
    """Taken back: a new subscription of the same address, with a consent of its own."""
    async with together():
        old = await Subscription.objects().where(Subscription.id == subscription_id).lock_rows("UPDATE").first()
        if old is None or not old.address:
            raise NotHere(ERASED)
        await one_at_a_time(old.newsletter)
        running = await running_at(old.newsletter, old.address)
        if running:
            return running
        new = Subscription(code=tokens.code(), newsletter=old.newsletter, person=old.person, name=old.name)
        new.address, new.language, new.source = old.address, language(), "undo"
        new.text_shown = consents.text_of(await newsletter_of(old))
        new.asked_at = new.since_at = now()
        await new.save()
        await consents.note_down(new, True, "undo", "the link of a letter")
    return new


async def told(token: str) -> dict[str, Any]:
    """What the page behind the link says: of which newsletter, whether it still comes, and what coming back means.
    After an undo the same link ends the new subscription."""
    found = await behind(token)
    if found is None:
        return {"newsletter": None, "running": None, "consent": "", "is_erased": False}
    subscription, newsletter = found
    running = await running_at(newsletter.id, subscription.address) if subscription.address else None
    is_erased = not subscription.address
    return {
        "newsletter": newsletter,
        "running": running,
        "consent": consents.text_of(newsletter),
        "is_erased": is_erased,
    }
