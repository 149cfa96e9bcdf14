"""The form of a day: what is typed in it, what stands in it of a day that is there, or of one that was."""

from datetime import date, time
from typing import Annotated, Any

from litestar.response import Template
from msgspec import Meta, Struct

from events import duplicates, events
from events.facts import KINDS, Facts, reaches_of, said_of
from network.ground import forms, meanwhile, tokens
from network.ground.clock import now
from network.ground.zones import foreign_clock
from network.owners import Owner
from network.zones import zone_of

HOURS = {"starts": "09:00", "ends": "17:00"}


class EventForm(Struct):
    code: forms.Code
    title: forms.Line
    on: date
    starts: time
    ends: time
    organised_by: forms.Code
    place_name: Annotated[str, Meta(max_length=200)] = ""
    place_address: Annotated[str, Meta(max_length=300)] = ""
    commune: Annotated[str, Meta(max_length=120)] = ""
    capacity: Annotated[int, Meta(ge=1, le=100_000)] | None = None
    offer_hours: Annotated[int, Meta(ge=1, le=336)] = 48
    bookings_close_on: date | None = None
    summary: forms.Words = ""
    reach: str = "public"
    kind: str = "meeting_day"
    link: Annotated[str, Meta(max_length=500)] = ""
    link_minutes: Annotated[int, Meta(ge=0, le=1440)] = 15
    meeting_point: Annotated[str, Meta(max_length=300)] = ""
    bring: Annotated[str, Meta(max_length=500)] = ""
    travel: Annotated[str, Meta(max_length=2_000)] = ""
    day_contact: Annotated[str, Meta(max_length=200)] = ""
    like: str = ""  # the code of a former day
    with_agenda: bool = False


def facts_of(form: EventForm, organisers_known: dict[str, Any]) -> Facts:
    """What was typed."""
    who = organisers_known.get(form.organised_by)
    return Facts(
        title=form.title,
        on=form.on,
        starts=form.starts,
        ends=form.ends,
        place_name=form.place_name,
        place_address=form.place_address,
        commune=form.commune,
        capacity=form.capacity,
        offer_hours=form.offer_hours,
        bookings_close_on=form.bookings_close_on,
        summary=form.summary,
        reach=form.reach,
        organised_by=who.id if who else None,
        kind=form.kind,
        link=form.link,
        link_minutes=form.link_minutes,
        meeting_point=form.meeting_point,
        bring=form.bring,
        travel=form.travel,
        day_contact=form.day_contact,
    )


def judge_of(form: forms.Form[Any], owner: Owner, known: dict[str, Any]) -> events.Judge:
    """Whether somebody else has changed the day since the form was shown: see meanwhile.py."""
    words = {"kind": KINDS, "reach": reaches_of(owner), "organised_by": {code: who.name for code, who in known.items()}}
    return lambda there, wanted: meanwhile.require_unchanged(form, there, wanted, words)


async def form_page(
    form: forms.Form[Any], owner: Owner, known: dict[str, Any], event: Any = None, like: Any = None
) -> Template:
    """Of a new day, of one like a former one, or of one that is changed."""
    context = {"owner": owner, "list_path": f"{owner.path}/events", "event": event, "like": like, "kinds": KINDS}
    context["clock"] = foreign_clock(now(), event.time_zone if event else await zone_of(owner))
    context |= {"reaches": reaches_of(owner), "organisers": {code: who.name for code, who in known.items()}}
    return forms.again("events/events/form.html", form, **context)


def empty(organiser: str) -> dict[str, Any]:
    """What stands in the fields before anybody has typed."""
    return (
        HOURS
        | {"reach": "public", "kind": "meeting_day", "offer_hours": 48, "link_minutes": 15}
        | {"organised_by": organiser}
    )


async def typed(event: Any, organiser: str) -> dict[str, Any]:
    """What stands in the fields of a day that is there already."""
    said = await said_of(event)
    return said | {"code": event.code, "organised_by": organiser, "seen": meanwhile.prints_of(said)}


async def typed_again(former: Any, known: dict[str, Any], organiser: str) -> dict[str, Any]:
    """What stands in the fields of a day like that one: in its year to come, without its link and its people."""
    same = next((code for code, person in known.items() if person.id == former.organised_by), organiser)
    again = await typed(former, same)
    by = duplicates.moved_by(former)
    for name in ("on", "bookings_close_on"):
        again[name] = (date.fromisoformat(again[name]) + by).isoformat() if again[name] else ""
    return {**again, "code": tokens.code(), "link": "", "like": former.code, "with_agenda": "1"}
