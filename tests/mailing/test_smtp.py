import asyncio
import re
import ssl
from asyncio import Server
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from hypothesis import given, settings
from hypothesis import strategies as st

from deploy.house import HOUSE
from mailing import smtp
from mailing.relays import Relay
from mailing.smtp import Letter, Line, RelayAway, Reply
from tests.mailing.relays import ScriptedRelay, scripted

BODY = b"Subject: hello\r\n\r\nHello, hedge.\r\n"


class Sack:
    """A bag that remembers."""

    def __init__(self, *recipients: str) -> None:
        self.full = [
            Letter(n, b"us@example.org", r.encode(), [BODY], not r.isascii()) for n, r in enumerate(recipients)
        ]
        self.answers: dict[str, Reply] = {}
        self.back: list[str] = []

    def take(self) -> Letter | None:
        return self.full.pop(0) if self.full else None

    def answered(self, letter: Letter, reply: Reply) -> None:
        assert letter.recipient.decode() not in self.answers
        self.answers[letter.recipient.decode()] = reply

    def put_back(self, letter: Letter) -> None:
        self.back.append(letter.recipient.decode())

    @property
    def codes(self) -> dict[str, int]:
        return {who[0]: reply.code for who, reply in self.answers.items()}


async def carried(relay: ScriptedRelay, *who: str, query: str = "", patience: float = 5) -> Sack:
    sack = Sack(*[f"{one}@example.org" for one in who])
    line = await Line.open(Relay.parse(relay.url + query), patience)
    try:
        await line.carry(sack)
    finally:
        await line.close()
    return sack


def refusing(reply: str, *commands: str) -> Any:
    return lambda command: reply if any(one in command for one in commands) else None


pipelining_or_not = pytest.mark.parametrize("offers", [("PIPELINING",), ()], ids=["pipelining", "step by step"])


@pipelining_or_not
async def test_each_letter_arrives_once_and_whole(offers: tuple[str, ...]) -> None:
    async with scripted(offers=offers) as relay:
        sack = await carried(relay, *"abcde")
        assert [one.recipient[0] for one in relay.taken] == [*"abcde"] and relay.connections == 1
        assert all(one.body == BODY and one.sender == "us@example.org" for one in relay.taken)
        assert sack.codes == dict.fromkeys("abcde", 250) and sack.back == []
        assert relay.commands[-1] == "QUIT"


@pipelining_or_not
async def test_a_refused_recipient_harms_no_neighbour(offers: tuple[str, ...]) -> None:
    async with scripted(offers=offers) as relay:
        relay.mood = refusing("550 5.1.1 nobody here", "RCPT TO:<b", "RCPT TO:<c", "RCPT TO:<e")
        sack = await carried(relay, *"abcde")
        assert sack.codes == {"a": 250, "b": 550, "c": 550, "d": 250, "e": 550}
        assert str(sack.answers["b@example.org"]) == "550 5.1.1 nobody here"
        assert [who[0] for who in relay.recipients] == ["a", "d"]


async def test_a_relay_that_opens_data_for_nobody_gets_a_lone_dot() -> None:
    offers = ("PIPELINING", "lone dot")
    async with scripted(offers=offers, mood=refusing("550 nobody", "RCPT TO:<b")) as relay:
        sack = await carried(relay, *"abc")
        assert sack.codes == {"a": 250, "b": 550, "c": 250} and [who[0] for who in relay.recipients] == ["a", "c"]


@pipelining_or_not
@pytest.mark.parametrize("step", ["RCPT", "DATA", "."])
async def test_a_later_please_belongs_to_its_letter(offers: tuple[str, ...], step: str) -> None:
    asked = 0

    def second(command: str) -> str | None:
        nonlocal asked
        asked += command.startswith(step)
        return "451 4.7.1 greylisted" if command.startswith(step) and asked == 2 else None

    async with scripted(offers=offers, mood=second) as relay:
        assert (await carried(relay, *"abc")).codes == {"a": 250, "b": 451, "c": 250}


@pipelining_or_not
@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "."])
async def test_421_puts_everything_back_that_was_not_taken(offers: tuple[str, ...], step: str) -> None:
    asked = 0

    def second(command: str) -> str | None:
        nonlocal asked
        asked += command.startswith(step)
        return "421 4.3.2 closing" if command.startswith(step) and asked == 2 else None

    async with scripted(offers=offers, mood=second) as relay:
        sack = Sack("a@x.org", "b@x.org", "c@x.org")
        line = await Line.open(Relay.parse(relay.url), 5)
        with pytest.raises(RelayAway, match="421 4.3.2 closing"):
            await line.carry(sack)
        await line.close()
        assert sack.codes == {"a": 250} and {*sack.back} | {one.recipient.decode() for one in sack.full} == {
            "b@x.org",
            "c@x.org",
        }


