"""Liveries: a network's two colours, one for what can be acted on, one for what waits. They are worn by every page that
belongs to it: its own, those of its communities, of their days, works, letters, reports. No colour is taken that could
not be read by everybody on all that it is written on; for the dark a lighter shade is made of it.
"""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from typing import Any

from network import owners
from network.ground import colours
from network.ground.errors import Fault
from network.ground.words import _, say_number
from network.tables import Network

PAPER, SHEET = (251, 249, 244), (255, 255, 255)
DARK_PAPER, DARK_SHEET = (21, 25, 19), (29, 34, 26)
NOTES = ((226, 236, 242), (247, 228, 222))  # what is said beside a text: slate and clay, washed out
DARK_NOTES = ((28, 45, 57), (58, 33, 26))
LEAST_BY_NIGHT = 6.0  # light on dark tires sooner


def require_readable(field: str, written: str) -> None:
    """Raises Fault(field) for what is no colour, and for one that stands out too little from what it is written on."""
    if not written:
        return
    colour = colours.read(written)
    if colour is None:
        raise Fault(field, _("This is no colour: for example #2c6539."))
    wash = colours.mix(colour, SHEET, 0.88)
    measured = min(colours.contrast(colour, ground) for ground in (PAPER, SHEET, wash, *NOTES))
    if measured < colours.LEAST:
        shown = say_number(int(measured * 100) / 100)  # never rounded up to what it is not
        said = _(
            "This colour is too pale to be read: its contrast is %(measured)s to 1, and 4.5 are needed.", measured=shown
        )
        raise Fault(field, said)


@cache
def style_sheet(accent: str, second: str) -> str:
    """The two as the tokens of the one sheet, in the light and in the dark; empty where there are none."""
    light, dark = [], []
    for token, written in (("moss", accent), ("ochre", second)):
        colour = colours.read(written)
        if colour is None:
            continue
        wash = colours.mix(colour, SHEET, 0.88)
        light += [f"--{token}: {colours.say(colour)}", f"--{token}-wash: {colours.say(wash)}"]
        dark_wash = colours.mix(DARK_SHEET, colour, 0.15)
        grounds = (DARK_PAPER, DARK_SHEET, dark_wash, *DARK_NOTES)
        pale = colours.until_read(
            colour,
            SHEET,
            lambda shade, on=grounds: min(colours.contrast(shade, ground) for ground in on) >= LEAST_BY_NIGHT,  # type: ignore[misc]
        )
        dark += [f"--{token}: {colours.say(pale)}", f"--{token}-wash: {colours.say(dark_wash)}"]
        if token == "moss":
            light.append(f"--moss-deep: {colours.say(colours.mix(colour, (0, 0, 0), 0.3))}")
            light += [
                f"--ring-{n}: {colours.say(colours.mix(colour, SHEET, s))}"
                for n, s in ((1, 0.77), (2, 0.86), (3, 0.93))
            ]
            dark.append(f"--moss-deep: {colours.say(colours.mix(pale, SHEET, 0.35))}")
            dark += [
                f"--ring-{n}: {colours.say(colours.mix(DARK_SHEET, colour, s))}"
                for n, s in ((1, 0.4), (2, 0.25), (3, 0.12))
            ]
    if not light:
        return ""
    return (
        f"@layer tokens {{ :root {{ {'; '.join(light)}; }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {'; '.join(dark)}; }} }} }}\n"
    )


def digest_of(accent: str, second: str) -> str:
    """Changes with the colours, so that a browser may keep the sheet for good."""
    return sha256(style_sheet(accent, second).encode()).hexdigest()[:8]


def address_of(slug: str, accent: str, second: str) -> str:
    """Of the sheet; empty where a network has no colours of its own."""
    return f"/networks/{slug}/colours.css?{digest_of(accent, second)}" if accent or second else ""


async def sheet_for(facts: Mapping[str, Any]) -> str:
    """The address of the sheet that a page made of these facts wears. One statement at most."""
    community, network = owners.numbers_in(facts)
    if not (network or community):
        return ""
    rows = await Network.raw(
        """
        SELECT slug, accent, second FROM network_network
        WHERE id = coalesce({}::int, (SELECT network FROM network_community WHERE id = {}::int))
        """,
        *[network, community],
    )
    return address_of(**rows[0]) if rows else ""
