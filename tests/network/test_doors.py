from collections.abc import Awaitable, Callable
from typing import Any

import pytest

import events.access
import events.calendars.feeds
import events.papers
import library.access
import mailing.access
from events.tables import Booking, Event, Feed, Invitation, Paper, WaitingPlace
from library.tables import Work
from mailing.tables import Newsletter
from network import doors
from network.access import ANYONE, REACHES, Audience, Viewer, viewer_for, viewer_of
from network.circles import steps
from network.ground.clock import now
from network.ground.errors import NotHere
from network.plug import Village
from network.tables import (
    Archive,
    Community,
    Distinction,
    Import,
    Mandate,
    Merge,
    Network,
    Note,
    Person,
    Step,
    WrittenNote,
)
from tests.events.days import asked, waits

DOORS: list[tuple[Any, str, Callable[..., Any], Callable[..., Any]]] = [  # a noun, its key, its list, its door
    (Network, "slug", doors.networks_for, doors.network_for),
    (Community, "slug", doors.communities_for, doors.community_for),
    (Note, "code", doors.notes_for, doors.note_for),
    (WrittenNote, "code", doors.written_notes_for, doors.written_note_for),
    (Step, "code", doors.steps_for, doors.step_for),
    (Mandate, "code", doors.mandates_for, doors.mandate_for),
    (Person, "code", doors.people_for, doors.person_for),
    (Archive, "code", doors.archives_for, doors.archive_for),
    (Import, "code", doors.imports_for, doors.import_for),
    (Distinction, "code", doors.distinctions_for, doors.distinction_for),
    (Merge, "code", doors.merges_for, doors.merge_for),
    (Work, "code", library.access.works_for, library.access.work_for),
    (Newsletter, "code", mailing.access.newsletters_for, mailing.access.newsletter_for),
    (Event, "code", events.access.events_for, events.access.event_for),
    (Paper, "code", events.papers.papers_for, events.papers.paper_for),
    (Booking, "code", events.access.bookings_for, events.access.booking_for),
    (Invitation, "code", events.access.invitations_for, events.access.invitation_for),
    (WaitingPlace, "code", events.access.waiting_places_for, events.access.waiting_place_for),
    (Feed, "code", events.calendars.feeds.feeds_for, events.calendars.feeds.feed_for),
]


async def opens(door: Awaitable[object]) -> bool:
    try:
        return bool(await door)
    except NotHere:
        return False


async def viewers(village: Village) -> list[Viewer]:
    """Nobody, everybody, and the readers of every letter that could be."""
    owners: list[Network | Community] = [*village.communities.values(), *village.networks.values()]
    people = [await viewer_of(person) for person in village.people.values()]
    return [ANYONE, *people, *[viewer_for(Audience(owner, reach)) for owner in owners for reach in REACHES]]


@pytest.mark.parametrize(("noun", "key", "listed", "door"), DOORS, ids=lambda part: getattr(part, "__name__", ""))
async def test_a_list_shows_exactly_what_its_door_opens(
    village: Village, noun: Any, key: str, listed: Callable[..., Any], door: Callable[..., Any]
) -> None:
    if noun is Note:
        await Note(code="abcdefghij", kind="x", person=village.people["mina"].id, asked_at=now(), ring_at=now()).save()
    if noun is WrittenNote:
        hedges, occitanie = village.communities["hedges"].id, village.networks["occitanie"].id
        for code in ("ofhedgesxx", "ofnetworkx"):
            row = WrittenNote(code=code, occasion="x", audience="x", subject="x", written_at=now())
            row.community, row.network = (hedges, None) if code == "ofhedgesxx" else (None, occitanie)
            await row.save()
    if noun is Step:
        mina, hugo = village.people["mina"], village.people["hugo"]
        await steps.propose(mina, village.communities["hedges"], 2, "", by=hugo.id, code="abcdefghij")
    if noun is Import:
        await Import(code="abcdefghij", community=village.communities["hedges"].id, name="x", brought_at=now()).save()
    if noun is Distinction:
        one, other = (village.people[who].id for who in ("mina", "amin"))
        await Distinction(code="abcdefghij", first=one, second=other, said_at=now()).save()
    if noun is Merge:
        await Merge(code="abcdefghij", kept=village.people["mina"].id, gone_name="x", merged_at=now()).save()
    if noun is Invitation:
        await asked(village.people["mina"].id, "abcdefghij")
    if noun is WaitingPlace:
        await waits(village.people["mina"].id, "abcdefghij")
    if noun is Feed:
        await events.calendars.feeds.make(await viewer_of(village.people["mina"]), "x", "all", "abcdefghij")
    if noun is Archive:
        occitanie = village.networks["occitanie"].id
        await Archive(code="abcdefghij", network=occitanie, asked_at=now(), ring_at=now()).save()
    everything = [getattr(row, key) for row in await noun.objects()]
    assert everything
    for viewer in await viewers(village):
        shown = {getattr(row, key) for row in await listed(viewer)}
        assert shown == {which for which in everything if await opens(door(viewer, which))}, viewer


async def test_a_closed_community_is_for_those_who_stand_in_it(village: Village) -> None:
    odile, rita = [await viewer_of(village.people[name]) for name in ("odile", "rita")]
    assert await opens(doors.community_for(odile, "jury"))
    assert not await opens(doors.community_for(rita, "jury"))
    assert not await opens(doors.community_for(ANYONE, "jury"))
