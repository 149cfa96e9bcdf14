import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.ground.spreadsheets import sheets
from network.ground.spreadsheets.sheets import Row
from network.imports import columns, lines

ALL = ["family_name", "given_name", "email", "phone", "college", "circle"]


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (
            "Nom|Prénom|Mél|Tél.|Organisme|Fonction|Collège|Cercle",
            "family_name given_name email phone organisation function college circle",
        ),
        (
            "NOM *|PRENOM|Adresse électronique|N° de téléphone|Structure",
            "family_name given_name email phone organisation",
        ),
        ("Nom et prénom|E-mail|Portable (perso)", "family_first email phone"),
        ("Prénom NOM|Contact", "full_name -"),
        ("email|gecos|date", "email full_name -"),
        ("Courriel|Courriel 2|Nom|Remarques", "email - family_name -"),
        ("Nom|Contact", "family_name -"),
        ("|  |Code INSEE", "- - -"),
    ],
)
def test_french_headings_are_recognised(headings: str, found: str) -> None:
    assert columns.guess(headings.split("|")) == [field.strip("-") for field in found.split()]


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (
            "Vos coordonnées|Votre nom|Votre prénom|Votre adresse mail|N° de portable",
            "- family_name given_name email phone",
        ),
        ("Nom participant|Prénom participant|Nom payeur|Email payeur", "family_name given_name - email"),
        ("Commune|Nom de la commune|Nom du maire|Tél. mairie", "- - family_name phone"),
        ("Nom de jeune fille|Nom d’usage|Adresse de messagerie", "- family_name email"),
        ("Nom et prénom du contact|Raison sociale", "family_first organisation"),
        ("Nom|Nom payeur|Email 1|Email 2", "family_name - email -"),
    ],
)
def test_headings_that_nobody_has_listed_are_guessed_by_a_part(headings: str, found: str) -> None:
    said = headings.split("|")
    assert columns.guess_likely(columns.guess(said), said) == [field.strip("-") for field in found.split()]


@pytest.mark.parametrize(
    ("rows", "at"),
    [
        (["Nom;Mél", "a;b"], 0),
        (["Liste des contacts", ";;", "Nom;Prénom;Mél", "a;b;c"], 1),
        (["Titre", "Truc;Machin", "a;b"], 1),
        (["Truc;Machin", "a;b"], 0),
        (["Nom", "a"], 0),
        (["Qui;Coordonnées;", "Nom;Mél;Tél", "a;b;c"], 1),
        (["Nom;Coordonnées;", ";Mél;Tél", "a;b;c"], 1),
        (["Zola;Émile;e@example.org", "Sand;George;g@example.org"], None),
    ],
)
def test_the_headings_are_found_below_titles(rows: list[str], at: int | None) -> None:
    tab = sheets.split("\n".join(rows).encode())
    assert columns.heading_row(tab.rows) == at


def test_the_sheet_with_the_people_is_found() -> None:
    tabs = [sheets.split(text.encode()) for text in ("Notes\nx", "Nom;Mél;Tél\na;b;c", "Nom;Mél\na;b")]
    assert columns.likeliest(tabs) == 1


def test_a_right_line_says_all_that_it_says() -> None:
    row = Row(2, ["Le Gall", "Odile", "Odile <ODILE@Example.org>", "561000000", "Élu·e", "1er cercle"])
    arrival, faults = lines.read(row, ALL, "citizen")
    assert faults == [] and (arrival.family_name, arrival.given_name) == ("Le Gall", "Odile")
    assert (arrival.email, arrival.phone) == ("odile@example.org", "05 61 00 00 00")
    assert (arrival.college, arrival.circle) == ("elected", 1)


def test_what_is_not_said_has_its_place() -> None:
    arrival, faults = lines.read(Row(2, ["Bey", "", "", "", "", ""]), ALL, "expert")
    assert faults == [] and (arrival.college, arrival.circle, arrival.email, arrival.phone) == ("expert", 3, None, None)


def test_every_fault_of_a_line_is_said_with_its_column() -> None:
    row = Row(7, ["", "Zoé", "zoe@", "no", "martien", "4", "too much"])
    _arrival, faults = lines.read(row, ALL, "citizen")
    assert [(fault.line, fault.column, fault.read) for fault in faults] == [
        (7, None, "too much"),
        (7, 0, ""),
        (7, 2, "zoe@"),
        (7, 3, "no"),
        (7, 4, "martien"),
        (7, 5, "4"),
    ]
    assert all(str(fault.sentence) for fault in faults)


