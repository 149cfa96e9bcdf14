import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailing.letters import prose
from network.ground.settings import settings


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Bonjour **toi**", "<p>Bonjour <strong>toi</strong></p>"),
        ("une ligne\nune autre", "<p>une ligne<br>\nune autre</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("# Titre", "<h2>Titre</h2>"),
        ("[ici](https://a.example/?x=1&y=2)", '<p><a href="https://a.example/?x=1&amp;y=2">ici</a></p>'),
    ],
)
def test_a_small_markdown_is_understood(typed: str, shown: str) -> None:
    assert prose.html_of(typed) == shown


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        '<img src="https://stranger.example/seen.gif">',
        "![une haie](https://stranger.example/seen.gif)",
        "[ici](javascript:alert(1))",
        "[ici](data:text/html,x)",
        '<a href="https://a.example" onclick="x()">a</a>',
        "<style>p{}</style>",
    ],
)
def test_what_could_run_or_be_fetched_does_not_come_through(typed: str) -> None:
    shown = prose.html_of(typed)
    assert not re.search(r"<(?!/?(p|br|strong|em|a|ul|ol|li|blockquote|h2|h3|hr)\b)", shown), shown
    assert "<img" not in shown and 'href="javascript' not in shown and 'href="data' not in shown


@pytest.mark.parametrize(
    ("typed", "leads_to", "then"),
    [
        ("Voir https://a.example/x_y_z?a=1&b=2.", "https://a.example/x_y_z?a=1&amp;b=2", "."),
        ("(https://a.example/Haie_(arbre))", "https://a.example/Haie_(arbre)", ")"),
        ("« https://a.example/ » !", "https://a.example/", " » !"),
        ("sur www.a.example\u202f!", "https://www.a.example", "\u202f!"),
        ("[ici](www.a.example/x)", "https://www.a.example/x", ""),
        ("[ici](a.example)", "https://a.example", ""),
        ("[ici](//localhost/x)", "https://localhost/x", ""),
        ("[écrire](contact@a.example)", "mailto:contact@a.example", ""),
        ("[ici](/events)", "{house}/events", ""),
        ("[https://a.example](https://b.example)", "https://b.example", ""),
    ],
)
def test_an_address_written_down_is_a_link_and_has_its_beginning(typed: str, leads_to: str, then: str) -> None:
    shown = prose.html_of(typed)
    assert re.findall(r'href="([^"]*)"', shown) == [leads_to.format(house=settings().address)]
    assert shown.endswith(f"</a>{then}</p>")


@pytest.mark.parametrize("typed", ["www.", "https://", "x@www.a.example", "`https://a.example`", "[ici](#bas)"])
def test_what_is_no_address_is_left_as_it_is(typed: str) -> None:
    assert "https://" not in "".join(re.findall(r'href="([^"]*)"', prose.html_of(typed)))


def test_of_an_image_its_description_stays() -> None:
    assert prose.html_of("![une haie](https://stranger.example/a.png)") == "<p>une haie</p>"


@given(st.text(max_size=200))
def test_whatever_is_typed_is_markup_that_we_know(typed: str) -> None:
    for name, attributes in re.findall(r"<(\w+)([^>]*)>", prose.html_of(typed)):
        assert name in prose.TAGS and re.fullmatch(r'( href="[^"]*")?', attributes), (name, attributes)


def test_a_text_is_known_by_its_first_words() -> None:
    assert prose.start_of("**Bonjour** à tous,\n\nvoici") == "Bonjour à tous, voici"
    assert prose.start_of("mot " * 40) == "mot " * 14 + "mot…"
