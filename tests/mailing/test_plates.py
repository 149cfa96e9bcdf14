import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import escape

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailing import mime
from mailing.plates import Content, Plate, fill, slot
from mailing.smtp import Letter
from network.ground.letterpress import Enclosure

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
anything = st.text(max_size=300)


def content(subject: str = "La haie", html: str = "<p>x</p>", text: str = "x") -> Content:
    return Content(
        subject,
        ("Réseau des haies", "lettre@example.org"),
        html,
        text,
        reply_to=(("Rita Moreau", "rita@example.org"), ("Édith, du service", "edith@example.org")),
        list_id=("Lettre des haies", "hedges.example.org"),
        unsubscribe=f"https://example.org/unsubscriptions/{slot('token')}",
    )


def read(letter: Letter) -> EmailMessage:
    wire = b"".join(letter.pieces)
    lines = wire.split(b"\r\n")
    assert max(map(len, lines)) <= 998 and not any(b"\n" in line or b"\r" in line for line in lines)
    assert not any(line.startswith(b".") for line in lines) and wire.endswith(b"\r\n")
    message = message_from_bytes(wire, policy=policy.default)
    assert isinstance(message, EmailMessage) and not message.defects
    return message


def newlines(text: str) -> str:
    return text.replace("\r\n", "\n")


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part
    return str(part.get_content())


@given(anything, anything, anything, st.text(max_size=120))
def test_whatever_is_written_is_what_is_read(subject: str, html: str, text: str, name: str) -> None:
    name_slot = slot("name")
    plate = Plate(content(subject, f"{html}|{name_slot}|{html}", f"{text}|{name_slot}{name_slot}|"), AT, "1")
    message = read(plate.pull(1, "amin@example.org", name, "tok", "id@example.org"))
    said = mime.clean(name)
    assert message["Subject"] == mime.clean(subject)
    assert newlines(body(message, "html")) == newlines(f"{html}|{escape(said)}|{html}")
    assert newlines(body(message, "plain")) == newlines(f"{text}|{said}{said}|")
    assert [one.addr_spec for one in message["To"].addresses] == ["amin@example.org"]


def test_the_head_says_who_writes_who_reads_the_answers_and_how_to_leave() -> None:
    message = read(Plate(content(), AT, "1").pull(1, "amin@example.org", "Amin Bey", "t0k", "m1@example.org"))
    assert str(message["From"]) == "Réseau des haies <lettre@example.org>"
    assert str(message["To"]) == "Amin Bey <amin@example.org>"
    assert [one.addr_spec for one in message["Reply-To"].addresses] == ["rita@example.org", "edith@example.org"]
    assert message["Reply-To"].addresses[1].display_name == "Édith, du service"
    assert message["List-Id"] == '"Lettre des haies" <hedges.example.org>'
    assert message["List-Unsubscribe"] == "<https://example.org/unsubscriptions/t0k>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Date"].datetime == AT and message["Message-ID"] == "<m1@example.org>"
    assert message["Auto-Submitted"] is None
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


def test_a_note_is_automatic_and_has_no_list() -> None:
    note = Content("Code", ("Terreau", "x@example.org"), "<p>1</p>", "1", is_automatic=True)
    message = read(Plate(note, AT, "note 1").pull(1, "amin@example.org", message_id="n@example.org"))
    assert message["Auto-Submitted"] == "auto-generated"
    assert not [key for key in message if key.startswith("List-")] and message["Reply-To"] is None


def test_the_same_copy_again_is_the_same_to_the_byte() -> None:
    one, other = (Plate(content(), AT, "1").pull(1, "a@example.org", "A", "t", "m") for _ in range(2))
    assert one == other


def test_a_token_stands_in_links_of_both_bodies_and_a_name_is_escaped_in_one() -> None:
    link = f"https://example.org/unsubscriptions/{slot('token')}"
    plate = Plate(content(html=f'<a href="{link}">{slot("name")}</a>', text=f"{slot('name')}: {link}"), AT, "1")
    message = read(plate.pull(1, "o@example.org", "<b>O'Neil & Cie</b>", "t0k", "m"))
    assert "https://example.org/unsubscriptions/t0k" in body(message, "html")
    assert "&lt;b&gt;O&#x27;Neil &amp; Cie&lt;/b&gt;" in body(message, "html")
    assert body(message, "plain").startswith("<b>O'Neil & Cie</b>: https://example.org/unsubscriptions/t0k")


