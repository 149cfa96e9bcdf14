import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import ChainableUndefined, Environment
from markupsafe import escape
from mjml.core.registry import components, register_core_components

from deploy.house import HOUSE
from network.ground.letterpress import html_of
from network.ground.pages import environment

written = st.text(alphabet="abc <>\"&;='#3 4xqutlé\u202f", max_size=40) | st.sampled_from(
    ['"><script>alert(1)</script>', "&quot;><b>", "&amp;quot;", "a & b", "--><img src=x>", "</title><script>"]
)
OURS = {"localhost", "example.org", ""}
GLOBAL = {"mj-class", "css-class", "lang", "owa", "dir"}


def letter(body: str, title: str = "") -> str:
    head = f"<mj-head><mj-title>{title}</mj-title><mj-preview>Look</mj-preview></mj-head>"
    return f'<mjml lang="fr">{head}<mj-body><mj-section><mj-column>{body}</mj-column></mj-section></mj-body></mjml>'


@settings(max_examples=40, deadline=None)
@given(written, written)
def test_whatever_people_write_it_stays_where_it_was_put(said: str, titled: str) -> None:
    safe = escape(said)
    source = letter(
        f'<mj-button href="https://example.org/?q={safe}">{safe}</mj-button>'
        f'<mj-image src="https://example.org/a.png" alt="{safe}" title="{safe}" />'
        f'<mj-text>{safe}<a href="{safe}" title="{safe}">x</a></mj-text>',
        str(escape(titled)),
    )
    page = BeautifulSoup(html_of(source), "html.parser")
    button, link = page.find_all("a")
    [image] = page.find_all("img")
    assert button["href"] == f"https://example.org/?q={said}" and link["href"] == said == link["title"]
    assert image["alt"] == said == image["title"]
    assert not page.find_all("script") and not page.find_all("b")
    [article] = page.find_all("div", attrs={"role": "article"})
    assert article.get("aria-label", "") == titled.replace('"', "”").strip()


def test_no_letter_has_its_reader_fetch_fonts_or_hides_white_on_white() -> None:
    html = html_of(letter('<mj-text font-family="Ubuntu">Hello @import url(x); stays</mj-text>'))
    assert "googleapis" not in html and "<link" not in html and html.count("@import") == 1
    assert "display:none;font-size:1px;color:#333333" in html and "</style>" in html


class Anything(ChainableUndefined):
    """Stands for every fact of every template: a word, a link, a list of one."""

    def __str__(self) -> str:
        return "https://example.org/x"

    def __iter__(self) -> Iterator[Any]:
        yield Anything()

    def __bool__(self) -> bool:
        return True

    def __call__(self, *_: Any, **__: Any) -> Any:
        return Anything()


def of_anything() -> Environment:
    """Dates and links are made of anything too; sentences are those of the house."""
    ours = environment.overlay(undefined=Anything)
    words = {name: known for name, known in ours.globals.items() if "gettext" in name or not callable(known)}
    ours.globals = {name: Anything() for name in ours.globals} | words
    return ours


TEMPLATES = sorted(
    f"{name}/{path.relative_to(folder)}"
    for name, folder in {
        **{domain.name: domain.folder / "templates" for domain in HOUSE.domains},
        "ground": HOUSE.domains[0].folder / "ground" / "templates",
    }.items()
    for path in folder.rglob("*.mjml")
)


@pytest.mark.parametrize("name", TEMPLATES)
def test_each_template_of_the_house_is_sound_mjml_and_names_no_stranger(name: str) -> None:
    source = of_anything().get_template(name).render()
    if "<mjml" not in source:  # a part that others include
        source = letter(source)
    assert unknown(source) == []
    html = html_of(source)
    assert "<mj-" not in html and "<script" not in html
    hosts = {urlsplit(url).hostname for url in re.findall(r"(?:https?:)?//[^\s\"'<>)]+", without_namespaces(html))}
    assert hosts <= OURS, hosts


def test_a_wrong_attribute_or_tag_or_a_strangers_icon_would_be_found() -> None:
    assert unknown(letter('<mj-text colour="red">x</mj-text><mj-buton>y</mj-buton>')) == ["mj-text colour", "mj-buton"]
    icon = html_of(letter('<mj-social><mj-social-element name="web" href="/x">W</mj-social-element></mj-social>'))
    assert "www.mailjet.com" in without_namespaces(icon)


def without_namespaces(html: str) -> str:
    return re.sub(r'xmlns(:\w+)?="[^"]*"', "", html)


def unknown(source: str) -> list[str]:
    """Tags that MJML does not have, and attributes that it would pass over in silence."""
    register_core_components()
    found: list[str] = []

    class Reading(HTMLParser):
        def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
            if tag.startswith("mj-") and tag not in {*components, "mj-all", "mj-class", "mj-include"}:
                found.append(tag)
            elif tag in components and tag not in ("mj-attributes", "mj-html-attributes", "mj-raw"):
                known = {*components[tag].allowed_attrs(), *components[tag].default_attrs(), *GLOBAL}
                found.extend(f"{tag} {name}" for name, _ in attributes if name not in known)

    Reading().feed(source)
    return found
