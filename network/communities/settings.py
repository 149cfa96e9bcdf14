"""What a network sets of itself: its name and purpose, its colours, whom its letters come from, the clock it lives by, how
long a letter waits for an agreement, its legal notice.

Each change is a row, with who, when, and what it was before. A colour that cannot be read is refused, with its measure.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from network.ground import colours
from network.ground.clock import now
from network.ground.errors import Fault
from network.ground.queue import together
from network.ground.words import Sentence, _, say_number
from network.ground.zones import is_known
from network.tables import Network, Setting

WORDS: dict[str, Sentence] = {
    "name": _("Name"),
    "purpose": _("Purpose"),
    "accent": _("Colour of what can be acted on"),
    "second": _("Colour of what waits"),
    "sender_name": _("Name of the sender"),
    "sender_address": _("Address of the sender"),
    "time_zone": _("Clock"),
    "agreement_hours": _("Hours that a letter waits for the other gardener"),
    "silence_days": _("Days without an act before somebody of the first circle is called silent"),
    "legal_notice": _("Legal notice"),
}
PAPER, SHEET = (251, 249, 244), (255, 255, 255)
DARK_PAPER, DARK_SHEET = (21, 25, 19), (29, 34, 26)


class Line(msgspec.Struct):
    """A line of the journal."""

    words: Sentence | str
    before: str
    after: str
    who: str | None
    at: datetime


def require_readable(field: str, written: str) -> None:
    """Raises Fault(field) for what is no colour, and for one that stands out too little from the paper."""
    if not written:
        return
    colour = colours.read(written)
    if colour is None:
        raise Fault(field, _("This is no colour: for example #2c6539."))
    wash = colours.mix(colour, SHEET, 0.88)
    measured = min(colours.contrast(colour, ground) for ground in (PAPER, SHEET, wash))
    if measured < colours.LEAST:
        shown = say_number(int(measured * 100) / 100)  # never rounded up to what it is not
        said = _(
            "This colour is too pale to be read: its contrast is %(measured)s to 1, and 4.5 are needed.", measured=shown
        )
        raise Fault(field, said)


async def change(network: Network, wanted: Mapping[str, Any], by: int) -> list[str]:
    """Sets what differs, a row for each; answers which. Raises Fault for a colour, a clock or a number that cannot be."""
    for field in ("accent", "second"):
        require_readable(field, str(wanted.get(field, "")))
    if "time_zone" in wanted and not is_known(str(wanted["time_zone"])):
        raise Fault("time_zone", _("No clock of this name is known: for example Europe/Paris."))
    for field, least, most in (("agreement_hours", 0, 168), ("silence_days", 30, 1000)):
        if field in wanted and not least <= wanted[field] <= most:
            said = _("From %(least)s to %(most)s.", least=least, most=say_number(most))
            raise Fault(field, said)
    async with together():
        held = await Network.objects().where(Network.id == network.id).lock_rows("UPDATE").first()
        assert held is not None
        changed = [field for field in WORDS if field in wanted and getattr(held, field) != wanted[field]]
        for field in changed:
            row = Setting(network=network.id, field=field, changed_by=by, changed_at=now())
            row.before, row.after = str(getattr(held, field)), str(wanted[field])
            await row.save()
            setattr(held, field, wanted[field])
            setattr(network, field, wanted[field])
        if changed:
            await held.save([Network._meta.get_column_by_name(field) for field in changed])
    return changed


async def journal_of(network: Network, most: int = 20) -> list[Line]:
    """The newest first."""
    rows = await Setting.raw(
        """
        SELECT field, before, after, changed_at, trim(person.given_name || ' ' || person.family_name) AS who
        FROM network_setting AS setting LEFT JOIN network_person AS person ON person.id = setting.changed_by
        WHERE setting.network = {} ORDER BY setting.id DESC LIMIT {}
        """,
        *[network.id, most],
    )
    return [
        Line(WORDS.get(row["field"], row["field"]), row["before"], row["after"], row["who"], row["changed_at"])
        for row in rows
    ]


def style_sheet(network: Network) -> str:
    """The network's two colours as the tokens of the one sheet, in the light and in the dark; empty where it has none."""
    light, dark = [], []
    for token, written in (("moss", network.accent), ("ochre", network.second)):
        colour = colours.read(written)
        if colour is None:
            continue
        wash = colours.mix(colour, SHEET, 0.88)
        light += [f"--{token}: {colours.say(colour)}", f"--{token}-wash: {colours.say(wash)}"]
        dark_wash = colours.mix(DARK_SHEET, colour, 0.15)
        pale = colours.until_read(
            colour,
            SHEET,
            lambda shade, wash=dark_wash: min(colours.contrast(shade, g) for g in (DARK_PAPER, DARK_SHEET, wash)) >= 6,  # type: ignore[misc]
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
