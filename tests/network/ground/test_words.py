from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.ground import words
from network.ground.words import speaking

HALF_PAST, ON_THE_HOUR = (datetime(2026, 12, 3, 13, minute, tzinfo=UTC) for minute in (30, 0))


def test_a_moment_is_said_as_people_say_it() -> None:
    with speaking("fr"):
        assert words.say_moment(HALF_PAST) == "jeudi 3 décembre 2026 à 14\u00a0h\u00a030"
        assert words.say_moment(ON_THE_HOUR) == "jeudi 3 décembre 2026 à 14\u00a0h"
        assert words.say_day(date(2026, 12, 3)) == "jeudi 3 décembre 2026"
        assert words.say_month(date(2026, 12, 3)) == "déc."
        assert words.say_date(date(2026, 12, 1)) == "1er décembre 2026"
        assert words.say_day(date(2026, 12, 1)) == "mardi 1er décembre 2026"
        assert words.say_moment(datetime(2026, 12, 1, 8, tzinfo=UTC)) == "mardi 1er décembre 2026 à 9\u00a0h"
        assert (
            words.say_short(date(2026, 12, 1)) == "1er déc. 2026" and words.say_short(date(2026, 12, 11))[:3] == "11 "
        )
    with speaking("en"):
        assert words.say_moment(HALF_PAST) == "Thursday 3 December 2026, 14:30"


def test_a_day_is_the_day_of_the_place_and_not_of_greenwich() -> None:
    night = datetime(2026, 12, 3, 23, 30, tzinfo=UTC)
    with speaking("fr"):
        assert words.say_day(night) == "vendredi 4 décembre 2026" and words.day_number(night) == 4
        assert words.say_moment(night, "Europe/London").startswith("jeudi 3 décembre 2026 à 23")


def test_a_number_is_said_with_its_spaces() -> None:
    with speaking("fr"):
        assert words.say_number(1284) == "1\u202f284" and words.say_number(2.5) == "2,5"


@pytest.mark.parametrize(
    ("wishes", "spoken"),
    [(["", "", "de"], "fr"), (["", "", "en-GB,fr;q=0.5"], "en"), (["en", "fr"], "en"), (["", "fr", "en"], "fr")],
)
def test_the_first_wish_that_names_one_of_ours(wishes: list[str], spoken: str) -> None:
    with speaking("fr"):
        words.speak(*wishes)
        assert words.language() == spoken


def test_é_sorts_with_e_and_œ_with_oe() -> None:
    names = ["Zola", "Étienne", "Eude", "Œillet", "Odin", "étang"]
    assert sorted(names, key=words.sort_key) == ["étang", "Étienne", "Eude", "Odin", "Œillet", "Zola"]


@dataclass
class Thing:
    name: str


def test_things_stand_in_a_list_as_a_reader_looks_for_them() -> None:
    named = [Thing("Réseau climat"), Thing("Énergie citoyenne"), Thing("À table"), Thing("biodiversité")]
    assert [one.name for one in words.by_name(named)] == [
        "À table",
        "biodiversité",
        "Énergie citoyenne",
        "Réseau climat",
    ]


@given(st.text())
def test_a_sort_key_is_its_own_sort_key(text: str) -> None:
    assert words.sort_key(words.sort_key(text)) == words.sort_key(text)


def test_nobody_is_never_one_person() -> None:
    said = ("One answer is to be taken up again", "%(count)s answers are to be taken up again")
    for language, many in (("fr", "%(count)s réponses sont à reprendre"), ("en", said[1])):
        with speaking(language):
            assert words.ngettext(*said, 0) == many == words.ngettext(*said, 2)
            assert words.ngettext(*said, 1) != many


def test_names_are_said_one_after_the_other() -> None:
    with speaking("fr"):
        assert [words.say_all(names) for names in (["Rita"], ["Rita", "Hugo"], ["Rita", "Hugo", "Zoé"])] == [
            "Rita",
            "Rita et Hugo",
            "Rita, Hugo et Zoé",
        ]
