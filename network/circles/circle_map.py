"""The circle map: where each mark of the picture lies. It knows numbers by circle and college, and no names.

Marks of a college lie side by side, so that a sector of the disc is a college; each college has a shape as well as a
colour. Marks keep clear of the label of their circle. Beyond sixty people a circle is folded into a ring of arcs, one
for each college and as long as its share, with its mark and its count: two thousand people are as legible as twenty.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, repeat
from math import asin, cos, floor, log10, pi, sin, sqrt

from network.colleges import COLLEGES

CENTRE = 320
EDGES = {1: (66, 150), 2: (150, 235), 3: (235, 310)}  # from where, and to where, a circle reaches
LARGEST = {1: 10.0, 2: 8.0, 3: 7.0}  # of a mark
MOST = 60  # marks in a circle, before it is folded
LABEL_HALF, LABEL_DEPTH = 94, 36  # the room kept free for the label, at the top of its circle


@dataclass(frozen=True)
class Mark:
    """One person: the outline of the college's shape."""

    college: str
    outline: str


@dataclass(frozen=True)
class Arc:
    """A college of a folded circle: a piece of the ring, its mark, and its count where there is room to say it."""

    college: str
    people: int
    outline: str
    mark: str
    x: float
    y: float
    has_room: bool


@dataclass(frozen=True)
class Ring:
    """A circle as it is drawn."""

    circle: int
    people: int
    radius: int
    label_y: int
    marks: list[Mark] = field(default_factory=list)
    arcs: list[Arc] = field(default_factory=list)


def draw(counts: Mapping[int, Mapping[str, int]]) -> list[Ring]:
    """The outermost circle first, as it is painted. `counts`: circle -> college -> people."""
    return [_ring(circle, _in_order(counts.get(circle, {}))) for circle in sorted(EDGES, reverse=True)]


def outline(college: str, x: float, y: float, r: float) -> str:
    """The shape of a college as a path: all of about the same area."""
    if college == "agent":
        side = 1.76 * r
        return f"M{x - side / 2:.1f} {y - side / 2:.1f}h{side:.1f}v{side:.1f}h-{side:.1f}z"
    if college == "elected":
        d = 1.25 * r
        return f"M{x:.1f} {y - d:.1f}l{d:.1f} {d:.1f}l-{d:.1f} {d:.1f}l-{d:.1f} -{d:.1f}z"
    if college == "expert":
        d = 1.2 * r
        return f"M{x:.1f} {y - d:.1f}l{1.08 * d:.1f} {1.85 * d:.1f}h-{2.16 * d:.1f}z"
    if college not in COLLEGES:  # who speaks for nobody: a cross
        d = 0.4 * r
        return (
            f"M{x - d:.1f} {y - r:.1f}h{2 * d:.1f}v{r - d:.1f}h{r - d:.1f}v{2 * d:.1f}h-{r - d:.1f}v{r - d:.1f}"
            f"h-{2 * d:.1f}v-{r - d:.1f}h-{r - d:.1f}v-{2 * d:.1f}h{r - d:.1f}z"
        )
    return f"M{x - r:.1f} {y:.1f}a{r:.1f} {r:.1f} 0 1 0 {2 * r:.1f} 0a{r:.1f} {r:.1f} 0 1 0 -{2 * r:.1f} 0z"


def _in_order(counts: Mapping[str, int]) -> dict[str, int]:
    return {college: counts[college] for college in [*COLLEGES, ""] if counts.get(college)}


def _ring(circle: int, counts: Mapping[str, int]) -> Ring:
    people, (_inner, radius) = sum(counts.values()), EDGES[circle]
    ring = Ring(circle, people, radius, CENTRE - radius + 24)
    if people > MOST:
        ring.arcs.extend(_arcs(circle, counts, people))
    else:
        ring.marks.extend(_marks(circle, counts, people))
    return ring


