"""What a letter looks like on the wire: header fields (RFC 5322), encoded words (RFC 2047), quoted-printable (RFC 2045).

Of our own, and not `email`'s, for three reasons: bodies are encoded in pieces that are joined for each recipient
(quoted-printable has no memory across a soft line break, so pieces encoded apart may stand one after the other); no
line ever begins with a dot, so that nothing need be stuffed (RFC 5321 4.5.2); and `email` takes 300 times as long.
Everything is seven-bit, so no relay re-encodes what was signed; only an address that is not ASCII before its @ is not.
"""

import re
from base64 import encodebytes

from idna import IDNAError
from idna import encode as to_a_labels

from network.ground.letterpress import Enclosure

CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ")
LINE = 76  # RFC 2045 6.7, RFC 2047 2
_literal = {*range(0x21, 0x7F)} - {ord("=")}
_in_words = {*b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/"}  # RFC 2047 5 (3)
_needs_no_quoting = re.compile(r"(?!\.|From )[!-<>-~]([ -<>-~]{0,70}[!-<>-~])?", re.ASCII).fullmatch
_local = re.compile(r"[^\s\x00-\x1f\x7f-\x9f\"(),:;<>@\[\\\]]{1,64}").fullmatch  # quoted ones nobody has
_plain_name = re.compile(r"[A-Za-z0-9._-]{1,60}").fullmatch
_domain = re.compile(r"[\w.-]{1,253}").fullmatch


def quote(text: str) -> bytes:
    """Quoted-printable with CRLF; a line begins neither with a dot nor with "From ", and ends in no blank."""
    if _needs_no_quoting(text):
        return text.encode()
    lines = text.replace("\r\n", "\n").encode().split(b"\n")
    return b"\r\n".join(map(_quote_line, lines))


def _quote_line(line: bytes) -> bytes:
    done, row = [], b""
    last = len(line) - 1
    for at, byte in enumerate(line):
        blank = byte in b" \t" and at != last
        token = bytes((byte,)) if byte in _literal or blank else b"=%02X" % byte
        if len(row) + len(token) >= LINE:
            done.append(row + b"=\r\n")
            row = b""
        if not row and (byte == ord(".") or line.startswith(b"From ", at)):
            token = b"=%02X" % byte
        row += token
    return b"".join(done) + row


def clean(text: str) -> str:
    """On one line: what would end a header field, or hide in it, is a blank."""
    return re.sub(" +", " ", text.translate(CONTROLS)).strip()


def field(name: str, text: str) -> bytes:
    """An unstructured field, Subject above all: folded when long, in encoded words when it must be."""
    text = clean(text)
    if text.isascii() and "=?" not in text and max(map(len, text.split(" "))) < LINE - len(name):
        return _fold(f"{name}: {text}").encode()
    return b"%b: %b\r\n" % (name.encode(), words(text, len(name) + 2))


def words(text: str, column: int = 0) -> bytes:
    """Encoded words, each of whole characters, one a line; `column` is where the first begins."""
    made, row = [], b""
    room = LINE - column - len("=?utf-8?q??=")
    for character in text:
        token = b"".join(
            bytes((b,)) if b in _in_words else b"_" if b == 0x20 else b"=%02X" % b for b in character.encode()
        )
        if len(row) + len(token) > room:
            made.append(row)
            row, room = b"", LINE - 1 - len("=?utf-8?q??=")
        row += token
    return b"\r\n ".join(b"=?utf-8?q?%b?=" % row for row in [*made, row])


def mailbox(name: str, address: bytes, column: int = 4) -> bytes:
    """A display name with its address, for From, To and Reply-To; what a name says never ends the field."""
    name = clean(name)
    if not name:
        return address
    if name.isascii() and "=?" not in name:
        said = b'"%b"' % re.sub(r'(["\\])', r"\\\1", name).encode()
    else:
        said = words(name, column)
    return b"%b%b<%b>" % (said, b" " if len(said) + len(address) < 60 else b"\r\n ", address)


def enclosed(file: Enclosure) -> bytes:
    """A file in base64, to be taken out of the letter. Its name is ours: plain letters, figures, a dot."""
    if not _plain_name(file.name):
        raise ValueError("this is no plain file name")
    lines = encodebytes(file.content).replace(b"\n", b"\r\n")
    head = f'Content-Type: {file.media_type};\r\n name="{file.name}"\r\nContent-Transfer-Encoding: base64\r\n'
    return f'{head}Content-Disposition: attachment; filename="{file.name}"\r\n\r\n'.encode("ascii") + lines


def wire_address(address: str) -> bytes:
    """As servers are told it: the domain in A-labels, the rest as it is. What is no address raises ValueError."""
    local, at, domain = address.rpartition("@")
    if not at or not _local(local) or not _domain(domain) or len(address) > 254:
        raise ValueError("this is no mail address")
    try:
        return local.encode() + b"@" + (domain.encode() if domain.isascii() else to_a_labels(domain, uts46=True))
    except IDNAError as fault:
        raise ValueError("this is no mail address") from fault


def _fold(text: str) -> str:
    """At blanks, before column 76; a blank is kept, so unfolding gives the text back."""
    lines, row = [], ""
    for word in text.split(" "):
        if row and len(row) + 1 + len(word) > LINE:
            lines.append(row)
            row = f" {word}"
        else:
            row = f"{row} {word}" if row else word
    return "\r\n".join([*lines, row]) + "\r\n"
