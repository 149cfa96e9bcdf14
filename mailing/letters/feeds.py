"""Feeds: the public letters of a community or network as Atom (RFC 4287), for whoever reads without giving an address.

A feed is the same for everybody, signed in or not: what is for fewer than all is not in it. Its identifiers are tags
(RFC 4151), which stay whatever becomes of titles; a letter that was put right counts as updated on that day.
"""

import re
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlsplit
from xml.etree import ElementTree as xml

from mailing import access
from mailing.letters import blocks, errata, prose
from mailing.tables import Letter
from network.access import ANYONE
from network.ground.settings import settings
from network.ground.words import _
from network.owners import Owner

MOST = 30
ATOM = "http://www.w3.org/2005/Atom"
SINCE = "2026"  # when our tags began: part of each for ever
_unwritable = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2


async def atom_of(owner: Owner) -> str:
    """The newest letters that everybody may read."""
    site, path = settings().address, owner.path
    feed = xml.Element("feed", {"xmlns": ATOM, "xml:lang": "fr"})
    _say(feed, "id", _tag(f"letters{path}"))
    _say(feed, "title", str(_("Letters of %(name)s", name=owner.name)))
    xml.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{site}{path}/letters.atom"})
    xml.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": f"{site}{path}/letters"})
    _say(xml.SubElement(feed, "author"), "name", owner.name)
    updated = xml.SubElement(feed, "updated")
    newest = ""
    for letter in await access.letters_for(ANYONE, owner, most=MOST):
        newest = max(newest, await _enter(feed, letter))
    updated.text = newest or f"{owner.opened_on.isoformat()}T00:00:00Z"
    return '<?xml version="1.0" encoding="utf-8"?>\n' + xml.tostring(feed, encoding="unicode")


async def _enter(feed: xml.Element, letter: Letter) -> str:
    """When it was updated last."""
    assert letter.sent_at is not None
    at = max([letter.sent_at, *(one.sent_at for one in await errata.of(letter) if one.sent_at)])
    entry = xml.SubElement(feed, "entry", {"xml:lang": letter.language})
    _say(entry, "id", _tag(f"letters/{letter.code}"))
    _say(entry, "title", letter.subject)
    href = f"{settings().address}/letters/{letter.code}"
    xml.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": href})
    _say(entry, "published", _moment(letter.sent_at))
    _say(entry, "updated", updated := _moment(at))
    if summary := letter.preheader or await _beginning(letter):
        _say(entry, "summary", summary)
    return updated


async def _beginning(letter: Letter) -> str:
    texts = [block.words for block in await blocks.of(letter) if block.kind == blocks.TEXT]
    return prose.start_of(texts[0], 300) if texts else ""


def etag_of(feed: str) -> str:
    """The same for the same feed."""
    return f'"{sha256(feed.encode()).hexdigest()[:32]}"'


def _tag(about: str) -> str:
    return f"tag:{urlsplit(settings().address).hostname},{SINCE}:{about}"


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _say(parent: xml.Element, name: str, words: str) -> None:
    xml.SubElement(parent, name).text = _unwritable.sub("", words)
