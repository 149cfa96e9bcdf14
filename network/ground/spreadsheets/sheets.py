"""Sheets: rows of cells as a spreadsheet writes them, in CSV. Encoding and separator are found, not asked.

UTF-8 with or without its mark, UTF-16, Windows-1252, or lines of both, what a Mac or an old Linux wrote; semicolon, comma,
tab or bar; cells in quotation marks may hold line breaks. A row keeps the number that the spreadsheet shows, so blank rows count. Every cell is text: 01000
stays 01000. What we write cannot be taken for a formula: such a cell gets an apostrophe before it, which reading takes
off again. Workbooks (XLSX, ODS) come out as the same rows: workbooks.py.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice, zip_longest

import msgspec

from network.ground.errors import Refusal
from network.ground.words import Sentence, _, say_number

SEPARATORS = (";", "\t", ",", "|")
LOOKS_LIKE_A_FORMULA = re.compile(r"'*[=+\-@\t\r]")
MOST_ROWS, MOST_COLUMNS, MOST_IN_A_CELL = 20_000, 300, 20_000
FRENCH = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ«»’“”–—…·€°\u00a0\u202f\ufeff")  # what people here type
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")  # left by old programs; a database refuses the first
OLDER = ("cp1252", "iso8859-15", "mac_roman")
# marks that come along when an address or a number is copied: nobody sees them, and no two cells are alike with them
UNSEEN = dict.fromkeys(map(ord, "\ufeff\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060"))


class SheetRefused(Refusal):
    """It cannot be read as rows, with the sentence that says why."""

    status = 422


class Row(msgspec.Struct, array_like=True):
    """`line` is the number that the spreadsheet shows at its left."""

    line: int
    cells: list[str]


class Tab(msgspec.Struct):
    """The rows that are not blank of a file in CSV, or of one sheet of a workbook, which has a name."""

    rows: list[Row]
    name: str = ""
    encoding: str = ""
    separator: str = ""


@dataclass(frozen=True)
class Sheet:
    """Rows under their headings; as many cells stand in each, or more where it has more."""

    headings: list[str]
    rows: list[Row]
    encoding: str = ""
    separator: str = ""


def read(content: bytes) -> Sheet:
    """A file in CSV whose first row that is not blank has the headings. Raises SheetRefused."""
    return under(split(content))


def split(content: bytes) -> Tab:
    """The rows of a file in CSV. Raises SheetRefused."""
    text, encoding = decode(content)
    text, separator = _without_hint(text)
    separator = separator or separator_of(text)
    return Tab([row for row in _rows(text, separator) if any(row.cells)], "", encoding, separator)


def under(tab: Tab, at: int | None = 0) -> Sheet:
    """The rows below that one, which has the headings; with None there are no headings, and every row counts. A heading
    that two rows share (merged cells, one of them left blank) is taken from the row above. Raises SheetRefused."""
    if not tab.rows:
        raise SheetRefused(_("This sheet is empty."))
    headings: list[str] = [] if at is None else _trimmed(tab.rows[at].cells)
    below = tab.rows if at is None else tab.rows[at + 1 :]
    if at and tab.rows[at - 1].line == tab.rows[at].line - 1 and sum(map(bool, tab.rows[at - 1].cells)) > 1:
        headings = _trimmed([low or high for low, high in zip_longest(headings, tab.rows[at - 1].cells, fillvalue="")])
    if (
        at is None or not tab.separator
    ):  # what no separator has split cannot have been split wrongly: more cells are more columns
        headings += [""] * (max((len(row.cells) for row in below), default=0) - len(headings))
    if len(headings) > MOST_COLUMNS:
        raise SheetRefused(
            _("This sheet has %(found)s columns: %(most)s at most.", found=len(headings), most=MOST_COLUMNS)
        )
    if not below:
        raise SheetRefused(_("This sheet has one line only: the headings are expected first, then a line for each."))
    if len(below) > MOST_ROWS:
        raise SheetRefused(too_many_rows(MOST_ROWS))
    rows = [Row(row.line, _fitted(row.cells, len(headings))) for row in below]
    return Sheet(headings, rows, tab.encoding, tab.separator)


def too_many_rows(most: int) -> Sentence:
    """The sentence for a sheet that is too long."""
    return _("This sheet has more than %(most)s lines: please bring it in two parts.", most=say_number(most))


def write(rows: Iterable[Sequence[str]], separator: str = ";", encoding: str = "utf-8-sig") -> bytes:
    """For a spreadsheet: cells in quotation marks where they need them; what looks like a formula stays text."""
    return "".join(line_of(row, separator) for row in rows).encode(encoding)


def line_of(cells: Sequence[str], separator: str = ";") -> str:
    """One line of such a file, with its end: for lists too long to be held in one piece."""
    text = StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerow([_harmless(cell) for cell in cells])
    return text.getvalue()


def letter_of(column: int) -> str:
    """What the spreadsheet calls its columns: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def decode(content: bytes) -> tuple[str, str]:
    """The text, and in which encoding it was. Valid UTF-8 is UTF-8; what is not was written by a Windows spreadsheet, but
    for lines that somebody has pasted in from elsewhere."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        tries = ["utf-16"]
    elif zeros := _zeros(content):
        tries = [zeros]
    else:
        tries = ["utf-8-sig", "cp1252"]
    for encoding in tries:
        try:
            if encoding == "cp1252":
                encoding = _older(content)
            text = _line_by_line(content, encoding) if encoding in OLDER else content.decode(encoding)
            return CONTROLS.sub("", text).translate(UNSEEN), encoding
        except UnicodeDecodeError:
            continue
    raise SheetRefused(_("The letters of this file cannot be read: save it as “CSV UTF-8” and bring it again."))


def _zeros(content: bytes) -> str:
    """UTF-16 without its mark: every other byte of ordinary letters is nought."""
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        sample = content[first::2][:200]
        if len(content) > 3 and sample.count(0) > len(sample) // 2:
            return encoding
    return ""


def _older(content: bytes) -> str:
    """Which of the encodings of one byte a letter. Inside a word the é of a Mac is a capital Ž to Windows, the œ of an old
    Linux ½; and where Windows has its own marks, nobody else wrote."""
    if len(re.findall(rb"[a-z]\x8e", content)) > content.count(b"\xe9"):
        return "mac_roman"
    is_linux = re.search(rb"\xa4|[A-Za-z]\xbd[A-Za-z]", content) and not re.search(rb"[\x80-\x9f]", content)
    return "iso8859-15" if is_linux else "cp1252"


def _line_by_line(content: bytes, older: str) -> str:
    lines = []
    for line in content.split(b"\n"):
        try:
            text = line.decode()
        except UnicodeDecodeError:
            text = ""
        is_french = text and all(letter < "\x80" or letter in FRENCH for letter in text)
        lines.append(text if is_french else line.decode(older))
    return "\n".join(lines).removeprefix("\ufeff")


def separator_of(text: str) -> str:
    """The one that splits the headings into most cells."""
    counts = {mark: len(next(_nonblank(text, mark), [])) for mark in SEPARATORS}
    return max(SEPARATORS, key=lambda mark: counts[mark])  # on a tie the first: the semicolon


def _nonblank(text: str, mark: str) -> Iterator[list[str]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=mark)
    try:
        yield from (cells for cells in islice(reader, 100) if any(cell.strip(" ;,\t|") for cell in cells))
    except csv.Error:
        return


def _without_hint(text: str) -> tuple[str, str]:
    """Some programs write “sep=;” first: a spreadsheet obeys it, and does not show the line."""
    first, _end, rest = text.partition("\n")
    hint = first.strip().strip('"')
    return (rest, hint[4]) if hint[:4].lower() == "sep=" and hint[4:] in SEPARATORS else (text, "")


def _rows(text: str, separator: str) -> Iterator[Row]:
    _refuse_open_quotation(text, separator)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    line = 0
    try:
        for line, cells in enumerate(islice(reader, 2 * MOST_ROWS), start=1):
            if any(len(cell) > MOST_IN_A_CELL for cell in cells):
                raise csv.Error
            yield Row(line, [_unguarded(cell.strip()) for cell in cells])
    except csv.Error:
        raise SheetRefused(_never_closed(line)) from None


def _refuse_open_quotation(text: str, separator: str) -> None:
    """A forgotten quotation mark would swallow the rest of the file without a word."""
    line = 0
    try:
        for line, _cells in enumerate(
            csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True), start=1
        ):
            pass
    except csv.Error as wrong:
        if "unexpected end" in str(wrong):
            raise SheetRefused(_never_closed(line + 1)) from None


def _never_closed(line: int) -> Sentence:
    return _("Line %(line)s cannot be read: a quotation mark is probably opened there and never closed.", line=line)


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


def _fitted(cells: list[str], width: int) -> list[str]:
    trimmed = _trimmed(cells) if len(cells) > width else cells
    return trimmed + [""] * (width - len(trimmed))


def _harmless(cell: str) -> str:
    """A phone number or a negative figure is no formula. What has an apostrophe before a sign already gets one more: so
    reading knows which of them is ours."""
    is_figures = cell[:1] in ("+", "-") and cell[1:].replace(" ", "").isdigit()
    return f"'{cell}" if LOOKS_LIKE_A_FORMULA.match(cell) and not is_figures else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and LOOKS_LIKE_A_FORMULA.match(cell) else cell
