from pathlib import Path

import pytest

from network.ground import media_types
from tests.network.ground.test_files import ODT, PDF, PNG, SHEET, archive


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "application/pdf"),
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "image/jpeg"),
        (b"GIF89a" + bytes(20), "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(9), "image/webp"),
        (SHEET, media_types.OOXML + "spreadsheetml.sheet"),
        (ODT, media_types.ODF + "text"),
        (archive(letter="x"), "application/zip"),
        (SHEET[:60], "application/octet-stream"),
        ("Élaguer au printemps.\n".encode(), "text/plain"),
        ("Élaguer\n".encode("cp1252"), "text/plain"),
        ("Nom;Prénom\nFerrand;Zoé\n".encode("utf-16"), "text/csv"),
        ("Nom;Prénom\nFerrand;Zoé\n".encode("utf-16-le"), "text/csv"),
        (("Nom;Lieu\n" + "Zoé;Auch\n" * 30 + "a\x0bb;c\n").encode(), "text/csv"),
        (b"<!DOCTYPE html><p>%PDF-1.7", "text/html"),
        (b'<?xml version="1.0"?><svg/>', "image/svg+xml"),
        (b'<?xml version="1.0"?><kml/>', "application/xml"),
        (b"\x7fELF\x02\x01\x01\x00", "application/octet-stream"),
    ],
    ids=lambda one: one if isinstance(one, str) else "content",  # zips differ by the second that they were made in
)
def test_a_file_is_what_its_content_says(tmp_path: Path, content: bytes, kind: str) -> None:
    (tmp_path / "any.pdf").write_bytes(content)
    assert media_types.kind_of(tmp_path / "any.pdf") == kind
