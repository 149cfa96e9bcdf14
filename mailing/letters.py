"""Letters: one issue of a newsletter. It leaves once, by the hand of one gardener, with the agreement of the pair or as
the rule lets it leave without; what was sent does not change any more, and stays to be read on the web by its reach.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from email.utils import parseaddr

from markupsafe import escape

from mailing import access as doors
from mailing import agreements, audiences, deliveries, drafts, newsletters, proofs, sends
from mailing.agreements import ALONE, Case, way_of
from mailing.audiences import Audience
from mailing.deliveries import Became
from mailing.plates import Content, fill, slot
from mailing.tables import Letter, Newsletter
from network import notes
from network.access import Viewer
from network.ground import limits
from network.ground.clock import now
from network.ground.errors import Conflict
from network.ground.letterpress import Pressed
from network.ground.queue import together
from network.ground.settings import settings
from network.ground.words import Sentence, _, say_date, speaking
from network.plug import Item, Owner
from network.tables import Community, Person

TRIALS_AN_HOUR = 20
PAGE = 100


@dataclass(frozen=True)
class Departure:
    """All that is said before a letter leaves: to how many, from whom, and whether it may."""

    audience: Audience
    sender: tuple[str, str]
    reply_to: tuple[tuple[str, str], ...]
    weight: int
    case: Case
    digest: str

    @property
    def way(self) -> str | None:
        return way_of(self.case)

    @property
    def hindrance(self) -> Sentence | None:
        """Why it cannot leave now."""
        if self.way is None:
            return _("The other gardener has not agreed to this text yet.")
        if not self.audience.readers:
            return _("Nobody is subscribed yet: share the page of the newsletter first.")
        if self.weight > proofs.TOO_HEAVY:
            return _("The letter is too heavy: mail readers would cut it. Please take something out.")
        return None


async def newsletter_of(letter: Letter) -> Newsletter:
    """The periodical that it is an issue of."""
    found = await Newsletter.objects().get(Newsletter.id == letter.newsletter)
    assert found is not None  # its letters go with it
    return found


async def departure_of(letter: Letter, owner: Owner, sender: int) -> Departure:
    """As things stand now."""
    newsletter, digest = await newsletter_of(letter), await drafts.digest_of(letter)
    pressed = await proofs.press_letter(letter, owner, newsletter)
    return Departure(
        audience=await audiences.of(newsletter, owner),
        sender=await _sender_of(letter, owner),
        reply_to=tuple((person.name, person.email) for person in await proofs.writers_of(owner) if person.email),
        weight=proofs.weight_of(pressed),
        case=await agreements.case_of(letter, owner, sender, digest),
        digest=digest,
    )


async def _sender_of(letter: Letter, owner: Owner) -> tuple[str, str]:
    with speaking(letter.language):
        return await proofs.signature_of(owner), parseaddr(settings().sender)[1]


async def send(letter: Letter, owner: Owner, by: int, digest: str) -> Letter:
    """Once, whoever presses and however often; what leaves is what the page of confirmation was about (its digest)."""
    async with together():
        held = await Letter.objects().where(Letter.id == letter.id).lock_rows("UPDATE").first()
        if held is None:
            raise Conflict(_("This letter is not here any more."))
        if held.sent_at:
            return held
        departure = await departure_of(held, owner, by)
        if departure.digest != digest:
            raise Conflict(_("The letter was changed meanwhile. Please look at it once more before you send it."))
        if departure.hindrance:
            raise Conflict(departure.hindrance)
        newsletter = await newsletter_of(held)
        content = await _content_of(held, owner, newsletter, departure)
        on_web = await proofs.press_letter(held, owner, newsletter, is_personal=False)
        held.send = (await sends.start(content, departure.audience.recipients(), asked_by=by)).id
        held.sent_at, held.sent_by, held.sent_way = now(), by, departure.way
        held.reach, held.html, held.text = newsletter.reach, on_web.html, on_web.text
        await held.save()
        if departure.way in ALONE:
            await _tell(held, owner, departure.case)
    return held


async def _content_of(letter: Letter, owner: Owner, newsletter: Newsletter, departure: Departure) -> Content:
    pressed = await proofs.press_letter(letter, owner, newsletter)
    return Content(
        letter.subject,
        departure.sender,
        pressed.html,
        pressed.text,
        reply_to=departure.reply_to,
        list_id=(newsletter.name, newsletters.list_id_of(newsletter, owner)),
        unsubscribe=f"{settings().address}/unsubscriptions/{slot('token')}",
    )


async def _tell(letter: Letter, owner: Owner, case: Case) -> None:
    """The other gardener and the coordination hear that it left without an agreement."""
    assert isinstance(owner, Community)
    coordination = {person.id for person in await proofs.coordinators_of(owner.network)}
    for person in sorted((case.others | coordination) - {case.sender}):
        await notes.owe("mailing.sent_alone", person, about=letter.id)


async def try_out(letter: Letter, owner: Owner, viewer: Viewer) -> str:
    """The letter as it is, to whoever writes it; answers the address."""
    assert viewer.person is not None
    await limits.keep("trial letters", str(viewer.person), TRIALS_AN_HOUR, timedelta(hours=1))
    person = await Person.objects().get(Person.id == viewer.person)
    if person is None or not person.email:
        raise Conflict(_("We have no address to send the trial to: please add yours to your page."))
    departure = await departure_of(letter, owner, viewer.person)
    content = await _content_of(letter, owner, await newsletter_of(letter), departure)
    with speaking(letter.language):
        content = replace(content, subject=str(_("[Trial] %(subject)s", subject=letter.subject)))
    await sends.try_out(content, sends.Recipient(person.email, person.name, person.id), asked_by=person.id)
    return person.email


async def progress_of(letter: Letter) -> dict[str, int]:
    """How many in each state, and all of them under "all"."""
    counted = await deliveries.count(letter.send) if letter.send else {}
    return counted | {"all": sum(counted.values())}


async def name_of(person: int | None) -> str:
    """Who it was, as far as it is still known."""
    found = await Person.objects().get(Person.id == (person or 0))
    return found.name if found else str(_("Somebody who has left"))


async def seen_of(letter: Letter, viewer: Viewer) -> Pressed:
    """A sent one as it was sent, without what was each reader's own; a draft as it would reach whoever looks at it."""
    if letter.sent_at:
        return Pressed(letter.subject, letter.html, letter.text)
    owner, newsletter = await doors.owner_of(letter), await newsletter_of(letter)
    pressed = await proofs.press_letter(letter, owner, newsletter)
    person = await Person.objects().get(Person.id == (viewer.person or 0))
    address, token = (person.email if person else None) or "", deliveries.unsubscribe_token(None, 0)
    html = fill(pressed.html, address=str(escape(address)), token=token)
    return replace(pressed, html=html, text=fill(pressed.text, address=address, token=token))


