"""The development mailbox: a real SMTP server on this machine that keeps what it is given, for whoever develops.

Nothing leaves it, so no letter of a trial ever reaches anybody. It holds the last five hundred letters, as files, so
that they are there again after a restart. A house that is given SMTP_URL has none.
"""

from __future__ import annotations

import asyncio
import re
import shutil
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from functools import cached_property
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

BIGGEST = 25 * 1024 * 1024
KEPT = 500


@dataclass(frozen=True)
class Letter:
    """One letter as it came in: its bytes, with the envelope's two lines before them, as at a final delivery."""

    number: int
    file: Path

    @property
    def source(self) -> bytes:
        return self.file.read_bytes()

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.source, policy=policy.default)

    @cached_property
    def headers(self) -> Message:
        """Read once: a list of letters reads all of theirs."""
        with self.file.open("rb") as source:
            return BytesHeaderParser(policy=policy.default).parse(source)

    @property
    def addresses(self) -> list[str]:
        """To whom it was handed: the envelope's, not the letter's own word."""
        return [address.lower() for _, address in getaddresses(self.headers.get_all("Delivered-To", []))]

    @property
    def subject(self) -> str:
        return str(self.headers["Subject"] or "")

    @property
    def sent_at(self) -> datetime | None:
        """What its Date says, where it says something that can be read."""
        date = getattr(self.headers["Date"], "datetime", None)
        return date if date is None or date.tzinfo else date.replace(tzinfo=UTC)

    @property
    def html(self) -> str:
        return self._part("html")

    @property
    def text_with_links(self) -> list[str]:
        """The text cut at its addresses, so that a page can make links of them."""
        return re.split(r"(https?://[^\s<>\"]+)", self.text)

    @property
    def attached(self) -> list[str]:
        """The names of what is attached."""
        return [part.get_filename() or part.get_content_type() for part in self.message.iter_attachments()]

    @property
    def text(self) -> str:
        return self._part("plain")

    def _part(self, kind: str) -> str:
        part = self.message.get_body(preferencelist=(kind,))
        return str(part.get_content()) if part else ""


class Mailbox:
    """The letters of a folder. It answers SMTP through `opened`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = sorted(folder.glob("*.eml"), key=lambda file: int(file.stem))
        self.letters = deque(Letter(int(file.stem), file) for file in found)
        self.port = 0

    def to(self, address: str) -> list[Letter]:
        """Those handed to that address, the newest first; all for an empty one."""
        wanted = address.strip().lower()
        return [letter for letter in reversed(self.letters) if not wanted or wanted in letter.addresses]

    def letter(self, number: int) -> Letter | None:
        """That one, if it is kept still."""
        return next((letter for letter in self.letters if letter.number == number), None)

    def keep(self, source: bytes) -> Letter:
        """The newest; the oldest goes when there are too many."""
        number = self.letters[-1].number + 1 if self.letters else 1
        letter = Letter(number, self.folder / f"{number}.eml")
        half = letter.file.with_suffix(".half")
        half.write_bytes(source)
        half.rename(letter.file)
        self.letters.append(letter)
        while len(self.letters) > KEPT:
            self.letters.popleft().file.unlink(missing_ok=True)
        return letter

    def empty(self) -> None:
        """Forgets all."""
        self.letters.clear()
        shutil.rmtree(self.folder)
        self.folder.mkdir(mode=0o700)

    @property
    def smtp_url(self) -> str:
        """For SMTP_URL."""
        return f"smtp://127.0.0.1:{self.port}"

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Mailbox]:
        """Listens on this machine only, at a free port."""
        loop = asyncio.get_running_loop()
        server = await loop.create_server(self._answering, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            await server.wait_closed()

    def _answering(self) -> SMTP:
        return SMTP(self, data_size_limit=BIGGEST, enable_SMTPUTF8=True, hostname="localhost", ident="Terreau")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """aiosmtpd calls it so. The answer is given when the letter is on disk."""
        assert isinstance(envelope.content, bytes)
        lines = [f"Return-Path: <{envelope.mail_from}>", *(f"Delivered-To: {address}" for address in envelope.rcpt_tos)]
        letter = self.keep("".join(f"{line}\r\n" for line in lines).encode() + envelope.content)
        return f"250 OK, kept as {letter.number}"
