"""Wall clocks. A moment is said as the clock on the reader's wall shows it. What happens somewhere, a day that people
travel to, is said on the clock of that place; to whoever lives by another, it is named: « à 14 h, heure de La Réunion ».

The name of a clock is its place in the IANA database. Those of France stand first in a choice, and are called as their
people call them; any other is known too.
"""

from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from network.ground.clock import wall
from network.ground.words import Sentence, _, language, say_moment

CLOCKS = {
    "Europe/Paris": _("Paris time"),
    "America/Guadeloupe": _("Guadeloupe time"),
    "America/Martinique": _("Martinique time"),
    "America/Cayenne": _("French Guiana time"),
    "Indian/Reunion": _("La Réunion time"),
    "Indian/Mayotte": _("Mayotte time"),
    "America/Miquelon": _("Saint-Pierre and Miquelon time"),
    "America/St_Barthelemy": _("Saint-Barthélemy time"),
    "America/Marigot": _("Saint-Martin time"),
    "Pacific/Noumea": _("New Caledonia time"),
    "Pacific/Wallis": _("Wallis and Futuna time"),
    "Pacific/Tahiti": _("Tahiti time"),
    "Pacific/Marquesas": _("Marquesas time"),
    "Pacific/Gambier": _("Gambier time"),
}


@cache
def is_known(zone: str) -> bool:
    """A place of the IANA database: « Europe/Brussels ». Its offsets without a place (UTC, Etc/GMT+1, EST) are none."""
    return zone in available_timezones() and "/" in zone and not zone.startswith(("Etc/", "SystemV/", "posix/"))


def say_clock(zone: str) -> Sentence:
    """« heure de La Réunion », « heure locale, Bruxelles »."""
    return CLOCKS.get(zone) or _("local time, %(place)s", place=_place(zone, language()))


def foreign_clock(at: date | datetime, zone: str | None) -> Sentence | str:
    """The clock of that place, where it shows another hour than the reader's at that moment; else nothing."""
    if zone is None or not isinstance(at, datetime):
        return ""
    there = ZoneInfo(zone)
    return "" if at.astimezone(there).utcoffset() == at.astimezone(wall()).utcoffset() else say_clock(zone)


def say_moment_there(at: datetime, zone: str | None = None) -> str:
    """« jeudi 3 décembre 2026 à 14 h », and on whose clock where that is not the reader's."""
    clock = foreign_clock(at, zone)
    return f"{say_moment(at, zone)}, {clock}" if clock else say_moment(at, zone)


@cache
def _place(zone: str, spoken: str) -> str:
    from babel.dates import get_timezone_location

    return str(get_timezone_location(zone, locale=spoken, return_city=True))
