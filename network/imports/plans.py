"""Plans: what an import would do, worked out before anything is written, and again when it is carried out.

Each line is to be mended, or somebody new, or somebody found again: among the people of the network, or on a line above.
How they were found decides what is taken for granted, until somebody answers otherwise: one name that no organisation and
no address contradicts is one person; two names at one address are two. Of several namesakes it is the one of whom nothing
need be written, if there is one: so a second import of the same file finds whom the first has left, and changes nothing.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from copy import copy

import msgspec

from network.ground.spreadsheets.sheets import Sheet
from network.ground.words import sort_key
from network.imports import differences, lines
from network.imports.differences import Difference
from network.imports.lines import LineFault
from network.imports.memory import Memory, is_of_another_address, nearness
from network.people.arrivals import Arrival
from network.people.completions import Completion
from network.people.likenesses import Known

SUREST = ["address", "name", "alone", "maybe", "shared"]


class Line(msgspec.Struct):
    line: int
    arrival: Arrival

    @property
    def name(self) -> str:
        return f"{self.arrival.given_name} {self.arrival.family_name}".strip()


class Answers(msgspec.Struct):
    """What was said of those found again: line by line, of all the others at once, and whose word counts."""

    same: set[int] = set()
    other: set[int] = set()
    for_all: str = ""  # "same", "other", or as each was found
    takes: bool = False  # where network and file disagree, the file is right


class Found(msgspec.Struct):
    """A line, who it may be, and how that was seen."""

    line: Line
    known: Known
    how: str  # of SUREST, see memory.py
    is_same: bool
    is_answered: bool = False
    differences: list[Difference] = []
    seen: Known | None = None  # as they were before this line

    @property
    def changes(self) -> list[Difference]:
        return [one for one in self.differences if one.is_made]

    @property
    def is_asked(self) -> bool:
        """Not plain: somebody should look."""
        is_plain = self.how == "address" and self.is_same and (self.known.line or not self.differences)
        return self.is_answered or not is_plain


class Plan(msgspec.Struct):
    new: list[Line] = []
    found: list[Found] = []
    faults: list[LineFault] = []

    @property
    def wrong(self) -> int:
        """How many lines are to be mended."""
        return len({fault.line for fault in self.faults})

    @property
    def sorts(self) -> list[tuple[LineFault, int]]:
        """A fault of each sort, the most frequent first, with how many there are."""
        counted = Counter(fault.sentence.english for fault in self.faults)
        firsts = {fault.sentence.english: fault for fault in reversed(self.faults)}
        return [(firsts[english], count) for english, count in counted.most_common()]

    @property
    def known(self) -> list[Found]:
        """Those of the network, one for each line."""
        return [one for one in self.found if one.is_same and not one.known.line]

    @property
    def known_people(self) -> int:
        """Each once, however many lines name them."""
        return len({one.known.person for one in self.known})

    @property
    def doubles(self) -> list[Found]:
        """Lines with the same person as a line above."""
        return [one for one in self.found if one.is_same and one.known.line]

    @property
    def asked(self) -> list[Found]:
        """To be looked at, the most doubtful first; what was answered stays among them."""
        asked = [one for one in self.found if one.is_asked]
        return sorted(asked, key=lambda one: (-SUREST.index(one.how), one.line.line))

    @property
    def changed(self) -> list[Found]:
        """Known people of whom something is to be written down."""
        return [one for one in self.known if one.changes]

    @property
    def completions(self) -> list[Completion]:
        """The same, as it is written: each person once."""
        found: dict[int, Completion] = {}
        for one in self.changed:
            row = found.setdefault(one.known.person, Completion(one.known.person))
            for change in one.changes:
                if change.field in differences.OF_THE_AFFILIATION:
                    row.college, row.organisation, row.function = _affiliation(one)
                else:
                    row.replaces.setdefault(change.field, (change.before or None, change.after))
        return [*found.values()]

    @property
    def to_place(self) -> list[tuple[int, int]]:
        """Known people who do not stand in the community yet, each once, and their circle."""
        places: dict[int, int] = {}
        for one in self.known:
            if one.known.circle is None and not one.known.objects:
                places.setdefault(one.known.person, one.line.arrival.circle)
        return [*places.items()]

    @property
    def entering(self) -> int:
        """How many people would have a place that they do not have."""
        return len(self.new) + len(self.to_place)

    @property
    def is_idle(self) -> bool:
        return not (self.entering or self.changed)


def _affiliation(one: Found) -> tuple[str, str, str]:
    known = one.known
    return known.college or one.line.arrival.college, known.organisation or "", known.function


def make(
    sheet: Sheet, columns: Sequence[str], college: str, known: Iterable[Known], answers: Answers | None = None
) -> Plan:
    """Pure: the same sheet, people and answers give the same plan."""
    return compare(read(sheet, columns, college), known, answers or Answers())


def read(sheet: Sheet, columns: Sequence[str], college: str) -> list[tuple[Line, list[LineFault]]]:
    """What each line says, and what is wrong with it; but for those that say nothing of anybody."""
    rows = [row for row in sheet.rows if not lines.says_nothing(row, columns)]
    said = [(row.line, *lines.read(row, columns, college)) for row in rows]
    return [(Line(number, arrival), faults) for number, arrival, faults in said]


def named(said: Iterable[tuple[Line, list[LineFault]]]) -> tuple[set[str], set[str]]:
    """By what those are found again whom the lines may mean: addresses, and names as sort keys."""
    arrivals = [line.arrival for line, faults in said if not faults]
    names = {sort_key(f"{one.family_name} {one.given_name}") for one in arrivals}
    return {one.email for one in arrivals if one.email}, names


def compare(read: Iterable[tuple[Line, list[LineFault]]], known: Iterable[Known], said: Answers) -> Plan:
    """With those who are known, of whom there may be more than the lines mean."""
    plan, memory = Plan(), Memory(known)
    written: set[int] = set()  # whom a line above has spoken of already: a second line only fills in
    for line, faults in read:
        if faults:
            plan.faults += faults
            continue
        arrival = line.arrival
        one = _likeliest(line, memory.find(arrival), said, written)
        if one:
            plan.found.append(one)
        if one is None or not one.is_same:
            plan.new.append(line)
            memory.learn(line.line, arrival)
        elif one.known.line:
            differences.fill(memory.arrivals[one.known.line], one.known, arrival)
            memory.note_address(one.known)
        else:
            differences.make(one.known, one.changes)
            memory.note_address(one.known)
            written.add(one.known.person)
    return plan


def _likeliest(line: Line, found: list[tuple[Known, str]], said: Answers, written: set[int]) -> Found | None:
    is_answered = line.line in said.same or line.line in said.other
    ones = [Found(line, known, how, _is_same(line, known, how, said), is_answered) for known, how in found]
    for one in ones:
        takes = said.takes and one.known.person not in written and not one.known.line
        one.differences = differences.between(one.known, line.arrival, takes)

    def likeliness(one: Found) -> tuple[bool, bool, int, int]:
        return not one.is_same, bool(one.changes), SUREST.index(one.how), -nearness(one.known, line.arrival)

    likeliest = min(ones, key=likeliness, default=None)
    if likeliest:
        likeliest.seen = copy(likeliest.known)
    return likeliest


def _is_same(line: Line, known: Known, how: str, said: Answers) -> bool:
    if line.line in said.same or line.line in said.other:
        return line.line in said.same
    if how == "address":
        return True
    if said.for_all:
        return said.for_all == "same"
    return how != "shared" and not (known.line and is_of_another_address(known, line.arrival))
