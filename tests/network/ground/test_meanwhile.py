from typing import Any

import pytest

from network.ground.errors import Fault
from network.ground.forms import Form
from network.ground.meanwhile import prints_of, require_unchanged

SHOWN: dict[str, Any] = {"title": "Semer", "on": "2027-03-04", "places": 20, "summary": "Des gants.\n\nUn seau."}


def sent(**other: Any) -> tuple[Form[Any], dict[str, Any]]:
    """The form as somebody sends it who was shown SHOWN, and what it would make of the thing."""
    typed = SHOWN | other
    return Form({**typed, "seen": prints_of(SHOWN)}), typed


def test_what_nobody_else_changed_is_simply_saved() -> None:
    form, wanted = sent(title="Récolter", summary="")
    require_unchanged(form, SHOWN, wanted)
    require_unchanged(form, SHOWN | {"summary": "Des gants.\r\n\r\nUn seau. "}, wanted)
    form.typed["seen"] = "no print: of ours"
    require_unchanged(form, SHOWN | {"title": "Autre"}, wanted)


def test_a_form_sent_twice_has_nothing_against_itself() -> None:
    form, wanted = sent(title="Récolter", places=12)
    require_unchanged(form, wanted, wanted)


def test_where_both_changed_the_same_it_is_said_and_the_rest_is_taken_in() -> None:
    there = SHOWN | {"title": "Tailler", "on": "2027-04-01", "places": ""}
    form, wanted = sent(title="Récolter", places=12)
    with pytest.raises(Fault) as refused:
        require_unchanged(form, there, wanted)
    assert set(refused.value.all) == {"", "title", "places"}
    assert "Tailler" in str(refused.value.all["title"]) and form.value("title") == "Récolter"
    assert form.value("on") == "2027-04-01", "this person had not touched it"
    require_unchanged(form, there, wanted | {"on": "2027-04-01"})


def test_what_is_said_again_is_short_a_day_is_a_day_and_an_answer_is_called_by_its_name() -> None:
    form, wanted = sent(on="2027-03-05", title="Récolter", summary="Rien.")
    there = SHOWN | {"on": "2027-04-01", "title": "visit", "summary": "Mot " * 200}
    with pytest.raises(Fault) as refused:
        require_unchanged(form, there, wanted, {"title": {"visit": "Une visite"}})
    said = {field: str(sentence) for field, sentence in refused.value.all.items()}
    assert "1er avril 2027" in said["on"].replace("\u00a0", " ") and "Une visite" in said["title"]
    assert "…" in said["summary"] and len(said["summary"]) < 400
