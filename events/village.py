"""The days of the village, counted from today, so that those to come are always to come."""

from datetime import time, timedelta

from events import events, papers, sessions
from events.attendances import attendance
from events.bookings.bookings import belongs
from events.facts import Facts
from events.tables import Booking, Event
from library.tables import Work
from network.access import viewer_of
from network.ground import tokens
from network.ground.clock import now, today
from network.owners import Owner
from network.plug import Village

DAYS = {  # code: owner, days from today, who organises, reach, title, place, capacity
    "hedgescome": ("hedges", 10, "rita", "public", "Planter en année sèche", "Salle des fêtes, Auch", 30),
    "hedgespast": ("hedges", -20, "rita", "public", "Tailler sans abîmer", "Ferme du Bosquet, Auch", 12),
    "jurycircle": ("jury", 7, "cora", "circle_1", "Puits et rivières", "Maison de l’eau, Albi", None),
    "occitanday": ("occitanie", 30, "cora", "network", "Rencontre des binômes", "Hôtel de Région, Toulouse", 80),
}
AGENDA = [
    (time(9), time(9, 30), "Accueil et tour de table", "welcome", ""),
    (time(9, 30), time(11), "Quelles essences pour demain ?", "talk", "Amin Bey, université de Toulouse"),
    (time(11), time(12, 30), "Trois chantiers à la loupe", "world_cafe", ""),
]


async def grow(village: Village) -> None:
    """One day to come, one past with its attendance, one of the first circle alone, one of the network."""
    owners: dict[str, Owner] = {**village.communities, **village.networks}
    for code, (owner, days, who, reach, title, place, capacity) in DAYS.items():
        by = await viewer_of(village.people[who])
        facts = Facts(
            title=title,
            on=today() + timedelta(days=days),
            starts=time(9),
            ends=time(12, 30),
            place_name=place,
            capacity=capacity,
            reach=reach,
            organised_by=by.person,
        )
        event = await events.plan(owners[owner], facts, by, code=code, may_be_past=True)
        await events.publish(event, by)
        if owner == "hedges":
            await _fill(event, village, came=days < 0)


async def _fill(event: Event, village: Village, came: bool) -> None:
    for starts, ends, title, form, speakers in AGENDA:
        code = tokens.code() if came or form != "welcome" else "welcomehdg"
        await sessions.add(event, starts, ends, title, form, speakers, code)
    for who in ("amin", "zoé", "lucie"):  # rows, not verbs: the village writes to nobody
        code = tokens.code() if came or who != "amin" else "aminbooked"
        booking = Booking(code=code, event=event.id, person=village.people[who].id)
        booking.organisation, booking.college = await belongs(village.people[who].id, event)
        booking.asked_at = booking.confirmed_at = min(now(), event.starts_at) - timedelta(days=3)
        await booking.save()
    if came:
        by, owner = await viewer_of(village.people["rita"]), village.communities["hedges"]
        for who in ("amin", "zoé", "mina"):  # Lucie did not come, Mina had not registered
            await attendance.walk_in(event, owner, village.people[who].id, by)
        guide = await Work.objects().where(Work.community == owner.id, Work.type == "guide").first()
        if guide:  # what was handed out that day
            await papers.tie(event, guide, by.person, code="paperguide")
