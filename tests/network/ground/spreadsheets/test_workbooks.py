import io
import time
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.ground import files
from network.ground.files import FileRefused, Paper
from network.ground.spreadsheets import draw_workbook, sheets, workbooks
from network.ground.spreadsheets.sheets import Row, SheetRefused, Tab
from tests.network.ground.spreadsheets.made import (
    LAUGHS,
    PEEPHOLE,
    book,
    cell,
    changed,
    ods,
    ods_of,
    row,
    sheet,
    xlsx,
)
from tests.network.ground.spreadsheets.test_sheets import HEADINGS, written

TABLE = [["Nom", "CP"], ["Zoé", "01000"], ["Amin", "2A004"]]
letter = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"])
text = st.text(st.one_of(letter, st.sampled_from(";,\n\"'= é&<>")), max_size=12).map(str.strip)
tables = st.lists(st.lists(text, min_size=3, max_size=3).filter(any), min_size=1, max_size=8)


async def read(content: bytes, name: str = "a.xlsx") -> list[Tab]:
    """As a form brings it: of an allowed kind first."""
    async with files.at_hand(Paper(name, content), workbooks.WORKBOOKS, 10_000_000) as held:
        return await workbooks.read(held.path)


def drawn(content: bytes, folder: Path) -> dict[str, Any]:
    path = folder / "drawn"
    path.write_bytes(content)
    return draw_workbook.draw(str(path))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("workbooks")


@pytest.mark.parametrize("make", [xlsx, ods])
async def test_a_workbook_is_read_as_rows_of_text(make: object) -> None:
    [tab] = await read(make(TABLE))  # type: ignore[operator]
    assert tab.rows == [Row(line, cells) for line, cells in enumerate(TABLE, start=1)]


@given(table=tables)
def test_the_same_table_gives_the_same_rows_in_every_format(table: list[list[str]], folder: Path) -> None:
    whole = [HEADINGS, *table]
    expected = sheets.read(written(whole, ";", "utf-8"))
    for content in (xlsx(whole), ods(whole)):
        [found_rows] = [one["rows"] for one in drawn(content, folder)["sheets"]]
        found = sheets.under(Tab([Row(line, cells) for line, cells in found_rows]))
        assert (found.headings, found.rows) == (expected.headings, expected.rows)


async def test_a_cell_comes_out_as_a_french_spreadsheet_shows_it() -> None:
    content = io.BytesIO()
    with book(content) as made:
        page, day = made.add_worksheet(), made.add_format({"num_format": "dd/mm/yyyy"})
        moment = made.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        page.write_row("B3", ["Nom", "Nombre"])
        for line, value in enumerate([561000000, 1.5, 12345678901, True, "01000"], start=3):
            page.write(line, 1, value)
        page.write_datetime("B9", date(2026, 11, 3), day)
        page.write_datetime("B10", datetime(2026, 11, 3, 14, 30), moment)
        page.write_formula("B11", '="a"&"b"', None, "ab")
        page.write_formula("B12", "=1/0", None, "#DIV/0!")
    [tab] = await read(content.getvalue())
    assert tab.rows[0] == Row(3, ["", "Nom", "Nombre"]), "nothing above, nothing at the left"
    assert [one.cells[1] for one in tab.rows[1:]] == [
        *["561000000", "1,5", "12345678901", "VRAI", "01000"],
        *["03/11/2026", "03/11/2026 14:30", "ab", "#DIV/0!"],
    ]


async def test_lines_and_columns_are_counted_from_the_corner_in_ods_too() -> None:
    body = sheet(
        row("<table:table-cell/>", times=2), row("<table:table-cell/>", cell("Nom")), row(cell(""), cell("Zoé"))
    )
    [tab] = await read(ods_of(body))
    assert tab.rows == [Row(3, ["", "Nom"]), Row(4, ["", "Zoé"])]


async def test_a_formula_without_its_value_is_told_and_never_worked_out() -> None:
    content = xlsx([["Nom"], ["Zoé"], ["x"]])
    page = b'<row r="2"><c r="A2"><f>1+1</f></c></row><row r="3"><c r="A3" t="e"><v>#N/A</v></c></row>'
    part = "xl/worksheets/sheet1.xml"
    with_formula = changed(content, {part: _rows_of(content, part, page)})
    [tab] = await read(with_formula)
    assert [one.cells for one in tab.rows[-2:]] == [["="], ["#N/A"]]
    page = b'<row r="2"><c r="A2"><f>1+1</f><v></v></c></row><row r="3"><c r="A3"><f>1+1</f><v>2</v></c></row>'
    page += b'<row r="4"><c r="A4" t="str"><f>B1</f><v></v></c><c r="B4" t="str"><f>B1</f><v>x</v></c></row>'
    [tab] = await read(changed(content, {part: _rows_of(content, part, page)}))
    assert [one.cells for one in tab.rows[1:]] == [["="], ["2"], ["", "x"]], "an empty value is none, but of words"
    error = (
        '<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#N/A'
    )
    error += "</text:p></table:table-cell>"
    body = sheet(
        row(cell("Nom")),
        row("<table:table-cell/>", times=2),
        row(error),
        row('<table:table-cell table:formula="of:=1"/>'),
    )
    [tab] = await read(ods_of(body))
    assert tab.rows == [Row(1, ["Nom"]), Row(4, ["#N/A"]), Row(5, ["="])]


def _rows_of(content: bytes, part: str, rows: bytes) -> bytes:
    import zipfile

    page = zipfile.ZipFile(io.BytesIO(content)).read(part)
    start = page.index(b'<row r="2"')
    return page[:start] + rows + page[page.index(b"</sheetData>") :]


