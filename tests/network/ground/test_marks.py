from hypothesis import given
from hypothesis import strategies as some
from markupsafe import escape

from network.ground import marks
from network.ground.marks import GLUE, OFF, ON, STAND_INS


def test_a_passage_has_dots_where_it_was_cut() -> None:
    assert marks.passage(f"les {ON}haies{OFF} de demain") == "… les <mark>haies</mark> de demain …"
    assert marks.passage(f"Les {ON}haies{OFF} de demain.") == "Les <mark>haies</mark> de demain."
    assert marks.passage("rien ici") == "" and marks.passage("") == ""


def test_the_signs_that_stood_aside_come_back() -> None:
    aside = "l\x01\ue000eau\ue001\x13\x14" + STAND_INS
    assert marks.plain(aside) == f"l’eau{GLUE[13]}{GLUE[14]}{GLUE}"
    assert "<mark>eau</mark>" in marks.marked(aside)


@given(some.text(some.sampled_from([*"ab<>&\"' ", ON, OFF])))
def test_nothing_but_marks_becomes_markup(headline: str) -> None:
    shown = str(marks.marked(headline)).replace("<mark>", "").replace("</mark>", "")
    assert shown == str(escape(marks.plain(headline)))


@given(some.text())
def test_a_tidy_question_is_one_bounded_line_and_stays_so(words: str) -> None:
    tidy = marks.tidy(words)
    assert len(tidy) <= 200 and "\n" not in tidy and marks.tidy(tidy) == tidy and ON not in tidy