def test_what_only_looks_like_a_slot_stays_what_was_written() -> None:
    forged = "slot-token-0123456789abcdef"
    assert forged in body(
        read(Plate(content(text=forged), AT, "1").pull(1, "a@example.org", token="t", message_id="m")), "plain"
    )
    assert fill(f"{forged} {slot('name')} name", name="Rita") == f"{forged} Rita name"


def test_what_is_no_address_gets_no_copy() -> None:
    with pytest.raises(ValueError, match="no mail address"):
        Plate(content(), AT, "1").pull(1, "a@example.org\r\nBcc: all@example.org")


def test_a_long_letter_of_one_line_and_long_lists_of_names_stay_within_the_line() -> None:
    long = Content(
        "é" * 300,
        ("N" * 120, "x@example.org"),
        "<p>" + "x" * 40_000,
        "y" * 5_000,
        reply_to=(("Ñ" * 120, "a@b.org"),) * 2,
    )
    wire = b"".join(Plate(long, AT, "1").pull(1, "a@example.org", "Z " * 60, "t", "m").pieces)
    assert max(map(len, re.split(rb"\r\n", wire))) < 200


def test_an_address_with_accents_before_the_at_is_told_to_the_relay_wherever_it_stands() -> None:
    about = {"subject": "x", "sender": ("", "x@example.org"), "html": "", "text": ""}
    assert not Plate(Content(**about), AT, "1").pull(1, "rita@forêt.example").needs_utf8  # type: ignore[arg-type]
    assert Plate(Content(**about), AT, "1").pull(1, "éloïse@example.org").needs_utf8  # type: ignore[arg-type]
    answers = Content(**about, reply_to=(("", "éloïse@example.org"),))  # type: ignore[arg-type]
    assert Plate(answers, AT, "1").pull(1, "rita@example.org").needs_utf8


DAY = Enclosure("abcdefghij.ics", "text/calendar; method=PUBLISH; charset=utf-8", "BEGIN:VCALENDAR é\r\n".encode() * 40)


@given(anything, anything)
def test_what_lies_in_a_letter_is_taken_out_of_it_as_it_was(html: str, text: str) -> None:
    plate = Plate(replace(content(html=html, text=text), enclosures=(DAY, DAY)), AT, "1")
    message = read(plate.pull(1, "amin@example.org", "Amin", "tok", "id@example.org"))
    assert message.get_content_type() == "multipart/mixed"
    assert newlines(body(message, "html")) == newlines(html) and newlines(body(message, "plain")) == newlines(text)
    lies = [*message.iter_attachments()]
    assert [part.get_filename() for part in lies] == ["abcdefghij.ics"] * 2
    assert {part.get_content_type() for part in lies} == {"text/calendar"}
    assert lies[0].get_param("method") == "PUBLISH" and lies[0].get_payload(decode=True) == DAY.content


def test_the_boundary_within_begins_no_line_of_the_one_around() -> None:
    """A line that begins with a boundary counts as one (RFC 2046, 5.1.1), whatever follows."""
    plate = Plate(replace(content(), enclosures=(DAY,)), AT, "1")
    wire = b"".join(plate.pull(1, "amin@example.org").pieces)
    inner, around = sorted(set(re.findall(rb'boundary="([^"]+)"', wire)), key=wire.rindex)
    assert not around.startswith(inner) and not inner.startswith(around)


@pytest.mark.parametrize("name", ['a".ics', "é.ics", "a\r\nBcc: x", "", "a b.ics"])
def test_a_name_that_could_break_out_is_refused(name: str) -> None:
    with pytest.raises(ValueError):
        Plate(replace(content(), enclosures=(replace(DAY, name=name),)), AT, "1")


def test_a_letter_with_something_in_it_is_kept_and_read_again() -> None:
    """A send lies in a table as JSON."""
    kept = replace(content(), enclosures=(DAY,))
    assert msgspec.json.decode(msgspec.json.encode(kept), type=Content) == kept
