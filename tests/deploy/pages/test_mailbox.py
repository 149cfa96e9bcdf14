import re
from collections.abc import AsyncIterator
from email.message import EmailMessage

import httpx
import pytest

from deploy.mailbox import Mailbox
from deploy.pages.mailbox import pages_of
from deploy.web import create_app
from network.ground.pages import LETTER_CSP
from tests.conftest import Visitor


def letter_to(address: str, subject: str) -> bytes:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "terreau@example.org", address, subject
    letter["Date"] = "Thu, 03 Dec 2026 13:00:00 +0000"
    letter["List-Unsubscribe"] = "<http://localhost:8000/unsubscriptions/abc>"
    letter.set_content("Entrez : http://localhost:8000/sign-in-letters/abc <script>alert(1)</script>")
    letter.add_alternative("<p>Entrez <b>ici</b>.</p><script>alert(1)</script>", subtype="html")
    letter.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="ordre du jour.pdf")
    return f"Return-Path: <terreau@example.org>\r\nDelivered-To: {address}\r\n".encode() + bytes(letter)


@pytest.fixture
async def developer(mailbox: Mailbox, untouched: None) -> AsyncIterator[Visitor]:
    """Somebody who looks into the mailbox of a house that has one."""
    mailbox.keep(letter_to("rita@example.org", "Première"))
    mailbox.keep(letter_to("amin@example.org", "Deuxième"))
    house = httpx.ASGITransport(create_app(besides=[pages_of(mailbox)]))  # type: ignore[arg-type]
    async with Visitor(transport=house, base_url="http://localhost:8000", headers={"Accept-Language": "fr"}) as browser:
        yield browser


async def test_hundreds_of_letters_are_shown_fifty_at_a_time(developer: Visitor, mailbox: Mailbox) -> None:
    for number in range(118):
        mailbox.keep(letter_to("gil@example.org", f"Lettre {number}"))
    for address, count in (("", 120), ("gil@example.org", 118)):
        found, path = [], f"/dev/mailbox?address={address}"
        while path:
            page = (await developer.get(path)).text
            shown = [int(number) for number in re.findall(r'href="/dev/mailbox/(\d+)"', page)]
            assert f"{count} lettres" in page and len(shown) <= 50
            found += shown
            older = re.search(r'rel="next" href="([^"]+)"', page)
            path = older[1].replace("&amp;", "&") if older else ""
        assert found == [letter.number for letter in mailbox.to(address)] and len(found) == count


async def test_all_letters_the_newest_first_and_those_to_one_address(developer: Visitor) -> None:
    page = (await developer.get("/dev/mailbox")).text
    assert page.index("Deuxième") < page.index("Première") and "2 lettres" in page
    page = (await developer.get("/dev/mailbox", params={"address": " Rita@example.org "})).text
    assert "Première" in page and "Deuxième" not in page and 'value="Rita@example.org"' in page
    page = (await developer.get("/dev/mailbox", params={"address": "nobody@example.org"})).text
    assert "Aucune lettre n’est partie à cette adresse" in page


async def test_an_empty_mailbox_says_what_will_live_there(developer: Visitor, mailbox: Mailbox) -> None:
    mailbox.empty()
    page = await developer.get("/dev/mailbox", headers={"Accept-Language": "en"})
    assert "No letter yet" in page.text and "/sign-in-letters/new" in page.text


async def test_a_letter_shows_its_headers_its_text_and_what_is_attached(developer: Visitor, mailbox: Mailbox) -> None:
    page = (await developer.get(f"/dev/mailbox/{mailbox.letters[0].number}")).text
    for said in ("List-Unsubscribe", "ordre du jour.pdf", "jeudi 3 décembre 2026 à 14", "rita@example.org"):
        assert said in page
    assert '<a href="http://localhost:8000/sign-in-letters/abc">' in page
    assert "<script>" not in page


async def test_its_html_has_a_url_of_its_own_where_nothing_runs(developer: Visitor, mailbox: Mailbox) -> None:
    page = await developer.get(f"/dev/mailbox/{mailbox.letters[0].number}/html")
    assert "<b>ici</b>" in page.text and page.headers["Content-Security-Policy"] == LETTER_CSP


async def test_its_source_comes_byte_for_byte(developer: Visitor, mailbox: Mailbox) -> None:
    [letter, _] = mailbox.letters
    page = await developer.get(f"/dev/mailbox/{letter.number}/source")
    assert page.content == letter.source and page.headers["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize("path", ["999", "999/html", "999/source", "nine"])
async def test_a_letter_that_is_not_kept_is_not_here(developer: Visitor, path: str) -> None:
    assert (await developer.get(f"/dev/mailbox/{path}")).status_code == 404


@pytest.mark.parametrize("path", ["", "/1", "/1/html", "/1/source"])
async def test_a_house_without_a_mailbox_has_none_of_these_pages(visitor: Visitor, path: str) -> None:
    assert (await visitor.get(f"/dev/mailbox{path}")).status_code == 404
