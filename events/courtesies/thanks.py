"""Thanks: after a day, a word to those who came, with what was shared there and what comes next.

It is drafted, so that thanking costs one look and one press; those who animate change what they like. Or it leaves by
itself, the morning after, once who came is ticked. **A day is thanked for once**, and to those who came: a place that
stayed empty is no reason for thanks. What leaves is a note like those by hand, and kept with them.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from events import coming
from events.events import CANCELLED, day_of, locked
from events.facts import at_wall
from events.minutes import sending
from events.note_audiences import OCCASION, came
from events.tables import Event, Thanks
from library.panels import fill_new_works
from network.access import ANYONE, Audience, Viewer, viewer_for
from network.communities import replies
from network.ground import tokens
from network.ground.clock import now, today
from network.ground.errors import Conflict
from network.ground.queue import together
from network.ground.settings import settings
from network.ground.words import Sentence, _, say_all, say_day, say_moment, speaking
from network.owners import Owner, owner_of
from network.plug import Matter, Period
from network.tables import Person, WrittenNote
from network.written_notes import readers, written_notes
from network.written_notes.written_notes import Words

KEPT_FOR = timedelta(days=30)  # after that nobody waits for thanks any more
QUIET = timedelta(hours=2)  # after the last tick: the list may be half done


async def thanks_of(event: Event) -> Thanks:
    """As it was decided; of itself nothing leaves."""
    decided = await Thanks.objects().where(Thanks.event == event.id).first()
    return decided or Thanks(event=event.id, by_itself=False, line="", sent_at=None)


async def decide(event: Event, by_itself: bool, line: str, by: Viewer) -> None:
    """Whether it leaves by itself, and with which line of theirs. Raises Conflict once it has left."""
    async with together():
        held = await locked(event.id)
        thanks = await thanks_of(held)
        if thanks.sent_at:
            raise Conflict(ALREADY)
        if held.is_cancelled:
            raise Conflict(CANCELLED)
        thanks.by_itself, thanks.line = by_itself, line
        thanks.decided_by, thanks.decided_at = by.person, now()
        await thanks.save()


ALREADY = _("Those who came were thanked already.")


async def draft(event: Event, owner: Owner, line: str = "") -> Words:
    """In the language of whoever reads it first: what was shared since that day, and the day that comes next, as those
    whom the day was for may see them."""
    reader, day = viewer_for(Audience(owner, event.reach)), day_of(event)
    said = [str(_("Hello,")), str(_("Thank you for coming to “%(day)s”, %(on)s.", day=event.title, on=say_day(day)))]
    if line:
        said.append(line)
    minutes = await sending.open_minutes(event, owner)
    if minutes:
        said.append("\n".join([str(_("The minutes are in the library:")), sending.linked(minutes.title, minutes.path)]))
    shared = [
        item
        for item in (await fill_new_works(reader, owner, Period(day, today()))).items
        if not (minutes and item.path == minutes.path)
    ]
    if shared:
        links = [sending.linked(item.title, item.path) for item in shared[:5]]
        said.append("\n".join([str(_("What was shared since:")), *links]))
    following = [one for one in await coming.coming(reader, owner, most=3) if one.is_published and not one.is_cancelled]
    if following:
        following_day = following[0]
        link = f"{settings().address}/events/{following_day.code}"
        when = say_moment(following_day.starts_at, following_day.time_zone)
        said.append(str(_("The next day: %(day)s, %(when)s. %(link)s", day=following_day.title, when=when, link=link)))
    pair = [name for name, _address in await replies.read_by(owner)]
    said.append("\n".join([str(_("See you soon,")), say_all(pair) or owner.name]))
    return Words(str(_("Thank you: %(day)s", day=event.title))[:120], "\n\n".join(said))


def may_thank(event: Event) -> bool:
    """The day is over, and took place."""
    return event.is_published and not event.is_cancelled and event.ends_at <= now()


async def thank(event: Event, owner: Owner, said: Words, by: Viewer, code: str | None = None) -> WrittenNote:
    """To all who came, once: thanked again, the note of the first time. Raises Conflict before the day has ended,
    Fault("audience") where nobody who came can be written to."""
    async with together():
        held = await locked(event.id)
        thanks = await thanks_of(held)
        sent = await WrittenNote.objects().get(WrittenNote.id == thanks.written_note) if thanks.written_note else None
        if sent:
            return sent
        if thanks.sent_at:
            raise Conflict(ALREADY)
        if not may_thank(held):
            raise Conflict(_("Thanks are for when the day is over."))
        matter = Matter(owner, held.id, held.title, f"/events/{held.code}")
        people = await came(held.id)
        row = await written_notes.write(
            OCCASION, matter, "events.came", people, said, by, code or tokens.code(), is_once=True
        )
        thanks.written_note, thanks.sent_at = row.id, now()
        if thanks.decided_at is None:
            thanks.decided_by, thanks.decided_at = by.person, now()
        await thanks.save()
    return row


async def thank_by_itself() -> None:
    """By the clock: the morning after, for the days of which it was so decided, when nobody has ticked for two hours."""
    rows = await Event.raw(
        """
        SELECT event.id FROM events_event AS event JOIN events_thanks AS thanks ON thanks.event = event.id
        WHERE thanks.by_itself AND thanks.sent_at IS NULL AND event.published_at IS NOT NULL
          AND event.cancelled_at IS NULL AND event.ends_at < {} AND event.ends_at > {}
          AND (SELECT max(ticked_at) FROM events_attendance AS came WHERE came.event = event.id) < {}
        """,
        *[now(), now() - KEPT_FOR, now() - QUIET],
    )
    for row in rows:
        event = await Event.objects().get(Event.id == row["id"])
        if event and now() >= morning_after(event):
            await _thank_now(event)


def morning_after(event: Event) -> datetime:
    """At nine, where the day was."""
    last = event.ends_at.astimezone(ZoneInfo(event.time_zone)).date()
    return at_wall(last + timedelta(days=1), time(9), event.time_zone)


async def _thank_now(event: Event) -> None:
    owner, thanks = await owner_of(event), await thanks_of(event)
    if not (await readers.of(await came(event.id))).letters:  # nobody to be written to: nothing waits any more
        await Thanks.update({Thanks.sent_at: now()}).where(Thanks.event == event.id)
        return
    decider = await Person.objects().get(Person.id == thanks.decided_by) if thanks.decided_by else None
    with speaking(decider.language if decider else ""):
        await thank(event, owner, await draft(event, owner, thanks.line), ANYONE)


async def rest_after_restore() -> Sentence | None:
    """Thanks of days that are over may have left from the house that was lost: from now on they wait for somebody."""
    over = Event.select(Event.id).where(Event.ends_at < now())
    waiting = Thanks.event.is_in(over) & Thanks.sent_at.is_null() & Thanks.by_itself.eq(True)
    rows = await Thanks.update({Thanks.by_itself: False}).where(waiting).returning(Thanks.id)
    return _("Thanks after days that are over: %(count)s, not sent by themselves.", count=len(rows)) if rows else None
