"""Forms: all faults at once, each on its field, and nothing of what was typed is lost."""

from datetime import date, time
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar.datastructures import FormMultiDict
from markupsafe import Markup
from msgspec import Meta, Struct

from network.ground import forms
from network.ground.errors import Fault
from network.ground.words import _, speaking
from network.plug import Village
from tests.conftest import Visitor
from tests.network.test_sign_in import signed_in


class Day(Struct):
    title: forms.Line
    on: date
    begins: time
    address: forms.Address | None
    places: Annotated[int, Meta(ge=1, le=999)] | None
    reach: Literal["public", "pair"]
    kind: Annotated[str, forms.one_of({"field-visit": 1, "talk": 2})] | None
    topics: list[str]
    code: forms.Code
    is_open: bool
    words: forms.Words = ""


class Crowd(Struct):
    people: Annotated[int, Meta(le=100_000)]


class Request:
    """As much of a request as a form reads."""

    def __init__(self, *pairs: tuple[str, str]) -> None:
        self.pairs = list(pairs)

    async def form(self) -> FormMultiDict:
        return FormMultiDict(self.pairs)


RIGHT = {
    "title": "Nourrir la ville",
    "on": "2026-12-03",
    "begins": "9:30",
    "address": "",
    "places": "1 200",
    "reach": "public",
    "code": "abcdefghij",
}


async def typed(**changed: str) -> forms.Form[Day]:
    request: Any = Request(*(RIGHT | {"places": "80", "kind": "field-visit"} | changed).items())
    return await forms.read(request, Day)


async def test_what_is_right_becomes_values() -> None:
    form = await typed(topics="soils", is_open="1")
    assert form.is_right
    day = form.values
    assert (day.on, day.begins, day.places) == (date(2026, 12, 3), time(9, 30), 80)
    assert day.address is None and day.topics == ["soils"] and day.is_open and day.words == ""


@pytest.mark.parametrize(
    ("field", "said", "fault"),
    [
        ("title", "", forms.MISSING),
        ("title", "   ", forms.MISSING),
        ("title", "x" * 201, None),
        ("on", "demain", forms.NO_DAY),
        ("on", "31/02/2026", forms.NO_DAY),
        ("begins", "midi", forms.NO_HOUR),
        ("begins", "25:00", forms.NO_HOUR),
        ("address", "elodie.brun@", forms.NO_ADDRESS),
        ("address", "a b@example.org", forms.NO_ADDRESS),
        ("places", "douze", forms.NO_NUMBER),
        ("places", "0", None),
        ("reach", "everybody", forms.NO_CHOICE),
        ("reach", "", forms.NO_CHOICE),
        ("kind", "field", forms.NO_CHOICE),
        ("kind", "talks", forms.NO_CHOICE),
        ("code", "<script>", forms.STALE),
    ],
)
async def test_each_fault_stands_on_its_field(field: str, said: str, fault: Any) -> None:
    form = await typed(**{field: said})
    assert list(form.faults) == [field] and not form.is_right
    assert fault is None or form.faults[field] is fault
    assert str(form.faults[field]) and form.value(field) == said


async def test_a_large_number_is_said_as_people_write_it() -> None:
    form = await forms.read(Request(("people", "1000000")), Crowd)  # type: ignore[arg-type]
    with speaking("fr"):
        assert "100\u202f000" in str(form.faults["people"])


async def test_all_faults_are_gathered_and_all_that_was_typed_is_kept() -> None:
    request: Any = Request(
        ("title", ""), ("on", "x"), ("address", "y"), ("places", "z"), ("topics", "a"), ("topics", "b")
    )
    form = await forms.read(request, Day)
    assert set(form.faults) == {"title", "on", "begins", "address", "places", "reach", "code"}
    assert form.value("on") == "x" and form.value("topics") == ["a", "b"] and form.value("nothing") == ""


@pytest.mark.parametrize(("said", "on"), [("3/12/2026", date(2026, 12, 3)), ("03-12-2026", date(2026, 12, 3))])
async def test_a_day_may_be_typed_as_people_do(said: str, on: date) -> None:
    assert (await typed(on=said)).values.on == on


@pytest.mark.parametrize("said", ["9h30", "9 h 30", "09:30", "09:30:00"])
async def test_an_hour_may_be_typed_as_people_do(said: str) -> None:
    assert (await typed(begins=said)).values.begins == time(9, 30)


async def test_a_fault_of_the_verb_goes_to_its_field_and_the_rest_is_raised() -> None:
    form = await typed()
    with form.answering():
        raise Fault("on", _("Please choose one of the answers."))
    assert list(form.faults) == ["on"] and not form.is_right
    with pytest.raises(ZeroDivisionError), form.answering():
        raise ZeroDivisionError


@given(st.dictionaries(st.sampled_from(list(RIGHT)), st.text(max_size=300)))
async def test_whatever_is_typed_there_is_a_value_or_a_sentence_for_each_field(changed: dict[str, str]) -> None:
    form = await typed(**changed)
    assert form.is_right or form.faults
    assert all(str(sentence) for sentence in form.faults.values())
    assert {name: form.typed[name] for name in changed} == changed


async def test_the_summary_of_faults_names_each_field_as_its_label_does(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "ada@example.org")
    page = (await visitor.submit("/networks", name="", slug="x" * 61)).text
    assert '<li><a href="#name"><b>Nom</b> – Ce champ est à remplir.</a></li>' in page
    assert '<li><a href="#slug"><b>Fin de son adresse</b> – ' in page
    assert "<!--" not in page


async def test_a_page_of_faults_says_so_in_its_title_and_begins_at_them(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "ada@example.org")
    page = (await visitor.submit("/networks", name="")).text
    assert "<title>À reprendre : Ouvrir un réseau — Terreau</title>" in page.replace("\u00a0", " ")
    assert '<div class="note fault stack tight" role="alert" tabindex="-1" autofocus>' in page
    assert "autofocus" not in (await visitor.get("/networks/new")).text


async def test_a_name_for_a_field_is_never_markup() -> None:
    form = await typed(title="")
    form.named("title", "<i>Un & deux</i>")
    page = form.summed_up(form.place_of("title") + Markup("<p>"))
    assert page == "<b>&lt;i&gt;Un &amp; deux&lt;/i&gt;</b> – <p>"
    assert form.summed_up(form.place_of("elsewhere")) == "<!--elsewhere-->"
    assert "<script" not in form.place_of("--><script>")


async def test_a_fault_on_what_is_not_drawn_is_said_without_a_name() -> None:
    form = await typed(code="x")
    assert form.summed_up(form.place_of("code")) == ""