@pytest.mark.parametrize("reply", ["451 busy", "550 you may not send"])
async def test_what_is_said_to_mail_is_about_us_and_no_recipient_is_blamed(reply: str) -> None:
    async with scripted(mood=refusing(reply, "MAIL")) as relay:
        with pytest.raises(RelayAway, match=reply):
            await carried(relay, "a")


@pytest.mark.parametrize("step", ["", "EHLO"])
@pytest.mark.parametrize("reply", ["421 full", "554 go away", "close"])
async def test_a_relay_that_does_not_let_us_in_is_away(step: str, reply: str) -> None:
    async with scripted(mood=lambda command: reply if command.partition(" ")[0] == step else None) as relay:
        with pytest.raises(RelayAway):
            await carried(relay, "a")


async def test_a_connection_lost_at_the_dot_leaves_one_letter_in_doubt_and_gives_both_back() -> None:
    async with scripted(mood=lambda command: "close" if command == "." else None) as relay:
        sack = Sack("a@x.org", "b@x.org", "c@x.org")
        line = await Line.open(Relay.parse(relay.url), 5)
        with pytest.raises(RelayAway, match="closed the connection"):
            await line.carry(sack)
        assert sorted(sack.back) == ["a@x.org", "b@x.org"] and sack.answers == {}


async def test_a_silent_relay_is_away_when_patience_ends() -> None:
    async with scripted(delay=9) as relay:
        with pytest.raises(RelayAway, match="silent"):
            await carried(relay, "a", "b", patience=0.1)


async def test_nobody_at_the_door_is_away_too() -> None:
    with pytest.raises(RelayAway, match="127.0.0.1"):
        await Line.open(Relay.parse("smtp://127.0.0.1:1"))


async def test_a_line_is_worn_after_as_many_letters_as_the_relay_likes() -> None:
    async with scripted() as relay:
        sack = await carried(relay, *"abcde", query="?letters=2")
        assert len(sack.answers) == 2 and len(sack.full) == 3


async def test_what_speaks_no_smtp_is_away() -> None:
    async with scripted(mood=lambda command: "hello there") as relay:
        with pytest.raises(RelayAway, match="not SMTP"):
            await carried(relay, "a")


async def test_a_server_of_before_extensions_is_greeted_in_its_own_way() -> None:
    async with scripted(
        mood=lambda c: "502 what" if c.startswith("EHLO") else "250 hi" if c[:4] == "HELO" else None
    ) as relay:
        assert (await carried(relay, "a", "b")).codes == {"a": 250, "b": 250}


async def test_size_is_told_and_what_is_too_large_is_not_even_tried() -> None:
    async with scripted(offers=("PIPELINING", "SIZE 20")) as relay:
        sack = await carried(relay, "a")
        assert sack.codes == {"a": 552} and not any(one.startswith("MAIL") for one in relay.commands)
        relay.offers = ("SIZE 0",)  # no fixed limit
        await carried(relay, "a")
        assert f"MAIL FROM:<us@example.org> SIZE={len(BODY)}" in relay.commands


async def test_accents_before_the_at_need_smtputf8_and_only_they_ask_for_it() -> None:
    async with scripted() as relay:
        assert (await carried(relay, "é", "a")).codes == {"é": 250, "a": 250}
        assert [c.partition("> ")[2] for c in relay.commands if c.startswith("MAIL")] == [
            f"SIZE={len(BODY)} BODY=8BITMIME SMTPUTF8",
            f"SIZE={len(BODY)}",
        ]
        relay.offers = ("PIPELINING",)
        relay.taken.clear()
        sack = await carried(relay, "é", "a")
        assert sack.codes == {"é": 553, "a": 250} and relay.recipients == ["a@example.org"]


moods = st.lists(st.sampled_from([None] * 8 + ["451 later", "550 no", "421 enough", "close", "503 what"]), max_size=40)


