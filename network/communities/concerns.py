"""Concerns: what the coordination should know of a pair. A vacancy, an end that comes near, somebody of another college
than the seat is meant for: each is said in a sentence to whoever can mend it.
"""

from collections.abc import Sequence
from datetime import date

import msgspec

from network.colleges import COLLEGES
from network.communities.communities import SEATS
from network.communities.gardeners import SeatOfPair
from network.ground.words import Sentence, _, say_date

SOON, NEAR = 30, 90  # days before a mandate ends


class Concern(msgspec.Struct):
    """What the coordination should know of a seat, and how pressing it is: "wait" or "late"."""

    position: int
    sentence: Sentence
    urgency: str


def of_pair(pair: Sequence[SeatOfPair], day: date) -> list[Concern]:
    """Nothing, when the pair is whole, lasts, and is composed as its seats say."""
    found = []
    for seat in pair:
        title = SEATS.get(seat.title, seat.title)
        if seat.person is None and not seat.is_followed:
            found.append(Concern(seat.position, _("This seat is empty: %(seat)s.", seat=title), "late"))
        left = (seat.until_on - day).days if seat.until_on else NEAR + 1
        if seat.person and seat.until_on and left <= NEAR and not seat.is_followed:
            parts = {"name": seat.name, "day": say_date(seat.until_on)}
            said = _("The mandate of %(name)s ends on %(day)s, in %(days)s days.", **parts, days=left)
            if left == 1:
                said = _("The mandate of %(name)s ends tomorrow, on %(day)s.", **parts)
            found.append(Concern(seat.position, said, "late" if left <= SOON else "wait"))
        if seat.person and seat.college and seat.person_college != seat.college:
            meant = {"name": seat.name, "seat": title, "college": COLLEGES[seat.college]}
            said = _("%(name)s is of another college than the seat “%(seat)s” is meant for: %(college)s.", **meant)
            found.append(Concern(seat.position, said, "wait"))
    return found
