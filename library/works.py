"""Works: what a community found or made, and puts where others find it again. A file, a link, or words written here.

A deposit is an act of whoever brings it. What is known of a work may be corrected at any time (who and when is kept);
a work is never deleted but withdrawn: dated, by somebody, for a reason, and it may come back.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from library import issue_dates, links, texts
from library.files import is_picture
from library.licences import LICENCES
from library.tables import Work, WorkTopic
from library.types import TYPES
from network import acts, territories
from network.access import REACHES
from network.acts import ActKind
from network.ground import tokens
from network.ground.clock import now
from network.ground.errors import Fault
from network.ground.forms import NO_CHOICE
from network.ground.queue import together
from network.ground.words import _
from network.owners import network_number, numbers_of
from network.tables import Community, File, Network, Person, Territory, Topic
from network.zones import zone_of

DEPOSITED = ActKind("library.deposited", _("shared a work in the library"))

LANGUAGES = {
    "fr": _("French"),
    "en": _("English"),
    "oc": _("Occitan"),
    "ca": _("Catalan"),
    "br": _("Breton"),
    "eu": _("Basque"),
    "co": _("Corsican"),
    "de": _("German"),
    "es": _("Spanish"),
    "it": _("Italian"),
    "pt": _("Portuguese"),
    "zxx": _("another, or none"),
}


class Description(msgspec.Struct, kw_only=True):
    """What is said of a work: Dublin Core's names for what a librarian would note."""

    title: str
    type: str
    description: str = ""
    creator: str = ""
    publisher: str = ""
    issued: str = ""
    language: str = "fr"
    licence: str = "unknown"
    rights: str = ""
    coverage: str = ""
    link: str = ""
    words: str = ""
    alternative: str = ""
    is_decorative: bool = False
    reach: str = "community"
    topics: list[int] = []


async def deposit(
    owner: Network | Community,
    said: Description,
    file: File | None = None,
    by: int | None = None,
    code: str = "",
    at: datetime | None = None,
) -> Work:
    """A new work. With a code that is there already (a form sent twice), the work of the first time. Raises Fault."""
    facts = await _checked(said, file)
    at = at or now()
    async with together():
        work = Work(code=code or tokens.code(), deposited_by=by, deposited_at=at, **facts)
        work.community, work.network = numbers_of(owner)
        if file:
            texts.await_text(work, file)
        made = await Work.insert(work).on_conflict(target=Work.code, action="DO NOTHING").returning(Work.id)
        if not made:
            return await _known(work.code, file)
        work.id = made[0]["id"]
        await _speak_of(work, owner, said.topics)
        if by:
            await acts.record(
                DEPOSITED, by, owner, about=work.id, on=at.astimezone(ZoneInfo(await zone_of(owner))).date()
            )
        await texts.ring_for(work)
    return work


async def _known(code: str, file: File | None) -> Work:
    if file:
        await file.remove()
    known = await Work.objects().where(Work.code == code).first()
    assert known is not None
    return known


async def correct(
    work: Work, owner: Network | Community, said: Description, file: File | None = None, by: int | None = None
) -> None:
    """What is known of it now. A new file takes the place of the old one, which goes. Raises Fault."""
    before = await File.objects().where(File.id == number_of(work.file)).first()
    facts = await _checked(said, file or before)
    async with together():
        if file:
            texts.await_text(work, file)
            facts |= {name: getattr(work, name) for name in texts.STATE} | {"file": file.id}
        known: dict[Any, Any] = {**facts, "corrected_by": by, "corrected_at": now()}
        await Work.update(known).where(Work.id == work.id)
        await WorkTopic.delete().where(WorkTopic.work == work.id)
        await _speak_of(work, owner, said.topics)
        if file and before:
            await before.remove()
        await texts.ring_for(work)


