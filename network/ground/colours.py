"""Colours: how far two of them are from each other for the eye (WCAG 2.2), and the shades that a page makes of one."""

import re
from collections.abc import Callable

LEAST = 4.5  # what text needs
Colour = tuple[int, int, int]


def read(written: str) -> Colour | None:
    """#rrggbb, or nothing."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", written):
        return None
    return (int(written[1:3], 16), int(written[3:5], 16), int(written[5:7], 16))


def whole(typed: str) -> str:
    """#rrggbb of #rgb, which is the same for short; anything else as it was typed."""
    is_short = re.fullmatch(r"#[0-9a-fA-F]{3}", typed)
    return "#" + "".join(2 * figure for figure in typed[1:]) if is_short else typed


def say(colour: Colour) -> str:
    """As a style sheet writes it."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def luminance(colour: Colour) -> float:
    """Relative, from 0 for black to 1 for white."""
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """From 1 for the same to 21 for black on white."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mix(colour: Colour, other: Colour, share: float) -> Colour:
    """So much of the other in the one."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(colour, other, strict=True))
    return (red, green, blue)


def until_read(colour: Colour, toward: Colour, is_read: Callable[[Colour], bool]) -> Colour:
    """The first shade on the way that can be read."""
    return next((shade for step in range(21) if is_read(shade := mix(colour, toward, step / 20))), toward)
