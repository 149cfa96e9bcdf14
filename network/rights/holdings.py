"""Holdings: everything that the house holds on a person, table by table, in words. What is shown is what is exported."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import msgspec

from network.access import REACHES
from network.circles.circles import CIRCLES
from network.colleges import COLLEGES
from network.communities import settings
from network.ground.words import LANGUAGES, Sentence, _, gettext, say_date, say_moment
from network.people.disclosures import FIELDS
from network.people.pages.people import ROLES
from network.plug import house
from network.tables import Person, Setting
from network.traces import WHAT

Called = Mapping[str, Mapping[Any, Sentence]]
SHOWN = 5  # of each kind: the others are in what can be got out

LABELS: dict[str, Sentence] = {  # what a column is called, by the last part of its name
    "answer": _("Answer"),
    "email": _("E-mail address"),
    "family_name": _("Family name"),
    "form": _("Form"),
    "given_name": _("Given name"),
    "known_from": _("Known from"),
    "known_since_at": _("Known since"),
    "language": _("Language"),
    "phone": _("Phone"),
    "purpose": _("Purpose"),
    "state": _("State"),
    "about": _("About"),
    "address": _("Address"),
    "after": _("After"),
    "alternative": _("Description"),
    "answered_at": _("Answered on"),
    "asked_at": _("Asked on"),
    "at": _("On"),
    "because": _("Why"),
    "before": _("Before"),
    "brought_at": _("Brought on"),
    "came_at": _("Came in on"),
    "cancelled_at": _("Withdrawn on"),
    "changed_at": _("Changed on"),
    "chosen_at": _("Chosen on"),
    "circle": _("Circle"),
    "college": _("College"),
    "confirmed_at": _("Confirmed on"),
    "corrected_at": _("Corrected on"),
    "counted_by": _("Counted by"),
    "created_at": _("Since"),
    "decided_at": _("Decided on"),
    "deposited_at": _("Shared on"),
    "done_on": _("Day"),
    "end_because": _("How it ended"),
    "ended_at": _("Ended on"),
    "ends_at": _("Ends on"),
    "field": _("What"),
    "function": _("Function"),
    "gone_name": _("The other name"),
    "headings": _("Headings"),
    "invited_at": _("Invited on"),
    "is_given": _("Agreed"),
    "kind": _("Kind"),
    "lapsed_at": _("Lapsed on"),
    "leave_at": _("Leaves on"),
    "left_at": _("Left on"),
    "lines": _("Lines"),
    "made_at": _("Made on"),
    "merged_at": _("Brought together on"),
    "name": _("Name"),
    "offered_at": _("Offered on"),
    "organisation": _("Organisation"),
    "people": _("People"),
    "proposed_at": _("Proposed on"),
    "reach": _("Who sees it"),
    "read_at": _("Read on"),
    "role": _("Office"),
    "seen_at": _("Last seen on"),
    "settled_at": _("Settled on"),
    "since_at": _("Since"),
    "since_on": _("Since"),
    "source": _("Where from"),
    "started_at": _("Begun on"),
    "starts_at": _("Begins on"),
    "subject": _("Subject"),
    "taken_at": _("Taken on"),
    "text_shown": _("The text that was shown"),
    "ticked_at": _("Noted on"),
    "said_at": _("Said on"),
    "tied_at": _("Added on"),
    "undone_at": _("Undone on"),
    "title": _("Title"),
    "to_circle": _("To circle"),
    "told_at": _("Told on"),
    "told_how": _("Told how"),
    "until_at": _("Until"),
    "until_on": _("Until"),
    "used_at": _("Used on"),
    "verified_at": _("Verified on"),
    "what": _("What"),
    "withdrawn_at": _("Withdrawn on"),
    "words": _("Words"),
    "written_at": _("Written on"),
}


class Section(msgspec.Struct):
    """What one table holds: its title, its facts as data, the first of them as sentences."""

    table: str
    title: str
    facts: list[dict[str, Any]]
    lines: list[str]
    called: Called = {}

    @property
    def more(self) -> int:
        """How many facts are not said here."""
        return len(self.facts) - len(self.lines)


async def of(person: Person) -> list[Section]:
    """Those that hold anything, from the ground up."""
    sections = []
    for table, holding in house().every("privacy_sections"):
        held = await holding.show(person)
        facts = [dict(fact) for fact in held.facts]
        if facts:
            called = holding.called | ({"field": settings.WORDS} if table is Setting else {})
            said = [say(fact, called) for fact in facts[:SHOWN]]
            sections.append(Section(table._meta.tablename, str(held.title), facts, said, called))
    return sections


def say(fact: Mapping[str, Any], called: Called | None = None) -> str:
    """One row in a line: « Communauté : Haies · Cercle : 1 · Depuis : 3 décembre 2026 »."""
    said = {key: value for key, value in fact.items() if value not in (None, "") and not _is_a_code(key, value, called)}
    parts = [(label_of(key), say_value(key, value, called)) for key, value in said.items()]
    return " · ".join(gettext("%(label)s: %(value)s") % {"label": label, "value": value} for label, value in parts)


def _is_a_code(key: str, value: Any, called: Called | None) -> bool:
    """A word of programs that has no other: it is in what can be got out, and says nothing to people."""
    last = key.rpartition(".")[2]
    is_one = last in ("state", "form", "code", "answer", "purpose") or (last == "kind" and "." in str(value))
    return is_one and _called(last, value, called) is None


def label_of(key: str) -> str:
    """« community.name » is the community."""
    whose, _dot, last = key.rpartition(".")
    if last in ("name", "title") and whose:
        return str(OF.get(whose.split(".")[-1], LABELS[last]))
    return str(LABELS[last]) if last in LABELS else last.replace("_", " ")


OF = {
    "community": _("Community"),
    "network": _("Network"),
    "newsletter": _("Newsletter"),
    "event": _("Event"),
    "organisation": _("Organisation"),
}
WORDS: dict[str, Mapping[Any, Sentence | str]] = {
    "college": COLLEGES,
    "reach": REACHES,
    "circle": CIRCLES,
    "to_circle": CIRCLES,
    "what": WHAT,
    "field": FIELDS,
    "role": ROLES,
    "language": LANGUAGES,
}


def say_value(key: str, value: Any, called: Called | None = None) -> str:
    """As people say it."""
    if isinstance(value, list):  # such as the headings of a spreadsheet
        return ", ".join(say_value(key, one, called) for one in value if one not in (None, ""))
    known = _called(key.rpartition(".")[2], value, called)
    if known is not None:
        return str(known)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, datetime):
        return say_moment(value)
    return say_date(value) if isinstance(value, date) else str(value)


def _called(last: str, value: Any, called: Called | None) -> Sentence | str | None:
    """The word of people for a word of programs: of that table, of every table, or of a domain's letters and lists."""
    if last in ("kind", "purpose"):
        lists = {kind.name: kind.words for kind in house().every("exports")}
        return (lists | dict(house().every("called"))).get(value)
    return (called or {}).get(last, {}).get(value) or WORDS.get(last, {}).get(value)
