import pytest

from events import access
from events.tables import Booking, Event
from network.access import Audience, Viewer, viewer_for
from network.ground.errors import NotHere
from network.plug import Village
from tests.events.days import CIRCLE, COMING, OF_NETWORK, PAST, day, seen_by, shift

EVERYBODY = ["rita", "hugo", "gil", "cora", "karl", "ada", "zoé", "amin", "mina", "odile", "lucie", None]


async def codes(viewer: Viewer) -> set[str]:
    return {event.code for event in await access.events_for(viewer)}


async def test_list_and_door_agree_for_every_viewer_and_every_day(village: Village) -> None:
    viewers = [await seen_by(village, who) for who in EVERYBODY]
    for reach in ("public", "network", "community", "circle_2", "circle_1", "pair"):
        viewers.append(viewer_for(Audience(village.communities["jury"], reach)))
    for viewer in viewers:
        listed = await codes(viewer)
        for event in await Event.objects():
            if event.code in listed:
                assert (await access.event_for(viewer, event.code)).id == event.id
            else:
                with pytest.raises(NotHere):
                    await access.event_for(viewer, event.code)


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        (None, {COMING, PAST}),
        ("lucie", {COMING, PAST}),
        ("mina", {COMING, PAST, OF_NETWORK}),
        ("odile", {COMING, PAST, OF_NETWORK, CIRCLE}),
        ("gil", {COMING, PAST, OF_NETWORK}),
        ("cora", {COMING, PAST, OF_NETWORK, CIRCLE}),
        ("karl", {COMING, PAST}),
        ("ada", {COMING, PAST, OF_NETWORK, CIRCLE}),
    ],
)
async def test_each_sees_the_days_of_their_reach(village: Village, who: str | None, seen: set[str]) -> None:
    assert await codes(await seen_by(village, who)) == seen


async def test_what_is_being_prepared_is_seen_by_those_who_animate_only(village: Village) -> None:
    await shift(COMING, published_at=None)
    for who in EVERYBODY:
        assert (COMING in await codes(await seen_by(village, who))) == (who in ("rita", "hugo", "cora", "ada")), who
    assert COMING not in await codes(viewer_for(Audience(village.communities["hedges"], "pair")))


async def test_a_day_of_the_first_circle_is_in_no_wider_letter(village: Village) -> None:
    jury = village.communities["jury"]
    seen = {reach: CIRCLE in await codes(viewer_for(Audience(jury, reach))) for reach in ("public", "network")}
    seen |= {reach: CIRCLE in await codes(viewer_for(Audience(jury, reach))) for reach in ("community", "circle_2")}
    assert not any(seen.values()) and CIRCLE in await codes(viewer_for(Audience(jury, "circle_1")))


async def test_a_booking_is_its_persons(village: Village) -> None:
    amin = await seen_by(village, "amin")
    [coming, _past] = await access.bookings_for(amin)
    assert (await access.booking_for(amin, coming.code)).id == coming.id
    for who in ("rita", "cora", "ada", "lucie", None):
        with pytest.raises(NotHere):
            await access.booking_for(await seen_by(village, who), coming.code)
    assert await Booking.exists().where(Booking.event == (await day()).id)
