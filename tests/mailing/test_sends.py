"""A send from its start to its last answer, carried to a relay with moods."""

from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest

from mailing import carriers, deliveries, ledger, privacy, sends, smtp, suppressions
from mailing.relays import Relay
from mailing.sends import Recipient
from mailing.tables import Bundle, Delivery, Newsletter, Send, Subscription
from network.ground.clock import now
from network.ground.words import speaking
from network.plug import Village
from tests.conftest import Bell
from tests.mailing.addressed import letter_to_all, people
from tests.mailing.relays import ScriptedRelay, scripted


@pytest.fixture(autouse=True)
def folder(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mailing.journals._folder", lambda: tmp_path)


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Callable[[ScriptedRelay], None]:
    def use(relay: ScriptedRelay, query: str = "?lines=3") -> None:
        monkeypatch.setattr(carriers, "our_relay", lambda: Relay.parse(relay.url + query))
        monkeypatch.setattr("mailing.smtp.our_relay", lambda: Relay.parse(relay.url + query))

    return use


Use = Callable[[ScriptedRelay], None]


async def states(send: Send) -> dict[str, int]:
    return await deliveries.count(send.id)


async def state(send: Send) -> str:
    found = await Send.objects().get(Send.id == send.id)
    assert found
    return found.state


async def test_everybody_gets_one_letter_of_their_own(village: Village, use: Use, bell: Bell) -> None:
    async with scripted() as relay:
        use(relay)
        send = await sends.start(letter_to_all(), people(1203), asked_by=village.people["rita"].id)
        assert bell.rung[-1] == ("carry_send", send.id) and await states(send) == {"waiting": 1203}
        await carriers.carry(send.id)
        assert await states(send) == {"accepted": 1203} and await state(send) == "done"
        assert sorted(relay.recipients) == sorted(one.address for one in people(1203))
        assert relay.connections >= 12, "a connection is made anew after a hundred letters"
        assert not await Bundle.exists()
        tokens = set()
        for taken in relay.taken[:50]:
            message: Any = message_from_bytes(taken.body, policy=policy.default)
            number = taken.recipient[1:].partition("@")[0]
            said = message.get_body(("plain",)).get_content()
            assert f"Bonjour Personne {number}\n" in said.replace("\r\n", "\n")
            link = message["List-Unsubscribe"].strip("<>")
            assert link in said and link.startswith("https://example.org/unsubscriptions/")
            tokens.add(link)
        assert len(tokens) == 50
        await carriers.carry(send.id)
        assert len(relay.taken) == 1203, "a second bell sends nothing"


async def test_what_a_server_refuses_is_told_in_its_words_and_is_over(village: Village, use: Use) -> None:
    async with scripted(mood=lambda c: "550 5.1.1 no p1 here" if c == "RCPT TO:<p1@example.org>" else None) as relay:
        use(relay)
        send = await sends.start(letter_to_all(), [*people(3), Recipient("nowhere"), Recipient("é@example.org")])
        relay.offers = ("PIPELINING",)
        await carriers.carry(send.id)
        assert await states(send) == {"accepted": 2, "refused": 3} and await state(send) == "done"
        became = await deliveries.of(send.id, "missed")
        assert [one.reply for one in became] == [
            "5.1.1 no p1 here",
            "5.1.3 this is no mail address",
            "5.6.7 the relay takes no address with accents before the @",
        ]
        with speaking("fr"):
            assert "Cette adresse n’existe pas, ou plus" in str(became[0].reason)
            assert str(became[0].words) == "Refusée par le serveur de messagerie"
        assert len(await deliveries.of(send.id)) == 5


async def test_later_means_four_more_times_with_the_same_message_id_and_then_no_more(
    village: Village, use: Use, monkeypatch: pytest.MonkeyPatch, bell: Bell
) -> None:
    asked: list[str] = []

    def busy(command: str) -> str | None:
        if command == "RCPT TO:<p1@example.org>":
            asked.append(command)
            return "451 4.7.1 greylisted"
        return None

    async with scripted(mood=busy) as relay:
        use(relay)
        send = await sends.start(letter_to_all(), people(3))
        clock, gaps = [now()], []
        monkeypatch.setattr(ledger, "now", lambda: clock[-1])
        monkeypatch.setattr(sends, "now", lambda: clock[-1])
        for _ in range(4):
            await carriers.carry(send.id)
            assert await states(send) == {"accepted": 2, "put_off": 1} and await state(send) == "sending"
            before = len(asked)
            await carriers.carry(send.id)
            assert len(asked) == before and await sends.ring_standing() == [], "not before its time"
            [row] = await Delivery.select(Delivery.ring_at).where(Delivery.state == "waiting")
            gaps.append(row["ring_at"] - clock[-1])
            clock.append(row["ring_at"])
            assert await sends.ring_standing() == [send.id]
        assert gaps == [timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4), timedelta(hours=24)]
        await carriers.carry(send.id)
        assert await states(send) == {"accepted": 2, "given_up": 1} and await state(send) == "done" and len(asked) == 5