@pytest.mark.parametrize("make", [xlsx, ods])
async def test_a_hidden_sheet_is_passed_over_and_so_is_an_empty_one(make: object) -> None:
    tabs = await read(make([["Secret"], ["x"]], TABLE, [], TABLE, hidden=[0]))  # type: ignore[operator]
    assert [tab.name for tab in tabs] == ["Feuille 2", "Feuille 4"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lambda: xlsx(TABLE)[:900], "inconnu"),
        (lambda: xlsx([]), "vide"),
        (lambda: xlsx([["Nom"], *[["x"]] * 20_200]), "20\u202f000 lignes"),
        (lambda: changed(xlsx(TABLE), {"xl/workbook.bin": b""}), "XLSB"),
        (lambda: ods_of(sheet(row(cell("Nom"), cell("&i;"))), f"{LAUGHS}]>"), "n’écrit"),
        (lambda: ods_of(sheet(row(cell("Nom"), cell("&i;"))), f"{PEEPHOLE}]>"), "n’écrit"),
        (lambda: changed(xlsx(TABLE), {"xl/sharedStrings.xml": f"<?xml?>{LAUGHS}]><sst/>".encode()}), "n’écrit"),
        (lambda: ods_of("", **{"META-INF/manifest.xml": "<x encryption-data=''/>"}), "mot de passe"),
        (lambda: ods_of(sheet(row(cell("x") * 300, times=1_000_000))), "trop de temps"),
        (lambda: ods_of(sheet(row('<table:table-cell table:number-columns-repeated="a"/>'))), "endommagé"),
        (lambda: changed(xlsx(TABLE), {"xl/media/x.bin": bytes(260_000_000)}), "trop de temps"),
    ],
    ids=["cut", "empty", "long", "xlsb", "laughs", "peephole", "shared", "locked", "repeated", "odd", "bomb"],
)
async def test_whatever_is_wrong_with_a_workbook_is_a_sentence(content: object, said: str) -> None:
    began = time.monotonic()
    with pytest.raises((SheetRefused, FileRefused)) as refused:
        await read(content())  # type: ignore[operator]
    assert said in str(refused.value.sentence) and time.monotonic() - began < 30


async def test_a_cell_in_the_farthest_corner_takes_no_memory_of_ours() -> None:
    content = io.BytesIO()
    with book(content) as made:
        page = made.add_worksheet()
        page.write(0, 0, "Nom")
        page.write(1_048_575, 16_383, "x")
    with pytest.raises(SheetRefused) as refused:
        await read(content.getvalue())
    assert "trop de temps" in str(refused.value.sentence)


@pytest.mark.parametrize(
    ("drawer", "said"),
    [("EncryptedPackage", "mot de passe"), ("Workbook", "XLS"), ("WordDocument", "ancien document")],
)
async def test_what_is_in_an_old_box_is_named(drawer: str, said: str) -> None:
    box = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + f"{drawer}\0".encode("utf-16-le") + bytes(64)
    with pytest.raises(FileRefused) as refused:
        await read(box)
    assert said in str(refused.value.sentence)


async def test_a_workbook_renamed_is_still_what_it_is() -> None:
    assert (await read(ods(TABLE), "acteurs.csv"))[0].rows[0].cells == TABLE[0]


@given(content=st.binary(max_size=300))
def test_whatever_the_bytes_are_they_are_rows_or_a_word(content: bytes, folder: Path) -> None:
    assert drawn(content, folder).get("fault") in (None, *workbooks.WHY)


MERGED = [["Structure", "Nom"], ["CPIE", "Ève"], ["", "Gil"], ["", "Zoé"], ["CAUE", "Léa"], ["", "Luc"]]


def merged_xlsx() -> bytes:
    content = io.BytesIO()
    with book(content) as made:
        page = made.add_worksheet()
        for line, cells in enumerate(MERGED):
            page.write_row(line, 0, cells)
        page.merge_range("A2:A4", "CPIE")
        page.merge_range("A8:A9", "Sous la liste")
        page.merge_range("C8:F8", "Signature")
    return content.getvalue()


def merged_ods() -> bytes:
    spanning = cell("CPIE").replace("<table:table-cell ", '<table:table-cell table:number-rows-spanned="3" ')
    covered = "<table:covered-table-cell/>"
    lines = [
        row(*map(cell, MERGED[0])),
        row(spanning, cell("Ève")),
        row(covered, cell("Gil")),
        row(covered, cell("Zoé")),
    ]
    return ods_of(sheet(*lines, *(row(*map(cell, line)) for line in MERGED[4:])))


@pytest.mark.parametrize("make", [merged_xlsx, merged_ods])
async def test_a_cell_merged_down_is_read_in_each_of_its_rows_and_an_empty_one_stays_empty(make: Any) -> None:
    [tab] = await read(make())
    assert [one.cells for one in tab.rows[:6]] == [
        *(["Structure", "Nom"], ["CPIE", "Ève"], ["CPIE", "Gil"], ["CPIE", "Zoé"]),
        *(["CAUE", "Léa"], ["", "Luc"]),
    ]
    assert len(tab.rows[6:]) <= 1, "a row without anything of its own does not come to be"


async def test_a_long_text_merged_over_every_row_is_refused_before_it_takes_all_memory() -> None:
    content = io.BytesIO()
    with book(content) as made:
        page = made.add_worksheet()
        for line in range(2000):
            page.write(line, 1, "x")
        page.merge_range("A1:A2000", "y" * 19_000)
    with pytest.raises(SheetRefused):
        await read(content.getvalue())
