import quopri
from email import message_from_bytes, policy
from email.header import decode_header, make_header

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailing import mime

anything = st.text(max_size=400)
tricky = st.text(alphabet=' .=?"\\<>,@\t\r\nFrom é漢🌱\u202f', max_size=200) | anything


def lines_are_safe(wire: bytes) -> bool:
    lines = wire.split(b"\r\n")
    return not any(b"\r" in line or b"\n" in line or line.startswith((b".", b"From ")) for line in lines)


@given(tricky)
def test_whatever_is_quoted_comes_back(text: str) -> None:
    wire = mime.quote(text)
    assert quopri.decodestring(wire).replace(b"\r\n", b"\n") == text.replace("\r\n", "\n").encode()
    assert lines_are_safe(wire) and wire.isascii() and max(map(len, wire.split(b"\r\n"))) <= 76
    assert not any(line.endswith((b" ", b"\t")) for line in wire.split(b"\r\n"))


@given(tricky, tricky, tricky)
def test_pieces_quoted_apart_may_stand_one_after_the_other(before: str, value: str, after: str) -> None:
    wire = b"=\r\n".join([mime.quote(before), mime.quote(value), mime.quote(after)])
    said = [part.replace("\r\n", "\n") for part in (before, value, after)]
    assert quopri.decodestring(wire).replace(b"\r\n", b"\n") == "".join(said).encode() and lines_are_safe(wire)


@given(tricky)
def test_whatever_the_subject_it_is_one_field_and_comes_back(text: str) -> None:
    wire = mime.field("Subject", text)
    message = message_from_bytes(wire + b"X-Next: here\r\n\r\n", policy=policy.default)
    assert message.keys() == ["Subject", "X-Next"] and not message.defects
    assert str(make_header(decode_header(message.get("Subject", "")))) == mime.clean(text)
    assert message["Subject"] == mime.clean(text)
    assert lines_are_safe(wire) and max(map(len, wire.split(b"\r\n"))) <= 78


@given(tricky)
def test_whatever_the_name_it_is_one_mailbox_and_comes_back(name: str) -> None:
    wire = b"To: " + mime.mailbox(name, b"rita@example.org") + b"\r\n"
    message = message_from_bytes(wire + b"X-Next: here\r\n\r\n", policy=policy.default)
    assert message.keys() == ["To", "X-Next"] and lines_are_safe(wire)
    [found] = message["To"].addresses
    assert found.addr_spec == "rita@example.org"
    if b"=?" not in wire:  # in a phrase of encoded words Python’s parser loses and adds blanks
        assert found.display_name == mime.clean(name)
    else:
        said = wire.removeprefix(b"To: ").rpartition(b"<")[0].decode().replace("\r\n", "")
        assert str(make_header(decode_header(said.strip()))) == mime.clean(name)


@pytest.mark.parametrize(
    ("address", "wire"),
    [
        ("rita@example.org", "rita@example.org"),
        ("o'neil+news@example.org", "o'neil+news@example.org"),
        ("rita@forêt.example", "rita@xn--fort-ipa.example"),
        ("rita@straße.example", "rita@xn--strae-oqa.example"),  # never the neighbour of strasse.example
        ("éloïse@forêt.example", "éloïse@xn--fort-ipa.example"),
    ],
)
def test_addresses_as_servers_are_told_them(address: str, wire: str) -> None:
    assert mime.wire_address(address) == wire.encode()


@pytest.mark.parametrize(
    "address",
    ["", "rita", "@example.org", "rita@", "ri ta@example.org", "rita@example.org\r\nBcc: all@x.org", "a@b@c.org"]
    + [
        "<rita@example.org>",
        "rita@exam ple.org",
        "x" * 65 + "@example.org",
        "rita@" + "x" * 254,
        "rita@-é.org",
        "a\0@b.c",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="no mail address"):
        mime.wire_address(address)
