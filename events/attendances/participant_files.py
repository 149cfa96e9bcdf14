"""Files of participants: what the site of an online meeting lets one download, be it text in any encoding or a workbook of
Excel or LibreOffice. Anything else is refused by a sentence, and read by nobody.
"""

import asyncio
import csv
from io import StringIO

from events.attendances import participant_lists
from events.attendances.participant_lists import LARGEST, Participant
from network.ground import files
from network.ground.errors import Fault
from network.ground.files import FileRefused, Upload
from network.ground.spreadsheets import workbooks
from network.ground.spreadsheets.sheets import SheetRefused, Tab

ALLOWED = {"text/csv", "text/plain", *workbooks.WORKBOOKS}


async def read(upload: Upload) -> list[Participant]:
    """Each once; of a workbook, the sheet whose headings say that it holds people, and most of them. Raises
    Fault("file")."""
    try:
        async with files.at_hand(upload, ALLOWED, LARGEST) as held:
            if held.media_type in workbooks.WORKBOOKS:
                return _fullest(await workbooks.read(held.path))
            return participant_lists.read(await asyncio.to_thread(held.path.read_bytes))
    except (FileRefused, SheetRefused) as refused:
        raise Fault("file", refused.sentence) from None


def _fullest(tabs: list[Tab]) -> list[Participant]:
    texts = [_text_of(tab) for tab in tabs]
    found: list[list[Participant]] = []
    for text in [text for text in texts if participant_lists.has_headings(text)] or texts:
        try:
            found.append(participant_lists.read(text))
        except Fault as fault:
            nobody = fault
    if not found:
        raise nobody
    return max(found, key=len)


def _text_of(tab: Tab) -> str:
    text = StringIO(newline="")
    csv.writer(text, delimiter="\t", lineterminator="\n").writerows(row.cells for row in tab.rows)
    return text.getvalue()
