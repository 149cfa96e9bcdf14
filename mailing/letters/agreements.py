"""The agreement of the pair: a letter of a community speaks for two gardeners, so one does not send it alone.

Each question and each answer is a dated row, about one content: what is changed afterwards is asked again. The writer
may send without an answer when the other seat is empty, when none came in the network's time, or when the letter is
urgent, with a reason; coordination and the other gardener are then told, and the letter says so. A letter of a network
needs nobody's agreement. The rule itself (`way_of`) is a function of plain facts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from mailing.tables import Agreement, Letter
from network import notes
from network.communities import gardeners
from network.ground.clock import now
from network.ground.errors import Conflict, Fault, Forbidden
from network.ground.queue import together
from network.ground.words import Sentence, _
from network.owners import Owner, network_of
from network.tables import Community

WAYS: dict[str, Sentence] = {
    "agreed": _("with the agreement of the pair"),
    "free": _("by the coordination of the network"),
    "vacant": _("by one gardener alone: the other seat is empty"),
    "unanswered": _("by one gardener alone: no answer came in time"),
    "urgent": _("by one gardener alone: the letter was urgent"),
}
SENT = _("This letter was sent: it does not change any more.")
ALONE = ("vacant", "unanswered", "urgent")


class Said(NamedTuple):
    """One line of the ledger."""

    person: int | None
    answer: str  # asked, agreed, declined
    digest: str
    at: datetime


@dataclass(frozen=True)
class Case:
    """All that the rule looks at."""

    sender: int
    seated: frozenset[int]  # the gardeners of today
    needs_agreement: bool
    said: Sequence[Said]
    digest: str  # of the content as it is now
    patience: timedelta
    is_urgent: bool
    at: datetime

    @property
    def others(self) -> frozenset[int]:
        """Whose agreement counts: the gardeners of today without whoever sends."""
        return self.seated - {self.sender}

    def stand_of(self, person: int) -> str:
        """What somebody said last on this very content. To ask is to agree."""
        mine = [line for line in self.said if line.person == person and line.digest == self.digest]
        return max(mine, key=lambda line: line.at).answer if mine else ""

    @property
    def asked_at(self) -> datetime | None:
        """When the others were asked about this content, first."""
        return min((s.at for s in self.said if s.answer == "asked" and s.digest == self.digest), default=None)

    @property
    def free_at(self) -> datetime | None:
        """When the waiting ends."""
        return self.asked_at + self.patience if self.asked_at else None

    def agree(self) -> bool:
        return all(self.stand_of(other) in ("asked", "agreed") for other in self.others)

    def is_declined(self) -> bool:
        return any(self.stand_of(other) == "declined" for other in self.others)


def way_of(case: Case) -> str | None:
    """How the letter may leave now, or None: not yet."""
    if not case.needs_agreement:
        return "free"
    if not case.others:
        return "vacant"
    if case.agree():
        return "agreed"
    if case.is_urgent:
        return "urgent"
    waited = case.free_at is not None and case.at >= case.free_at
    return "unanswered" if waited and not case.is_declined() else None


async def case_of(letter: Letter, owner: Owner, sender: int, digest: str) -> Case:
    """The facts of today."""
    rows = await Agreement.objects().where(Agreement.letter == letter.id).order_by(Agreement.at)
    seated: Iterable[int | None] = ()
    hours = 0
    if isinstance(owner, Community):
        seated = [seat.person for seat in await gardeners.pair_of(owner)]
        hours = (await network_of(owner)).agreement_hours
    return Case(
        sender=sender,
        seated=frozenset(person for person in seated if person),
        needs_agreement=isinstance(owner, Community),
        said=[Said(row.person, row.answer, row.digest, row.at) for row in rows],
        digest=digest,
        patience=timedelta(hours=hours),
        is_urgent=bool(letter.urgent_because),
        at=now(),
    )


async def ask(letter: Letter, owner: Owner, by: int, digest: str, because: str = "") -> None:
    """Each other gardener is written to. The same content is asked about once."""
    async with together():
        await hold(letter)
        case = await case_of(letter, owner, by, digest)
        if not case.needs_agreement or not case.others:
            raise Conflict(_("There is nobody to ask: you may send this letter."))
        if case.stand_of(by) == "asked":
            return
        if case.is_declined():
            raise Conflict(_("Your answer to this text is already known: please change the letter, then ask again."))
        await _write(letter, by, "asked", digest, because)
        for other in sorted(case.others):
            await notes.owe("mailing.please_agree", other, about=letter.id)


async def answer(letter: Letter, owner: Owner, by: int, said: str, digest: str, because: str = "") -> None:
    """Agreed or declined, by a gardener of the pair. The one who asked is told. The same answer twice is one."""
    async with together():
        await hold(letter)
        case = await case_of(letter, owner, by, digest)
        if by not in case.seated:
            raise Forbidden(_("Only the two gardeners of the community agree to its letters."))
        if said == "declined" and not because.strip():
            raise Fault("because", _("Please say why, so that the letter can be changed."))
        if case.stand_of(by) == said:
            return
        await _write(letter, by, said, digest, because.strip())
        for other in sorted(case.others):
            await notes.owe(f"mailing.{said}", other, about=letter.id)


async def mark_urgent(letter: Letter, because: str) -> None:
    """With a reason, that the other gardener and the coordination will read; without one, not urgent any more."""
    await Letter.update({Letter.urgent_because: because.strip()}).where(
        Letter.id == letter.id, Letter.sent_at.is_null()
    )
    letter.urgent_because = because.strip()


async def lines_of(letter: Letter) -> list[dict[str, object]]:
    """The ledger of a letter with names, in order."""
    shown = [Agreement.answer, Agreement.at, Agreement.because, Agreement.digest, Agreement.person]
    names = [Agreement.person.given_name, Agreement.person.family_name]
    return await Agreement.select(*shown, *names).where(Agreement.letter == letter.id).order_by(Agreement.at)


async def hold(letter: Letter) -> None:
    """One at a time. Raises Conflict where the letter is sent: nothing can be said on it any more."""
    held = await Letter.select(Letter.sent_at).where(Letter.id == letter.id).lock_rows("UPDATE").first()
    if held is None or held["sent_at"]:
        raise Conflict(SENT)


async def _write(letter: Letter, by: int, said: str, digest: str, because: str) -> None:
    line = Agreement(letter=letter.id, person=by, answer=said, digest=digest, because=because[:500], at=now())
    await line.save()
