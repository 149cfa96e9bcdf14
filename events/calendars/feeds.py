"""Feeds: addresses that a calendar program reads every few hours, so that days stand in it by themselves.

Those of a network, of a community and of the whole instance say what anybody may see. A person's own is a secret address,
one for each device: it says what that person may see today, by the same rule as the pages, and says nothing any more
when it is taken back, when nobody has read it for a year, or when the person is erased. The secret lies in no table:
it is drawn from the row and our key, so it can be shown again to its owner, and to nobody else.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from events.calendars.days import days_for
from events.calendars.entries import Day, Heading, feed_of
from events.coming import of_owner
from events.tables import Event, Feed
from network.access import ANYONE, Viewer, viewer_of
from network.ground import tokens
from network.ground.clock import living_by, now, wall
from network.ground.errors import Conflict, NotHere, SignInFirst
from network.ground.queue import together
from network.ground.settings import settings
from network.ground.words import Sentence, _, language, speaking
from network.owners import Owner
from network.zones import zone_of

MOST = 10  # of one person
FORM = 2  # of what entries.py makes of a day: when that changes, this is counted up
UNREAD = timedelta(days=400)
HOLDS: dict[str, Sentence] = {
    "all": _("All days that I may see"),
    "mine": _("Only those where I am registered, or which I organise"),
}
GONE = _("This calendar address is not valid, or no longer. Its owner finds a new one under “Calendars”.")


@dataclass(frozen=True)
class Read:
    """What a program is answered, and by what it knows next time that nothing has changed."""

    digest: str
    changed_at: datetime | None
    days: list[Day]
    heading: Heading
    language: str
    zone: str

    def pack(self) -> bytes:
        """As iCalendar, in its reader's language and on their clock."""
        with speaking(self.language), living_by(self.zone):
            return feed_of(self.days, self.heading)


async def make(viewer: Viewer, name: str, holds: str, code: str) -> Feed:
    """A new address for one device. A form sent twice makes one. Raises SignInFirst, Conflict at the eleventh."""
    if viewer.person is None:
        raise SignInFirst
    async with together():
        known = await Feed.objects().where(Feed.code == code, Feed.person == viewer.person).first()
        if known:
            return known
        if await Feed.count().where(Feed.person == viewer.person) >= MOST:
            raise Conflict(_("You have %(most)s addresses already: please take one back first.", most=MOST))
        feed = Feed(code=code, person=viewer.person, name=name, holds=holds, made_at=now())
        await Feed.insert(feed).on_conflict(target=Feed.code, action="DO NOTHING")
    return await feed_for(viewer, code)


async def take_back(viewer: Viewer, code: str) -> None:
    """From now on the address says nothing. Twice is once."""
    await Feed.delete().where(Feed.code == code, Feed.person == (viewer.person or 0))


async def feeds_for(viewer: Viewer) -> list[Feed]:
    """The viewer's own, the newest first."""
    mine = Feed.person == (viewer.person or 0)
    return await Feed.objects().where(mine).order_by(Feed.made_at, Feed.id, ascending=False)


async def feed_for(viewer: Viewer, code: str) -> Feed:
    """The door: an address is its person's alone."""
    found = await Feed.objects().where(Feed.code == code, Feed.person == (viewer.person or 0)).first()
    if found is None:
        raise NotHere
    return found


def address_of(feed: Feed) -> str:
    """With its secret: for its owner."""
    return f"{settings().address}/calendars/{feed.code}/{_secret(feed)}.ics"


def _secret(feed: Feed) -> str:
    return tokens.derive("calendar", feed.code, feed.made_at.timestamp())[:32]


async def read_own(code: str, secret: str) -> Read:
    """Whoever has the address reads what its person may see today, in their language and on their clock. When it was
    read last is written down once an hour. Raises NotHere."""
    feed = await Feed.objects().where(Feed.code == code).first()
    if feed is None or not tokens.are_same(secret, _secret(feed)):
        raise NotHere(GONE)
    viewer = await viewer_of(feed.person)
    if feed.read_at is None or feed.read_at < now() - timedelta(hours=1):
        await Feed.update({Feed.read_at: now()}).where(Feed.id == feed.id)
    with speaking(viewer.language), living_by(viewer.zone):
        name = str(_("Terreau, %(name)s", name=viewer.name))
        heading = Heading(name, str(HOLDS[feed.holds]), address_of(feed), f"{settings().address}/calendars")
        days = await days_for(viewer, only_mine=feed.holds == "mine")
        return _read(days, heading, None)


async def read_public(owner: Owner | None, path: str) -> Read:
    """What anybody may see of the owner's days, of everybody's without an owner: the same for all who ask."""
    with living_by(await zone_of(owner) if owner else ""):
        days = await days_for(ANYONE, owner)
        name = owner.name if owner else str(_("Agenda"))
        said = str(_("Days for everybody"))
        heading = Heading(f"{name} – Terreau", said, f"{settings().address}{path}.ics", f"{settings().address}{path}")
        return _read(days, heading, await _last_change(owner))


async def _last_change(owner: Owner | None) -> datetime | None:
    """Of any day, seen or not: one that is seen no longer has changed as well."""
    rows = Event.objects().where(of_owner(owner)) if owner else Event.objects()
    last = await rows.order_by(Event.changed_at, ascending=False).first()
    return last.changed_at if last else None


def _read(days: list[Day], heading: Heading, changed_at: datetime | None) -> Read:
    """Its digest is of all that it would say, without saying it."""
    facts = [
        (day.event.uid, day.event.sequence, day.event.changed_at, day.event.is_published, day.owner, day.is_mine)
        for day in days
    ]
    said = repr((facts, heading, language(), wall().key, FORM))
    return Read(sha256(said.encode()).hexdigest()[:32], changed_at, days, heading, language(), wall().key)


async def forget_unread() -> None:
    """By the clock: an address that nobody has read for a year is taken back."""
    last = now() - UNREAD
    await Feed.delete().where((Feed.read_at < last) | (Feed.read_at.is_null() & (Feed.made_at < last)))
