"""Workbooks: XLSX and ODS, made by a spreadsheet of somebody else's. Their cells come out as text, sheet by sheet.

A workbook is an archive of XML: it is read in a process of its own (strangers.py, draw_workbook.py), and whatever is wrong
with it is a sentence.
"""

from pathlib import Path

from network.ground import strangers
from network.ground.media_types import ODF, OOXML
from network.ground.spreadsheets.sheets import MOST_ROWS, Row, SheetRefused, Tab, too_many_rows
from network.ground.words import _

WORKBOOKS = {f"{OOXML}spreadsheetml.sheet", f"{ODF}spreadsheet"}
SCRIPT = Path(__file__).with_name("draw_workbook.py")
SECONDS, PROCESSOR, MEMORY, ANSWER = 40, 20, 1024 * 1024 * 1024, 100_000_000

TOO_MUCH = _(
    "This workbook asks for too much time or memory. Copy the lines with the people into a new one, and bring that."
)
WHY = {
    "broken": _("This workbook is damaged: open it in your spreadsheet, save it once more, and bring it again."),
    "locked": _("This file is locked with a password: save it without one, and bring it again."),
    "binary": _("This is a binary workbook (XLSB): save it as XLSX, and bring that."),
    "entities": _("This workbook holds what no spreadsheet writes, and was not read: save it as CSV, and bring that."),
    "too_much": TOO_MUCH,
    "lost": _("The file is not where it was put: please bring it again."),
}


async def read(path: Path) -> list[Tab]:
    """The sheets that are shown and hold something, in their order. Raises SheetRefused."""
    drawn = await strangers.draw(SCRIPT, path, SECONDS, PROCESSOR, MEMORY, ANSWER)
    if "fault" in drawn:
        raise SheetRefused(WHY[drawn["fault"]])
    sheets = [sheet for sheet in drawn["sheets"] if sheet["rows"] or sheet["fault"]]
    tabs = [Tab([Row(line, cells) for line, cells in one["rows"]], one["name"]) for one in sheets if not one["fault"]]
    if not tabs:
        too_long = any(sheet["fault"] == "rows" for sheet in sheets)
        raise SheetRefused(too_many_rows(MOST_ROWS) if too_long else TOO_MUCH if sheets else _("This sheet is empty."))
    return tabs
