"""Links of a letter: each is tried before it leaves, for what is sent cannot be mended.

A link to our own pages is asked at their doors, as the letter's readers stand before them: what a circle alone may see is no
good link in a public letter. One that leads elsewhere is asked by a job, carefully (network/ground/outside.py). What was found is
said and hinders nothing, with one exception: what names a machine inside this house never leaves in a letter.
"""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

from mailing.letters import blocks, our_pages, prose
from mailing.tables import Letter, Link
from network.ground import outside
from network.ground.clock import now
from network.ground.queue import later, together
from network.ground.words import Sentence, _

ALLOWED: frozenset[outside.Place] = frozenset()  # nothing: tests alone have servers of their own
AT_ONCE, A_TURN, MOST, LONGEST = 10, 40, 200, 2000  # a turn fits into the time of a job
STALE = timedelta(hours=24)
PATIENCE = timedelta(minutes=2)  # how long one waits for the job before a letter may leave unchecked

BECAME: dict[str, Sentence] = {
    "waiting": _("is being tried: look again in a moment"),
    "untried": _("has not been tried yet"),
    "good": _("answers"),
    "open": _("is open to all who receive the letter"),
    "hidden": _("is not open to all who receive the letter"),
    "moved": _("has moved for good: better write the new address"),
    "closed": _("lets no machine in, or asks to sign in: please try it yourself"),
    "missing": _("was not found there"),
    "faulty": _("has a fault of its own at this moment"),
    "unknown": _("names a site that does not exist"),
    "unreached": _("could not be reached"),
    "slow": _("did not answer in time"),
    "unproven": _("cannot prove that it is itself: its certificate is wrong"),
    "circling": _("sends us round in circles"),
    "odd": _("could not be tried: it is no ordinary web address"),
    "inside": _("is an address inside a house: nobody can open it, and it is not sent"),
}
FINE = ("good", "open", "waiting")


@dataclass(frozen=True)
class Tried:
    """A link, what became of it, and where it leads now."""

    address: str
    became: str
    leads_to: str = ""

    @property
    def words(self) -> Sentence:
        return BECAME[self.became]

    @property
    def is_fine(self) -> bool:
        return self.became in FINE


class _Anchors(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and (address := (dict(attrs).get("href") or "").strip()):
            self.found[address] = None


async def addresses_in(letter: Letter) -> list[str]:
    """Of its texts, each once; what fills itself leads to what its readers may see."""
    reader = _Anchors()
    for block in await blocks.of(letter):
        if block.kind == blocks.TEXT:
            reader.feed(prose.html_of(block.words))
    told = [address for address in reader.found if not address.startswith(("mailto:", "tel:", "#"))]
    return [address[:LONGEST] for address in (*told[:MOST], *filter(_is_inside, told[MOST:]))]


async def check(letter: Letter, is_anew: bool = False) -> None:
    """Asks the job for what is not known yet, or for all of it once more."""
    wanted = [address for address in await addresses_in(letter) if not our_pages.is_ours(address)]
    async with together():
        await Link.delete().where(Link.letter == letter.id, Link.address.not_in([*wanted, ""]))
        if is_anew:
            await Link.delete().where(Link.letter == letter.id)
        await Link.delete().where(Link.letter == letter.id, Link.asked_at < now() - STALE)
        rows = [Link(letter=letter.id, address=address, asked_at=now()) for address in wanted]
        if rows:
            await Link.insert(*rows).on_conflict(target=(Link.letter, Link.address), action="DO NOTHING")
        if await Link.exists().where(Link.letter == letter.id, Link.became == "waiting"):
            await later("try_links", letter.id)


async def try_waiting(letter_id: int) -> None:
    """The job. Several at once, and no transaction is open while strangers are asked."""
    waiting = (Link.letter == letter_id) & (Link.became == "waiting")
    turn = await Link.objects().where(waiting).order_by(Link.id).limit(A_TURN)
    few = asyncio.Semaphore(AT_ONCE)

    async def ask(link: Link) -> outside.Answer:
        async with few:
            return await outside.look(link.address, ALLOWED)

    answers = await asyncio.gather(*(ask(link) for link in turn))
    for link, answer in zip(turn, answers, strict=True):
        found: dict[Any, Any] = {Link.became: answer.became, Link.leads_to: answer.leads_to[:LONGEST]}
        await Link.update(found | {Link.tried_at: now()}).where(Link.id == link.id)
    if await Link.exists().where(waiting):
        await later("try_links", letter_id)


async def tried(letter: Letter) -> list[Tried]:
    """Each link of the letter as it is known now, those that want a look first."""
    rows = {link.address: link for link in await Link.objects().where(Link.letter == letter.id)}
    found = []
    for address in await addresses_in(letter):
        if our_pages.is_ours(address):
            found.append(Tried(address, await our_pages.become(address, letter)))
        elif _is_inside(address):  # known without asking anybody
            found.append(Tried(address, "inside"))
        elif row := rows.get(address):
            is_lost = row.became == "waiting" and row.asked_at < now() - PATIENCE
            found.append(Tried(address, "unreached" if is_lost else row.became, row.leads_to))
        else:
            found.append(Tried(address, "untried"))
    return sorted(found, key=lambda one: one.is_fine)


def _is_inside(address: str) -> bool:
    try:
        outside.parse(address, ALLOWED)
    except outside.Refused as refused:
        return str(refused) == "inside"
    return False
