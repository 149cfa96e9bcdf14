from html.parser import HTMLParser

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from network.ground.plain_words import paragraphs_of


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("Bonjour,\n\nà demain.", ["Bonjour,", "à demain."]),
        ("Une ligne\nune autre", ["Une ligne<br/>une autre"]),
        ("<b>gras</b> & co", ["&lt;b&gt;gras&lt;/b&gt; &amp; co"]),
        (
            "Voir https://a.example/x?y=1&z=2, merci.",
            ['Voir <a href="https://a.example/x?y=1&amp;z=2">https://a.example/x?y=1&amp;z=2</a>, merci.'],
        ),
        ("[le plan](https://a.example/plan).", ['<a href="https://a.example/plan">le plan</a>.']),
        ("[non](javascript:alert)", ["[non](javascript:alert)"]),
        ("Écrire à rita@example.org.", ['Écrire à <a href="mailto:rita@example.org">rita@example.org</a>.']),
        ('https://a.example/"onclick="x', ['<a href="https://a.example/">https://a.example/</a>&#34;onclick=&#34;x']),
        ("  \n\n ", []),
    ],
)
def test_paragraphs_lines_and_links_and_nothing_else(typed: str, made: list[str]) -> None:
    assert paragraphs_of(typed) == made


class Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said, self.tags = "", set[str]()

    def handle_data(self, data: str) -> None:
        self.said += data

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)


@given(st.text(alphabet=st.sampled_from("ab <>&\"'[]()/:.@-hpts\n"), max_size=80))
def test_no_words_break_out_and_none_are_lost(typed: str) -> None:
    for paragraph in paragraphs_of(typed):
        read = Text()
        read.feed(paragraph)
        assert read.tags <= {"a", "br"} and isinstance(paragraph, Markup)
        clean = nh3.clean(paragraph, tags={"a", "br"}, attributes={"a": {"href"}}, link_rel=None)
        assert clean.count("<a ") == paragraph.count("<a ")
    if "http" not in typed and "@" not in typed:
        said = "".join(
            "".join(part.split()) for part in (Markup(p.replace("<br/>", " ")).unescape() for p in paragraphs_of(typed))
        )
        assert said == "".join(typed.split())
