"""Paths: how the people of a community came to where they stand, from circle to circle, over three years.

Drawn backwards from today's circles, so that their sizes are those of the file. Who came nearer had accepted a step.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from deploy.demonstration.chance import ago, at, by_now, code, keep
from deploy.demonstration.crowds import Crowd, Somebody
from network.tables import Community, Standing, Step

CAME = (
    "Première venue à une rencontre",
    "Demande par un message",
    "Invitation d’un membre",
    "Inscription à un webinaire",
)
STEPPED = ("Vient régulièrement", "Porte un atelier", "Souhaite s’engager davantage", "Accueille une visite de terrain")
OUTWARD = ("Moins de temps cette année", "Change de fonction", "Souhaite prendre du recul")
LEFT = ("Déménagement", "Fin de mission", "Ne souhaite plus participer")
ELSEWHERE = 0.12  # of those who come, so many stand in another community already

Place = tuple[int, date]


@dataclass
class Way:
    """Of one person in one community: circle after circle, and perhaps out."""

    who: Somebody
    places: list[Place]
    left_on: date | None = None

    def circle_on(self, day: date) -> int | None:
        """Where they stood that day."""
        if self.left_on and self.left_on <= day:
            return None
        stood = [circle for circle, since in self.places if since <= day]
        return stood[-1] if stood else None


def places_to(circle: int, age: int, chance: Random) -> list[Place]:
    """One of the usual ways into that circle, in a community that is so many days old."""

    def between(newest: float, oldest: float) -> int:
        return round(age * chance.uniform(newest, oldest))

    lot = chance.random()
    if circle == 1 and lot < 0.45:
        days = [(1, between(0.9, 1))]
    elif circle == 1 and lot < 0.7:
        days = [(2, between(0.7, 0.95)), (1, between(0.35, 0.65))]
    elif circle == 1:
        days = [(3, between(0.6, 0.9)), (2, between(0.32, 0.55)), (1, between(0.01, 0.3))]
    elif circle == 2 and lot < 0.6:
        days = [(2, between(0.01, 0.95))]
    elif circle == 2 and lot < 0.92:
        days = [(3, between(0.35, 0.9)), (2, between(0.01, 0.3))]
    elif circle == 2:
        days = [(1, between(0.5, 0.98)), (2, between(0.02, 0.3))]
    elif lot < 0.95:
        days = [(3, round(age * chance.random() ** 1.4 * 0.97))]
    else:
        days = [(2, between(0.4, 0.9)), (3, between(0.02, 0.35))]
    return [(where, ago(max(n, 1))) for where, n in days]


def ways_into(community: Community, sizes: list[int], theme: str, crowd: Crowd, chance: Random) -> list[Way]:
    """Those who stand there today, and those who have left."""
    age = (ago(0) - community.opened_on).days
    found: list[Way] = []
    for circle, size in enumerate(sizes, start=1):
        for _one in range(size):
            places = places_to(circle, age, chance)
            found.append(Way(_who(circle, theme, places[0][1], crowd, chance, found), places))
    for _one in range(sum(sizes) // 9):
        since = round(age * chance.uniform(0.15, 0.95))
        until = round(since * chance.uniform(0.05, 0.85))
        circle = chance.choice([2, 3, 3, 3])
        way = Way(_who(circle, theme, ago(since), crowd, chance, found), [(circle, ago(since))])
        way.left_on = ago(until)
        found.append(way)
    return found


def _who(circle: int, theme: str, since: date, crowd: Crowd, chance: Random, here: list[Way]) -> Somebody:
    if chance.random() < ELSEWHERE and theme != "climat":
        standing = {id(way.who) for way in here}
        known = [one for one in crowd.people if not one.function and id(one) not in standing and one.since <= since]
        if known:
            return chance.choice(known)
    return crowd.stranger(circle, theme, since)


async def settle(ways: list[Way], community: Community, pair: list[int], chance: Random) -> None:
    """Writes the standings, and the steps by which people came nearer: some wait for an answer, some were declined."""
    standings, steps = [], []
    for way in ways:
        ends = [since for _circle, since in way.places[1:]] + [way.left_on]
        before = 4
        for (circle, since), until in zip(way.places, ends, strict=True):
            is_step = circle < before < 4
            row = Standing(person=way.who.number, community=community.id, circle=circle, since_on=since, until_on=until)
            row.because = chance.choice(STEPPED if is_step else OUTWARD if circle > before else CAME)
            row.decided_by = way.who.number if is_step or not pair else chance.choice(pair)
            if is_step and pair:
                steps.append(_step(way, community, circle, since, chance.choice(pair), chance, "accepted"))
            before = circle
            standings.append(row)
        if way.left_on:
            standings[-1].ended_by, standings[-1].end_because = way.who.number, chance.choice(LEFT)
    outer = [way for way in ways if not way.left_on and way.places[-1][0] > 1 and way.who.row.email]
    for way, state in zip(chance.sample(outer, min(5, len(outer))), ["open"] * 3 + ["declined"] * 2, strict=False):
        if pair:
            day = ago(chance.randint(1, 6) if state == "open" else chance.randint(40, 200))
            steps.append(_step(way, community, way.places[-1][0] - 1, day, chance.choice(pair), chance, state))
    await keep(standings)
    await keep(steps)


def _step(way: Way, community: Community, circle: int, day: date, by: int, chance: Random, state: str) -> Step:
    step = Step(code=code(chance), person=way.who.number, community=community.id, to_circle=circle, state=state)
    step.because, step.proposed_by = chance.choice(STEPPED), by
    step.proposed_at = at(day - timedelta(days=0 if state == "open" else chance.randint(1, 6)))
    if state != "open":
        step.decided_by, step.decided_at = way.who.number, by_now(at(day))
    return step
