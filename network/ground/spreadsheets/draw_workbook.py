"""Draws the cells out of one workbook, XLSX or ODS, within the bounds of bound.py: draw_workbook.py FILE. Imports nothing
of ours.

Answers in JSON: {"sheets": [{"name", "rows": [[line, [cell, …]], …], "fault"}, …]}, or {"fault": …} with a word that
workbooks.py knows. Every cell is text, as a French spreadsheet would write it: a whole number without its ".0", a day as
03/11/2026. Of a formula the value that was stored; no formula is ever worked out. calamine drops cells that hold an error
(#N/A) and formulas without a value: those are looked for here, and put in as "#N/A" and "=". A cell that is merged down
over several rows (an organisation beside its people) stands in each of them, as whoever looks at the sheet reads it.
"""

import json
import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from posixpath import join, normpath
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

UNPACKED, PARTS, SHEETS = 250_000_000, 5_000, 30
ROWS, COLUMNS, CELLS, LETTERS, IN_A_CELL = 20_100, 400, 1_500_000, 12_000_000, 20_000
EXTENT = 20_000_000  # from the first corner to the last cell: calamine keeps a place for each, thirty-two bytes
PIECE = 256 * 1024
UNSEEN = dict.fromkeys(map(ord, "\ufeff\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060"))  # as in sheets.py
MERGED = 20_000  # of one sheet; what is beyond stays where it is written
Marks = dict[tuple[int, int], str]
Merged = list[tuple[int, int, int]]  # the first row, the column, the last row


class Refused(Exception):
    """With the word that says why."""


