"""Differences: what a spreadsheet says of somebody known that the network does not.

What was missing is filled in; what is otherwise stays, unless the file is said to be right; nothing is ever overwritten by
an emptier word. The address of whoever signs in or holds an office is theirs alone. Names and circles are left as they are.
"""

import re

import msgspec

from network.colleges import ONE_OF
from network.ground.words import Sentence, _, sort_key
from network.people.arrivals import Arrival
from network.people.likenesses import Known, body_of

FIELDS: dict[str, Sentence] = {
    "email": _("E-mail address"),
    "phone": _("Phone"),
    "organisation": _("Organisation"),
    "function": _("Function"),
    "college": _("College"),
}
OF_THE_AFFILIATION = ("organisation", "function", "college")


class Difference(msgspec.Struct):
    field: str
    before: str
    after: str
    is_made: bool  # else it is only told
    is_guarded: bool = False

    @property
    def words(self) -> Sentence:
        return FIELDS[self.field]

    def said(self, value: str) -> str:
        """As people read it."""
        return str(ONE_OF.get(value, value)) if self.field == "college" else value


def between(known: Known, arrival: Arrival, takes: bool) -> list[Difference]:
    """What the line has otherwise; made where it was missing, or where the file is right."""
    found: list[Difference] = []

    def tell(field: str, before: str | None, after: str | None, is_made: bool, is_guarded: bool = False) -> None:
        if after:
            found.append(Difference(field, before or "", after, is_made and not is_guarded, is_guarded))

    if known.email != arrival.email:
        tell("email", known.email, arrival.email, takes or not known.email, known.is_guarded)
    if re.sub(r"\D", "", known.phone or "") != re.sub(r"\D", "", arrival.phone or ""):
        tell("phone", known.phone, arrival.phone, takes or not known.phone)
    is_elsewhere = bool(arrival.organisation) and body_of(arrival.organisation) != known.body
    moves = is_elsewhere and (takes or not known.body)
    if is_elsewhere:
        tell("organisation", known.organisation, arrival.organisation, moves)
    if sort_key(known.function) != sort_key(arrival.function):
        belongs = moves or not is_elsewhere  # a function is one in an organisation
        tell("function", known.function, arrival.function, belongs and (takes or not known.function))
    if arrival.is_college_said and known.college != arrival.college:
        tell("college", known.college, arrival.college, takes or not known.college)
    return found


def make(known: Known, differences: list[Difference]) -> None:
    """As the network will know them: for the lines below."""
    for one in differences:
        setattr(known, one.field, one.after)
    known.body = body_of(known.organisation or "")


def fill(arrival: Arrival, known: Known, more: Arrival) -> None:
    """A line above, filled in with what another line says of the same person."""
    for one in between(known, more, takes=False):
        if one.is_made:
            setattr(arrival, one.field, one.after)
            make(known, [one])
