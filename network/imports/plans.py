"""Plans: what an import would do, worked out before anything is written, and again when it is carried out.

Each line is new, known already, the same as a line above, or to be mended. The same address with another name is a
doubt: two people may share an address, so it is asked, and without an answer they are two.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from network.ground.sheets import Sheet
from network.ground.words import sort_key
from network.imports import lines
from network.imports.lines import LineFault
from network.people.arrivals import Arrival
from network.people.likenesses import Known


class Line(msgspec.Struct):
    line: int
    arrival: Arrival

    @property
    def name(self) -> str:
        return f"{self.arrival.given_name} {self.arrival.family_name}".strip()


class Plan(msgspec.Struct):
    new: list[Line] = []
    known: list[tuple[Line, Known]] = []
    doubts: list[tuple[Line, Known]] = []  # among the new, unless said to be the same
    doubles: list[tuple[Line, int]] = []  # the same person as on that line
    faults: list[LineFault] = []

    @property
    def wrong(self) -> int:
        """How many lines are to be mended."""
        return len({fault.line for fault in self.faults})

    @property
    def to_place(self) -> list[tuple[int, int]]:
        """Known people who do not stand in the community yet, each once, and their circle."""
        places: dict[int, int] = {}
        for line, known in self.known:
            if known.circle is None:
                places.setdefault(known.person, line.arrival.circle)
        return [*places.items()]

    @property
    def entering(self) -> int:
        """How many people would have a place that they do not have."""
        return len(self.new) + len(self.to_place)


def make(sheet: Sheet, columns: Sequence[str], college: str, known: Iterable[Known], same: Iterable[int]) -> Plan:
    """Pure: the same sheet and the same people give the same plan."""
    plan, memory, said_same = Plan(), Memory(known), set(same)
    first_lines: dict[tuple[str, ...], int] = {}
    for row in sheet.rows:
        arrival, faults = lines.read(row, columns, college)
        if faults:
            plan.faults += faults
            continue
        line = Line(row.line, arrival)
        first = first_lines.setdefault(_identity(arrival), row.line)
        if first != row.line:
            plan.doubles.append((line, first))
        elif found := memory.same_as(arrival):
            plan.known.append((line, found))
        elif doubt := memory.at_address(arrival):
            plan.doubts.append((line, doubt))
            (plan.known.append((line, doubt)) if row.line in said_same else plan.new.append(line))
        else:
            plan.new.append(line)
    return plan


def _key(arrival: Arrival) -> str:
    return sort_key(f"{arrival.family_name} {arrival.given_name}")


def _identity(arrival: Arrival) -> tuple[str, ...]:
    return (_key(arrival), arrival.email) if arrival.email else (_key(arrival), "", sort_key(arrival.organisation))


class Memory:
    """Whom the network knows, by address and by name."""

    def __init__(self, known: Iterable[Known]) -> None:
        self.addresses: dict[str, list[Known]] = defaultdict(list)
        self.names: dict[str, list[Known]] = defaultdict(list)
        for one in known:
            self.names[one.sort_key].append(one)
            if one.email:
                self.addresses[one.email].append(one)

    def same_as(self, arrival: Arrival) -> Known | None:
        """Of that address and that name (or the two names swapped); else of that name in that organisation."""
        key, body = _key(arrival), sort_key(arrival.organisation)
        swapped = sort_key(f"{arrival.given_name} {arrival.family_name}")
        for one in self.addresses.get(arrival.email or "", []):
            if one.sort_key in (key, swapped):
                return one
        for one in self.names.get(key, []):
            has_another = one.email and arrival.email and one.email != arrival.email
            if one.body == body and (body or not has_another):
                return one
        return None

    def at_address(self, arrival: Arrival) -> Known | None:
        """The one person of that address, by another name."""
        found = self.addresses.get(arrival.email or "", [])
        return found[0] if len(found) == 1 else None
