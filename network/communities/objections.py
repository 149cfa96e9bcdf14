"""Objections: somebody does not want to be written to any more (RGPD, article 21). Nobody need say why.

From then on no note by hand goes to them, whoever writes it; what they ask for themselves is still answered: a place on
a day, a newsletter. The pair is told. A letter may carry a link for those who have no account: it is made of the key and
its last day, so it lies in no table, and a GET never acts.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from network import notes, privacy, traces
from network.access import Viewer
from network.communities import gardeners
from network.ground import tokens
from network.ground.clock import now, today
from network.ground.errors import Conflict, NotHere
from network.ground.letterpress import Pressed, press
from network.ground.queue import together
from network.ground.settings import settings
from network.ground.words import Sentence, _, say_date
from network.plug import Link, Panel, Sparing, house
from network.tables import Account, Disclosure, Mandate, Note, Objection, Person, Standing, holds_on, stands_on

GOOD_FOR = timedelta(days=90)
TOO_OLD = _("This link is too old. Please answer the letter that it came with: a person will read you.")
NO_SUCH = _("This link leads to nobody. Was it cut in two by the letter, or were you erased already?")


def link_of(person: Person) -> str:
    """The way to object, for a letter that leaves today."""
    until = today() + GOOD_FOR
    return f"{settings().address}/objections/{person.code}/{until.isoformat()}/{proof_of(person.code, until)}"


def proof_of(code: str, until: date) -> str:
    """What the link of a letter carries."""
    return tokens.derive("objection", code, until.isoformat())[:32]


async def person_with(code: str, until: date, proof: str) -> Person:
    """The door for whoever holds the link. Raises NotHere, Conflict when it is too old."""
    if not tokens.are_same(proof, proof_of(code, until)):
        raise NotHere(NO_SUCH)
    if until < today():
        raise Conflict(TOO_OLD)
    person = await Person.objects().get(Person.code == code)
    if person is None:
        raise NotHere(NO_SUCH)
    return person


async def objection_of(person: Person) -> Objection | None:
    """The one in force."""
    return await Objection.objects().where(Objection.person == person.id, Objection.until_at.is_null()).first()


async def object_to_letters(person: Person, source: str, by: int | None = None, because: str = "") -> None:
    """From now on; twice is once. Nobody is shown their name, no newsletter comes, no form proposes them. Those who
    animate where the person stands are told."""
    async with together():
        row = Objection(person=person.id, since_at=now(), source=source)
        made = await Objection.insert(row).on_conflict(action="DO NOTHING")
        if made:
            await Disclosure.delete().where(Disclosure.person == person.id)
            for end in house().every("objected"):
                await end(person)
            await traces.leave(person, "objected", by or person.id, because)
        for gardener in await _who_animates(person) if made else []:
            await notes.owe("network.objected", gardener, about=made[0]["id"])


async def take_back(person: Person, by: int | None = None) -> None:
    """They may be written to again; the row stays, with both its days. What had ended with it stays ended."""
    async with together():
        theirs = (Objection.person == person.id) & Objection.until_at.is_null()
        if await Objection.update({Objection.until_at: now()}).where(theirs).returning(Objection.id):
            await traces.leave(person, "resumed", by or person.id)


async def may_be_erased_by_link(person: Person) -> bool:
    """Whoever has an account or an office decides that on their own page: a letter may be passed on."""
    has_account = await Account.exists().where(Account.person == person.id)
    return not has_account and not await Mandate.exists().where(Mandate.person == person.id, holds_on(today()))


async def erase_by_link(person: Person) -> None:
    """Nothing that leads to the person is left; counts stay true. Raises Conflict."""
    if not await may_be_erased_by_link(person):
        raise Conflict(_("You have an account or an office here: please sign in, and decide on your own page."))
    await privacy.forget(person)


async def _who_animates(person: Person) -> list[int]:
    here = Standing.select(Standing.community).where(Standing.person == person.id, stands_on(today()))
    pairs = await gardeners.pairs_of(await here.output(as_list=True))
    found = {seat.person for pair in pairs.values() for seat in pair if seat.person}
    return sorted(found - {person.id})


async def write_objected(note: Note) -> Pressed | None:
    """To the pair. Nothing once it is taken back."""
    row = await Objection.objects(Objection.person).where(Objection.id == note.subject).first()
    if row is None or row.until_at:
        return None
    name = row.person.name
    return press(
        "network/letters/told",
        _("%(name)s does not want to be written to any more", name=name),
        sentence=_(
            "%(name)s does not want to be written to any more. Notes will not go there, whoever writes them.", name=name
        ),
        because="",
        by="",
        link=f"{settings().address}/people/{row.person.code}",
        button=_("See their page"),
    )


async def objecting(people: Sequence[tuple[int, str]]) -> set[int]:
    """Of these, who objects today."""
    numbers = [person for person, _address in people]
    rows = await Objection.raw(
        "SELECT person FROM network_objection WHERE person = ANY({}::int[]) AND until_at IS NULL", numbers
    )
    return {row["person"] for row in rows}


async def panel(viewer: Viewer, person: Person) -> Panel | None:
    """On the person's page: to themselves, their choice; to others, that nobody writes there."""
    row, is_self = await objection_of(person), person.id == viewer.person
    if row is None and not is_self:
        return None
    said: Sentence = _("Those who animate may write to you.")
    if row:
        since = say_date(row.since_at)
        said = _("Since %(on)s nobody here writes to you. What you ask for yourself is still answered.", on=since)
        if not is_self:
            said = _("Since %(on)s they do not want to be written to: notes do not go there.", on=since)
    more = Link(_("Change my choice"), f"/people/{person.code}/data") if is_self else None
    return Panel(title=_("Notes by mail"), items=[], empty=said, more=more)


SPARING = Sparing(_("they do not want to be written to"), objecting)
WRITERS = {"network.objected": write_objected}
