"""The relay: the server that takes our letters, as SMTP_URL names it.

    smtp://host            as it is, for a relay on this machine or in this network
    smtp+starttls://host   begins in the clear and goes on under TLS, or not at all
    smtps://host           under TLS from the first byte

Certificates are always verified. After a question mark may stand: `ca=/path/of/authority.pem` (for a relay whose
certificate is signed by an authority of one's own), `lines=4` (connections open at once for one send), `letters=100`
(after how many letters a connection is made anew: many relays count). A password goes over TLS, or to this very machine.
"""

import ssl
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit

from network.ground.settings import settings

PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


@dataclass(frozen=True)
class Relay:
    """Where it is, who we are there, and what it likes."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = ""
    authority: str | None = None
    lines: int = 4
    letters: int = 100

    @classmethod
    def parse(cls, url: str) -> Self:
        """What the URL says; what it must not say raises ValueError, without its password."""
        said = urlsplit(url)
        asked = {key: values[0] for key, values in parse_qs(said.query).items()}
        if said.scheme not in PORTS or asked.keys() - {"ca", "lines", "letters"}:
            raise ValueError("SMTP_URL is smtp://, smtp+starttls:// or smtps://, with ca=, lines= or letters= behind")
        relay = cls(
            said.scheme,
            said.hostname or "localhost",
            said.port or PORTS[said.scheme],
            unquote(said.username or ""),
            unquote(said.password or ""),
            asked.get("ca"),
            int(asked.get("lines", cls.lines)),
            int(asked.get("letters", cls.letters)),
        )
        if relay.user and relay.scheme == "smtp" and not _is_loopback(relay.host):
            raise ValueError("SMTP_URL would send the password in the clear: use smtp+starttls:// or smtps://")
        if relay.lines < 1 or relay.letters < 1:
            raise ValueError("SMTP_URL: lines= and letters= are 1 or more")
        return relay

    def trust(self) -> ssl.SSLContext:
        """Whom we believe to be this relay."""
        return _trust(self.authority)


@cache
def _trust(authority: str | None) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=authority)  # reads all authorities of the system: 20 ms


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def our_relay() -> Relay | None:
    """None: SMTP_URL is not set."""
    return Relay.parse(settings().smtp_url) if settings().smtp_url else None
