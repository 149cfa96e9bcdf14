"""Proofs: a letter pressed as it will leave, to be looked at, weighed, tried out, and then sent.

For subscribers it has slots where each reader's own will stand (their address, their link to unsubscribe); the version
of the web has none. Mail readers cut long letters, and with them the link to unsubscribe: the weight is said early.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from markupsafe import Markup

from mailing.letters import blocks, pictures
from mailing.letters.blocks import Part
from mailing.plates import slot
from mailing.tables import Letter, Newsletter
from network.communities import gardeners
from network.ground.clock import living_by, today
from network.ground.letterpress import Pressed, press
from network.ground.settings import settings
from network.ground.words import Sentence, _, speaking
from network.owners import Owner, network_of
from network.tables import Community, Mandate, Person
from network.tables.mandates import holds_on
from network.zones import zone_of

HEAVY, TOO_HEAVY = 80_000, 100_000  # bytes of HTML: some mail readers cut at 102 KB

DRESS = {  # mail readers know styles best where they stand
    "<p>": '<p style="margin:0 0 14px">',
    "<h2>": '<h2 style="margin:22px 0 8px;font:600 20px/1.3 Georgia,serif">',
    "<h3>": '<h3 style="margin:18px 0 6px;font:600 17px/1.3 Georgia,serif">',
    "<ul>": '<ul style="margin:0 0 14px;padding:0 0 0 22px">',
    "<ol>": '<ol style="margin:0 0 14px;padding:0 0 0 22px">',
    "<blockquote>": '<blockquote style="margin:0 0 14px;padding:0 0 0 14px;border-left:3px solid #ded9cb">',
    "<a ": '<a style="color:#2c6539" ',
}

OURS = {"accent": "#2c6539", "second": "#8f5210"}
_tag, _colour = re.compile(r"<[^>]+>"), re.compile(r"#[0-9a-fA-F]{6}\b")


async def parts_of(letter: Letter, owner: Owner) -> list[Part]:
    """As its readers get them: in its language, hours on the clock of its network."""
    with speaking(letter.language), living_by(await zone_of(owner)):
        return await blocks.parts_of(letter, owner)


async def press_letter(
    letter: Letter, owner: Owner, newsletter: Newsletter, is_personal: bool = True, parts: list[Part] | None = None
) -> Pressed:
    """Its HTML and its text, with what its audience may see today; whoever has its parts already hands them over."""
    parts = await parts_of(letter, owner) if parts is None else parts
    with speaking(letter.language), living_by(await zone_of(owner)):
        pressed = press(
            "mailing/letters/newsletter",
            Sentence("%(subject)s", subject=letter.subject),
            letter=letter,
            corrected=await corrected_by(letter),
            newsletter=newsletter,
            owner=owner,
            parts=[part for part in parts if not part.is_empty],
            writers=[person.name for person in await writers_of(owner)],
            dressed=dressed,
            pictures=pictures,
            own=_own() if is_personal else {},
            site=settings().address,
            owner_path=owner.path,
        )
        return await coloured(pressed, owner)


async def coloured(pressed: Pressed, owner: Owner) -> Pressed:
    """In the two colours of the network, where it has set some: in the markup, never in what was written."""
    network = await network_of(owner)
    ours = {OURS[name]: chosen for name, chosen in (("accent", network.accent), ("second", network.second)) if chosen}
    if not ours:
        return pressed

    def painted() -> str:
        return _tag.sub(lambda tag: _colour.sub(lambda c: ours.get(c[0].lower(), c[0]), tag[0]), pressed.html)

    return replace(pressed, make_html=painted)


async def corrected_by(letter: Letter) -> Letter | None:
    """Of an erratum, the letter that it puts right."""
    return await Letter.objects().where(Letter.id == letter.erratum_of).first() if letter.erratum_of else None


def _own() -> Mapping[str, str]:
    return {"address": slot("address"), "leave": f"{settings().address}/unsubscriptions/{slot('token')}"}


def dressed(part: Part) -> Markup:
    """The text of a block with its styles beside each word of markup."""
    html = part.html
    for bare, styled in DRESS.items():
        html = html.replace(bare, styled)
    return Markup(html)


async def writers_of(owner: Owner) -> list[Person]:
    """Whom an answer reaches: the pair of a community, the coordination of a network."""
    if isinstance(owner, Community):
        seated = [seat.person for seat in await gardeners.pair_of(owner) if seat.person]
        people = {person.id: person for person in await Person.objects().where(Person.id.is_in([*seated, 0]))}
        return [people[number] for number in dict.fromkeys(seated)]
    return await coordinators_of(owner.id)


async def coordinators_of(network: int) -> list[Person]:
    """Who coordinates a network today."""
    offices = Mandate.select(Mandate.person).where(
        Mandate.network == network, Mandate.role == "coordinator", holds_on(today())
    )
    return await Person.objects().where(Person.id.is_in(offices)).order_by(Person.sort_key)


async def signature_of(owner: Owner) -> str:
    """Whom the letter comes from, as mail readers show it: the given names, then where they animate."""
    people = await writers_of(owner)
    names = [person.given_name or person.family_name for person in people]
    if isinstance(owner, Community) and names:
        said = str(_(" and ")).join(names) if len(names) < 3 else ", ".join(names)
        return f"{said}, {owner.name}"
    return owner.name


def weight_of(pressed: Pressed) -> int:
    """In bytes, as mail readers count."""
    return len(pressed.html.encode())
