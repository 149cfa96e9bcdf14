"""Departures: a letter leaves once, by the hand of one gardener, with the agreement of the pair or as the rule lets it
leave without; before that it can be tried out, as often as one likes, on oneself.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from mailing import sends, suppressions
from mailing.letters import agreements, drafts, errata, links, pictures, proofs
from mailing.letters.agreements import ALONE, Case, way_of
from mailing.letters.letters import newsletter_of
from mailing.letters.links import Tried
from mailing.newsletters import audiences, newsletters
from mailing.newsletters.audiences import Audience
from mailing.plates import Content, slot
from mailing.tables import Letter, Newsletter, PlannedDeparture
from network import notes
from network.access import Viewer
from network.communities import senders
from network.ground import limits
from network.ground.clock import now
from network.ground.errors import Conflict
from network.ground.queue import together
from network.ground.settings import settings
from network.ground.words import Sentence, _, speaking
from network.owners import Owner, network_of
from network.tables import Community, Person

TRIALS_AN_HOUR = 20


@dataclass(frozen=True)
class Departure:
    """All that is said before a letter leaves: to how many, from whom, and whether it may."""

    audience: Audience
    sender: tuple[str, str]
    reply_to: tuple[tuple[str, str], ...]
    weight: int
    is_empty: bool
    case: Case
    digest: str
    is_first_under_way: bool = False  # of an erratum: the letter that it puts right has not reached everybody yet
    is_erratum: bool = False
    is_unsaid: bool = False  # of an erratum: our dots stand where what was wrong, and what is right, should
    links: tuple[Tried, ...] = ()
    pictures_weigh: int = 0
    dead: int = 0  # of those readers: nothing arrives at their address any more, so they are left out

    @property
    def way(self) -> str | None:
        return way_of(self.case)

    @property
    def hindrance(self) -> Sentence | None:
        """Why it cannot leave now."""
        if self.is_empty:
            return _("There is nothing in the letter yet: please write a text, or add a block that is not empty.")
        if self.way is None:
            return _("The other gardener has not agreed to this text yet.")
        if self.is_first_under_way:
            return _("The letter that this one puts right is still on its way: wait until it is over, or end it first.")
        if not self.audience.readers and self.is_erratum:
            return _("Nobody who received that letter is subscribed any more: there is nobody to write to.")
        if not self.audience.readers:
            return _("Nobody is subscribed yet: share the page of the newsletter first.")
        if self.is_unsaid:
            return _(
                "The erratum does not say yet what was wrong and what is right: please write it where the dots are."
            )
        if self.weight > proofs.TOO_HEAVY:
            return _("The letter is too heavy: mail readers would cut it. Please take something out.")
        if any(link.became == "inside" for link in self.links):
            return _("A link names an address inside a house, which nobody can open: please take it out.")
        if any(link.became == "waiting" for link in self.links):
            return _("The links are being tried: please look again in a moment.")
        if any(link.became == "untried" for link in self.links):
            return _("The links have not been tried yet: please try them first.")
        return None


async def departure_of(letter: Letter, owner: Owner, sender: int) -> Departure:
    """As things stand now."""
    newsletter, digest = await newsletter_of(letter), await drafts.digest_of(letter)
    audience = await _audience_of(letter, owner, newsletter)
    parts = await proofs.parts_of(letter, owner)
    pressed = await proofs.press_letter(letter, owner, newsletter, parts=parts)
    return Departure(
        audience=audience,
        sender=await _sender_of(letter, owner),
        reply_to=tuple((person.name, person.email) for person in await proofs.writers_of(owner) if person.email),
        weight=proofs.weight_of(pressed),
        is_empty=all(part.is_empty for part in parts),
        case=await agreements.case_of(letter, owner, sender, digest),
        digest=digest,
        is_first_under_way=await errata.is_first_under_way(letter),
        is_erratum=bool(letter.erratum_of),
        is_unsaid=await errata.is_unsaid(letter),
        links=tuple(await links.tried(letter)),
        pictures_weigh=await pictures.weight_of(letter),
        dead=len(await suppressions.among(one.address for one in audience.readers)),
    )


async def _audience_of(letter: Letter, owner: Owner, newsletter: Newsletter) -> Audience:
    if letter.erratum_of:
        return await errata.audience_of(letter, owner, newsletter)
    return await audiences.of(newsletter, owner)


async def _sender_of(letter: Letter, owner: Owner) -> tuple[str, str]:
    with speaking(letter.language):
        network = await network_of(owner)
        name = network.sender_name if owner is network and network.sender_name else await proofs.signature_of(owner)
        return name, senders.address_of(network)


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
        reach = held.reach if held.erratum_of else newsletter.reach
        content = await _content_of(held, owner, newsletter, departure)
        on_web = await proofs.press_letter(held, owner, newsletter, is_personal=False)
        to, beyond = departure.audience.recipients(), departure.audience.left_out()
        held.send = (await sends.start(content, to, asked_by=by, beyond=beyond)).id
        held.sent_at, held.sent_by, held.sent_way = now(), by, departure.way
        held.reach, held.html, held.text = reach, on_web.html, on_web.text
        await held.save()
        ended: dict[Any, Any] = {PlannedDeparture.became: "left", PlannedDeparture.ended_at: now()}
        planned = (PlannedDeparture.letter == held.id) & PlannedDeparture.ended_at.is_null()
        await PlannedDeparture.update(ended).where(planned)
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
    if letter.sent_at:
        raise Conflict(agreements.SENT)
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
