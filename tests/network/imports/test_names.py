import pytest

from network.ground.spreadsheets.sheets import Row
from network.imports import lines, names


def read(text: str, field: str) -> tuple[str, str, list[str]]:
    arrival, faults = lines.read(Row(2, [text]), [field], "citizen")
    return arrival.given_name, arrival.family_name, [str(fault.sentence) for fault in faults]


@pytest.mark.parametrize(
    ("whole", "given", "family"),
    [
        ("Durand Camille", "Camille", "Durand"),
        ("de la Tour Jeanne", "Jeanne", "de la Tour"),
        ("Le Gall Anne-Marie", "Anne-Marie", "Le Gall"),
        ("DUPONT JEAN", "JEAN", "DUPONT"),
        ("Jean DE LA FONTAINE", "Jean", "DE LA FONTAINE"),
        ("M. DUPONT Jean-Pierre", "Jean-Pierre", "DUPONT"),
        ("DUPONT J.-P.", "J.-P.", "DUPONT"),
        ("Dr. d’Artagnan Charles", "Charles", "d’Artagnan"),
        ("Cher", "", "Cher"),
        ("de", "", "de"),
    ],
)
def test_under_a_heading_that_begins_with_the_family_name_it_comes_first(whole: str, given: str, family: str) -> None:
    assert read(whole, "family_first") == (given, family, [])


@pytest.mark.parametrize(
    "whole", ["M. Jean Dupont", "M.Jean Dupont", "Monsieur Jean DUPONT", "Dupont, Jean", "Mr DUPONT Jean"]
)
def test_neither_civility_nor_comma_is_a_part_of_a_name(whole: str) -> None:
    given, family, faults = read(whole, "full_name")
    assert (given, family.title(), faults) == ("Jean", "Dupont", [])


def test_initials_are_no_family_name_and_no_civility() -> None:
    assert read("DUPONT J", "full_name") == ("J", "DUPONT", [])
    assert read("M.A. Dupont", "full_name") == ("M.A.", "Dupont", [])


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("M. et Mme LABORDE Éric et Sophie", "full_name"),
        ("Mme & M. Laborde", "family_name"),
        ("Sophie et Éric Laborde", "full_name"),
        ("LABORDE Éric & Sophie", "family_first"),
    ],
)
def test_two_people_in_a_cell_are_told_and_do_not_become_one(text: str, field: str) -> None:
    assert read(text, field)[2] == [str(names.TWO_PEOPLE)]


def test_two_given_names_are_two_people() -> None:
    _arrival, [fault] = lines.read(Row(2, ["Laborde", "Éric et Sophie"]), ["family_name", "given_name"], "citizen")
    assert (fault.column, fault.sentence) == (1, names.TWO_PEOPLE)


@pytest.mark.parametrize(
    "foot", ["TOTAL", "Total : 45", "Sous-total", "Mis à jour le 12/03/2026", "* en attente", "Légende :"]
)
def test_the_foot_of_a_list_is_nobody(foot: str) -> None:
    for field in names.NAMES[2:]:
        assert read(foot, field)[2] == [str(names.NO_PERSON)]


@pytest.mark.parametrize("name", ["Totaro", "Teotali", "Nombrot", "Etcheverry", "Emmet"])
def test_who_is_named_nearly_so_is_somebody(name: str) -> None:
    assert read(name, "family_name") == ("", name, [])


def test_whoever_has_an_address_is_somebody_whatever_the_name() -> None:
    arrival, faults = lines.read(Row(2, ["Total 2", "t@example.org"]), ["family_name", "email"], "citizen")
    assert not faults and arrival.family_name == "Total 2"


def test_a_whole_name_of_which_a_part_is_too_long_is_a_fault_and_stops_no_import() -> None:
    _given, _family, [sentence] = read("x" * 120, "full_name")
    assert "80" in sentence
