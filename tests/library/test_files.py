import pytest

from library import files
from network.ground.errors import Fault
from network.ground.files import Paper
from network.ground.words import speaking
from tests.library.papers import pdf


@pytest.mark.parametrize(
    ("number", "french", "english"),
    [(840, "840 octets", "840 bytes"), (1_240, "1,2 ko", "1.2 kB"), (25_000_000, "25 Mo", "25 MB")],
)
def test_a_size_is_said_as_shops_say_it(number: int, french: str, english: str) -> None:
    for language, said in {"fr": french, "en": english}.items():
        with speaking(language):
            assert files.size(number).replace("\u00a0", " ") == said


def test_a_file_is_told_of_in_a_line() -> None:
    with speaking("fr"):
        assert files.say("application/pdf", 1_200_000, 12).replace("\u00a0", " ") == "PDF, 12 pages, 1,2 Mo"
        assert files.say("application/pdf", 900_000, 1).replace("\u00a0", " ") == "PDF, 1 page, 900 ko"


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"MZ\x00\x01", b"<?xml version='1.0'?><svg/>", b"PK\x03\x04rubbish"]
)
async def test_what_the_library_does_not_take_is_refused_on_its_field(untouched: None, content: bytes) -> None:
    with pytest.raises(Fault) as refused:
        await files.bring(Paper("x.pdf", content), None)
    assert refused.value.field == "file"


async def test_a_pdf_is_a_pdf_whatever_it_is_called(untouched: None) -> None:
    assert (await files.bring(Paper("x.txt", pdf("Mot")), None)).media_type == "application/pdf"
