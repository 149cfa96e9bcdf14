"""Traces: what was done to a person's data, line by line: what it was, what it became, by whom, when and why.

For the person, and for those who may see their page. It goes with the person.
"""

from datetime import datetime

import msgspec

from network.ground.clock import now
from network.ground.words import Sentence, _
from network.tables import Person, Trace

WHAT: dict[str, Sentence] = {
    "given_name": _("Given name corrected"),
    "family_name": _("Family name corrected"),
    "email": _("E-mail address corrected"),
    "phone": _("Phone corrected"),
    "address": _("Address of the account changed"),
    "exported": _("All data got out"),
    "objected": _("Objection noted"),
    "resumed": _("Objection taken back"),
    "retried": _("Letters go to this address again"),
}


class Line(msgspec.Struct):
    what: Sentence | str
    before: str
    after: str
    who: str  # empty: somebody erased
    is_own: bool
    because: str
    at: datetime


async def leave(
    person: Person, what: str, by: int | None, because: str = "", before: str | None = "", after: str | None = ""
) -> None:
    """In the transaction of the verb that did it."""
    row = Trace(person=person.id, by=by, what=what, before=before or "", after=after or "", because=because, at=now())
    await row.save()


async def of(person: Person, most: int = 20) -> list[Line]:
    """The newest first."""
    rows = (
        await Trace.select(*Trace.all_columns(), Trace.by.given_name, Trace.by.family_name)
        .where(Trace.person == person.id)
        .order_by(Trace.at, ascending=False)
        .order_by(Trace.id, ascending=False)
        .limit(most)
    )
    return [
        Line(
            WHAT.get(row["what"], row["what"]),
            row["before"],
            row["after"],
            f"{row['by.given_name'] or ''} {row['by.family_name'] or ''}".strip(),
            row["by"] == person.id,
            row["because"],
            row["at"],
        )
        for row in rows
    ]