async def withdraw(work: Work, because: str, by: int | None = None) -> None:
    """Out of sight of all but those who may bring it back. Nothing is lost. Raises Fault("because")."""
    if not because.strip():
        raise Fault("because", _("Please say why: whoever brought it will want to know."))
    gone: dict[Any, Any] = {Work.withdrawn_at: now(), Work.withdrawn_by: by, Work.withdrawn_because: because[:300]}
    await Work.update(gone).where(Work.id == work.id, Work.withdrawn_at.is_null())


async def bring_back(work: Work) -> None:
    """As if it had not been withdrawn."""
    back: dict[Any, Any] = {Work.withdrawn_at: None, Work.withdrawn_by: None, Work.withdrawn_because: ""}
    await Work.update(back).where(Work.id == work.id)


async def topics_of(work: Work) -> list[Topic]:
    """What it speaks of, by name."""
    about = WorkTopic.select(WorkTopic.topic).where(WorkTopic.work == work.id)
    return await Topic.objects().where(Topic.id.is_in(about)).order_by(Topic.sort_key)


def owner_of(work: Work) -> Network | Community:
    """Of a work that came through its door."""
    owner = work.community or work.network
    assert isinstance(owner, Network | Community)
    return owner


async def names_of(work: Work) -> dict[str, str]:
    """Who deposited, corrected and withdrew it: for those who animate."""
    roles = ("deposited_by", "corrected_by", "withdrawn_by")
    numbers = [number_of(getattr(work, role)) for role in roles]
    found = {person.id: person.name for person in await Person.objects().where(Person.id.is_in(numbers))}
    return {role: found[number] for role, number in zip(roles, numbers, strict=True) if number in found}


def number_of(row: Any) -> int:
    """Of a reference, fetched or not; 0 of none."""
    return int(getattr(row, "id", row) or 0)


async def _speak_of(work: Work, owner: Network | Community, topics: list[int]) -> None:
    ours = await Topic.select(Topic.id).where(Topic.network == network_number(owner), Topic.id.is_in([*topics, 0]))
    if len(ours) != len(set(topics)):
        raise Fault("topics", NO_CHOICE)
    if ours:
        await WorkTopic.insert(*[WorkTopic(work=work.id, topic=row["id"]) for row in ours])


def faults(said: Description, file: File | None) -> Iterator[Fault]:
    """All that is wrong with what was said, each on its field."""
    if not said.title.strip():
        yield Fault("title", _("A title is missing."))
    if not said.type:
        yield Fault("type", _("Please say what it is: a guide, a study, minutes…"))
    if not said.reach:
        yield Fault("reach", _("Please say who may see it."))
    lists: dict[str, Collection[str]] = {"type": TYPES, "language": LANGUAGES, "licence": LICENCES, "reach": REACHES}
    for name, known in lists.items():
        if getattr(said, name) not in known and getattr(said, name):
            yield Fault(name, NO_CHOICE)
    try:
        links.clean(said.link)
    except Fault as wrong:
        yield wrong
    if not (file or said.link.strip() or said.words.strip()):
        yield Fault("file", _("Something to read is missing: a file, a link, or words written here."))
    if is_picture(file) and not said.is_decorative and not said.alternative.strip():
        yield Fault("alternative", _("Please say what the picture shows, for those who cannot see it."))


async def _checked(said: Description, file: File | None) -> dict[str, Any]:
    """As the row wants it."""
    for wrong in faults(said, file):
        raise wrong
    facts = msgspec.structs.asdict(said)
    del facts["topics"], facts["is_decorative"]
    facts["link"] = links.clean(said.link)
    facts["issued_on"] = issue_dates.understood(said.issued)
    facts["territory"] = await _territory_called(said.coverage)
    is_described = is_picture(file) and not said.is_decorative
    facts["alternative"] = said.alternative.strip() if is_described else None
    return facts


async def _territory_called(coverage: str) -> int | None:
    """The one territory of that name, if there is only one."""
    named = Territory.select(Territory.id).where(Territory.sort_key == territories.search_key(coverage)).limit(2)
    found = await named if coverage.strip() else []
    return found[0]["id"] if len(found) == 1 else None
