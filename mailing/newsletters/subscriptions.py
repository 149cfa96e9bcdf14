"""Subscriptions to a newsletter: asked for on a page, confirmed by the link of a letter, ended by one button.

Nobody is subscribed by anybody else: an import does not, a colleague does not. A request does the same for every
address, known, unknown or subscribed; a job looks which letter is owed, if any. The address becomes a person when it is
confirmed and not before. A GET neither confirms nor ends anything: mail scanners follow links.
"""

from datetime import timedelta

from mailing.newsletters import consents
from mailing.tables import Newsletter, Subscription, runs
from network import notes
from network.access import Viewer
from network.ground import tokens
from network.ground.clock import now
from network.ground.errors import Fault, Refusal
from network.ground.queue import later, together
from network.ground.settings import settings
from network.ground.words import _, language, sort_key, speaking
from network.people import people
from network.tables import Account, Person

LETTERS_A_DAY = 3  # to an address, for one newsletter
A_PRESS = timedelta(seconds=30)  # within which the same request again is the same press
LINK_LIVES = timedelta(days=7)
LINK_IS_OLD = _("This link does not work, or no longer. Please ask for the newsletter once more.")
NO_ACCOUNT = _("Your account has no verified address yet. Please sign in once more.")


async def ask(newsletter: Newsletter, name: str, address: str) -> Subscription:
    """Writes down that somebody asked, whoever it is; the answer goes to the address. A button pressed twice asked once."""
    async with together():
        await one_at_a_time(newsletter.id)
        same = (Subscription.newsletter == newsletter.id) & (Subscription.address == address.strip().lower())
        open_ = Subscription.since_at.is_null() & Subscription.ended_at.is_null()
        just_now = await Subscription.objects().where(same, open_, Subscription.asked_at > now() - A_PRESS).first()
        if just_now:
            return just_now
        asked = Subscription(code=tokens.code(), newsletter=newsletter.id, name=name, address=address.strip().lower())
        asked.language, asked.source, asked.asked_at = language(), "page", now()
        asked.text_shown = consents.text_of(newsletter)
        await asked.save()
        await later("answer_subscription", asked.id)
    return asked


async def answer(subscription_id: int) -> None:
    """Owes the letter with the link; to who is subscribed already, one that says so; the fourth in a day is nobody's."""
    async with together():
        waiting = (Subscription.id == subscription_id) & Subscription.answered_at.is_null()
        asked = await Subscription.objects().where(waiting).lock_rows("UPDATE", skip_locked=True).first()
        if asked is None:
            return
        await Subscription.update({Subscription.answered_at: now()}).where(Subscription.id == asked.id)
        same = (Subscription.newsletter == asked.newsletter) & (Subscription.address == asked.address)
        lately = (Subscription.asked_at > asked.asked_at - timedelta(days=1)) & (Subscription.id < asked.id)
        if await Subscription.count().where(same & lately & Subscription.since_at.is_null()) >= LETTERS_A_DAY:
            return
        kind = "mailing.subscribed" if await Subscription.exists().where(same & runs()) else "mailing.confirm"
        with speaking(asked.language):
            await notes.owe(kind, asked.address, about=asked.id)


async def answer_waiting() -> None:
    """By the clock: for whom the bell was dead."""
    overdue = Subscription.answered_at.is_null() & Subscription.since_at.is_null() & Subscription.ended_at.is_null()
    overdue &= Subscription.asked_at < now() - timedelta(minutes=1)
    for asked in await Subscription.select(Subscription.id).where(overdue).output(as_list=True):
        await answer(asked)


async def rest_after_restore() -> None:
    """Whoever asked before the backup has had the answer since, or asks again."""
    unanswered = Subscription.answered_at.is_null() & Subscription.since_at.is_null() & Subscription.ended_at.is_null()
    await Subscription.update({Subscription.answered_at: now()}).where(unanswered)


async def forget_unconfirmed() -> None:
    """By the clock, at night: who never confirmed leaves nothing here."""
    never = Subscription.since_at.is_null() & (Subscription.asked_at < now() - 2 * LINK_LIVES)
    await Subscription.delete().where(never)


def link_of(asked: Subscription) -> str:
    """What the letter's button carries."""
    return f"{settings().address}/subscriptions/{asked.code}/{_token(asked)}"


def _token(asked: Subscription) -> str:
    return tokens.derive("subscription", asked.id, asked.asked_at.timestamp())


