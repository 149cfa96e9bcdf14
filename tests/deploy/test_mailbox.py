import asyncio
import smtplib
from email.message import EmailMessage
from pathlib import Path

import pytest

from deploy import mailbox as mailboxes
from deploy.mailbox import Mailbox


def letter_to(address: str, subject: str = "Haies d’automne") -> EmailMessage:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "terreau@example.org", address, subject
    letter.set_content("Rendez-vous jeudi à la mairie.")
    letter.add_alternative("<p>Rendez-vous <b>jeudi</b> à la mairie.</p>", subtype="html")
    return letter


async def send(mailbox: Mailbox, letter: EmailMessage, **envelope: str) -> None:
    def hand_over() -> None:
        with smtplib.SMTP("127.0.0.1", mailbox.port, timeout=10) as line:
            line.send_message(letter, **envelope)

    await asyncio.to_thread(hand_over)


async def test_a_letter_handed_over_by_smtp_is_read_in_its_parts(tmp_path: Path) -> None:
    async with Mailbox(tmp_path).opened() as mailbox:
        await send(mailbox, letter_to("Rita Moreau <rita@example.org>"))
    [letter] = mailbox.letters
    assert letter.subject == "Haies d’automne"
    assert "Rendez-vous jeudi" in letter.text and "<b>jeudi</b>" in letter.html
    assert letter.source.startswith(b"Return-Path: <terreau@example.org>\r\nDelivered-To: rita@example.org\r\nFrom:")


async def test_it_is_found_by_whom_it_was_handed_to_whatever_it_says_itself(tmp_path: Path) -> None:
    async with Mailbox(tmp_path).opened() as mailbox:
        await send(mailbox, letter_to("everybody@example.org"), to_addrs="Amin@example.org")
        await send(mailbox, letter_to("rita@example.org", "The second"))
    assert [letter.subject for letter in mailbox.to(" amin@EXAMPLE.org")] == ["Haies d’automne"]
    assert mailbox.to("everybody@example.org") == []
    assert [letter.number for letter in mailbox.to("")] == [2, 1]


async def test_after_a_restart_its_letters_are_there_and_the_next_has_the_next_number(tmp_path: Path) -> None:
    async with Mailbox(tmp_path).opened() as before:
        await send(before, letter_to("rita@example.org"))
    async with Mailbox(tmp_path).opened() as after:
        await send(after, letter_to("rita@example.org", "The second"))
    assert [(letter.number, letter.subject) for letter in after.to("rita@example.org")] == [
        (2, "The second"),
        (1, "Haies d’automne"),
    ]


def test_only_the_last_letters_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailboxes, "KEPT", 2)
    mailbox = Mailbox(tmp_path)
    for _ in range(4):
        mailbox.keep(b"Subject: once more\r\n\r\n")
    assert [letter.number for letter in mailbox.letters] == [3, 4]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["3.eml", "4.eml"]


async def test_a_letter_too_big_is_refused_and_the_next_is_welcome(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailboxes, "BIGGEST", 2000)
    async with Mailbox(tmp_path).opened() as mailbox:
        big = letter_to("rita@example.org")
        big.add_attachment(b"0" * 3000, maintype="image", subtype="png", filename="big.png")
        with pytest.raises(smtplib.SMTPException, match="exceeds|Too much"):
            await send(mailbox, big)
        await send(mailbox, letter_to("rita@example.org"))
    assert len(mailbox.letters) == 1


async def test_an_address_with_an_accent_arrives(tmp_path: Path) -> None:
    async with Mailbox(tmp_path).opened() as mailbox:
        await send(mailbox, letter_to("élodie@example.org"))
    assert mailbox.to("élodie@example.org")
