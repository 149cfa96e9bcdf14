"""Crowds: people with invented names, for whom they speak, and where they can be written to: at example.org only.

As in life some have no address, and some couples share one.
"""

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from deploy.demonstration.chance import MADE_UP, at, by_now, code, keep, read, stream, table
from network.ground.words import sort_key
from network.tables import Affiliation, Disclosure, Organisation, Person

COLLEGES = {1: (30, 25, 30, 12, 3), 2: (20, 25, 30, 15, 10), 3: (8, 12, 28, 8, 44)}  # by circle, in percent
NO_ADDRESS, SHARED_ADDRESS, SEEN = 0.07, 0.04, 0.4


@dataclass
class Somebody:
    """A person with what the other parts must know of them."""

    row: Person
    college: str
    organisation: Organisation | None
    since: date
    function: str = ""
    eagerness: float = 1.0

    @property
    def number(self) -> int:
        return self.row.id


@dataclass
class Crowd:
    """Everybody so far. Nobody has the name of somebody else."""

    organisations: dict[str, Organisation]
    bodies: list[dict[str, str]]
    chance: Random = field(default_factory=lambda: stream("people"))
    names: dict[str, Any] = field(default_factory=lambda: read("names.toml"))
    taken: set[str] = field(default_factory=set)
    people: list[Somebody] = field(default_factory=list)

    def named(self, given: str, family: str, college: str, organisation: str, function: str, since: date) -> Somebody:
        """Somebody whom the files name."""
        body = self.organisations[organisation] if organisation else None
        return self._add(given, family, college, body, function, since)

    def stranger(self, circle: int, theme: str, since: date) -> Somebody:
        """Somebody drawn by lot, of the colleges and organisations of that theme."""
        chance = self.chance
        college = chance.choices(["elected", "agent", "civil", "expert", "citizen"], COLLEGES[circle])[0]
        own = [one for one in self.bodies if one["college"] == college and theme in one["communities"].split()]
        body = self.organisations[chance.choice(own)["name"]] if own else None
        function = chance.choice(self.names["functions"][college]) if body else ""
        while True:
            given, family = chance.choice(self.names["given"]), chance.choice(self.names["family"])
            if f"{given} {family}" not in self.taken:
                return self._add(given, family, college, body, function, since)

    def _add(
        self, given: str, family: str, college: str, body: Organisation | None, function: str, since: date
    ) -> Somebody:
        row = Person(code=code(self.chance), given_name=given, family_name=family, known_from=MADE_UP)
        row.sort_key, row.known_since_at = sort_key(f"{family} {given}"), by_now(at(since))
        row.email = address_of(given, family)
        if not function and self.chance.random() < NO_ADDRESS:
            row.email = None
        elif self.people and not function and self.chance.random() < SHARED_ADDRESS:
            row.email = self.people[-1].row.email
        self.taken.add(f"{given} {family}")
        somebody = Somebody(row, college, body, since, function, eagerness=self.chance.uniform(0.4, 1.6))
        self.people.append(somebody)
        return somebody

    async def settle(self) -> None:
        """Writes everybody down, with their affiliations; some agree to be seen by name."""
        await keep([one.row for one in self.people])
        rows, agreed = [], []
        for one in self.people:
            row = Affiliation(person=one.row.id, college=one.college, function=one.function, since_on=one.since)
            row.organisation, row.because = one.organisation.id if one.organisation else None, MADE_UP
            rows.append(row)
            if self.chance.random() < SEEN:
                agreed.append(Disclosure(person=one.row.id, field="name", reach="community"))
                agreed[-1].chosen_at = one.row.known_since_at
        await keep(rows)
        await keep(agreed)


def address_of(given: str, family: str) -> str:
    """Of the only domain that is nobody's."""
    plain = f"{sort_key(given)}.{sort_key(family)}".replace("'", "").replace(" ", "-")
    return f"{plain}@example.org"


async def organisations() -> tuple[dict[str, Organisation], list[dict[str, str]]]:
    """Those of the file; some are real by name (the Region, ADEME), nobody who speaks for them is."""
    chance, bodies = stream("organisations"), table("organisations.csv")
    rows = [
        Organisation(code=code(chance), name=one["name"], sort_key=sort_key(one["name"]), kind=one["kind"])
        for one in bodies
    ]
    await keep(rows)
    return {row.name: row for row in rows}, bodies
