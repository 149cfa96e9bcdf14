"""What a file is, its content says: never its name, nor what the browser claims."""

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from network.ground.words import Sentence, _

ODF, OOXML = "application/vnd.oasis.opendocument.", "application/vnd.openxmlformats-officedocument."

KINDS: dict[str, Sentence] = {
    "application/pdf": _("PDF"),
    "image/png": _("PNG picture"),
    "image/jpeg": _("JPEG picture"),
    "image/webp": _("WebP picture"),
    "image/gif": _("GIF picture"),
    "image/heic": _("HEIC picture"),
    "image/avif": _("AVIF picture"),
    "image/tiff": _("TIFF picture"),
    "image/svg+xml": _("SVG drawing"),
    "text/plain": _("plain text"),
    "text/csv": _("CSV"),
    "text/html": _("web page (HTML)"),
    "application/xml": _("XML"),
    f"{ODF}text": _("text document (ODT)"),
    f"{ODF}spreadsheet": _("spreadsheet (ODS)"),
    f"{ODF}presentation": _("presentation (ODP)"),
    f"{OOXML}wordprocessingml.document": _("text document (DOCX)"),
    f"{OOXML}spreadsheetml.sheet": _("spreadsheet (XLSX)"),
    f"{OOXML}presentationml.presentation": _("presentation (PPTX)"),
    "application/vnd.ms-excel": _("old Excel workbook (XLS)"),
    "application/msword": _("old Office document"),
    "application/x-locked": _("Office document locked with a password"),
    "application/zip": _("ZIP archive"),
    "application/octet-stream": _("a kind of file that is not known here"),
}
WHY_NOT: dict[str, Sentence] = {  # where naming the kind would not help
    "image/heic": _(
        "This photo is in a format of telephones that few can read (HEIC): on the telephone, share it as JPEG, or take a"
        " picture of your screen; then bring that."
    ),
    "application/vnd.ms-excel": _("This is an Excel workbook of before 2007 (XLS): save it as XLSX, and bring that."),
    "application/x-locked": _("This file is locked with a password: save it without one, and bring it again."),
}
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the box of old Office files, and of locked new ones
SHOWN_IN_PLACE = {"application/pdf", "image/png", "image/jpeg", "image/webp", "image/gif"}
BEGINNINGS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}
BEGINNINGS |= {b"II*\x00": "image/tiff", b"MM\x00*": "image/tiff"}
BRANDS = {b"avif": "image/avif", b"avis": "image/avif"}  # of the box that films are in too
BRANDS |= dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"), "image/heic")
ROOMS = {"word/": "wordprocessingml.document", "xl/": "spreadsheetml.sheet", "ppt/": "presentationml.presentation"}


def kind_of(path: Path) -> str:
    """By what is in it."""
    with path.open("rb") as file:
        head = file.read(4096)
    for beginning, kind in BEGINNINGS.items():
        if head.startswith(beginning):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in BRANDS:
        return BRANDS[head[8:12]]
    if b"%PDF-" in head[:1024] and not head.lstrip().startswith(b"<"):
        return "application/pdf"
    if head.startswith(COMPOUND):
        return _kind_of_compound(path.read_bytes())
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_archive(path)
    return _kind_of_text(path)


def _kind_of_compound(content: bytes) -> str:
    """By the names of the drawers in the box."""
    for drawer, kind in {"EncryptedPackage": "x-locked", "Workbook": "vnd.ms-excel", "Book": "vnd.ms-excel"}.items():
        if f"{drawer}\0".encode("utf-16-le") in content:
            return f"application/{kind}"
    return "application/msword"


def _kind_of_archive(path: Path) -> str:
    try:
        with ZipFile(path) as archive:
            names = archive.namelist()
            if "mimetype" in names:
                with archive.open("mimetype") as entry:
                    said = entry.read(100).decode("ascii", "replace").strip()
                return said if said in KINDS else "application/zip"
    except (BadZipFile, NotImplementedError, RuntimeError, OSError):
        return "application/octet-stream"
    rooms = [kind for room, kind in ROOMS.items() if any(name.startswith(room) for name in names)]
    return f"{OOXML}{rooms[0]}" if rooms and "[Content_Types].xml" in names else "application/zip"


def _kind_of_text(path: Path) -> str:
    content = path.read_bytes()
    has_mark = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    halves = {"utf-16-le": content[1::2][:200], "utf-16-be": content[::2][:200]}
    without_mark = [name for name, half in halves.items() if half.count(0) > len(half) // 2]
    try:
        text = content.decode("utf-16" if has_mark else without_mark[0] if without_mark else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    odd = sum(text.count(letter) for letter in set(text) if letter < " " and letter not in "\t\n\r\f\x1a")
    if odd > len(text) // 100:  # a few are left in a text by old programs
        return "application/octet-stream"
    start = text[:500].lstrip().casefold()
    if start.startswith(("<!doctype html", "<html", "<head", "<script", "<body")):
        return "text/html"
    if start.startswith(("<?xml", "<svg")):
        return "text/html" if "<html" in start else "image/svg+xml" if "<svg" in start else "application/xml"
    return "text/csv" if _looks_like_rows(text[:20_000]) else "text/plain"


def _looks_like_rows(text: str) -> bool:
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    return any(lines and lines[0].count(mark) and lines[0].count(mark) == lines[-1].count(mark) for mark in ";\t,")
