"""Files as people bring them, and as nobody should: made here, byte by byte."""

import struct
import zlib
from io import BytesIO
from zipfile import ZipFile


def pdf(*pages: str) -> bytes:
    """A real PDF with these words, a page each."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    streams = [_page_of(words) for words in pages]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages))).encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count " + str(len(pages)).encode() + b" >>",
        font,
    ]
    for number, stream in enumerate(streams):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents "
            + str(5 + 2 * number).encode()
            + b" 0 R >>"
        )
        objects.append(stream)
    return bound(objects)


def bound(objects: list[bytes]) -> bytes:
    """Objects as a file, with the table of where each begins."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += str(number).encode() + b" 0 obj\n" + content + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)


def _page_of(words: str) -> bytes:
    said = words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return stream(b"BT /F1 12 Tf 50 780 Td (" + said + b") Tj ET")


def stream(content: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length " + str(len(content)).encode() + extra + b" >>\nstream\n" + content + b"\nendstream"


def pdf_without_table() -> bytes:
    """Its table of places is rubbish, and its end is cut off."""
    whole = pdf("La mare du village")
    return whole[: whole.index(b"xref")].replace(b"endobj", b"endobx") + b"xref\n0 9\n99999999 garbage"


def pdf_that_promises_pages(count: int = 10_000) -> bytes:
    """Says that it has pages which are not there."""
    return pdf("Une seule page").replace(b"/Count 1", b"/Count " + str(count).encode())


def pdf_bomb(size: int) -> bytes:
    """A page whose words unpack to gigabytes."""
    packer, packed = zlib.compressobj(9), bytearray()
    piece = b"BT /F1 12 Tf (haie) Tj ET\n" * 40_000
    for _ in range(size // len(piece)):
        packed += packer.compress(piece)
    packed += packer.flush()
    return bound(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>",
            stream(bytes(packed), b" /Filter /FlateDecode"),
        ]
    )


def pdf_that_takes_long() -> bytes:
    """Two thousand pages that are one page, with a hundred thousand strokes to draw and no words."""
    strokes = zlib.compress(b"0 0 m 9 9 l S\n" * 100_000)
    return bound(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [" + b"3 0 R " * 2_000 + b"] /Count 2000 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
            stream(strokes, b" /Filter /FlateDecode"),
        ]
    )


def odt() -> bytes:
    """A text document of LibreOffice, as far as its first entry."""
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<x>Un verger</x>")
    return made.getvalue()


def png() -> bytes:
    """One green point."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\x20\x80\x40"))
        + chunk(b"IEND", b"")
    )
