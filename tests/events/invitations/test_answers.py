import pytest

from events import places
from events.bookings import bookings, offers, waiting_places, withdrawals
from events.events import cancel
from events.invitations import answers, invitations
from events.tables import Booking, Invitation, WaitingPlace
from network.ground.clock import now
from network.ground.errors import Conflict, Fault
from network.plug import Village
from network.tables import Act
from tests.events.bookings.test_bookings import letters
from tests.events.days import COMING, asked, begun, day, seen_by, shift


async def invited(village: Village, who: str = "mina") -> Invitation:
    return await asked(village.people[who].id, f"{village.people[who].code[:9]}2")


async def answer_of(invitation: Invitation) -> str:
    found = await Invitation.objects().get(Invitation.id == invitation.id)
    assert found and (found.answered_at is None) == (found.answer == "")
    return found.answer


async def test_yes_is_a_registration_once_and_no_act_of_taking_part(village: Village) -> None:
    mina, acts = await invited(village), await Act.count()
    first, again = [await answers.answer(mina, "yes") for _time in range(2)]
    assert isinstance(first, Booking) and isinstance(again, Booking) and first.id == again.id and first.is_confirmed
    assert await answer_of(mina) == "yes" and len(await letters("events.confirmed")) == 1
    assert await Act.count() == acts


async def test_of_a_full_day_yes_is_a_place_in_the_line(village: Village) -> None:
    await shift(COMING, capacity=3)
    place = await answers.answer(await invited(village), "yes")
    assert isinstance(place, WaitingPlace) and await waiting_places.rank_of(place) == 1
    assert (await invitations.count(await day())) == {"waiting": 1}


async def test_yes_takes_the_place_that_is_kept_for_them(village: Village) -> None:
    event, mina = await shift(COMING, capacity=3), await invited(village)
    waiting = await answers.answer(mina, "yes")
    assert isinstance(waiting, WaitingPlace)
    given_back = await bookings.booking_of(event, village.people["amin"].id)
    assert given_back
    await withdrawals.withdraw(given_back)
    place = await answers.answer(mina, "yes")
    assert isinstance(place, Booking) and place.person == village.people["mina"].id
    assert await places.held_places(event.id) == 3 and (await offers.read_again(waiting)).taken_at


async def test_the_answer_may_be_changed_and_what_was_held_is_given_back(village: Village) -> None:
    event, mina = await day(), await invited(village)
    left = await places.places_left(event)
    for said, held in (("yes", 1), ("maybe", 0), ("yes", 1), ("no", 0), ("maybe", 0)):
        await answers.answer(mina, said)
        assert await answer_of(mina) == said and left and await places.places_left(event) == left - held
        assert (await invitations.count(event)) == {said: 1}
    assert await bookings.booking_of(event, village.people["mina"].id) is None


async def test_no_leaves_the_line_and_the_next_moves_up(village: Village) -> None:
    event, mina = await shift(COMING, capacity=3), await invited(village)
    await answers.answer(mina, "yes")
    gil = await waiting_places.join(event, village.people["gil"].id)
    await answers.answer(mina, "no")
    assert isinstance(gil, WaitingPlace) and await waiting_places.rank_of(gil) == 1


async def test_who_calls_is_answered_for_and_it_is_written_down_by_whom(village: Village) -> None:
    mina, rita = await invited(village), village.people["rita"].id
    await answers.answer(mina, "maybe", by=rita)
    found = await Invitation.objects().get(Invitation.id == mina.id)
    assert found and found.recorded_by == rita
    await answers.answer(mina, "no", by=village.people["mina"].id)
    found = await Invitation.objects().get(Invitation.id == mina.id)
    assert found and found.recorded_by is None, "by oneself"


@pytest.mark.parametrize("said", ["", "yes!", "oui"])
async def test_another_word_is_no_answer(village: Village, said: str) -> None:
    mina = await invited(village)
    with pytest.raises(Fault) as refused:
        await answers.answer(mina, said)
    assert refused.value.field == "answer" and await answer_of(mina) == ""


async def test_once_the_day_has_begun_or_is_off_nothing_is_answered(village: Village) -> None:
    mina = await invited(village)
    await begun()
    with pytest.raises(Conflict, match="begun"):
        await answers.answer(mina, "yes")
    await shift(COMING, starts_at=(await day()).ends_at, ends_at=(await day()).ends_at.replace(year=2099))
    await cancel(await day(), "Tempête", await seen_by(village, "rita"))
    with pytest.raises(Conflict, match="cancelled"):
        await answers.answer(mina, "no")
    assert await answer_of(mina) == ""


async def test_who_waited_and_did_not_see_the_offer_in_time_has_not_said_no(village: Village) -> None:
    event, mina = await shift(COMING, capacity=3), village.people["mina"]
    invitation = await asked(mina.id, "minaasked2")
    waiting = await answers.answer(invitation, "yes")
    assert isinstance(waiting, WaitingPlace)
    await WaitingPlace.update({WaitingPlace.lapsed_at: now()}).where(WaitingPlace.id == waiting.id)
    assert await invitations.count(event) == {"": 1} and await invitations.unanswered(event.id) == [mina.id]
    again = await answers.answer(invitation, "yes")
    assert isinstance(again, WaitingPlace) and again.id != waiting.id
    await waiting_places.leave(again)
    assert await invitations.count(event) == {"no": 1}
