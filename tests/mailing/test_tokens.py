from hypothesis import given
from hypothesis import strategies as st

from mailing.tokens import seal, unseal

numbers = st.integers(0, 2**32 - 1)


@given(numbers, numbers)
def test_a_token_says_its_numbers_again_and_nothing_else(one: int, other: int) -> None:
    token = seal("unsubscription", one, other)
    assert unseal("unsubscription", token) == (one, other) and len(token) == 36
    assert token == seal("unsubscription", one, other) and unseal("message", token) is None


def test_neighbours_do_not_look_alike() -> None:
    one, other = seal("x", 1, 1), seal("x", 1, 2)
    assert sum(a == b for a, b in zip(one, other, strict=True)) < 10


@given(st.text(max_size=60))
def test_what_was_not_made_here_opens_nothing(token: str) -> None:
    assert unseal("unsubscription", token) is None


@given(st.integers(0, 35), st.sampled_from("Aa0-_"))
def test_one_character_changed_opens_nothing(at: int, other: str) -> None:
    token = seal("unsubscription", 7, 9)
    changed = token[:at] + other + token[at + 1 :]
    assert changed == token or unseal("unsubscription", changed) is None
