"""Papers: what a day leaves behind in the library, tied to the day that it comes from. Its minutes are those of its works
that are minutes; slides, pictures and recordings stand beside them.

The work is the library's, with a door of its own: a paper is seen by who may see both the day and the work. A day may have
several, and a work may serve several days, as one account of a spring and an autumn meeting does. Who takes a paper away
from a day takes nothing out of the library.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from piccolo.custom_types import Combinable

from events.access import events_visible_to
from events.tables import Event, Paper
from library.access import belongs_to, works_visible_to
from library.tables import Work
from library.types import TYPES
from network.access import Viewer
from network.ground import tokens
from network.ground.clock import now
from network.ground.errors import NotHere
from network.ground.words import Sentence, _
from network.owners import Owner, owner_of
from network.plug import Item, Panel

MINUTES = "minutes"
OFFERED = 40  # works of the owner to choose from


@dataclass(frozen=True)
class Left:
    """A paper, as the page of its day shows it."""

    code: str
    event: int
    type: str
    title: str
    path: str

    @property
    def words(self) -> Sentence:
        return TYPES[self.type]

    @property
    def is_minutes(self) -> bool:
        return self.type == MINUTES


def papers_visible_to(viewer: Viewer) -> Combinable:
    """Of a day and of a work that the viewer may both see; a withdrawn work is nobody's paper."""
    works = Work.select(Work.id).where(works_visible_to(viewer), Work.withdrawn_at.is_null())
    return Paper.event.is_in(Event.select(Event.id).where(events_visible_to(viewer))) & Paper.work.is_in(works)


async def papers_for(viewer: Viewer) -> list[Paper]:
    """All that the viewer may see, the newest first."""
    return await Paper.objects().where(papers_visible_to(viewer)).order_by(Paper.id, ascending=False)


async def paper_for(viewer: Viewer, code: str) -> Paper:
    """The door: the paper, or NotHere."""
    found = await Paper.objects().where(papers_visible_to(viewer), Paper.code == code).first()
    if found is None:
        raise NotHere
    return found


async def paper_with_day(viewer: Viewer, code: str) -> tuple[Paper, Event, Owner]:
    """The door, with the day and whoever it belongs to."""
    paper = await paper_for(viewer, code)
    event = await Event.objects().get(Event.id == paper.event)
    assert event is not None  # a paper goes with its day
    return paper, event, await owner_of(event)


async def papers_of(viewer: Viewer, events: Iterable[int]) -> dict[int, list[Left]]:
    """Of these days, what this viewer may see: of each the minutes first, then in the order in which they came."""
    numbers = [*events]
    found: dict[int, list[Left]] = {number: [] for number in numbers}
    shown = Paper.select(Paper.event, Paper.code, Paper.work.type, Paper.work.title, Paper.work.code)
    for row in await shown.where(papers_visible_to(viewer), Paper.event.is_in([*numbers, 0])).order_by(Paper.id):
        left = Left(row["code"], row["event"], row["work.type"], row["work.title"], f"/works/{row['work.code']}")
        found[left.event].append(left)
    return {number: sorted(left, key=lambda one: not one.is_minutes) for number, left in found.items()}


async def minutes_of(viewer: Viewer, events: Iterable[int]) -> dict[int, Left]:
    """The first minutes of each of these days that has any for this viewer."""
    found = await papers_of(viewer, events)
    return {number: left[0] for number, left in found.items() if left and left[0].is_minutes}


async def tie(event: Event, work: Work, by: int | None, at: datetime | None = None, code: str = "") -> None:
    """The work stands with the day from now on. Tied twice it is tied once."""
    row = Paper(code=code or tokens.code(), event=event.id, work=work.id, tied_by=by, tied_at=at or now())
    await Paper.insert(row).on_conflict(action="DO NOTHING")


async def untie(paper: Paper) -> None:
    """The work stays in the library."""
    await Paper.delete().where(Paper.id == paper.id)


async def offered(viewer: Viewer, event: Event, owner: Owner) -> Sequence[Work]:
    """The newest works of the owner that do not stand with the day yet."""
    tied = Paper.select(Paper.work).where(Paper.event == event.id)
    shown = Work.objects().where(works_visible_to(viewer), Work.withdrawn_at.is_null(), belongs_to(owner))
    return await shown.where(Work.id.not_in(tied)).order_by(Work.deposited_at, ascending=False).limit(OFFERED)


async def work_offered(viewer: Viewer, owner: Owner, code: str) -> Work:
    """One of the owner's works that this viewer may see, or NotHere."""
    shown = Work.objects().where(works_visible_to(viewer), Work.withdrawn_at.is_null(), belongs_to(owner))
    found = await shown.where(Work.code == code).first()
    if found is None:
        raise NotHere
    return found


async def days_of_work(viewer: Viewer, work: int) -> Panel | None:
    """On the page of a work: the days that it comes from, for who may see them."""
    tied = Paper.select(Paper.event).where(Paper.work == work)
    days = await Event.objects().where(events_visible_to(viewer), Event.id.is_in(tied)).order_by(Event.starts_at)
    items = [
        Item(day.title, f"/events/{day.code}", when=day.starts_at, words=day.place_name, zone=day.time_zone)
        for day in days
    ]
    return Panel(_("The day that it comes from"), items, _("It comes from no day.")) if items else None