def _marks(circle: int, counts: Mapping[str, int], people: int) -> Iterator[Mark]:
    """The largest marks that fit, on as few rows as hold them; then college after college, clockwise."""
    r = LARGEST[circle]
    while (rows := _rows(circle, r, people)) is None:
        r -= 0.5
    places = sorted(place for row in rows for place in _places(*row))
    colleges = chain.from_iterable(repeat(college, many) for college, many in counts.items())
    for (angle, radius), college in zip(places, colleges, strict=True):
        yield Mark(college, outline(college, CENTRE + radius * sin(angle), CENTRE - radius * cos(angle), r))


Row = tuple[float, float, int]  # its radius, the angle it leaves free on each side of the top, how many lie on it


def _rows(circle: int, r: float, people: int) -> list[Row] | None:
    """None: they do not fit at this size."""
    inner, outer = EDGES[circle]
    apart = 2.9 * r
    for number in range(1, floor((outer - inner) / apart) + 1):
        step = (outer - inner) / number
        radii = [inner + step * (index + 0.5) for index in range(number)]
        free = [_kept_free(radius, outer, r) for radius in radii]
        room = [floor((2 * pi - 2 * gap) * radius / apart) for radius, gap in zip(radii, free, strict=True)]
        if sum(room) >= people:
            return list(zip(radii, free, _shared(people, room), strict=True))
    return None


def _kept_free(radius: float, outer: float, r: float) -> float:
    """The angle beside the top where the label of the circle is written."""
    if radius + r < outer - LABEL_DEPTH:
        return 0.0
    return asin(min(1.0, (LABEL_HALF + r) / radius))


def _shared(people: int, room: list[int]) -> list[int]:
    """As many on each row as its room asks for, and all of them together."""
    shares = [people * part // sum(room) for part in room]
    for index in range(people - sum(shares)):
        shares[-1 - index % len(shares)] += 1
    return shares


def _places(radius: float, free: float, many: int) -> Iterator[tuple[float, float]]:
    for index in range(many):
        yield free + (2 * pi - 2 * free) * (index + 0.5) / many, radius


def _arcs(circle: int, counts: Mapping[str, int], people: int) -> Iterator[Arc]:
    inner, outer = EDGES[circle]
    near, far = (inner + 6, outer - LABEL_DEPTH) if circle == 1 else (inner + 12, outer - 12)
    middle = (near + far) / 2
    free = 0.0 if circle == 1 else _kept_free(middle, outer, (far - near) / 2)  # the innermost lies under its label
    angle = free
    for college, many in counts.items():
        end = angle + (2 * pi - 2 * free) * many / people
        at = (angle + end) / 2
        x, y = CENTRE + middle * sin(at), CENTRE - middle * cos(at)
        length = (end - angle) * middle
        has_room = length >= 84
        mark = outline(college, x, y - (13 if has_room else 0), 9) if length >= 26 else ""
        yield Arc(college, many, _sector(near, far, angle, end), mark, round(x, 1), round(y + 18, 1), has_room)
        angle = end


def _sector(near: float, far: float, start: float, end: float) -> str:
    def point(radius: float, angle: float) -> str:
        return f"{CENTRE + radius * sin(angle):.1f} {CENTRE - radius * cos(angle):.1f}"

    large = int(end - start > pi)
    return (
        f"M{point(far, start)}A{far} {far} 0 {large} 1 {point(far, end)}"
        f"L{point(near, end)}A{near} {near} 0 {large} 0 {point(near, start)}z"
    )


def glyph_radii(count: Mapping[int, int]) -> list[tuple[int, float]]:
    """For the small picture on a card, the outermost first: areas tell how many stand inside, the whole how many in
    all; never so tight that a circle or the pair would vanish."""
    total = sum(count.values())
    whole = 24 + min(7.0, 2.8 * log10(total + 1))
    if total == 0:
        return [(3, whole), (2, whole - 5), (1, 13.0)]
    first = min(max(whole * sqrt(count.get(1, 0) / total), 12.5), whole - 8)
    second = min(max(whole * sqrt((count.get(1, 0) + count.get(2, 0)) / total), first + 3.5), whole - 3.5)
    return [(3, round(whole, 1)), (2, round(second, 1)), (1, round(first, 1))]


def initials(name: str) -> str:
    """Rita Moreau is RM; Odile Le Gall is OG."""
    parts = name.split()
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()