async def lines_for(viewer: Viewer, owner: Owner | None = None, sent: bool = True) -> list[Item]:
    """The letters that a viewer may read, or the drafts where they write, as lines of a list."""
    lines = []
    names: dict[tuple[int | None, int | None], str] = {}
    for letter in (await doors.letters_for(viewer, owner, sent))[:100]:
        key = (letter.network, letter.community)
        names[key] = names.get(key) or (await doors.owner_of(letter)).name
        words = (
            names[key]
            if sent
            else str(_("%(name)s, changed on %(day)s", name=names[key], day=say_date(letter.changed_at)))
        )
        lines.append(Item(letter.subject, f"/letters/{letter.code}", letter.sent_at, words))
    return lines


@dataclass(frozen=True)
class Page:
    """Who got the letter, a hundred at a time; and all those who did not, with why."""

    lines: list[Became]
    missed: list[Became]
    next: int | None


async def deliveries_of(letter: Letter, after: int = -1) -> Page:
    """In the order of sending."""
    if letter.send is None:
        return Page([], [], None)
    lines = await deliveries.of(letter.send, after=after, limit=PAGE)
    missed = await deliveries.of(letter.send, "refused", "given_up", "unsubscribed", "suppressed", limit=500)
    return Page(lines, missed if after < 0 else [], after + PAGE if len(lines) == PAGE else None)
