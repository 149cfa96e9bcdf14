"""Letters: the issues of a newsletter. What was sent does not change any more, and stays to be read on the web by its
reach; how its deliveries fared is for those who write.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import escape

from mailing import access as doors
from mailing import deliveries
from mailing.deliveries import Became
from mailing.letters import proofs
from mailing.plates import fill
from mailing.tables import Letter, Newsletter, PlannedDeparture, Send
from network.access import Viewer
from network.ground.errors import Conflict
from network.ground.letterpress import Pressed
from network.ground.words import _, say_date, say_moment
from network.owners import Owner, owner_of, owners_of
from network.plug import Item
from network.tables import Person

PAGE = 25
LAST_PAGE = 1_000


async def newsletter_of(letter: Letter) -> Newsletter:
    """The periodical that it is an issue of."""
    found = await Newsletter.objects().get(Newsletter.id == letter.newsletter)
    assert found is not None  # its letters go with it
    return found


async def progress_of(letter: Letter) -> dict[str, int]:
    """How many in each state, and under "all" those whom it was for."""
    counted = await deliveries.count(letter.send) if letter.send else {}
    return counted | {"all": sum(counted.values()) - counted.get("beyond", 0)}


async def send_of(letter: Letter) -> Send:
    """Its way to its readers. Raises Conflict where it has none."""
    found = await Send.objects().where(Send.id == letter.send).first() if letter.send else None
    if found is None:
        raise Conflict(_("This letter is not on its way."))
    return found


async def name_of(person: int | None) -> str:
    """Who it was, as far as it is still known."""
    found = await Person.objects().get(Person.id == (person or 0))
    return found.name if found else str(_("Somebody who has left"))


async def seen_of(letter: Letter, viewer: Viewer) -> Pressed:
    """A sent one as it was sent, without what was each reader's own; a draft as it would reach whoever looks at it."""
    if letter.sent_at:
        return Pressed(letter.subject, lambda: letter.html, letter.text)
    owner, newsletter = await owner_of(letter), await newsletter_of(letter)
    pressed = await proofs.press_letter(letter, owner, newsletter)
    person = await Person.objects().get(Person.id == (viewer.person or 0))
    address, token = (person.email if person else None) or "", deliveries.unsubscribe_token(None, 0)
    html = fill(pressed.html, address=str(escape(address)), token=token)
    return replace(pressed, make_html=lambda: html, text=fill(pressed.text, address=address, token=token))


@dataclass(frozen=True)
class Shown:
    """One page of a list of letters, with the drafts of whoever writes beside those that were sent."""

    letters: list[Item]
    drafts: list[Item]
    page: int
    older: int | None
    newer: int | None

    @property
    def latest(self) -> str:
        """The code of the last letter that was sent, on the page that has it."""
        return self.letters[0].path.removeprefix("/letters/") if self.letters and self.page == 1 else ""


async def shown_to(viewer: Viewer, owner: Owner | None = None, page: int = 1) -> Shown:
    """The page of that number, the newest on the first."""
    page = min(max(page, 1), LAST_PAGE)
    skip = PAGE * (page - 1)
    sent = await lines_for(viewer, owner, most=PAGE + 1, skip=skip)
    drafts = await lines_for(viewer, owner, sent=False, most=PAGE + 1, skip=skip)
    is_last = max(len(sent), len(drafts)) <= PAGE
    return Shown(sent[:PAGE], drafts[:PAGE], page, None if is_last else page + 1, page - 1 or None)


async def lines_for(
    viewer: Viewer, owner: Owner | None = None, sent: bool = True, most: int = PAGE, skip: int = 0
) -> list[Item]:
    """The letters that a viewer may read, or the drafts where they write, as lines of a list: each says whose it is, or
    of one owner which newsletter's."""
    lines = []
    found = await doors.letters_for(viewer, owner, sent, most=most, skip=skip)
    leaves = {} if sent else await _planned([letter.id for letter in found])
    names = await _names_of(found) if owner else [one.name for one in await owners_of(found)]
    for letter, name in zip(found, names, strict=True):
        words = name
        if not sent:
            words = str(_("%(name)s, changed on %(day)s", name=name, day=say_date(letter.changed_at)))
        if planned := leaves.get(letter.id):
            words = str(_("%(name)s, leaves by itself on %(when)s", name=name, when=planned))
        lines.append(Item(letter.subject, f"/letters/{letter.code}", letter.sent_at, words))
    return lines


async def _names_of(found: Sequence[Letter]) -> list[str]:
    """Of the newsletter of each."""
    numbers = [*{letter.newsletter for letter in found}, 0]
    named = await Newsletter.select(Newsletter.id, Newsletter.name).where(Newsletter.id.is_in(numbers))
    names = {row["id"]: row["name"] for row in named}
    return [names[letter.newsletter] for letter in found]


async def _planned(drafts: list[int]) -> dict[int, str]:
    """When those leave that leave by themselves."""
    rows = await PlannedDeparture.raw(
        """
        SELECT p.letter, p.leave_at, n.time_zone FROM mailing_planned_departure p
        JOIN mailing_letter l ON l.id = p.letter
        LEFT JOIN network_community c ON c.id = l.community
        JOIN network_network n ON n.id = coalesce(l.network, c.network)
        WHERE p.ended_at IS NULL AND p.letter = ANY({}::int[])
        """,
        drafts,
    )
    return {row["letter"]: say_moment(row["leave_at"], row["time_zone"]) for row in rows}


@dataclass(frozen=True)
class Page:
    """Who got the letter, who did not and why, a page at a time; how many are in each of deliveries.GROUPS, and in all."""

    lines: list[Became]
    counts: dict[str, int]
    next: int | None


async def deliveries_of(letter: Letter, group: str = "", named: str = "", after: int = -1) -> Page:
    """In the order of sending: all, or one group, or those of a name."""
    if letter.send is None:
        return Page([], {}, None)
    group = group if group in deliveries.GROUPS else ""
    lines = await deliveries.of(letter.send, group, named, after, PAGE + 1)
    counted = await deliveries.count(letter.send)
    counted["waiting"] = counted.get("waiting", 0) + counted.pop("put_off", 0)
    counts = {name: sum(counted.get(state, 0) for state in states) for name, states in deliveries.GROUPS.items()}
    following = lines[PAGE - 1].position if len(lines) > PAGE else None
    return Page(lines[:PAGE], counts | {"": sum(counted.values())}, following)
