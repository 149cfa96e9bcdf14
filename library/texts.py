"""Texts: the words inside a work's file, drawn out by the worker so that search finds them.

The deposit never waits for it. A PDF is read in a process of its own, with its time and memory bounded; whatever
happens to it, the work says how it went: waiting, done, none (nothing to draw), failed with why. The clock rings again
for those whose bell was lost, and gives up after the fourth time.
"""

import asyncio
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

from library.tables import Work
from network import files
from network.ground import strangers
from network.ground.clock import now
from network.ground.queue import later
from network.ground.words import _
from network.tables import File

SECONDS, PROCESSOR, MEMORY = 40, 20, 1024 * 1024 * 1024
CHARACTERS = 800_000
ANSWER = 8 * CHARACTERS  # bytes: JSON writes a letter as six at most
SCRIPT = Path(__file__).with_name("draw_pdf.py")
STATE = ("text", "text_state", "text_because", "text_tries", "text_ring_at", "pages")
DRAWN = ("application/pdf", "text/plain")

WHY = {
    "broken": _("This PDF is damaged: it may open on the page, but its words could not be read."),
    "locked": _("This PDF is locked with a password: its words could not be read."),
    "too_much": _("This PDF asks for too much time or memory: its words could not be read."),
    "pictures": _("This PDF has pictures of pages and no words: a version with recognised text would be found better."),
    "lost": _("The file is not where it was put: please bring it again."),
}


def await_text(work: Work, file: File) -> None:
    """This file, none of its words yet."""
    work.file, work.text, work.text_because, work.text_tries, work.pages = file.id, "", "", 0, None
    work.text_state = "waiting" if file.media_type in DRAWN else "none"
    work.text_ring_at = now() + timedelta(minutes=5) if work.text_state == "waiting" else None


async def ring_for(work: Work) -> None:
    """Asked with the deposit; leaves with its commit."""
    if work.text_state == "waiting":
        await later("draw_text", work.id)


async def draw_text(work_id: int) -> None:
    """The job. No transaction is held while the file is read; a file changed meanwhile keeps its own text."""
    waiting = (Work.id == work_id) & (Work.text_state == "waiting")
    work = await Work.objects(Work.file).where(waiting).first()
    if work is None:
        return
    path = files.path_of(work.file)
    is_pdf = work.file.media_type == "application/pdf"
    drawn = await (_draw_pdf(path) if is_pdf else asyncio.to_thread(_decode, path))
    found: dict[Any, Any] = {Work.text_ring_at: None, Work.pages: drawn.get("pages")}
    text, why = tidy(drawn.get("text", "")), drawn.get("fault", "")
    if not text and not why and is_pdf:
        why = "pictures"
    found |= {Work.text: text, Work.text_state: "failed" if why else "done", Work.text_because: why}
    await Work.update(found).where(waiting & (Work.file == work.file.id))


async def draw_waiting_texts() -> None:
    """On the clock: each waiting one once, after twice as long each time."""
    rows = await Work.raw(
        """
        UPDATE library_work
        SET text_tries = text_tries + 1,
            text_ring_at = {}::timestamptz + interval '5 minutes' * power(2, text_tries),
            text_state = CASE WHEN text_tries < 4 THEN text_state ELSE 'failed' END,
            text_because = CASE WHEN text_tries < 4 THEN '' ELSE 'too_much' END
        WHERE text_state = 'waiting' AND text_ring_at < {}
        RETURNING id, text_state
        """,
        *[(at := now()), at],
    )
    for row in rows:
        if row["text_state"] == "waiting":
            await later("draw_text", row["id"])


def tidy(text: str) -> str:
    """Words as they are searched: hyphens at the end of a line mended, no control or private characters, bounded."""
    text = re.sub(r"(\w)[\u00ad\ufffe\u0002-]\r?\n(?=[a-zà-ÿ])", r"\1", text)
    text = re.sub(r"[^\S\n]+", " ", re.sub(r"[\x00-\x08\x0b-\x1f\x7f\u00ad\ud800-\uf8ff\ufffe\uffff]", " ", text))
    return re.sub(r"\s*\n\s*\n\s*", "\n\n", text).strip()[:CHARACTERS]


def _decode(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            content = file.read(4 * CHARACTERS)
    except FileNotFoundError:
        return {"fault": "lost"}
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return {"text": content.decode("utf-16", "replace")}
    try:
        return {"text": content.decode("utf-8-sig", "strict")}
    except UnicodeDecodeError as wrong:
        is_cut = wrong.start > len(content) - 4  # in the middle of a letter, by our bound
        return {"text": content.decode("utf-8-sig" if is_cut else "cp1252", "replace")}


async def _draw_pdf(path: Path) -> dict[str, Any]:
    return await strangers.draw(SCRIPT, path, SECONDS, PROCESSOR, MEMORY, ANSWER)
