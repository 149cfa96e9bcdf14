"""Subscribing: asked, confirmed by the link of a letter, with the very text in the ledger; leaving, and coming back."""

from datetime import timedelta

import pytest

from mailing import deliveries
from mailing.newsletters import consents, subscriptions, unsubscriptions
from mailing.tables import Newsletter, Subscription, runs
from mailing.village import PUBLIC
from network import privacy
from network.access import ANYONE, viewer_of
from network.ground.clock import now
from network.ground.errors import Fault, NotHere, Refusal
from network.notes import write
from network.plug import Village
from network.tables import Account, Consent, Note, Person
from tests.conftest import Bell


async def hedges() -> Newsletter:
    found = await Newsletter.objects().where(Newsletter.code == PUBLIC).first()
    assert found
    return found


async def kept(subscription: Subscription) -> Subscription:
    found = await Subscription.objects().get(Subscription.id == subscription.id)
    assert found
    return found


async def notes() -> list[tuple[str, str]]:
    rows = await Note.select(Note.kind, Note.address).where(Note.kind.like("mailing.%")).order_by(Note.id)
    return [(row["kind"], row["address"]) for row in rows]


async def asked(address: str = "lea@example.org", name: str = "Léa Martin") -> Subscription:
    row = await subscriptions.ask(await hedges(), name, address)
    await subscriptions.answer(row.id)
    return row


def proof(row: Subscription) -> str:
    return subscriptions.link_of(row).rsplit("/", 1)[1]


async def test_lea_asks_receives_a_letter_and_is_subscribed_when_she_confirms(village: Village, bell: Bell) -> None:
    row = await subscriptions.ask(await hedges(), "Léa Martin", " Lea@Example.org ")
    assert bell.rung[-1] == ("answer_subscription", row.id) and not await Note.exists().where(Note.subject == row.id)
    await subscriptions.answer(row.id)
    await subscriptions.answer(row.id)
    assert await notes() == [("mailing.confirm", "lea@example.org")]
    assert not await Person.exists().where(Person.email == "lea@example.org"), "nobody before the confirmation"

    for _ in range(2):
        running = await subscriptions.confirm(row.code, proof(row))
    assert running.id == row.id and running.is_running
    [lea] = await Person.objects().where(Person.email == "lea@example.org")
    assert (lea.name, running.person, lea.known_from) == ("Léa Martin", lea.id, "newsletter")
    [line] = await Consent.objects().where(Consent.person == lea.id)
    assert (line.purpose, line.subject, line.is_given, line.source) == (
        "mailing.newsletter",
        row.newsletter,
        True,
        "page",
    )
    assert line.text_shown == row.text_shown == consents.text_of(await hedges()) and line.text_version == "2026-11"
    assert "link sent to the address" in line.proof


async def test_the_letter_holds_the_link_and_nothing_once_it_was_used(village: Village) -> None:
    row = await asked()
    [note] = await Note.objects().where(Note.kind == "mailing.confirm")
    pressed = await write(note)
    assert pressed and pressed.to == "lea@example.org" and subscriptions.link_of(row) in pressed.text
    assert "La lettre des haies" in pressed.subject
    await subscriptions.confirm(row.code, proof(row))
    assert await write(note) is None


async def test_known_unknown_and_subscribed_addresses_are_asked_alike(village: Village, bell: Bell) -> None:
    for address in ("nobody@example.org", "mina@example.org", "zoe@example.org"):
        row = await subscriptions.ask(await hedges(), "", address)
        assert bell.rung[-1] == ("answer_subscription", row.id) and not row.is_running
        await subscriptions.answer(row.id)
    assert [kind for kind, _address in await notes()] == ["mailing.confirm", "mailing.confirm", "mailing.subscribed"]
    [note] = await Note.objects().where(Note.kind == "mailing.subscribed")
    pressed = await write(note)
    assert pressed and "/unsubscriptions/" in pressed.text and pressed.to == "zoe@example.org"


async def a_while_later() -> None:
    earlier = Subscription.asked_at - timedelta(minutes=1)
    await Subscription.update({Subscription.asked_at: earlier}).where(Subscription.since_at.is_null())


async def test_a_button_pressed_twice_asked_once_and_later_once_more(village: Village) -> None:
    first, second = await asked(), await asked()
    assert first.id == second.id and len(await notes()) == 1
    await a_while_later()
    assert (await asked()).id != first.id and len(await notes()) == 2


async def test_the_fourth_letter_of_a_day_is_not_written(village: Village) -> None:
    for _ in range(6):
        await asked()
        await a_while_later()
    assert len(await notes()) == subscriptions.LETTERS_A_DAY
    await asked("other@example.org")
    assert len(await notes()) == subscriptions.LETTERS_A_DAY + 1


async def test_a_link_that_is_wrong_or_old_says_so(village: Village) -> None:
    row = await asked()
    for code, token in ((row.code, "x"), ("abcdefghij", proof(row))):
        with pytest.raises(Refusal):
            await subscriptions.confirm(code, token)
    old = now() - timedelta(days=8)
    await Subscription.update({Subscription.asked_at: old}).where(Subscription.id == row.id)
    aged = await kept(row)
    with pytest.raises(Refusal) as refusal:
        await subscriptions.confirm(aged.code, proof(aged))
    assert refusal.value.sentence == subscriptions.LINK_IS_OLD and not (await kept(row)).is_running


