"""The writing desk of a letter: what stands on it, and what each of its buttons does once the page is saved."""

from dataclasses import dataclass
from typing import Any

from mailing.letters import agreements, blocks, departures, drafts, letters, pictures, planned_departures, proofs, prose
from mailing.letters.agreements import Case, way_of
from mailing.letters.blocks import Part
from mailing.tables import Block, Letter, Newsletter, PlannedDeparture
from network.access import Viewer, is_gardener
from network.ground.clock import wall
from network.ground.errors import Fault
from network.ground.forms import Form
from network.ground.words import Sentence, _, language, say_number
from network.owners import Owner
from network.tables import Community
from network.zones import zone_of

LONGEST = 20_000
GO = {"agreement": "agreement", "send": "departure", "picture": "pictures/new"}


@dataclass(frozen=True)
class Desk:
    """All that the composer shows."""

    letter: Letter
    newsletter: Newsletter
    path: str
    parts: list[Part]
    aside: list[Block]
    kinds: dict[str, Sentence]
    weight: int
    case: Case
    is_mine_to_agree: bool  # the viewer is the other gardener, and was asked about this text
    digest: str
    corrected: Letter | None  # of an erratum: which letter it puts right
    planned: PlannedDeparture | None
    zone: str
    pictures_weigh: int

    @property
    def way(self) -> str | None:
        return way_of(self.case)

    @property
    def is_heavy(self) -> bool:
        return self.weight >= proofs.HEAVY

    @property
    def is_too_heavy(self) -> bool:
        return self.weight > proofs.TOO_HEAVY

    @property
    def stand(self) -> Sentence:
        """The agreement in a sentence."""
        case = self.case
        if self.is_mine_to_agree:
            return _("You are asked for your agreement to this text. You may also change it: your changes count.")
        if not case.needs_agreement:
            return _("A letter of the network: it needs nobody’s agreement.")
        if not case.others:
            return _("The other seat of the pair is empty: you may send alone, and the coordination will be told.")
        if case.agree():
            return _("The pair agrees to this text.")
        if case.is_declined():
            return _("The other gardener does not agree to this text yet.")
        if case.asked_at:
            return _("The other gardener was asked and has not answered yet.")
        return _("The other gardener has not been asked about this text yet.")

    def form(self) -> Form[Any]:
        """The page as the draft is."""
        letter = self.letter
        typed = {"subject": letter.subject, "preheader": letter.preheader, "since": letter.since_on.isoformat()}
        words = {f"words-{part.block.id}": part.block.words for part in self.parts if part.is_text}
        return Form(typed | words | {"seen": self.digest})

    def start_of(self, block: Block) -> str:
        """What a block that was taken out is known by."""
        if block.kind == blocks.PICTURE:
            return str(_("Picture"))
        return prose.start_of(block.words) if block.kind == blocks.TEXT else str(self.kinds.get(block.kind, ""))


async def desk_of(letter: Letter, owner: Owner, viewer: Viewer) -> Desk:
    """As it stands now."""
    newsletter, zone, parts = (
        await letters.newsletter_of(letter),
        await zone_of(owner),
        await blocks.parts_of(letter, owner),
    )
    is_as_read = (language(), wall().key) == (letter.language, zone)
    pressed = await proofs.press_letter(letter, owner, newsletter, parts=parts if is_as_read else None)
    digest = await drafts.digest_of(letter)
    case = await agreements.case_of(letter, owner, viewer.person or 0, digest)
    is_seated = isinstance(owner, Community) and is_gardener(viewer, owner)
    return Desk(
        letter=letter,
        newsletter=newsletter,
        path=owner.path,
        parts=parts,
        aside=await blocks.of(letter, aside=True),
        kinds=blocks.choices(),
        weight=proofs.weight_of(pressed),
        case=case,
        is_mine_to_agree=is_seated and case.asked_at is not None and case.stand_of(case.sender) == "",
        digest=digest,
        corrected=await proofs.corrected_by(letter),
        planned=await planned_departures.of(letter),
        zone=zone,
        pictures_weigh=await pictures.weight_of(letter),
    )


def words_in(form: Form[Any]) -> dict[int, str]:
    """The texts of the page, by block; one that is too long is a fault on its field."""
    found = {}
    for name, said in form.typed.items():
        number = name.removeprefix("words-")
        if name.startswith("words-") and number.isdecimal() and len(number) < 10 and isinstance(said, str):
            found[int(number)] = said.replace("\r\n", "\n").replace("\x00", "").strip()
            if len(said) > LONGEST:
                form.faults[name] = _("This is too long: %(most)s characters at most.", most=say_number(LONGEST))
    return found


async def go_on(letter: Letter, owner: Owner, viewer: Viewer, then: str, kind: str) -> tuple[str, Sentence | None]:
    """What the button that saved the page asked for: where to go, and what to say there."""
    page = f"/letters/{letter.code}"
    act, _blank, number = then.partition(" ")
    block = int(number) if number.isdecimal() and len(number) < 10 else 0
    if act in ("up", "down"):
        await blocks.move(letter, block, -1 if act == "up" else 1)
    elif act in ("aside", "back"):
        await blocks.put_aside(letter, block, act == "aside")
    elif act == "add":
        if kind not in blocks.choices():
            raise Fault("kind", _("Please choose one of the answers."))
        await blocks.add(letter, kind)
    elif act in GO:
        return f"{page}/{GO[act]}", None
    elif act == "trial":
        address = await departures.try_out(letter, owner, viewer)
        return page, _("A trial is on its way to %(address)s.", address=address)
    elif act == "agree":
        await agreements.answer(letter, owner, viewer.person or 0, "agreed", await drafts.digest_of(letter))
        return page, _("You agree to this letter. It can leave.")
    else:
        return page, _("The letter is saved.")
    return page + "#blocks", None
