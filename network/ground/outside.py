"""Outside: what answers at a web address that somebody typed, asked without ever knocking at a door of this house.

An address may name this machine, its neighbours, or the keeper of a cloud's keys, by a number, in disguise, by a name that
leads there today and elsewhere tomorrow, or by a redirect. So each hop is looked up once, all that it leads to must be public,
and the connection goes to the very number that was judged (RFC 6890). Only http and https, only their two ports, no name or
password, few hops, little time, and of the answer only its head is read.

Nothing that anybody types or sets widens this: `allowed` is for the tests, which have servers of their own.
"""

import asyncio
import re
import socket
import ssl
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from idna import IDNAError
from idna import encode as to_a_labels

SECONDS, HOPS, HEAD = 10.0, 5, 16_384
PORTS = {"http": 80, "https": 443}
MOVED_FOR_GOOD, MOVED = (301, 308), (301, 302, 303, 307, 308)
WRAPPED = ip_network("64:ff9b::/96")  # IPv4 inside IPv6 (RFC 6052)
_head = re.compile(rb"HTTP/1\.[01] (\d{3})\b")
_location = re.compile(rb"^location:[ \t]*(.*?)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)

Place = tuple[str, int]


@dataclass(frozen=True)
class Answer:
    """good, moved, closed, missing, faulty; unknown, unreached, slow, unproven, circling; odd; inside."""

    became: str
    status: int | None = None
    leads_to: str = ""


class Refused(Exception):
    """With what became of the question."""


async def look(address: str, allowed: Collection[Place] = ()) -> Answer:
    """What answers there; raises nothing."""
    here, is_for_good = address, True
    try:
        async with asyncio.timeout(SECONDS):
            for hop in range(HOPS + 1):
                parts = parse(here, allowed)
                status, location = await _ask(parts, "HEAD", allowed)
                if status >= 400:  # many answer a HEAD with what they would not answer a reader
                    status, location = await _ask(parts, "GET", allowed)
                if status in MOVED and location:
                    is_for_good = is_for_good and status in MOVED_FOR_GOOD
                    here = urljoin(here, location)
                    continue
                return _judged(status, here if hop and is_for_good else "")
        return Answer("circling")
    except Refused as refused:
        return Answer(str(refused))
    except TimeoutError:
        return Answer("slow")
    except ssl.SSLCertVerificationError:
        return Answer("unproven")
    except socket.gaierror:
        return Answer("unknown")
    except (OSError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        return Answer("unreached")


def _judged(status: int, leads_to: str) -> Answer:
    if status < 400:
        return Answer("moved" if leads_to else "good", status, leads_to)
    return Answer("missing" if status in (404, 410) else "closed" if status < 500 else "faulty", status)


def parse(address: str, allowed: Collection[Place] = ()) -> SplitResult:
    """Without asking anybody: raises Refused("odd") for what is no web address, Refused("inside") for what names us."""
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS[parts.scheme]
        host = _host(parts)
    except (ValueError, KeyError, IDNAError):
        raise Refused("odd") from None
    if (host, port) in allowed:
        return parts
    if names_us(host):
        raise Refused("inside")
    if port not in PORTS.values() or parts.username is not None:
        raise Refused("odd")
    return parts


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if not host:
        raise ValueError
    return host if host.isascii() else to_a_labels(host, uts46=True).decode()


def names_us(host: str) -> bool:
    """Whether a name or number leads to this machine or into a house, by its letters: nobody is asked."""
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal", ".home.arpa", ".lan")):
        return True
    try:
        return not is_public(host)
    except ValueError:
        pass
    try:  # 2130706433, 0x7f.1, 127.1: what the system takes for a number
        return not is_public(socket.inet_ntoa(socket.inet_aton(host)))
    except OSError:
        return "." not in host  # a name of this network only


def is_public(number: str) -> bool:
    """Whether an IP address is one of the internet at large. Raises ValueError where it is none."""
    ip = ip_address(number.partition("%")[0])
    if isinstance(ip, IPv6Address):
        if ip.sixtofour or ip.teredo:  # tunnels that nobody keeps any more, and Pythons disagree on
            return False
        inner = ip.ipv4_mapped
        if ip in WRAPPED:
            inner = ip_address(int(ip) & 0xFFFFFFFF)  # type: ignore[assignment]
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


async def _ask(parts: SplitResult, method: str, allowed: Collection[Place]) -> tuple[int, str]:
    """One question to the one number that was judged: status, and where it sends us."""
    host, port = _host(parts), parts.port or PORTS[parts.scheme]
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    numbers = list(dict.fromkeys(str(info[4][0]) for info in found))
    if not all(is_public(number) or (number, port) in allowed for number in numbers):
        raise Refused("inside")
    trust = _trust() if parts.scheme == "https" else None
    reader, writer = await asyncio.open_connection(
        numbers[0], port, ssl=trust, server_hostname=host if trust else None, limit=HEAD
    )
    try:
        target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        if parts.query:
            target += "?" + quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]")
        named = f"[{host}]" if ":" in host else host
        named = named if port == PORTS[parts.scheme] else f"{named}:{port}"
        asked = f"{method} {target} HTTP/1.1\r\nHost: {named}\r\nUser-Agent: Terreau (link check)\r\nAccept: */*\r\n"
        writer.write(f"{asked}Connection: close\r\n\r\n".encode("ascii"))
        head = await reader.readuntil(b"\r\n\r\n")
    finally:
        writer.close()
    status, location = _head.match(head), _location.search(head)
    if status is None:
        raise ValueError
    return int(status[1]), location[1].decode("latin-1") if location else ""


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()