async def asked_for(code: str, token: str) -> tuple[Subscription, Newsletter]:
    """What a link is about, while it works. Raises Refusal."""
    asked = await Subscription.objects().where(Subscription.code == code).first()
    if asked is None or not tokens.are_same(token, _token(asked)) or asked.asked_at < now() - LINK_LIVES:
        raise Refusal(LINK_IS_OLD)
    if not asked.address or asked.ended_at:  # erased, or left since: nothing begins anew by an old letter
        raise Refusal(LINK_IS_OLD)
    return asked, await newsletter_of(asked)


async def newsletter_of(subscription: Subscription) -> Newsletter:
    """What it is a subscription to."""
    newsletter = await Newsletter.objects().get(Newsletter.id == subscription.newsletter)
    assert newsletter is not None  # its subscriptions go with it
    return newsletter


async def confirm(code: str, token: str) -> Subscription:
    """From now on the letters come; the line of the ledger holds the text that the page showed. Twice is once."""
    asked, _newsletter = await asked_for(code, token)
    async with together():
        same = (Subscription.newsletter == asked.newsletter) & (Subscription.address == asked.address)
        rows = await Subscription.objects().where(same).order_by(Subscription.id).lock_rows("UPDATE")
        running = [row for row in rows if row.is_running]
        mine = next((row for row in rows if row.id == asked.id), None)
        if running or mine is None or mine.ended_at:
            return running[0] if running else asked
        await notes.arrive_at(mine.address)
        mine.person = (await _person_at(mine.address, mine.name)).id
        mine.since_at = now()
        await mine.save()
        proof = f"link sent to the address, asked {mine.asked_at:%Y-%m-%dT%H:%MZ}"
        await consents.note_down(mine, True, mine.source, proof)
    return mine


async def _person_at(address: str, name: str) -> Person:
    """Whoever has this address alone, or has it with others and this name; else somebody new to us."""
    account = await Account.objects().where(Account.address == address).first()
    if account:
        owner = await Person.objects().get(Person.id == account.person)
        assert owner is not None
        return owner
    there = await Person.objects().where(Person.email == address)
    if len(there) > 1:
        there = [person for person in there if sort_key(person.name) == sort_key(name)]
    if len(there) == 1:
        return there[0]
    given, _blank, family = name.strip().rpartition(" ")
    person = await people.add(given[:80], family[:80] or address.split("@")[0][:80], address, known_from="newsletter")
    await people.speak(Viewer(person=person.id), language())
    return person


async def subscribe(viewer: Viewer, newsletter: Newsletter, shown: str) -> Subscription:
    """Whoever is signed in needs no letter: their account's address is verified. `shown` is the text of the page."""
    account = await Account.objects().where(Account.person == (viewer.person or 0)).first()
    if account is None:
        raise Refusal(NO_ACCOUNT)
    if shown != consents.text_of(newsletter):
        raise Fault("shown", _("The text has changed meanwhile. Please read it again."))
    async with together():
        await one_at_a_time(newsletter.id)
        running = await running_at(newsletter.id, account.address)
        if running:
            return running
        mine = Subscription(code=tokens.code(), newsletter=newsletter.id, name=viewer.name[:120])
        mine.address, mine.person, mine.language = account.address, viewer.person, language()
        mine.source, mine.text_shown = "account", shown
        mine.asked_at = mine.since_at = now()
        await mine.save()
        await consents.note_down(mine, True, "account", f"signed in, address verified {account.verified_at:%Y-%m-%d}")
    return mine


async def one_at_a_time(newsletter: int) -> None:
    """The newsletter's row is held: of two who come at once, the second finds what the first did."""
    await Newsletter.select(Newsletter.id).where(Newsletter.id == newsletter).lock_rows("UPDATE")


async def running_at(newsletter: int, address: str) -> Subscription | None:
    """Of this address."""
    same = (Subscription.newsletter == newsletter) & (Subscription.address == address)
    return await Subscription.objects().where(same & runs()).first()


async def of_viewer(viewer: Viewer, newsletter: Newsletter) -> Subscription | None:
    """The viewer's own, while it runs."""
    mine = (Subscription.newsletter == newsletter.id) & (Subscription.person == (viewer.person or 0))
    return await Subscription.objects().where(mine & runs()).first()


async def count(newsletter: Newsletter) -> int:
    """How many subscriptions run today."""
    return int(await Subscription.count().where(Subscription.newsletter == newsletter.id, runs()))