@settings(max_examples=150)
@given(moods, st.booleans(), st.booleans(), st.integers(1, 8))
async def test_whatever_a_relay_answers_each_letter_is_answered_or_given_back_and_the_answer_is_true(
    moods: list[str | None], pipelines: bool, opens_data_for_nobody: bool, count: int
) -> None:
    told: list[str] = []
    coming = iter(moods)

    def mood(command: str) -> str | None:
        told.append(command)
        return next(coming, None) if command[:4] in ("MAIL", "RCPT", "DATA", ".") else None

    offers = ("PIPELINING",) * pipelines + ("lone dot",) * opens_data_for_nobody
    async with scripted(offers=offers, mood=mood) as relay:
        full = [f"p{n}@example.org" for n in range(count)]
        sack = Sack(*full)
        line = await Line.open(Relay.parse(relay.url), 2)
        try:
            await line.carry(sack)
        except RelayAway:
            pass
        else:
            assert not sack.full and not sack.back
        await line.close()
        kept = [letter.recipient.decode() for letter in sack.full]
        assert sorted([*sack.answers, *sack.back, *kept]) == full
        good = {who for who, reply in sack.answers.items() if reply.is_good}
        assert good <= {*relay.recipients}, "it says that a letter was taken that was not"
        assert len({*relay.recipients} - good) <= 1, "only the last one can be in doubt"
        assert len(relay.recipients) == len({*relay.recipients})
        assert all(one.body == BODY for one in relay.taken)


# A server that is not ours: aiosmtpd, with TLS and passwords


class Kept:
    def __init__(self) -> None:
        self.letters: list[tuple[str, bytes]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters += [(who, envelope.content) for who in envelope.rcpt_tos]
        return "250 2.0.0 taken"


def let_in(server: Any, session: Any, envelope: Any, mechanism: str, auth: Any) -> AuthResult:
    right = isinstance(auth, LoginPassword) and auth == LoginPassword(b"gardener", "pass wörd:@".encode())
    return AuthResult(success=right, handled=False)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[trustme.CA, Path]]:
    authority, path = trustme.CA(), tmp_path_factory.mktemp("tls") / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    yield authority, path


@pytest.fixture
def server(request: pytest.FixtureRequest, authority: tuple[trustme.CA, Path]) -> Iterator[tuple[str, Kept]]:
    """Its address without a password, and what it keeps."""
    scheme, how = request.param
    trust = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority[0].issue_cert("localhost").configure_cert(trust)
    kept = Kept()
    about: dict[str, Any] = {"hostname": "127.0.0.1", "port": 0, "authenticator": let_in, **how}
    if scheme == "smtps":
        about["ssl_context"] = trust
    if scheme == "smtp+starttls":
        about |= {"tls_context": trust, "require_starttls": True}
    controller = RealPort(kept, **about)
    controller.start()
    yield f"{scheme}://{{}}localhost:{controller.port}?ca={authority[1]}", kept
    controller.stop()


class RealPort(Controller):
    def _trigger_server(self) -> None:
        assert isinstance(self.server, Server)
        self.port = self.server.sockets[0].getsockname()[1]  # it was 0: any
        super()._trigger_server()  # type: ignore[no-untyped-call]


def kinds(*schemes: str, **how: Any) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("server", [(scheme, how) for scheme in schemes], indirect=True, ids=schemes)


async def handed_over(monkeypatch: pytest.MonkeyPatch, url: str) -> Reply:
    monkeypatch.setattr(smtp, "our_relay", lambda: Relay.parse(url))
    return await smtp.hand_over(Letter(1, b"us@example.org", b"rita@example.org", [BODY]))


@kinds("smtp", "smtp+starttls", "smtps")
async def test_in_the_clear_and_under_tls(server: tuple[str, Kept], monkeypatch: pytest.MonkeyPatch) -> None:
    url, kept = server
    assert (await handed_over(monkeypatch, url.format(""))).code == 250
    assert [(who, body) for who, body in kept.letters] == [("rita@example.org", BODY)]


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
@kinds("smtp", "smtp+starttls", "smtps", auth_required=True, auth_require_tls=False)
async def test_with_a_password(server: tuple[str, Kept], monkeypatch: pytest.MonkeyPatch) -> None:
    url, kept = server
    assert (await handed_over(monkeypatch, url.format("gardener:pass%20w%C3%B6rd%3A%40@"))).is_good and kept.letters
    with pytest.raises(RelayAway, match="535"):
        await handed_over(monkeypatch, url.format("gardener:wrong@"))


