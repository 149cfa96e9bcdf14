"""Files of works: which kinds the library takes, and how one is told of in a line."""

from network import files
from network.ground.errors import Fault
from network.ground.files import FileRefused, Upload
from network.ground.media_types import KINDS, ODF, OOXML
from network.ground.words import language, ngettext, say_number
from network.tables import File

MOST = 25_000_000
PICTURES = ("image/png", "image/jpeg", "image/webp", "image/gif")
TAKEN = (
    "application/pdf",
    "text/plain",
    *PICTURES,
    *(f"{ODF}{kind}" for kind in ("text", "spreadsheet", "presentation")),
    f"{OOXML}wordprocessingml.document",
    f"{OOXML}spreadsheetml.sheet",
    f"{OOXML}presentationml.presentation",
)
ENDINGS = ".pdf,.txt,.md,.csv,.png,.jpg,.jpeg,.webp,.gif,.odt,.ods,.odp,.docx,.xlsx,.pptx"  # for the browser's chooser


async def bring(upload: Upload, by: int | None) -> File:
    """Into the store, judged by what is in it. Raises Fault("file")."""
    try:
        return await files.keep(upload, TAKEN, MOST, by)
    except FileRefused as refused:
        raise Fault("file", refused.sentence) from None


def is_picture(file: File | None) -> bool:
    """Shown on the page, with the words that stand for it."""
    return file is not None and file.media_type in PICTURES


def say(media_type: str, number: int, pages: int | None = None) -> str:
    """« PDF, 12 pages, 1,2 Mo »."""
    parts = [str(KINDS.get(media_type, media_type))]
    if pages:
        parts.append(ngettext("%(num)s page", "%(num)s pages", pages) % {"num": say_number(pages)})
    return ", ".join([*parts, size(number)])


def size(number: int) -> str:
    """« 840 ko », « 1,2 Mo »: in thousands, as shops and browsers count."""
    for unit, french, power in (("MB", "Mo", 6), ("kB", "ko", 3)):
        if number >= 10**power:
            count = round(number / 10**power, 1 if number < 10 ** (power + 1) else 0)
            return f"{say_number(count)}\u00a0{french if language() == 'fr' else unit}"
    return f"{say_number(number)}\u00a0{'octets' if language() == 'fr' else 'bytes'}"
