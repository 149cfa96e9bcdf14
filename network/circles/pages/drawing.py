"""What the templates of the circles need to draw: the words and shapes of colleges, initials, the glyph's radii."""

from typing import Any

from network.circles import circle_map
from network.colleges import COLLEGES

DRAWING: dict[str, Any] = {
    "colleges": COLLEGES,
    "outline": circle_map.outline,
    "initials": circle_map.initials,
    "glyph_radii": circle_map.glyph_radii,
}
