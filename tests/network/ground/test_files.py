import io
import os
import zipfile
from datetime import timedelta

import pytest

from network import files
from network.ground import files as store
from network.ground.clock import now
from network.ground.files import FileRefused
from network.plug import Village
from network.tables import File

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj <<>> endobj"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


class Brought:
    def __init__(self, content: bytes, name: str = "a.pdf") -> None:
        self.filename, self.content = name, io.BytesIO(content)

    async def read(self, size: int = -1) -> bytes:
        return self.content.read(size)


def archive(**entries: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in entries.items():
            made.writestr(name.replace("__", "/"), content)
    return out.getvalue()


SHEET = archive(**{"[Content_Types].xml": "<Types/>", "xl__workbook.xml": "<workbook/>"})
ODT = archive(mimetype="application/vnd.oasis.opendocument.text", content="<x/>")


async def test_what_is_kept_is_found_again_whole_and_once(village: Village) -> None:
    rita = village.people["rita"].id
    first = await files.keep(Brought(PDF), {"application/pdf"}, most=1_000_000, by=rita)
    again = await files.keep(Brought(PDF, "copy.pdf"), {"application/pdf"}, most=1_000_000, by=None)
    assert files.path_of(first).read_bytes() == PDF and files.path_of(again) == files.path_of(first)
    assert (first.name, first.media_type, first.size) == ("a.pdf", "application/pdf", len(PDF))
    assert (first.brought_by, again.brought_by) == (rita, None)
    assert not list((store.folder() / "incoming").iterdir())


async def test_a_form_sent_twice_keeps_one_file(village: Village) -> None:
    for _ in range(2):
        await files.keep(Brought(PNG), {"image/png"}, most=1000, by=None, code="aaaaaaaaaa")
    assert await File.count().where(File.code == "aaaaaaaaaa") == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<html>no PDF", "Contenu de ce fichier\u00a0: page web (HTML). Accepté ici\u00a0: PDF."),
        (b"", "Ce fichier est vide."),
        (PDF + bytes(2_000_000), "Ce fichier est trop volumineux\u00a0: 2 Mo au plus."),
    ],
)
async def test_what_is_not_accepted_gets_its_sentence_and_leaves_nothing(content: bytes, said: str) -> None:
    with pytest.raises(FileRefused) as refused:
        await files.keep(Brought(content), {"application/pdf"}, most=2_000_000, by=None)
    assert str(refused.value.sentence) == said
    assert not await File.exists().where(File.name == "a.pdf") and not list((store.folder() / "incoming").iterdir())


async def test_rows_are_accepted_where_text_is(village: Village) -> None:
    assert (await files.keep(Brought(b"a;b\nc;d"), {"text/plain"}, most=99, by=None)).media_type == "text/plain"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("C:\\fakepath\\Été.pdf", "Été.pdf"), ("../../etc/passwd", "passwd"), ("a\r\nb.txt", "ab.txt"), ("...", "file")],
)
def test_a_name_loses_its_folders(typed: str, kept: str) -> None:
    assert store.clean_name(typed) == kept


def test_a_long_name_keeps_its_ending() -> None:
    assert len(store.clean_name("é" * 300 + ".pdf")) == 200 and store.clean_name("é" * 300 + ".pdf").endswith(".pdf")


async def test_the_clock_sweeps_what_no_row_names_after_a_day(village: Village) -> None:
    gone = await files.keep(Brought(PDF), {"application/pdf"}, most=1000, by=None)
    stays = await files.keep(Brought(PNG), {"image/png"}, most=1000, by=None)
    await files.discard(gone)
    await files.sweep_files()
    assert files.path_of(gone).exists(), "somebody may be keeping the same bytes just now"
    for file in (gone, stays):
        long_ago = (now() - timedelta(days=2)).timestamp()
        os.utime(files.path_of(file), (long_ago, long_ago))
    await files.sweep_files()
    assert not files.path_of(gone).exists() and files.path_of(stays).exists()


async def test_pdf_is_shown_in_place_and_text_is_a_download(village: Village) -> None:
    shown = store.response("00", "Été.pdf", "application/pdf")
    saved = store.response("00", "a.txt", "text/plain")
    assert shown.content_disposition_type == "inline" and saved.content_disposition_type == "attachment"
    assert shown.headers["Cache-Control"].startswith("private")