def draw(path: str) -> dict[str, object]:
    """The sheets that are shown, in their order; a hidden one was hidden on purpose."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        with ZipFile(path) as archive:
            look_over(archive)
            marked, merged = marks_of(archive)
        with CalamineWorkbook.from_path(path) as book:
            shown = [
                sheet.name
                for sheet in book.sheets_metadata
                if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
            ]
            sheets = [
                (book.get_sheet_by_name(name), marked.get(name, {}), merged.get(name, [])) for name in shown[:SHEETS]
            ]
            return {"sheets": [sheet_of(*one) for one in sheets]}
    except Refused as refused:
        return {"fault": str(refused)}
    except MemoryError:
        return {"fault": "too_much"}
    except (BadZipFile, CalamineError, expat.ExpatError, OSError, ValueError, KeyError, NotImplementedError, EOFError):
        return {"fault": "broken"}
    except RuntimeError:  # zipfile's word for a part that has a password
        return {"fault": "locked"}


def look_over(archive: ZipFile) -> None:
    """What the archive says of itself, before anything of it is unpacked. What it hides, the bounds of memory meet."""
    parts = archive.infolist()
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise Refused("too_much")
    names = {part.filename for part in parts}
    if "xl/workbook.bin" in names:
        raise Refused("binary")
    if any(part.flag_bits & 1 for part in parts) or b"encryption-data" in beginning_of(
        archive, "META-INF/manifest.xml"
    ):
        raise Refused("locked")
    for part in parts:
        if part.filename.endswith((".xml", ".rels")) and declares(beginning_of(archive, part.filename)):
            raise Refused("entities")


def beginning_of(archive: ZipFile, name: str) -> bytes:
    if name not in archive.namelist():
        return b""
    with archive.open(name) as part:
        return part.read(64 * 1024)


def declares(begins: bytes) -> bool:
    """Entities of its own, or a document type: no spreadsheet needs one, and every bomb and every peephole does."""
    return b"<!DOCTYPE" in begins.replace(b"\x00", b"") or b"<!ENTITY" in begins.replace(b"\x00", b"")


def marks_of(archive: ZipFile) -> tuple[dict[str, Marks], dict[str, Merged]]:
    """The cells of each sheet that hold an error, or a formula without its value; and those that are merged down."""
    if "content.xml" in archive.namelist():
        return marks_of_ods(archive)
    targets = {one["Id"]: one["Target"] for one in elements(archive, "xl/_rels/workbook.xml.rels", "Relationship")}
    found, merged = {}, {}
    for sheet in elements(archive, "xl/workbook.xml", "sheet"):
        target = targets.get(sheet.get("id", ""), "")
        name = normpath(join("/xl", target)).lstrip("/")
        if name in archive.namelist() and "worksheets/" in name:
            found[sheet["name"]], merged[sheet["name"]] = marks_of_xlsx(archive, archive.getinfo(name))
    return found, merged


def elements(archive: ZipFile, name: str, wanted: str) -> Iterator[dict[str, str]]:
    found: list[dict[str, str]] = []

    def begin(tag: str, said: dict[str, str]) -> None:
        if local(tag) == wanted:
            found.append({local(key): value for key, value in said.items()})

    parser = a_parser()
    parser.StartElementHandler = begin
    read_through(archive, archive.getinfo(name), parser)
    return iter(found)


def marks_of_xlsx(archive: ZipFile, part: ZipInfo) -> tuple[Marks, Merged]:
    found: Marks = {}
    merged: Merged = []
    reach = reaching()
    row = column = -1
    kind = ""
    has_formula = has_value = is_value = False
    said: list[str] = []

    def begin(tag: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, kind, has_formula, has_value, is_value
        match local(tag):
            case "row":
                row, column = int(attributes.get("r", row + 2)) - 1, -1
            case "c":
                column = column_of(attributes["r"]) if "r" in attributes else column + 1
                kind, has_formula, has_value = attributes.get("t", ""), False, False
                said.clear()
            case "mergeCell" if len(merged) < MERGED:
                corners = re.fullmatch(r"([A-Z]+)(\d+):[A-Z]+(\d+)", attributes.get("ref", ""))
                if corners and corners[2] != corners[3]:
                    merged.append((int(corners[2]) - 1, column_of(corners[1]), int(corners[3]) - 1))
            case "f":
                has_formula = True
            case "v" | "is":
                is_value = True
                has_value = kind == "str" or local(tag) == "is"  # openpyxl writes an empty <v> where there is none

    def end(tag: str) -> None:
        nonlocal is_value
        is_value = False
        if local(tag) == "c" and kind == "e":
            found[row, column] = "".join(said) or "#N/A"
        elif local(tag) == "c" and has_formula and not has_value:
            found[row, column] = "="
        if local(tag) == "c" and (has_value or has_formula):
            reach(row + 1, column + 1)

    def words(text: str) -> None:
        nonlocal has_value
        has_value = has_value or is_value
        if is_value and len(said) < 20:
            said.append(text[:40])

    parser = a_parser()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, end, words
    read_through(archive, part, parser)
    return found, merged


def marks_of_ods(archive: ZipFile) -> tuple[dict[str, Marks], dict[str, Merged]]:
    found: dict[str, Marks] = {}
    merged: dict[str, Merged] = {}
    sheet, row, column, rows, columns = "", 0, 0, 1, 1
    is_marked = is_full = False
    reach = reaching()
    said: list[str] = []

    def begin(tag: str, attributes: dict[str, str]) -> None:
        nonlocal sheet, row, column, rows, columns, is_marked, is_full, reach
        match local(tag):
            case "table":
                sheet = next((value for key, value in attributes.items() if local(key) == "name"), "")
                row, reach = 0, reaching()
            case "table-row":
                column, rows = 0, repeated(attributes, "number-rows-repeated")
            case "table-cell" | "covered-table-cell":
                columns, is_marked = repeated(attributes, "number-columns-repeated"), False
                down = repeated(attributes, "number-rows-spanned")
                if down > 1 and len(merged.setdefault(sheet, [])) < MERGED:
                    merged[sheet].append((row, column, row + down - 1))
                kinds = {
                    key.split(" ")[0][-10:]: value for key, value in attributes.items() if local(key) == "value-type"
                }
                is_full = bool(kinds)
                if "error" in kinds.values():
                    is_marked = True
                    said.clear()
                elif not kinds and any(local(key) == "formula" for key in attributes):
                    found.setdefault(sheet, {})[row, column] = "="

    def end(tag: str) -> None:
        nonlocal row, column, is_marked
        match local(tag):
            case "table-row":
                row += rows
            case "table-cell" | "covered-table-cell":
                if is_marked:
                    found.setdefault(sheet, {})[row, column] = "".join(said) or "#N/A"
                column, is_marked = column + columns, False
                if is_full:
                    reach(row + rows, column)

    def words(text: str) -> None:
        if is_marked and len(said) < 20:
            said.append(text[:40])

    parser = a_parser()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, end, words
    read_through(archive, archive.getinfo("content.xml"), parser)
    return found, merged


def reaching() -> Callable[[int, int], None]:
    """Told of each cell that holds something; one far out, and its sheet is refused."""
    bottom = right = 0

    def reach(row: int, column: int) -> None:
        nonlocal bottom, right
        bottom, right = max(bottom, row), max(right, column)
        if bottom * right > EXTENT:
            raise Refused("too_much")

    return reach


def repeated(attributes: dict[str, str], name: str) -> int:
    return next((int(value) for key, value in attributes.items() if local(key) == name), 1)


def column_of(reference: str) -> int:
    number = 0
    for letter in re.sub(r"[^A-Z]", "", reference.upper()):
        number = number * 26 + ord(letter) - 64
    return number - 1


def local(name: str) -> str:
    return name.rpartition(" ")[2]


def a_parser() -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")

    def refuse(*_declared: object) -> None:
        raise Refused("entities")

    parser.StartDoctypeDeclHandler = refuse
    return parser


def read_through(archive: ZipFile, part: ZipInfo, parser: expat.XMLParserType) -> None:
    with archive.open(part) as stream:
        while piece := stream.read(PIECE):
            parser.Parse(piece)
        parser.Parse(b"", True)


def sheet_of(sheet: object, marks: Marks, merged: Merged) -> dict[str, object]:
    """Its rows that hold anything, each under the number that the spreadsheet shows. With what is over the bounds:
    no rows, and the word for it."""
    drawn: dict[str, object] = {"name": sheet.name, "rows": [], "fault": ""}  # type: ignore[attr-defined]
    start = sheet.start  # type: ignore[attr-defined]
    if start is None and not marks:
        return drawn
    left = start[1] if start else 0  # rows come from the first of the sheet, cells from the first that holds anything
    found: dict[int, list[str]] = {}
    cells = letters = 0
    for number, values in enumerate(sheet.iter_rows()):  # type: ignore[attr-defined]
        if values.count("") == len(values):
            continue
        row = [text_of(value) for value in values]
        while row and not row[-1]:
            row.pop()
        if row:
            row = [""] * left + row
            found[number] = row
            cells, letters = cells + len(row), letters + sum(map(len, row))
        if len(found) > ROWS:
            return drawn | {"fault": "rows"}
        if cells > CELLS or letters > LETTERS:
            return drawn | {"fault": "too_much"}
    for (number, column), text in marks.items():
        if column < COLUMNS and (number in found or len(found) < ROWS):
            row = found.setdefault(number, [])
            row += [""] * (column + 1 - len(row))
            row[column] = text
    spread(found, merged)
    drawn["rows"] = [[number + 1, found[number]] for number in sorted(found)]
    return drawn


def spread(found: dict[int, list[str]], merged: Merged) -> None:
    """A cell merged down is read in each of its rows that hold anything; letters are counted as everywhere."""
    numbers, letters = sorted(found), sum(sum(map(len, row)) for row in found.values())
    for first, column, last in merged:
        text = found[first][column] if first in found and column < len(found[first]) else ""
        for number in numbers[bisect_right(numbers, first) : bisect_right(numbers, last)] if text else []:
            row = found[number]
            row += [""] * (column + 1 - len(row))
            letters += len(text)
            if letters > LETTERS:
                raise Refused("too_much")
            row[column] = row[column] or text


def text_of(value: object) -> str:
    """As a French spreadsheet shows it."""
    match value:
        case str():
            text = (
                value.replace("\r\n", "\n")
                .replace("\r", "\n")
                .replace("\x00", "")
                .translate(UNSEEN)
                .strip()[:IN_A_CELL]
            )
            return text if text.isprintable() else text.encode("utf-8", "replace").decode()
        case bool():
            return "VRAI" if value else "FAUX"
        case float() if value.is_integer() and abs(value) < 1e16:
            return str(int(value))
        case float():
            return f"{value:.15g}".replace(".", ",")
        case datetime():
            return f"{value:%d/%m/%Y %H:%M}"
        case date():
            return f"{value:%d/%m/%Y}"
        case time():
            return f"{value:%H:%M}"
        case timedelta():
            hours, seconds = divmod(int(value.total_seconds()), 3600)
            return f"{hours:02}:{seconds // 60:02}"
    return str(value)


if __name__ == "__main__":
    said = json.dumps(draw(sys.argv[0] if len(sys.argv) < 2 else sys.argv[1]), ensure_ascii=False)
    sys.stdout.buffer.write(said.encode("utf-8", "replace"))
    sys.stdout.flush()
