"""Minutes: what a day leaves to those who were there and to those who were not. The form opens with what is known of the
day already (its name, its date, its place, how many came, its agenda, its reach, the pair), and nobody types it again.

They are a work of the library, tied to its day: a file, a link, or words written into the frame of the agenda. Minutes are
for a day that has ended and took place; other papers may come before it.
"""

from collections.abc import Sequence

from events import papers
from events.attendances import headcounts
from events.communes import commune_of
from events.events import CANCELLED, day_of, locked
from events.papers import MINUTES
from events.sessions import agenda_of
from events.tables import Attendance, Event, Session
from library import works
from library.tables import Work
from library.works import Description
from network.access import Viewer, is_community
from network.communities import gardeners
from network.ground.clock import now
from network.ground.errors import Conflict, Fault
from network.ground.queue import together
from network.ground.words import (
    LANGUAGES,
    _,
    language,
    ngettext,
    say_all,
    say_date,
    say_day,
    say_hour,
    say_number,
    sort_key,
    speaking,
)
from network.owners import Owner
from network.tables import File, Topic

TOO_EARLY = _("Minutes are for when the day is over.")


def is_over(event: Event) -> bool:
    """The day has ended, and took place."""
    return event.is_published and not event.is_cancelled and event.ends_at <= now()


async def draft(event: Event, owner: Owner, topics: Sequence[Topic]) -> Description:
    """What is known of the minutes before they are written, in the language of who writes them."""
    commune = await commune_of(event.territory)
    agenda = await agenda_of(event)
    where = ", ".join(
        filter(None, [event.place_name, commune.name if commune and commune.name not in event.place_name else ""])
    )
    came = await how_many_came(event)
    said = [f"{say_day(event.starts_at, event.time_zone).capitalize()}{f', {where}' if where else ''}."]
    if came:
        said.append(ngettext("One person came.", "%(n)s people came.", came) % {"n": say_number(came)})
    return Description(
        title=str(_("Minutes: %(day)s", day=event.title))[:200],
        type=MINUTES,
        description=" ".join(said),
        creator=(await _writers(event, owner))[:200],
        publisher=owner.name[:200],
        issued=say_date(event.starts_at, event.time_zone),
        coverage=commune.name if commune else "",
        language=language(),
        reach=event.reach,
        words=frame(event, agenda),
        topics=[topic.id for topic in topics if _is_named(topic, event, agenda)],
    )


async def how_many_came(event: Event) -> int:
    """By name; where nobody was ticked, as they were counted."""
    ticked = int(await Attendance.count().where(Attendance.event == event.id))
    counted = None if ticked else await headcounts.count_of(event)
    return counted.people if counted else ticked


async def _writers(event: Event, owner: Owner) -> str:
    """The pair of that day."""
    if not is_community(owner):
        return owner.name
    names = [seat.name for seat in await gardeners.pair_of(owner, day_of(event)) if seat.person and seat.name]
    return say_all(names) if names else owner.name


def _is_named(topic: Topic, event: Event, agenda: Sequence[Session]) -> bool:
    """Its words stand in what is said of the day."""
    said = sort_key(" ".join([event.title, event.summary, *(part.title for part in agenda)]))
    return f" {topic.sort_key} " in f" {' '.join(''.join(c if c.isalnum() else ' ' for c in said).split())} "


def frame(event: Event, agenda: Sequence[Session]) -> str:
    """The agenda as headings to write under, then what is kept and what comes next."""
    parts = [
        f"{say_hour(part.starts_at, event.time_zone)}, {part.title}{f' ({part.speakers})' if part.speakers else ''}"
        for part in agenda
    ]
    return "\n\n\n".join([*parts, str(_("What we keep of it")), str(_("What comes next, and who sees to it"))])


async def written(event: Event, words: str) -> str:
    """The words, or none where nobody wrote anything into the frame."""
    agenda = await agenda_of(event)
    for tongue in LANGUAGES:
        with speaking(tongue):
            if words.split() == frame(event, agenda).split():
                return ""
    return words


async def deposit(event: Event, owner: Owner, said: Description, file: File | None, by: Viewer, code: str) -> Work:
    """Into the library and onto the page of the day. A form sent twice is one work. Raises Fault, Conflict."""
    async with together():
        held = await locked(event.id)
        if held.is_cancelled:
            raise Conflict(CANCELLED)
        if said.type == MINUTES and not is_over(held):
            raise Fault("type", TOO_EARLY)
        work = await works.deposit(owner, said, file, by=by.person, code=code)
        await papers.tie(held, work, by.person)
    return work
