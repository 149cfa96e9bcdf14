"""Letters: the issues of a newsletter. What was sent does not change any more, and stays to be read on the web by its
reach; how its deliveries fared is for those who write.
"""

from dataclasses import dataclass, replace

from markupsafe import escape

from mailing import access as doors
from mailing import deliveries, proofs
from mailing.deliveries import Became
from mailing.plates import fill
from mailing.tables import Letter, Newsletter
from network.access import Viewer
from network.ground.letterpress import Pressed
from network.ground.words import _, say_date
from network.plug import Item, Owner
from network.tables import Person

PAGE = 100


async def newsletter_of(letter: Letter) -> Newsletter:
    """The periodical that it is an issue of."""
    found = await Newsletter.objects().get(Newsletter.id == letter.newsletter)
    assert found is not None  # its letters go with it
    return found


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
    """The letters that a viewer may read, or the drafts where they write, as lines of a list: each says whose it is, or
    of one owner which newsletter's."""
    lines = []
    names: dict[int, str] = {}
    for letter in (await doors.letters_for(viewer, owner, sent))[:100]:
        if letter.newsletter not in names:
            whose = await newsletter_of(letter) if owner else await doors.owner_of(letter)
            names[letter.newsletter] = whose.name
        words = name = names[letter.newsletter]
        if not sent:
            words = str(_("%(name)s, changed on %(day)s", name=name, day=say_date(letter.changed_at)))
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
