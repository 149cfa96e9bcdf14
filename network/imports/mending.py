"""Mending: the lines that cannot come in, as a spreadsheet to mend and to bring again.

Its columns are those of the file, so that they are read again without a question; before them stand the line's own number
and every sentence on what is wrong.
"""

from collections import defaultdict

from network.ground.spreadsheets.sheets import Sheet, letter_of
from network.ground.words import gettext
from network.imports.lines import LineFault
from network.imports.plans import Plan


def place_of(fault: LineFault, sheet: Sheet) -> str:
    """« C12 Courriel »: the cell as the spreadsheet calls it, and its heading."""
    if fault.column is None:
        return ""
    return f"{letter_of(fault.column)}{fault.line} {sheet.headings[fault.column]}".strip()


def rows_of(sheet: Sheet, plan: Plan) -> list[list[str]]:
    """Headings first."""
    sentences: dict[int, list[str]] = defaultdict(list)
    for fault in plan.faults:
        place = place_of(fault, sheet)
        sentences[fault.line].append(" ".join(filter(None, [place and f"{place}\u00a0:", str(fault.sentence)])))
    headings = sheet.headings if any(sheet.headings) else [letter_of(at) for at in range(len(sheet.headings))]
    rows = [[gettext("To be mended"), gettext("Line"), *headings]]
    rows += [["\n".join(sentences[row.line]), str(row.line), *row.cells] for row in sheet.rows if row.line in sentences]
    return rows
