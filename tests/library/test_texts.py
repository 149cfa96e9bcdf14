import asyncio
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from deploy.catalogues import HERE
from library import draw_pdf, files, texts, works
from library.tables import Work
from library.works import Description
from network.ground import strangers
from network.ground.clock import now
from network.ground.files import Paper, folder
from network.plug import Village
from tests.conftest import Bell, work
from tests.library.papers import (
    bound,
    odt,
    pdf,
    pdf_bomb,
    pdf_that_promises_pages,
    pdf_that_takes_long,
    pdf_without_table,
    png,
)

SAID = Description(title="Un document", type="study", reach="public", is_decorative=True)


async def brought(village: Village, name: str, content: bytes) -> Work:
    file = await files.bring(Paper(name, content), None)
    return await works.deposit(village.communities["hedges"], SAID, file)


async def read_again(work: Work) -> Work:
    found = await Work.objects().where(Work.id == work.id).first()
    assert found is not None
    return found


async def drawn(village: Village, name: str, content: bytes) -> Work:
    work = await brought(village, name, content)
    await texts.draw_text(work.id)
    return await read_again(work)


async def test_the_words_of_a_pdf_are_drawn_out_page_by_page(village: Village) -> None:
    paper = await drawn(village, "haies.pdf", pdf("Les réunions d'élèves", "La mare et l'étang"))
    assert (paper.text_state, paper.pages) == ("done", 2)
    assert "Les réunions d'élèves" in paper.text and "La mare et l'étang" in paper.text


@pytest.mark.parametrize(
    "content",
    ["Forêt été".encode(), "Forêt été".encode("cp1252"), "\ufeffForêt été".encode(), "Forêt été".encode("utf-16")],
)
async def test_a_text_is_read_whatever_its_encoding(village: Village, content: bytes) -> None:
    paper = await drawn(village, "foret.txt", content)
    assert (paper.text_state, paper.text) == ("done", "Forêt été")


@pytest.mark.parametrize(("name", "content"), [("mur.png", png()), ("verger.odt", odt())])
async def test_a_picture_or_an_office_document_is_kept_and_not_drawn(
    village: Village, bell: Bell, name: str, content: bytes
) -> None:
    kept = await brought(village, name, content)
    assert kept.text_state == "none" and ("draw_text", kept.id) not in bell.rung


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (pdf_without_table(), {"", "broken", "pictures"}),
        (b"%PDF-1.7\nnothing of the kind", {"broken"}),
        (pdf(""), {"pictures"}),
    ],
    ids=["its table is rubbish", "only its name", "pages without words"],
)
async def test_a_pdf_that_cannot_be_read_says_why(village: Village, content: bytes, why: set[str]) -> None:
    paper = await drawn(village, "x.pdf", content)
    assert paper.text_because in why and (paper.text_state == "failed") == bool(paper.text_because)


async def test_promised_pages_that_are_not_there_do_not_keep_the_worker(village: Village) -> None:
    began = time.monotonic()
    paper = await drawn(village, "x.pdf", pdf_that_promises_pages())
    assert paper.text_state in ("done", "failed") and time.monotonic() - began < 20


