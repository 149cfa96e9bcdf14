"""What servers say when they do not take a letter, as somebody who is no postmaster understands it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailing import reasons
from mailing.reasons import reason_of
from network.ground.words import Sentence, speaking


@pytest.mark.parametrize(
    ("code", "reply", "reason"),
    [
        (550, "5.1.1 <x@y.example>: Recipient address rejected: User unknown", reasons.NO_SUCH),
        (550, "No such user here", reasons.NO_SUCH),
        (550, "5.1.2 domain not found", reasons.NO_DOMAIN),
        (550, "5.1.10 RESOLVER.ADR.RecipientNotFound", reasons.NO_SUCH),
        (553, "5.1.3 this is no mail address", reasons.MISTYPED),
        (550, "5.2.1 mailbox disabled", reasons.CLOSED),
        (552, "5.2.2 over quota", reasons.FULL),
        (452, "4.2.2 mailbox full", reasons.FULL),
        (552, "5.3.4 message too big", reasons.TOO_LARGE),
        (451, "4.7.1 greylisted, try again in 300 seconds", reasons.LATER),
        (450, "please come back", reasons.LATER),
        (421, "4.3.2 closing for maintenance", reasons.BUSY),
        (550, "5.6.7 the relay takes no address with accents before the @", reasons.ACCENTS),
        (554, "5.7.1 blocked by policy", reasons.NOT_WANTED),
        (550, "5.7.26 this mail is unauthenticated (SPF, DKIM)", reasons.NOT_PROVEN),
        (550, "5.7.999 something new", reasons.NOT_WANTED),
        (554, "rejected", reasons.NOT_WANTED),
        (502, "not implemented", reasons.NOT_UNDERSTOOD),
        (550, "2.1.5 in 192.5.1.1 we trust", reasons.NO_SUCH),
        (None, "", reasons.UNKNOWN),
        (599, "9.9.9 what?", reasons.UNKNOWN),
    ],
)
def test_a_class_or_a_code_is_a_sentence(code: int | None, reply: str, reason: Sentence) -> None:
    assert reason_of(code, reply) is reason


@pytest.mark.parametrize(
    ("code", "reply", "is_so"),
    [
        (550, "5.1.1 nobody here", True),
        (550, "5.1.10 RESOLVER.ADR.RecipientNotFound", True),
        (550, "5.2.1 mailbox disabled", True),
        (550, "5.4.4 no such domain", True),
        (553, "5.1.3 no mail address", True),
        (550, "User unknown", False),
        (450, "4.1.1 not yet", False),
        (550, "5.7.1 relaying denied", False),
        (550, "5.1.8 your domain is not found", False),
        (552, "5.2.2 over quota", False),
        (250, "2.1.5 ok", False),
        (550, "4.1.1 undecided", False),
    ],
)
def test_an_address_is_dead_when_its_server_says_so_for_good_and_by_a_class(code: int, reply: str, is_so: bool) -> None:
    assert reasons.is_dead(code, reply) is is_so


@given(st.none() | st.integers(200, 599), st.text())
def test_whatever_a_server_says_is_answered_in_french(code: int | None, reply: str) -> None:
    with speaking("fr"):
        said = str(reason_of(code, reply))
    assert said.endswith(".") and said != reason_of(code, reply).english
