from datetime import timedelta

import pytest

from events.bookings import bookings, withdrawals
from events.events import cancel
from events.invitations import invitations
from events.tables import Invitation
from network.ground.clock import now
from network.ground.errors import Conflict, NotHere
from network.people import people
from network.plug import Village
from network.privacy import forget
from network.tables import Note
from tests.events.bookings.test_bookings import letters
from tests.events.days import COMING, begun, day, seen_by, shift
from tests.events.days import waits as stands_in_line


def numbers(village: Village, *names: str) -> list[int]:
    return [village.people[name].id for name in names]


async def states(village: Village) -> dict[str, str]:
    return {line.name.split()[-1]: line.state for line in await invitations.list_of(await day())}


async def test_each_is_asked_once_and_who_is_added_later_is_written_to_alone(village: Village, bell: object) -> None:
    event, rita = await day(), await seen_by(village, "rita")
    assert await invitations.invite(event, numbers(village, "mina", "gil"), rita, "Venez !") == 2
    await invitations.write_invitations(event.id)
    assert await invitations.invite(event, numbers(village, "mina", "gil", "hugo"), rita) == 1
    for _time in range(2):
        await invitations.write_invitations(event.id)
        await invitations.write_all_invitations()
    assert [note.person for note in await letters("events.invitation")] == numbers(village, "mina", "gil", "hugo")
    mina = await invitations.invitation_of(event, village.people["mina"].id)
    assert mina and (mina.words, mina.invited_by) == ("Venez !", village.people["rita"].id)


async def test_a_crowd_is_written_to_some_at_a_time_and_the_bell_rings_for_the_rest(
    village: Village, bell: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invitations, "BATCH", 3)
    event, crowd = await day(), [(await people.add("Une", f"Personne {number}")).id for number in range(7)]
    await invitations.invite(event, crowd, await seen_by(village, "rita"))
    written = []
    for _ring in range(3):
        await invitations.write_invitations(event.id)
        written.append(len(await letters("events.invitation")))
    assert written == [3, 6, 7]


async def test_after_a_restore_letters_that_were_owed_are_not_sent_once_more(village: Village, bell: object) -> None:
    event = await day()
    await invitations.invite(event, numbers(village, "mina", "gil"), await seen_by(village, "rita"))
    said = await invitations.rest_after_restore()
    assert "2" in str(said) and await invitations.rest_after_restore() is None
    await invitations.write_all_invitations()
    assert await letters("events.invitation") == []


@pytest.mark.parametrize("closed", ["begun", "unpublished", "cancelled"])
async def test_to_a_day_that_takes_nobody_nobody_is_invited(village: Village, closed: str) -> None:
    rita = await seen_by(village, "rita")
    if closed == "begun":
        await begun()
    elif closed == "unpublished":
        await shift(COMING, published_at=None)
    else:
        await cancel(await day(), "Non", rita)
    with pytest.raises(Conflict):
        await invitations.invite(await day(), numbers(village, "mina"), rita)
    assert not await Invitation.exists()


async def test_what_they_mean_to_do_is_read_from_what_is_so(village: Village) -> None:
    """Registered by another way is yes, waiting is waiting, a place given back is no, and else the answer counts."""
    event, rita = await day(), await seen_by(village, "rita")
    await invitations.invite(event, numbers(village, "amin", "zoé", "mina", "gil", "hugo"), rita)
    for who, answer in (("gil", "maybe"), ("hugo", "no"), ("zoé", "yes")):
        row = await invitations.invitation_of(event, village.people[who].id)
        assert row
        await Invitation.update({Invitation.answer: answer, Invitation.answered_at: now()}).where(
            Invitation.id == row.id
        )
    zoes = await bookings.booking_of(event, village.people["zoé"].id)
    assert zoes
    await withdrawals.withdraw(zoes)
    await stands_in_line(village.people["mina"].id, "minawaits2")
    names = {who: village.people[who].given_name for who in ("amin", "zoé", "mina", "gil", "hugo")}
    told = await states(village)
    assert {who: told[name] for who, name in names.items()} == {
        "amin": "yes",
        "mina": "waiting",
        "gil": "maybe",
        "zoé": "no",
        "hugo": "no",
    }
    assert await invitations.count(event) == {"yes": 1, "waiting": 1, "maybe": 1, "no": 2}
    assert [line.state for line in await invitations.list_of(event)] == ["yes", "waiting", "maybe", "no", "no"]
    assert await invitations.unanswered(event.id) == []


async def test_those_who_have_not_answered_are_known_and_who_withdrew_has(village: Village) -> None:
    event, rita = await day(), await seen_by(village, "rita")
    await invitations.invite(event, numbers(village, "amin", "mina", "gil"), rita)
    assert set(await invitations.unanswered(event.id)) == set(numbers(village, "mina", "gil"))
    await bookings.book(event, await seen_by(village, "mina"))
    amins = await bookings.booking_of(event, village.people["amin"].id)
    assert amins
    await withdrawals.withdraw(amins)
    assert await invitations.unanswered(event.id) == numbers(village, "gil")
    assert (await states(village))["Amin"] == "no"


async def test_the_list_is_read_a_page_at_a_time_by_name_and_says_who_is_to_be_called(village: Village) -> None:
    event = await day()
    crowd = [await people.add("Une", f"Personne {letter}") for letter in "CABED"]
    await invitations.invite(event, [person.id for person in crowd], await seen_by(village, "rita"))
    lines = await invitations.list_of(event, most=2) + await invitations.list_of(event, most=9, skip=2)
    assert [line.name for line in lines] == [f"Personne {letter} Une" for letter in "ABCDE"]
    assert not any(line.has_address for line in lines)


async def test_the_link_is_its_own_door_and_an_erased_persons_link_leads_nowhere(village: Village) -> None:
    event = await day()
    await invitations.invite(event, numbers(village, "mina", "gil"), await seen_by(village, "rita"))
    mina, gil = [await invitations.invitation_of(event, number) for number in numbers(village, "mina", "gil")]
    assert mina and gil
    token = invitations.token_of(mina)
    assert (await invitations.invitation_with(mina.code, token)).id == mina.id
    for code, wrong in ((gil.code, token), (mina.code, "0" * 32), (mina.code, "")):
        with pytest.raises(NotHere):
            await invitations.invitation_with(code, wrong)
    await forget(village.people["mina"])
    with pytest.raises(NotHere, match="erased"):
        await invitations.invitation_with(mina.code, token)
    assert await Invitation.count() == 1 and not await Note.exists().where(Note.subject == mina.id)


async def test_who_invited_and_was_erased_leaves_the_invitation_from_nobody(village: Village) -> None:
    event = await day()
    await invitations.invite(event, numbers(village, "mina"), await seen_by(village, "rita"))
    await forget(village.people["rita"])
    mina = await invitations.invitation_of(event, village.people["mina"].id)
    assert mina and mina.invited_by is None and mina.invited_at > now() - timedelta(minutes=1)
