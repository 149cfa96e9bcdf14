"""A plate: a letter set once, from which a copy is pulled for each recipient.

All that is the same for everybody is encoded once and cut at the slots; a copy is those pieces with this recipient's
values between them, 300 times cheaper than building a message. In the bodies a slot stands on a line of its own
between two soft line breaks, so its value is encoded by itself. What a value is escaped for depends on where its slot
stands: the same name is markup in the HTML, itself in the text, and an encoded word after To.

In templates a slot is written `{{ slot("name") }}`: a mark that nobody who writes a letter can guess or forge.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import Literal

from mailing import mime
from mailing.smtp import Letter
from network.ground import tokens
from network.ground.letterpress import Enclosure

Name = Literal["name", "address", "token"]
_slots = re.compile(r"slot-(name|address|token)-([0-9a-f]{16})").split


def slot(name: Name) -> str:
    """What stands in a letter where each recipient's own will stand; it is safe in HTML, in a URL and in text."""
    return f"slot-{name}-{_mark(name)}"


def _mark(name: str) -> str:
    return tokens.derive("slot", name)[:16]


@dataclass(frozen=True)
class Content:
    """What a letter says to everybody; in html, text and unsubscribe there may be slots."""

    subject: str
    sender: tuple[str, str]  # display name, address
    html: str
    text: str
    reply_to: tuple[tuple[str, str], ...] = ()
    list_id: tuple[str, str] | None = None  # what the list is called, its identifier (RFC 2919)
    unsubscribe: str | None = None  # the https URL that takes a one-click POST (RFC 8058)
    is_automatic: bool = False  # answers and reminders that no person wrote (RFC 3834)
    enclosures: tuple[Enclosure, ...] = ()  # files that lie in it, the same for everybody


class Plate:
    """Set for one send: its day and its boundary are the same in each copy, and in a copy pulled again."""

    def __init__(self, content: Content, sent_at: datetime, key: str) -> None:
        boundary = f"=_{tokens.derive('boundary', key)[:24]}"  # quoted-printable never has =_ in it
        self.sender = mime.wire_address(content.sender[1])
        self._pieces: list[bytes] = []
        self._places: dict[tuple[str, str], list[int]] = {}
        self._set("head", [*_head(content, self.sender, sent_at)])
        around = (
            f"=_{tokens.derive('around', key)[:24]}"  # of its own: a boundary counts as soon as a line begins with it
        )
        if content.enclosures:
            self._set(
                "head", [f'Content-Type: multipart/mixed;\r\n boundary="{around}"\r\n\r\n--{around}\r\n'.encode()]
            )
        self._set("head", [f'Content-Type: multipart/alternative;\r\n boundary="{boundary}"\r\n'.encode()])
        for context, body in (("text", content.text), ("html", content.html)):
            kind = "plain" if context == "text" else "html"
            about = f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable"
            self._set("head", [f"\r\n--{boundary}\r\n{about}\r\n\r\n".encode()])
            self._set(context, [*_body(body)])
        self._set("head", [f"\r\n--{boundary}--\r\n".encode()])
        for enclosure in content.enclosures:
            self._set("head", [f"\r\n--{around}\r\n".encode(), mime.enclosed(enclosure)])
        if content.enclosures:
            self._set("head", [f"\r\n--{around}--\r\n".encode()])
        self._needs_utf8 = not all(piece.isascii() for piece in self._pieces)  # an address in From or Reply-To

    def pull(self, key: int, address: str, name: str = "", token: str = "", message_id: str = "") -> Letter:
        """The copy for one recipient; what is no address raises ValueError."""
        wire = mime.wire_address(address)
        pieces = self._pieces.copy()
        for (context, which), places in self._places.items():
            if which == "token":
                value = token.encode()  # only what seal() makes: the same in every context
            elif context == "head":
                value = mime.mailbox(name, wire) if which == "to" else message_id.encode()
            else:
                said = mime.clean(name) if which == "name" else address
                value = mime.quote(escape(said) if context == "html" else said)
            for place in places:
                pieces[place] = value
        return Letter(key, self.sender, wire, pieces, self._needs_utf8 or not wire.isascii())

    def _set(self, context: str, parts: list[bytes | str]) -> None:
        for part in parts:
            if isinstance(part, str):
                self._places.setdefault((context, part), []).append(len(self._pieces))
            self._pieces.append(part if isinstance(part, bytes) else b"")


def fill(said: str, name: str = "", address: str = "", token: str = "") -> str:
    """The same letter as text for one reader, without a wire: previews and web versions. HTML is escaped by who calls."""
    values = {"name": name, "address": address, "token": token}
    return "".join(values[part] if at % 2 else part for at, part in enumerate(_cut(said)))


def _cut(said: str) -> Iterator[str]:
    """Text and names of slots in turn; what only looks like one stays text."""
    before, *rest = _slots(said)
    text = [before]
    for which, mark, after in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        if mark == _mark(which):
            yield "".join(text)
            yield which
            text = [after]
        else:
            text += [f"slot-{which}-{mark}", after]
    yield "".join(text)


def _body(said: str) -> Iterator[bytes | str]:
    pieces = [*_cut(said)]
    for at, piece in enumerate(pieces):
        if at % 2:
            yield piece
        else:
            yield (b"=\r\n" if at else b"") + mime.quote(piece) + (b"=\r\n" if at < len(pieces) - 1 else b"")


def _head(content: Content, sender: bytes, sent_at: datetime) -> Iterator[bytes | str]:
    yield b"From: %b\r\nTo: " % mime.mailbox(content.sender[0], sender, len("From: "))
    yield "to"
    yield (
        b"\r\n" + mime.field("Subject", content.subject) + f"Date: {format_datetime(sent_at)}\r\nMessage-ID: <".encode()
    )
    yield "message_id"
    yield b">\r\n"
    if content.reply_to:
        to = [mime.mailbox(name, mime.wire_address(address), 10) for name, address in content.reply_to]
        yield b"Reply-To: %b\r\n" % b",\r\n ".join(to)
    if content.list_id:
        yield b"List-Id: %b\r\n" % mime.mailbox(content.list_id[0], content.list_id[1].encode("ascii"), 9)
    if content.unsubscribe:
        before, which, after = _cut(content.unsubscribe)
        yield f"List-Unsubscribe: <{before}".encode("ascii")
        yield which
        yield f"{after}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n".encode("ascii")
    if content.is_automatic:
        yield b"Auto-Submitted: auto-generated\r\n"
    yield b"MIME-Version: 1.0\r\n"
