"""What a network sets of itself: its name and purpose, its colours, whom its letters come from, the clock it lives by, how
long a letter waits for an agreement, its legal notice.

Each change is a row, with who, when, and what it was before. A colour that cannot be read is refused, with its measure.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import msgspec

from network.communities import liveries
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

Judge = Callable[[Mapping[str, Any], Mapping[str, Any]], None]


class Line(msgspec.Struct):
    """A line of the journal."""

    words: Sentence | str
    before: str
    after: str
    who: str | None
    at: datetime


async def change(network: Network, said: Mapping[str, Any], by: int, judge: Judge | None = None) -> list[str]:
    """Sets what differs, a row for each; answers which. Raises Fault for a colour, a clock or a number that cannot be, and
    what `judge` raises of what is there and what is wanted."""
    wanted = dict(said)
    for field in ("accent", "second"):
        liveries.require_readable(field, written := colours.whole(str(wanted.get(field, ""))))
        if colour := colours.read(written):
            wanted[field] = colours.say(colour)
    for field in ("name", "sender_name"):  # each stands on one line, here and in the head of a letter
        if field in wanted:
            wanted[field] = " ".join(wanted[field].split())
    if "time_zone" in wanted and not is_known(str(wanted["time_zone"])):
        raise Fault("time_zone", _("No clock of this name is known: for example Europe/Paris."))
    for field, least, most in (("agreement_hours", 0, 168), ("silence_days", 30, 1000)):
        if field in wanted and not least <= wanted[field] <= most:
            raise Fault(field, _("From %(least)s to %(most)s.", least=least, most=say_number(most)))
    async with together():
        held = await Network.objects().where(Network.id == network.id).lock_rows("UPDATE").first()
        assert held is not None
        if judge:
            judge({field: getattr(held, field) for field in WORDS}, wanted)
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
