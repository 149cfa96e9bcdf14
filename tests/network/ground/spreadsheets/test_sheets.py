import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.ground.spreadsheets import sheets
from network.ground.spreadsheets.sheets import SheetRefused

HEADINGS = ["Nom", "Prénom", "Mél"]
letters = st.characters(codec="cp1252", exclude_categories=["Cc", "Cs"])
cell = st.text(st.one_of(letters, st.sampled_from(";,\t\n\"'= é")), max_size=12).map(str.strip)
rows = st.lists(st.lists(cell, min_size=3, max_size=3).filter(any), min_size=1, max_size=8)


def written(table: list[list[str]], separator: str, encoding: str, ending: str = "\r\n", quoting: int = 0) -> bytes:
    text = StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=ending, quoting=quoting).writerows(table)  # type: ignore[arg-type]
    return text.getvalue().encode(encoding)


@given(
    table=rows,
    separator=st.sampled_from(sheets.SEPARATORS),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]),
    ending=st.sampled_from(["\r\n", "\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_any_spreadsheet_writes_is_read_back_the_same(
    table: list[list[str]], separator: str, encoding: str, ending: str, quoting: int
) -> None:
    for letter in (
        "ÃÂâÅŽ½¤" if encoding == "cp1252" else ""
    ):  # the first begin the signs of UTF-8, the last are é, œ and €
        table = [[cell.replace(letter, "é") for cell in cells] for cells in table]
    table = [[cell if not sheets.LOOKS_LIKE_A_FORMULA.match(cell) else "x" for cell in cells] for cells in table]
    sheet = sheets.read(written([HEADINGS, *table], separator, encoding, ending, quoting))
    assert sheet.separator == separator and sheet.headings == HEADINGS
    assert [row.cells for row in sheet.rows] == table


signs = st.text(st.sampled_from("'=+-@1 a"), max_size=6).map(str.strip)


@given(table=st.one_of(rows, st.lists(st.lists(signs, min_size=3, max_size=3).filter(any), min_size=1)))
def test_what_we_write_we_read_back_and_no_cell_is_a_formula(table: list[list[str]]) -> None:
    content = sheets.write([HEADINGS, *table])
    assert [row.cells for row in sheets.read(content).rows] == table
    for cells in csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"):
        assert not any(cell.startswith(("=", "@", "\t", "\r")) for cell in cells)
        assert all(cell[1:].replace(" ", "").isdigit() for cell in cells if cell.startswith(("+", "-")))


@given(content=st.binary(max_size=300))
def test_whatever_the_bytes_are_they_are_rows_or_a_sentence(content: bytes) -> None:
    try:
        sheet = sheets.read(content)
    except SheetRefused as refused:
        assert str(refused.sentence)
    else:
        assert sheet.rows and all(len(row.cells) >= len(sheet.headings) for row in sheet.rows)


def test_lines_are_counted_as_the_spreadsheet_shows_them() -> None:
    sheet = sheets.read(b'\n;;\nNom;Note\nA;"two\nlines"\n;\n\nB;\n')
    assert [(row.line, row.cells[0]) for row in sheet.rows] == [(4, "A"), (7, "B")]


def test_the_line_that_says_the_separator_is_obeyed_and_not_counted() -> None:
    sheet = sheets.read(b"sep=,\r\nNom,A;B;C;D\r\nx,y\r\n")
    assert sheet.separator == "," and sheet.rows[0].line == 2


def test_codes_stay_text_and_a_row_may_be_short_or_long() -> None:
    sheet = sheets.read(b"Code;Nom;;\n01000;x;;;\n2A004\n1;2;3\n")
    assert [row.cells for row in sheet.rows] == [["01000", "x"], ["2A004", ""], ["1", "2", "3"]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vide"),
        (b" ;;\n\n", "vide"),
        (b"Nom;Mail\n", "une seule ligne"),
        (b"a;" * 301 + b"x\n1", "302 colonnes"),
        (b"a;b\n" + b"1;2\n" * 20_001, "20\u202f000 lignes"),
        (b'Nom;Mail\nA;a\nB;"b\nC;c\n', "ligne 3"),
        (b'Nom;Mail\nA"x";a\nB;"b' + b"\n" * 9, "ligne 3"),
        (b"Nom;Mail\n\x81\x8d;x", "CSV UTF-8"),
    ],
)
def test_what_cannot_be_read_gets_its_sentence(content: bytes, said: str) -> None:
    with pytest.raises(SheetRefused) as refused:
        sheets.read(content)
    assert said in str(refused.value.sentence)


def test_lines_of_two_encodings_are_both_read() -> None:
    content = "Nom;Lieu\nZoé;Auch\n".encode() + "Gaëlle;Orléans\n".encode("cp1252") + "Éric;L’Isle\n".encode()
    assert [row.cells for row in sheets.read(content).rows] == [
        ["Zoé", "Auch"],
        ["Gaëlle", "Orléans"],
        ["Éric", "L’Isle"],
    ]


@pytest.mark.parametrize("ending", ["\r", "\n", "\r\n"])
def test_what_a_mac_wrote_is_read(ending: str) -> None:
    content = ending.join(["Nom;Prénom;Lieu", "Élie;Noël;Forêt d’à côté", "Çağlar;Zoë;Nîmes"]).replace("ğ", "g")
    sheet = sheets.read(content.encode("mac_roman"))
    assert sheet.headings == ["Nom", "Prénom", "Lieu"] and sheet.rows[0].cells == ["Élie", "Noël", "Forêt d’à côté"]


def test_what_an_old_linux_wrote_is_read() -> None:
    sheet = sheets.read("Nom;Cotisation\nLefœuvre;15 €\n".encode("iso8859-15"))
    assert sheet.rows[0].cells == ["Lefœuvre", "15 €"]


@pytest.mark.parametrize("text", ["Nom;Prénom\nŽižek;Slavoj\n", "Nom;L’heure\nBey;½ journée\n", "Nom;Š\nŽižek;1½\n"])
def test_what_windows_wrote_stays_what_it_is(text: str) -> None:
    assert sheets.decode(text.encode("cp1252"))[0] == text


def test_a_heading_over_two_rows_is_read_and_a_title_above_is_not_one() -> None:
    rows = sheets.split("Acteurs 2026;;\n\nNom;Contact;\n;Mél;Tél\nZoé;z@example.org;05\n".encode())
    sheet = sheets.under(rows, 2)
    assert sheet.headings == ["Nom", "Mél", "Tél"] and sheet.rows[0].line == 5


def test_a_quotation_mark_inside_a_word_is_a_letter() -> None:
    assert sheets.read(b'Nom;Lieu\nLe "Potager";"12" rue\n').rows[0].cells[0] == 'Le "Potager"'


def test_columns_have_the_letters_of_the_spreadsheet() -> None:
    assert [sheets.letter_of(column) for column in (0, 25, 26, 99)] == ["A", "Z", "AA", "CV"]


@pytest.mark.parametrize("mark", ["\ufeff", "\u200b", "\u202a", "\x01", "\x00"])
def test_marks_that_nobody_sees_are_left_behind(mark: str) -> None:
    sheet = sheets.read(f"Nom;Lieu\nZoé;Auch\n{mark}Éric{mark};Foix\n".encode())
    assert [row.cells for row in sheet.rows] == [["Zoé", "Auch"], ["Éric", "Foix"]]