async def test_a_letter_put_off_goes_again_as_the_same_letter(
    village: Village, use: Use, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[bytes] = []

    async with scripted() as relay:
        use(relay)
        relay.mood = lambda command: "452 4.3.1 full" if command == "." else None
        real = carriers.Carrier._letter

        def letter(self: carriers.Carrier, due: ledger.Due) -> smtp.Letter:
            made = real(self, due)
            kept.append(b"".join(made.pieces))
            return made

        monkeypatch.setattr(carriers.Carrier, "_letter", letter)
        send = await sends.start(letter_to_all(), people(1))
        await carriers.carry(send.id)
        relay.mood = lambda command: None
        monkeypatch.setattr(ledger, "now", lambda: now() + timedelta(minutes=16))
        await carriers.carry(send.id)
        assert await states(send) == {"accepted": 1} and len(kept) == 2 and kept[0] == kept[1] == relay.taken[0].body


async def test_who_unsubscribes_or_is_suppressed_before_their_turn_gets_nothing(village: Village, use: Use) -> None:
    newsletter = Newsletter(code="n", name="Haies", community=village.communities["hedges"].id, made_at=now())
    await newsletter.save()
    about: dict[str, Any] = {"newsletter": newsletter.id, "asked_at": now(), "since_at": now()}
    rows = [Subscription(code=f"s{n}", address=f"s{n}@example.org", **about) for n in range(3)]
    for row in rows:
        await row.save()
    async with scripted() as relay:
        use(relay)
        to = [Recipient(row.address, subscription=row.id) for row in rows] + people(2)
        send = await sends.start(letter_to_all(), to)
        await Subscription.update({Subscription.ended_at: now()}).where(Subscription.id == rows[0].id)
        await Subscription.delete().where(Subscription.id == rows[1].id)
        await suppressions.suppress("P1@example.org", "complaint")
        await carriers.carry(send.id)
        assert sorted(relay.recipients) == ["p0@example.org", "s2@example.org"]
        assert await states(send) == {"accepted": 2, "unsubscribed": 2, "suppressed": 1}
        assert await state(send) == "done"


async def test_a_test_copy_ends_no_subscription(village: Village, use: Use) -> None:
    async with scripted() as relay:
        use(relay)
        send = await sends.try_out(letter_to_all(), Recipient("rita@example.org", "Rita"))
        await carriers.carry(send.id)
        [taken] = relay.taken
        message: Any = message_from_bytes(taken.body, policy=policy.default)
        token = message["List-Unsubscribe"].strip("<>").rpartition("/")[2]
        leaving = deliveries.read_unsubscribe_token(token)
        assert leaving and leaving.subscription is None
        assert deliveries.read_unsubscribe_token(token[::-1]) is None


async def test_paused_it_rests_and_resumed_it_goes_on_from_there(village: Village, use: Use, bell: Bell) -> None:
    async with scripted() as relay:
        use(relay)
        send = await sends.start(letter_to_all(), people(30))
        await sends.pause(send.id)
        await carriers.carry(send.id)
        assert relay.taken == [] and await state(send) == "paused" and await sends.ring_standing() == []
        bell.rung.clear()
        await sends.resume(send.id)
        assert bell.rung == [("carry_send", send.id)]
        await carriers.carry(send.id)
        assert len(relay.taken) == 30 and await state(send) == "done"
        assert not await sends.pause(send.id) and not await sends.resume(send.id) and not await sends.end(send.id)
        assert await state(send) == "done", "what is done cannot be paused"


async def test_who_paused_resumed_and_ended_it_is_written_down(village: Village) -> None:
    rita, hugo = village.people["rita"].id, village.people["hugo"].id
    send = await sends.start(letter_to_all(), people(30))
    assert await sends.pause(send.id, rita) and not await sends.pause(send.id, hugo)
    assert await sends.resume(send.id, hugo) and await sends.pause(send.id, hugo)
    assert await sends.end(send.id, rita) and not await sends.end(send.id, rita)
    lines = [(line["answer"], line["person"]) for line in await sends.halts_of(send.id)]
    assert lines == [("paused", rita), ("resumed", hugo), ("paused", hugo), ("ended", rita)]
    assert await states(send) == {"called_off": 30} and await state(send) == "done", (
        "nobody carried it: it ends at once"
    )


async def test_while_it_is_carried_the_clock_leaves_it_alone(
    village: Village, use: Use, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = await sends.start(letter_to_all(), people(3))
    assert await sends.ring_standing() == []
    monkeypatch.setattr(sends, "now", lambda: now() + ledger.BEAT)
    assert await sends.ring_standing() == [send.id], "nobody has taken it up"
    await ledger.take_up(send.id)
    monkeypatch.setattr(ledger, "now", lambda: now() + ledger.BEAT)
    assert await ledger.settle(send.id, []) and await sends.ring_standing() == []
    later_on = now() + 3 * ledger.BEAT
    monkeypatch.setattr(sends, "now", lambda: later_on)
    assert await sends.ring_standing() == [send.id], "who carried it is not heard any more"


async def test_what_its_time_did_not_suffice_for_the_next_one_carries(village: Village, use: Use, bell: Bell) -> None:
    async with scripted(delay=0.05) as relay:
        use(relay)
        send = await sends.start(letter_to_all(), people(40))
        bell.rung.clear()
        await carriers.carry(send.id, seconds=0.6)
        before = len(relay.taken)
        assert 0 < before < 40 and await state(send) == "sending" and bell.rung == [("carry_send", send.id)]
        assert await states(send) == {"accepted": before, "waiting": 40 - before}
        await carriers.carry(send.id)
        assert sorted(relay.recipients) == sorted(one.address for one in people(40)) and await state(send) == "done"


async def test_a_relay_that_turns_us_away_blames_nobody_and_is_asked_again(
    village: Village, use: Use, monkeypatch: pytest.MonkeyPatch, bell: Bell
) -> None:
    async with scripted(mood=lambda c: "421 4.7.0 too many today" if c.startswith("MAIL") else None) as relay:
        use(relay)
        send = await sends.start(letter_to_all(), people(5))
        bell.rung.clear()
        await carriers.carry(send.id, seconds=0.4)
        found = await Send.objects().get(Send.id == send.id)
        assert found and (found.state, found.said, found.rests) == ("sending", "421 4.7.0 too many today", 1)
        assert await states(send) == {"waiting": 5} and bell.rung == [] and found.ring_at > now()
        relay.mood = lambda command: None
        monkeypatch.setattr(sends, "now", lambda: found.ring_at)
        assert await sends.ring_standing() == [send.id]
        await carriers.carry(send.id)
        found = await Send.objects().get(Send.id == send.id)
        assert found and found.said == "" and found.state == "done" and len(relay.taken) == 5


async def test_a_letter_to_nobody_is_done_at_once(village: Village) -> None:
    send = await sends.start(letter_to_all(), [])
    await carriers.carry(send.id)
    assert await state(send) == "done"


async def test_without_a_relay_letters_wait_and_say_why(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("mailing.carriers", "mailing.smtp"):
        monkeypatch.setattr(f"{module}.our_relay", lambda: None)
    send = await sends.start(letter_to_all(), people(2))
    await carriers.carry(send.id, seconds=0.3)
    assert await states(send) == {"waiting": 2} and await state(send) == "sending"
    assert await Send.exists().where(Send.said == "no relay is known: SMTP_URL is not set")


async def test_an_address_that_is_no_more_is_written_to_once_and_never_again(village: Village, use: Use) -> None:
    said = {"p1@": "550 5.1.1 nobody here", "p2@": "550 not you", "p3@": "550 5.7.1 blocked", "p4@": "552 5.2.2 full"}
    moods = lambda command: next((reply for who, reply in said.items() if f"RCPT TO:<{who}" in command), None)
    async with scripted(mood=moods) as relay:
        use(relay)
        await carriers.carry((await sends.start(letter_to_all(), people(6))).id)
        relay.mood = lambda command: None
        relay.taken.clear()
        second = await sends.start(letter_to_all(), people(6))
        await carriers.carry(second.id)
        assert await states(second) == {"accepted": 5, "suppressed": 1}
        assert "p1@example.org" not in relay.recipients
        await suppressions.revive("P1@example.org")
        third = await sends.start(letter_to_all(), people(6))
        await carriers.carry(third.id)
        assert await states(third) == {"accepted": 6}


async def test_who_is_erased_in_the_middle_gets_nothing_more_and_the_count_stays(village: Village, use: Use) -> None:
    rita, amin = village.people["rita"], village.people["amin"]
    own = [Recipient("rita.own@example.org", "Rita", rita.id), Recipient("amin.own@example.org", "Amin", amin.id)]
    async with scripted(mood=lambda command: "451 4.7.1 later" if "amin" in command else None) as relay:
        use(relay)
        send = await sends.start(letter_to_all(), [*people(2), *own])
        await privacy.forget_deliveries(rita)
        await carriers.carry(send.id)
        assert relay.recipients == ["p0@example.org", "p1@example.org"] and await state(send) == "sending"
        await privacy.forget_deliveries(amin)
        await Bundle.update({Bundle.ring_at: now()}).where(Bundle.send == send.id)
        relay.mood = lambda command: None
        await carriers.carry(send.id)
        assert relay.recipients == ["p0@example.org", "p1@example.org"] and await state(send) == "done"
        assert await states(send) == {"accepted": 2, "unsubscribed": 2}
    for line in await deliveries.of(send.id):
        assert "own@" not in line.address + line.reply and line.name not in ("Rita", "Amin")
