import re
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as some

from network.circles.circle_map import CENTRE, EDGES, MOST, draw, glyph_radii, initials, outline
from network.colleges import COLLEGES

COUNTS = some.dictionaries(
    some.sampled_from([1, 2, 3]),
    some.dictionaries(some.sampled_from([*COLLEGES, ""]), some.integers(0, 900), max_size=6),
)


def place(path: str) -> tuple[float, float]:
    """Where a mark begins: within its circle as good as its middle."""
    x, y = re.findall(r"-?\d+\.\d+", path)[:2]
    return float(x) - CENTRE, float(y) - CENTRE


@given(COUNTS)
def test_everybody_is_drawn_once_in_their_circle_or_counted_in_its_ring(counts: dict[int, dict[str, int]]) -> None:
    for ring in draw(counts):
        told = {college: many for college, many in counts.get(ring.circle, {}).items() if many}
        assert ring.people == sum(told.values())
        assert not (ring.marks and ring.arcs) and len(ring.marks) <= MOST
        if ring.people > MOST:
            assert {arc.college: arc.people for arc in ring.arcs} == told
            continue
        drawn = [mark.college for mark in ring.marks]
        assert {college: drawn.count(college) for college in drawn} == told
        inner, outer = EDGES[ring.circle]
        assert all(inner - 14 <= hypot(*place(mark.outline)) <= outer for mark in ring.marks)


def test_sixty_marks_lie_apart_and_clear_of_the_label() -> None:
    for ring in draw({1: {"civil": 60}, 2: {"civil": 60}, 3: {"civil": 60}}):
        marks = [(*place(mark.outline),) for mark in ring.marks]
        near = [
            hypot(x - x2, y - y2) for i, (x, y) in enumerate(marks) for x2, y2 in marks[i + 1 :] if (x, y) != (x2, y2)
        ]
        assert len(set(marks)) == 60 and min(near) > 9
        under_label = [(x, y) for x, y in marks if abs(x) < 80 and y < -(ring.radius - 24)]
        assert under_label == []


def test_two_thousand_people_are_a_few_arcs_and_a_small_college_is_there_too() -> None:
    outer = draw({3: {"civil": 1200, "citizen": 798, "expert": 2}})[0]
    assert [(arc.college, arc.people, arc.has_room) for arc in outer.arcs] == [
        ("civil", 1200, True),
        ("expert", 2, False),
        ("citizen", 798, True),
    ]
    assert all(arc.outline.startswith("M") for arc in outer.arcs)


def test_each_college_has_a_shape_of_its_own() -> None:
    shapes = {re.sub(r"[^a-zM]", "", outline(college, 10, 10, 5)) for college in [*COLLEGES, ""]}
    assert len(shapes) == len(COLLEGES)  # civil society and citizens are both round: one is full, the other a ring


@pytest.mark.parametrize("count", [{}, {1: 1}, {3: 5000}, {1: 20, 2: 46, 3: 130}, {1: 3000}])
def test_no_circle_of_the_glyph_vanishes(count: dict[int, int]) -> None:
    (_, third), (_, second), (_, first) = glyph_radii(count)
    assert 12 <= first < second < third <= 31


def test_initials_are_of_the_first_and_the_last_name() -> None:
    assert [initials(name) for name in ("Rita Moreau", "Odile Le Gall", "gil", "")] == ["RM", "OG", "G", ""]