async def test_who_has_the_address_alone_is_who_subscribes(village: Village) -> None:
    row = await asked("mina@example.org", "M. Costa")
    assert (await subscriptions.confirm(row.code, proof(row))).person == village.people["mina"].id


async def test_of_a_shared_address_the_name_decides(village: Village) -> None:
    for who in ("mina", "odile"):
        await Person.update({Person.email: "contact@example.org"}).where(Person.id == village.people[who].id)
    row = await asked("contact@example.org", "Odile Le Gall")
    assert (await subscriptions.confirm(row.code, proof(row))).person == village.people["odile"].id
    await unsubscriptions.end(row.id, "page")
    other = await asked("contact@example.org", "Paule Neuve")
    assert (await subscriptions.confirm(other.code, proof(other))).person not in {p.id for p in village.people.values()}


async def test_two_links_of_one_address_are_one_subscription(village: Village) -> None:
    first, second = await asked(), await asked()
    assert (await subscriptions.confirm(first.code, proof(first))).id == first.id
    assert (await subscriptions.confirm(second.code, proof(second))).id == first.id
    assert (
        await Consent.count().where(
            Consent.purpose == "mailing.newsletter", Consent.source == "page", Consent.proof.like("link%")
        )
        == 1
    )


async def test_whoever_is_signed_in_needs_one_button(village: Village) -> None:
    mina = village.people["mina"]
    await Account(person=mina.id, address="mina@example.org", verified_at=now()).save()
    viewer, newsletter = await viewer_of(mina), await hedges()
    text = consents.text_of(newsletter)
    with pytest.raises(Fault):
        await subscriptions.subscribe(viewer, newsletter, "another text")
    first = await subscriptions.subscribe(viewer, newsletter, text)
    assert (await subscriptions.subscribe(viewer, newsletter, text)).id == first.id
    [line] = await Consent.objects().where(Consent.person == mina.id)
    assert (line.text_shown, line.source) == (text, "account") and await notes() == []
    with pytest.raises(Refusal):
        await subscriptions.subscribe(ANYONE, newsletter, text)


async def test_unsubscribing_holds_at_once_twice_is_once_and_can_be_taken_back(village: Village) -> None:
    [row] = await Subscription.objects().where(
        Subscription.person == village.people["amin"].id, Subscription.newsletter == (await hedges()).id
    )
    token = deliveries.unsubscribe_token(row.id, 7)
    assert (await unsubscriptions.told(token))["running"]
    for _ in range(2):
        await unsubscriptions.end(row.id, "one-click", "Trop souvent")
    ended = await kept(row)
    assert ended.ended_at and ended.ended_because == "Trop souvent"
    again = await unsubscriptions.resume(row.id)
    assert (await unsubscriptions.resume(row.id)).id == again.id != row.id
    lines = await Consent.objects().where(Consent.person == village.people["amin"].id).order_by(Consent.id)
    assert [(line.is_given, line.source) for line in lines] == [(True, "page"), (False, "one-click"), (True, "undo")]
    await unsubscriptions.end(row.id, "page")  # the old link ends what was taken up again
    assert not (await kept(again)).is_running


async def test_a_token_that_is_not_ours_or_of_a_trial_ends_nothing(village: Village) -> None:
    with pytest.raises(NotHere):
        await unsubscriptions.behind("xyz")
    with pytest.raises(NotHere):
        await unsubscriptions.behind(deliveries.unsubscribe_token(987654, 1))
    assert await unsubscriptions.behind(deliveries.unsubscribe_token(None, 1)) is None


async def test_who_is_erased_leaves_dates_and_no_name(village: Village) -> None:
    before = await Subscription.count()
    running = await Subscription.count().where(runs())
    await asked("zoe@example.org")
    await privacy.forget(village.people["zoé"])
    assert await Subscription.count() == before + 1 and await Subscription.count().where(runs()) == running - 2
    assert not await Subscription.exists().where(Subscription.address == "zoe@example.org")
    assert not await Subscription.exists().where(Subscription.name.like("%Ferrand%"))


async def test_at_night_what_was_never_confirmed_goes(village: Village) -> None:
    row, other = await asked(), await asked("other@example.org")
    old = now() - timedelta(days=15)
    await Subscription.update({Subscription.asked_at: old}).where(Subscription.id == row.id)
    await subscriptions.forget_unconfirmed()
    assert not await Subscription.exists().where(Subscription.id == row.id)
    assert await Subscription.exists().where(Subscription.id == other.id)


async def test_when_the_bell_is_dead_the_clock_answers(village: Village) -> None:
    row = await subscriptions.ask(await hedges(), "", "lea@example.org")
    await subscriptions.answer_waiting()
    assert await notes() == []
    late = now() - timedelta(minutes=2)
    await Subscription.update({Subscription.asked_at: late}).where(Subscription.id == row.id)
    await subscriptions.answer_waiting()
    assert await notes() == [("mailing.confirm", "lea@example.org")]