async def test_a_bomb_goes_off_elsewhere(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    """Gigabytes behind one megabyte: in a process whose memory is bounded."""
    paper = await drawn(village, "bomb.pdf", pdf_bomb(1_500_000_000))
    assert (paper.text_state, paper.text_because) == ("failed", "too_much")


async def test_one_that_takes_too_long_is_left_and_ended(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "SECONDS", 0.01)
    paper = await drawn(village, "x.pdf", pdf("Une page"))
    assert (paper.text_state, paper.text_because) == ("failed", "too_much")


async def test_a_file_that_has_gone_says_so(village: Village) -> None:
    paper = await brought(village, "x.pdf", pdf("Une page partie"))
    for path in folder().glob("*/*"):
        if path.is_file() and path.read_bytes() == pdf("Une page partie"):
            path.unlink()
    await texts.draw_text(paper.id)
    assert (await read_again(paper)).text_because == "lost"


@pytest.mark.commit
async def test_the_worker_lives_on_after_hostile_papers_and_reads_the_next(village: Village) -> None:
    hostile = [pdf_without_table(), pdf_that_promises_pages(), pdf_bomb(300_000_000), b"%PDF-1.4 \xff\x00"]
    papers = [await brought(village, "x.pdf", content) for content in hostile]
    good = await brought(village, "good.pdf", pdf("La haie tient bon"))
    await work()
    assert (await read_again(good)).text == "La haie tient bon"
    assert all([(await read_again(paper)).text_state != "waiting" for paper in papers])


async def test_a_second_bell_changes_nothing(village: Village) -> None:
    paper = await drawn(village, "x.pdf", pdf("Une page"))
    await Work.update({Work.text: "kept"}).where(Work.id == paper.id)
    await texts.draw_text(paper.id)
    assert (await read_again(paper)).text == "kept"


async def test_the_clock_rings_again_for_a_lost_bell_and_gives_up_in_the_end(village: Village, bell: Bell) -> None:
    paper = await brought(village, "x.pdf", pdf("Une page"))
    bell.rung.clear()
    await texts.draw_waiting_texts()
    assert bell.rung == []  # its own bell has five minutes
    for _ in range(7):
        await Work.update({Work.text_ring_at: now() - timedelta(seconds=1)}).where(Work.id == paper.id)
        await texts.draw_waiting_texts()
    given_up = await read_again(paper)
    assert bell.rung.count(("draw_text", paper.id)) == 4 and given_up.text_state == "failed"


def test_a_reader_that_lost_its_worker_does_nothing() -> None:
    alone = subprocess.run(
        [sys.executable, "-I", str(strangers.BOUND), "1073741824", "20", "1073741824", str(texts.SCRIPT), "x.pdf"],
        check=False,
        capture_output=True,
    )
    assert alone.returncode == 1 and alone.stdout == b""


async def test_a_reader_ends_with_its_worker_however_that_ends(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Left alone, the reader would go on for all of its seconds."""
    paper = tmp_path_factory.mktemp("long") / "x.pdf"
    paper.write_bytes(pdf_that_takes_long())
    worker = f"""
import asyncio
from pathlib import Path
from library import texts
asyncio.run(texts._draw_pdf(Path({str(paper)!r})))
"""
    running = await asyncio.create_subprocess_exec(sys.executable, "-c", worker, cwd=HERE)
    reader = await _found(lambda: _readers_of(paper))
    assert reader and running.returncode is None
    running.kill()
    await running.wait()
    assert await _found(lambda: not _readers_of(paper))


async def _found(what: Callable[[], object]) -> object:
    for _ in range(200):
        if found := what():
            return found
        await asyncio.sleep(0.05)
    return None


def _readers_of(path: Path) -> list[str]:
    """Processes that were asked to draw this file, and live."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            said = (process / "cmdline").read_bytes().split(b"\0")
            if str(texts.SCRIPT).encode() in said and str(path).encode() in said:
                found.append(process.name)
    return found


def test_a_locked_pdf_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [] /Count 0 >>",
        b"<< /Filter /Standard /V 1 /R 2 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> /P -4 >>",
    ]
    whole = bound(objects).replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 3 0 R /ID [<41> <41>]")
    path = tmp_path_factory.mktemp("locked") / "x.pdf"
    path.write_bytes(whole)
    assert draw_pdf.draw(str(path)) == {"fault": "locked"}


def test_words_cut_at_the_end_of_a_line_are_whole_again() -> None:
    assert texts.tidy("la biodi-\r\nversité  du\tbocage \n \n\n 2") == "la biodiversité du bocage\n\n2"


@given(some.text())
def test_whatever_was_drawn_a_database_takes(text: str) -> None:
    tidied = texts.tidy(text)
    assert "\x00" not in tidied and not any("\ud800" <= letter <= "\uf8ff" for letter in tidied)
    assert texts.tidy(tidied) == tidied
