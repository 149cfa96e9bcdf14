"""Enquiries: what anybody may write by the contact page, without an account.

They go to the house's own people and to nobody else: the gardeners of a community, the coordination of a network, the
administration. The writer gets no copy, for a form that writes to whatever address is typed is a relay for strangers;
their address stands as the one to answer to, and the letter says whether it is known or merely typed.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from network import notes
from network.access import Viewer
from network.communities import administrators, replies
from network.ground.clock import now
from network.ground.database import one_at_a_time
from network.ground.errors import Refusal
from network.ground.letterpress import Pressed, press
from network.ground.queue import together
from network.ground.words import _
from network.notices import imprints
from network.owners import Owner, numbers_of, owner_of
from network.tables import Enquiry, Note, Person

KIND = "network.enquiry"
KEPT = timedelta(days=90)


async def readers(to: Owner | None) -> Sequence[tuple[str, str]]:
    """Names and addresses of those who read what is written there; the administration where nobody else does."""
    found: Sequence[tuple[str, str]] = await replies.read_by(to) if to else ()
    if found:
        return found
    contact = (await imprints.current()).contact
    return [("", contact)] if contact else await administrators.addresses()


async def address_of(viewer: Viewer) -> str:
    """Where whoever is signed in is written to; empty for anybody."""
    person = await Person.objects().get(Person.id == viewer.person) if viewer.person else None
    return (person and person.email) or ""


async def ask(code: str, to: Owner | None, name: str, address: str, words: str, viewer: Viewer) -> Enquiry:
    """Owes it to each reader. Sent twice, it is one. Raises Refusal where nobody would read it."""
    async with together():
        await one_at_a_time(f"enquiry {code}")
        if known := await Enquiry.objects().get(Enquiry.code == code):
            return known
        written_to = await readers(to)
        if not written_to:
            raise Refusal(_("Nobody here has an address yet to which this could be sent. Please come back later."))
        enquiry = Enquiry(code=code, name=name, address=address, words=words, person=viewer.person, asked_at=now())
        if to:
            enquiry.community, enquiry.network = numbers_of(to)
        await enquiry.save()
        for _name, reader in written_to:
            await notes.owe(KIND, reader, about=enquiry.id)
    return enquiry


async def write(note: Note) -> Pressed | None:
    """To one of its readers; nothing when it was forgotten meanwhile."""
    enquiry = await Enquiry.objects().get(Enquiry.id == note.subject)
    if enquiry is None:
        return None
    owner = await owner_of(enquiry) if enquiry.community or enquiry.network else None
    person = await Person.objects().get(Person.id == enquiry.person) if enquiry.person else None
    is_known = bool(person and person.email == enquiry.address)
    letter = press(
        "network/letters/enquiry",
        _("%(name)s writes to you by the contact page", name=enquiry.name),
        enquiry=enquiry,
        about=owner.name if owner else "",
        is_known=is_known,
    )
    return replace(letter, reply_to=((enquiry.name, enquiry.address),), is_automatic=False)


async def forget_old_enquiries() -> None:
    """By the clock: the letter that carried it is with its readers."""
    await Enquiry.delete().where(Enquiry.asked_at < now() - KEPT)


WRITERS = {KIND: write}
