"""Whom what leaves a network comes from: on the wire, from the letters as a relay takes them."""

from collections.abc import Awaitable, Callable
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage

import pytest

from events.bookings import bookings
from events.invitations import invitations
from events.tables import Invitation
from mailing import jobs, relays
from mailing.letters import agreements, drafts
from mailing.newsletters import subscriptions
from mailing.tables import Letter, Newsletter
from mailing.village import DRAFT, PUBLIC
from network import owners
from network.access import viewer_of
from network.communities import gardeners, senders, settings
from network.ground.settings import settings as instance
from network.notes import owe
from network.plug import Village
from network.sign_in import answer_sign_in_letter, ask_letter
from network.tables import Note, Standing
from tests.events.days import day
from tests.mailing.relays import scripted
from tests.network.written_notes.hands import written

THEIRS = "reseau@occitanie.example"
Owing = Callable[[Village], Awaitable[object]]


async def a_booking(village: Village) -> None:
    booking = await bookings.book(await day(), await viewer_of(village.people["lucie"]))
    await owe("events.confirmed", village.people["lucie"].id, about=booking.id)


async def an_invitation(village: Village) -> None:
    odile = village.people["odile"].id
    await invitations.invite(await day(), [odile], await viewer_of(village.people["rita"]))
    invitation = await Invitation.objects().get(Invitation.person == odile)
    assert invitation
    await owe("events.invitation", odile, about=invitation.id)


async def a_subscription(village: Village) -> None:
    newsletter = await Newsletter.objects().get(Newsletter.code == PUBLIC)
    assert newsletter
    asked = await subscriptions.ask(newsletter, "Nora", "nora@example.org")
    await owe("mailing.confirm", "nora@example.org", about=asked.id)


async def an_agreement(village: Village) -> None:
    letter = await Letter.objects().get(Letter.code == DRAFT)
    assert letter
    hedges, rita = village.communities["hedges"], village.people["rita"].id
    await agreements.ask(letter, hedges, rita, await drafts.digest_of(letter))


async def a_move(village: Village) -> None:
    standing = await Standing.objects().get(Standing.person == village.people["mina"].id)
    assert standing
    await owe("network.moved", village.people["mina"].id, about=standing.id)


async def an_office(village: Village) -> None:
    await gardeners.appoint(
        village.people["odile"], village.communities["jury"], 2, because="test", by=village.people["cora"].id
    )


async def a_way_in(village: Village) -> None:
    letter = await ask_letter("rita@example.org")
    await answer_sign_in_letter(letter.id)


async def left(village: Village, owing: Owing, monkeypatch: pytest.MonkeyPatch) -> tuple[str, EmailMessage]:
    """The envelope's sender and the letter, as a relay took them."""
    await Note.delete(force=True)
    await owing(village)
    rows = await Note.select(Note.id)
    async with scripted() as relay:
        monkeypatch.setattr("mailing.smtp.our_relay", lambda: relays.Relay.parse(relay.url))
        for row in rows:
            await jobs.deliver_note(row["id"])
        taken = relay.taken[0]
    message = message_from_bytes(taken.body, policy=policy.default)
    assert isinstance(message, EmailMessage) and message.defects == []
    return taken.sender, message


def whom(message: EmailMessage) -> Address:
    [address] = message["From"].addresses
    assert isinstance(address, Address)
    return address


@pytest.mark.parametrize("owing", [a_booking, an_invitation, a_subscription, an_agreement, a_move, an_office])
async def test_a_note_about_something_of_a_network_leaves_in_its_name(
    village: Village, monkeypatch: pytest.MonkeyPatch, owing: Owing
) -> None:
    network = village.networks["occitanie"]
    said = {"sender_name": "Réseau « vif », Occitanie", "sender_address": THEIRS}
    await settings.change(network, said, by=village.people["cora"].id)
    envelope, message = await left(village, owing, monkeypatch)
    assert envelope == THEIRS == whom(message).addr_spec, "the envelope's domain is the one that is shown"
    assert whom(message).display_name == "Réseau « vif », Occitanie"


async def test_answers_reach_the_pair_as_before(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    await settings.change(village.networks["occitanie"], {"sender_address": THEIRS}, by=village.people["cora"].id)
    _envelope, message = await left(village, a_booking, monkeypatch)
    assert {one.addr_spec for one in message["Reply-To"].addresses} == {"rita@example.org", "hugo@example.org"}
    assert whom(message).display_name == village.communities["hedges"].name, "no name is set: the community's"


async def test_what_somebody_wrote_keeps_their_name_beside_the_address_of_the_network(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {"sender_name": "Le réseau", "sender_address": THEIRS}
    await settings.change(village.networks["occitanie"], said, by=village.people["cora"].id)
    envelope, message = await left(village, written, monkeypatch)
    assert envelope == THEIRS and whom(message).addr_spec == THEIRS
    assert whom(message).display_name == f"Rita Moreau, {village.communities['hedges'].name}"
    assert "rita@example.org" in message["Reply-To"]


async def test_a_way_in_comes_from_the_instance_always(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    for network in village.networks.values():
        said = {"sender_name": "Le réseau", "sender_address": THEIRS}
        await settings.change(network, said, by=village.people["ada"].id)
    envelope, message = await left(village, a_way_in, monkeypatch)
    assert (whom(message).display_name, whom(message).addr_spec) == senders.ours()
    assert f"<{envelope}>" in instance().sender


async def test_a_network_that_has_set_nothing_writes_from_the_address_of_the_instance(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    envelope, message = await left(village, a_move, monkeypatch)
    assert envelope == whom(message).addr_spec == senders.ours()[1]
    assert whom(message).display_name == village.communities["hedges"].name


async def test_facts_tell_whose_they_are(village: Village) -> None:
    hedges, occitanie = village.communities["hedges"], village.networks["occitanie"]
    event = await day()
    assert owners.numbers_in({"a": event, "community": hedges, "network": occitanie}) == (None, occitanie.id)
    assert owners.numbers_in({"a": event}) == (hedges.id, None)
    assert owners.numbers_in({"community": hedges.id, "words": "yes"}) == (hedges.id, None)
    assert owners.numbers_in({"who": village.people["rita"], "all": [hedges]}) == (None, None)
    assert await senders.sender_for({}, "Rita") == ("Rita", senders.ours()[1])
