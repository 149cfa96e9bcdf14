"""Draws the text out of one PDF, within the bounds of network/ground/bound.py: draw_pdf.py FILE. Imports nothing of ours.

A PDF is a stranger's program. Here it may use up its seconds and its memory and fall over: the worker looks on.
Answers on one line of JSON: {"pages": …, "text": …}, or {"fault": …} with a word that texts.py knows.
"""

import json
import os
import sys

PAGES, CHARACTERS = 2_000, 800_000
LOCKED = 4  # pdfium's FPDF_ERR_PASSWORD


def draw(path: str) -> dict[str, object]:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(path)
        pages = len(document)
    except PdfiumError as wrong:
        return {"fault": "locked" if getattr(wrong, "err_code", None) == LOCKED else "broken"}
    parts: list[str] = []
    length = broken = 0
    for number in range(min(pages, PAGES)):
        try:
            page = document[number]
            text = page.get_textpage()
            parts.append(text.get_text_bounded())
            text.close()
            page.close()
        except PdfiumError:
            broken += 1
            if broken > 20 and not length:  # it promises pages that are not there
                return {"fault": "broken"}
            continue
        length += len(parts[-1])
        if length > CHARACTERS:
            break
    return {"pages": pages, "text": "\n\n".join(parts)[:CHARACTERS]} if parts else {"fault": "broken"}


if __name__ == "__main__":
    said = json.dumps(draw(sys.argv[1]), ensure_ascii=True)
    os.write(1, said.encode())
    sys.stdout.flush()
    os._exit(0)  # pdfium's own tidying up is not waited for