@kinds("smtp+starttls", auth_required=True, auth_exclude_mechanism=["PLAIN"])
async def test_login_where_plain_is_not_offered(server: tuple[str, Kept], monkeypatch: pytest.MonkeyPatch) -> None:
    url, kept = server
    assert (await handed_over(monkeypatch, url.format("gardener:pass%20w%C3%B6rd%3A%40@"))).is_good and kept.letters


@kinds("smtp+starttls", "smtps")
async def test_a_certificate_that_nobody_vouches_for_is_not_believed(
    server: tuple[str, Kept], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, kept = server
    with pytest.raises(RelayAway, match="CERTIFICATE_VERIFY_FAILED|certificate verify failed"):
        await handed_over(monkeypatch, url.format("").partition("?")[0])
    assert kept.letters == []


@kinds("smtp")
async def test_without_starttls_offered_nothing_goes_in_the_clear(
    server: tuple[str, Kept], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, kept = server
    with pytest.raises(RelayAway, match="offers no STARTTLS"):
        await handed_over(monkeypatch, url.format("").replace("smtp:", "smtp+starttls:"))
    assert kept.letters == []


async def test_words_slipped_in_before_the_lock_is_closed_are_not_believed() -> None:
    both = lambda c: "220 go\r\n250 trust me" if c == "STARTTLS" else None
    async with scripted(offers=("STARTTLS",), mood=both) as relay:
        with pytest.raises(RelayAway, match="in the clear after STARTTLS"):
            await Line.open(Relay.parse(relay.url.replace("smtp:", "smtp+starttls:")), 5)


def test_one_file_speaks_to_mail_servers_and_one_to_the_web() -> None:
    sources = [path for domain in HOUSE.domains for path in domain.folder.rglob("*.py")]
    speaks = re.compile(r"smtplib|create_connection|open_connection|socket\.socket")
    assert {path.name for path in sources if speaks.search(path.read_text())} == {"smtp.py", "outside.py"}


# Lines that a worker keeps


def letter(number: int) -> Letter:
    return Letter(number, b"us@example.org", b"p%d@example.org" % number, [BODY])


async def test_a_worker_hands_letters_over_on_one_line_and_leaves_it_when_it_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with scripted() as relay:
        monkeypatch.setattr("mailing.smtp.our_relay", lambda: Relay.parse(relay.url))
        async with smtp.keeping_lines():
            for n in range(5):
                assert (await smtp.hand_over(letter(n))).is_good
            assert relay.connections == 1 and len(relay.taken) == 5 and "QUIT" not in relay.commands
        assert relay.commands[-1] == "QUIT"
        assert (await smtp.hand_over(letter(6))).is_good and relay.connections == 2, "without a worker each has its own"


async def test_a_kept_line_is_asked_before_it_is_used_and_another_is_opened_in_the_place_of_a_dead_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with scripted() as relay:
        monkeypatch.setattr("mailing.smtp.our_relay", lambda: Relay.parse(relay.url))
        async with smtp.keeping_lines():
            await smtp.hand_over(letter(1))
            relay.mood = lambda command: "421 closing, too long idle" if command == "NOOP" else None
            assert (await smtp.hand_over(letter(2))).is_good
            relay.mood = lambda command: None
            await relay.go_away()
            await relay.come()
            assert (await smtp.hand_over(letter(3))).is_good
        assert relay.connections == 3 and len(relay.taken) == 3


async def test_a_kept_line_is_left_after_a_while_and_a_worn_one_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    async with scripted() as relay:
        monkeypatch.setattr("mailing.smtp.our_relay", lambda: Relay.parse(f"{relay.url}?letters=2"))
        monkeypatch.setattr("mailing.smtp.KEPT_FOR", 0.05)
        async with smtp.keeping_lines():
            await smtp.hand_over(letter(1))
            await asyncio.sleep(0.3)
            assert relay.commands[-1] == "QUIT"
            await smtp.hand_over(letter(2))
            await smtp.hand_over(letter(3))
            assert relay.connections == 2 and relay.commands[-1] == "QUIT", "two letters and no more on one line"


async def test_several_at_once_have_a_line_each_and_keep_them(monkeypatch: pytest.MonkeyPatch) -> None:
    async with scripted(delay=0.05) as relay:
        monkeypatch.setattr("mailing.smtp.our_relay", lambda: Relay.parse(relay.url))
        async with smtp.keeping_lines():
            for _round in range(3):
                await asyncio.gather(*(smtp.hand_over(letter(n)) for n in range(4)))
            assert relay.connections == 4 and len(relay.taken) == 12
