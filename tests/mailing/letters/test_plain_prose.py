"""Without HTML the text of a letter reads as a letter: no signs of bold, numbers and quotations kept, links behind words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailing.letters import plain_prose


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Bonjour **à tous**, *merci* !\nÀ bientôt", "Bonjour à tous, merci !\nÀ bientôt"),
        ("## Un titre\nsuite", "Un titre\n--------\n\nsuite"),
        ("[le programme](https://a.example/x)", "le programme <https://a.example/x>"),
        ("https://a.example/x_y", "https://a.example/x_y"),
        ("<https://a.example/é>", "https://a.example/é"),
        ("[écrire](contact@a.example)", "écrire <contact@a.example>"),
        ("[ici](ftp://a.example)", "ici"),
        ("1. un\n2. deux\n   - sous", "1. un\n2. deux\n   - sous"),
        ("* un\n\n* deux", "- un\n\n- deux"),
        ("> dit\n>\n> redit", "> dit\n>\n> redit"),
        ("![une haie](https://stranger.example/a.png)", "une haie"),
        ("avant\n\n---\n\naprès", "avant\n\n--------\n\naprès"),
    ],
)
def test_signs_become_words(typed: str, read: str) -> None:
    assert plain_prose.text_of(typed) == read


def test_lines_are_short_keep_their_sign_and_never_cut_a_link() -> None:
    link = "https://a.example/" + "x" * 90
    read = plain_prose.text_of("> " + "mot " * 40 + f"\n\n- {'mot ' * 40} [là]({link})")
    lines = read.split("\n")
    assert f"<{link}>" in read
    assert all(len(line) <= 72 for line in lines if link not in line)
    assert all(line.startswith("> ") for line in lines[:3]) and lines[5].startswith("  mot")


def test_blanks_of_french_typography_stay() -> None:
    assert plain_prose.text_of("mot " * 17 + "mots\u202f! «\u00a0oui\u00a0»").endswith("mots\u202f! «\u00a0oui\u00a0»")


@given(st.text(alphabet=st.sampled_from("ab*_>-1. #\n!é"), max_size=120))
def test_whatever_is_typed_no_letter_is_lost(typed: str) -> None:
    assert [c for c in plain_prose.text_of(typed) if c in "abé"] == [c for c in typed if c in "abé"]
