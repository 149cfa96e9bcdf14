"""Walk-ins: who came without being on the list. Somebody known is found by name among those whom the owner's gardeners
may see: its circles, and who was registered, waits for a place or was seen at its days. Somebody new becomes a person, known from that day.
"""

from dataclasses import dataclass

from events.attendances.attendance import require_ticking, walk_in
from events.events import day_of
from events.tables import Event
from network.access import Viewer, is_coordinator
from network.ground.clock import today
from network.ground.errors import NotHere
from network.ground.queue import together
from network.ground.words import Sentence, _, say_date, sort_key
from network.owners import Owner, network_number, numbers_of, owner_of
from network.people import organisations, people
from network.tables import Affiliation, Organisation, Person
from network.tables.people import affiliated_on


@dataclass(frozen=True)
class NewPerson:
    """Whom nobody had written down yet: under the code of the form."""

    given_name: str
    family_name: str
    code: str
    organisation: str = ""
    college: str | None = None
    email: str | None = None
    phone: str | None = None


NEAR = """
SELECT person.id FROM network_person AS person
WHERE {asked} AND (
    EXISTS (SELECT FROM network_standing AS standing JOIN network_community AS c ON c.id = standing.community
            WHERE standing.person = person.id AND (standing.community = {} OR c.network = {}))
    OR EXISTS (SELECT FROM events_booking AS booking JOIN events_event AS event ON event.id = booking.event
               LEFT JOIN network_community AS c ON c.id = event.community
               WHERE booking.person = person.id AND booking.confirmed_at IS NOT NULL
                 AND (event.community = {} OR event.network = {} OR c.network = {}))
    OR EXISTS (SELECT FROM events_waiting_place AS waiting JOIN events_event AS event ON event.id = waiting.event
               LEFT JOIN network_community AS c ON c.id = event.community
               WHERE waiting.person = person.id
                 AND (event.community = {} OR event.network = {} OR c.network = {}))
    OR EXISTS (SELECT FROM events_attendance AS attendance JOIN events_event AS event ON event.id = attendance.event
               LEFT JOIN network_community AS c ON c.id = event.community
               WHERE attendance.person = person.id
                 AND (event.community = {} OR event.network = {} OR c.network = {})))
ORDER BY person.sort_key LIMIT {}
"""
NAMED = NEAR.replace("{asked}", "person.sort_key LIKE {}")
AT = NEAR.replace(
    "{asked}",
    "person.id IN (SELECT id FROM network_person WHERE email = {} UNION SELECT person FROM network_account WHERE address = {})",
)


async def find(owner: Owner, viewer: Viewer, words: str, most: int = 12) -> list[Person]:
    """Those of that name: a gardener's among the community's people, the coordination's among the whole network's."""
    key = sort_key(words)
    if len(key) < 2:
        return []
    escaped = "%" + key.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_").replace(" ", "%") + "%"
    return await _read(NAMED, owner, viewer, [escaped], most)


async def at(owner: Owner, viewer: Viewer, address: str, most: int = 12) -> list[Person]:
    """Of the same people those who have this address."""
    return await _read(AT, owner, viewer, [address, address], most)


async def _read(asked: str, owner: Owner, viewer: Viewer, values: list[str], most: int) -> list[Person]:
    (community, _own), around = numbers_of(owner), network_number(owner)
    network = around if is_coordinator(viewer, around) else None
    ours = [community, network, *3 * [community, network, network]]
    ids = [row["id"] for row in await Person.raw(asked, *values, *ours, most)]
    return await Person.objects().where(Person.id.is_in([*ids, 0])).order_by(Person.sort_key)


async def known(owner: Owner, viewer: Viewer, code: str) -> Person:
    """Somebody whom `find` may answer to this viewer: NotHere for anybody else."""
    person = await Person.objects().where(Person.code == code).first()
    if person is None or person.id not in [one.id for one in await find(owner, viewer, person.sort_key, most=200)]:
        raise NotHere
    return person


async def welcome(event: Event, by: Viewer, who: NewPerson, from_where: Sentence) -> tuple[Person, int | None]:
    """A new person, and the organisation that they name. Under a code that is there already, the one that it named."""
    async with together():
        person = await people.add(
            who.given_name, who.family_name, who.email, who.phone, known_from=str(from_where)[:200], code=who.code
        )
        body: Organisation | None = await organisations.find_or_add(who.organisation) if who.organisation else None
        belongs = await Affiliation.exists().where(Affiliation.person == person.id, affiliated_on(day_of(event)))
        if who.college and not belongs:
            since = min(today(), day_of(event))
            await people.affiliate(person, who.college, body, since=since, by=by.person, because=str(from_where)[:300])
    return person, body.id if body else None


async def add_known(event: Event, owner: Owner, code: str, by: Viewer) -> Person:
    """On the day or afterwards: they came."""
    person = await known(owner, by, code)
    await walk_in(event, owner, person.id, by)
    return person


async def add_new(event: Event, by: Viewer, who: NewPerson) -> Person:
    """On the day or afterwards: somebody new came. Sent twice it is one person."""
    require_ticking(event)
    owner = await owner_of(event)
    said = _("Came to “%(day)s” (%(owner)s), %(on)s", day=event.title, owner=owner.name, on=say_date(day_of(event)))
    async with together():
        person, organisation = await welcome(event, by, who, said)
        await walk_in(event, owner, person.id, by, organisation)
    return person