def test_a_name_too_long_is_one_fault() -> None:
    _arrival, [fault] = lines.read(Row(2, ["x" * 81]), ["family_name"], "citizen")
    assert "80" in str(fault.sentence) and fault.read == "x" * 60


@pytest.mark.parametrize(
    ("full", "given", "family"),
    [
        ("LE GALL Odile", "Odile", "LE GALL"),
        ("Odile LE GALL", "Odile", "LE GALL"),
        ("Odile Le Gall", "Odile", "Le Gall"),
    ]
    + [("Cher", "", "Cher"), ("BEY", "", "BEY"), ("Bey, Amin", "Amin", "Bey")],
)
def test_a_full_name_is_taken_apart(full: str, given: str, family: str) -> None:
    arrival, faults = lines.read(Row(2, [full]), ["full_name"], "citizen")
    assert faults == [] and (arrival.given_name, arrival.family_name) == (given, family)


@pytest.mark.parametrize("none", ["-", "—", "/", "Néant", "N/C", "aucune", "pas de mail"])
def test_a_cell_that_says_none_says_nothing(none: str) -> None:
    row = Row(2, ["Bey", none, none, none, none, none])
    arrival, faults = lines.read(row, ["family_name", "email", "phone", "organisation", "college", "circle"], "citizen")
    assert faults == [] and (arrival.email, arrival.phone, arrival.organisation) == (None, None, "")
    assert not arrival.is_college_said


@pytest.mark.parametrize(
    ("field", "cell", "said"),
    [
        ("phone", "06 12 34 56 78 / 05 62 00 00 02", "Several numbers"),
        ("phone", "06.12.34.56.78 ou 05 61 00 00 00", "Several numbers"),
        ("phone", "0612345678 0561000000", "Several numbers"),
        ("email", "a@example.org;b@example.org", "Several addresses"),
        ("email", "A <a@example.org>, B <b@example.org>", "Several addresses"),
        ("email", "a@example.org / b@example.org", "Several addresses"),
    ],
)
def test_two_in_a_cell_are_told_as_two_and_none_of_them_is_lost(field: str, cell: str, said: str) -> None:
    _arrival, [fault] = lines.read(Row(2, ["Bey", cell]), ["family_name", field], "citizen")
    assert fault.sentence.english.startswith(said) and fault.read == cell


@pytest.mark.parametrize(
    ("field", "cell", "read"),
    [
        ("phone", "05/61/00/00/00", "05 61 00 00 00"),
        ("phone", "+33 (0)6 12 34 56 78", "+33 6 12 34 56 78"),
        ("email", "Bey@Example.org <bey@example.org>", "bey@example.org"),
    ],
)
def test_one_that_looks_like_two_is_one(field: str, cell: str, read: str) -> None:
    arrival, faults = lines.read(Row(2, ["Bey", cell]), ["family_name", field], "citizen")
    assert faults == [] and getattr(arrival, field) == read


@pytest.mark.parametrize("text", ["élus", "Collège des élus", "ÉLU(E)", "élu/élue", "elected", "Personne élue"])
def test_a_college_is_read_as_people_write_it(text: str) -> None:
    assert lines.read_college(text) == "elected"


@pytest.mark.parametrize(
    ("text", "circle"),
    [("1", 1), ("Cercle 2", 2), ("C3", 3), ("2e cercle", 2), ("Informé·es", 2)]
    + [("Premier cercle", 1), ("cercle II", 2), ("troisième", 3), ("Cercle des engagés", 1)],
)
def test_a_circle_is_read_as_people_write_it(text: str, circle: int) -> None:
    assert lines.read_circle(text) == circle


@given(cells=st.lists(st.text(max_size=30), max_size=9))
def test_any_cells_are_a_person_or_a_fault(cells: list[str]) -> None:
    arrival, faults = lines.read(Row(2, cells), ALL, "citizen")
    assert faults or (arrival.family_name and arrival.circle in (1, 2, 3) and len(arrival.family_name) <= 80)
