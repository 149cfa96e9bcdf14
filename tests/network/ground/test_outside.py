"""A web address that somebody typed is asked carefully: real servers answer, and none inside a house is ever knocked at."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.ground import outside
from network.ground.outside import Answer, Place, Refused, is_public, look, parse

Script = Callable[[str, str], str | bytes | None]  # method, target: the head of the answer; None: silence


@asynccontextmanager
async def serving(script: Script) -> AsyncIterator[tuple[int, list[str]]]:
    """A server of this test's own: its port, and what it was asked."""
    asked: list[str] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            asked.append(head)
            method, target, _version = head.split(" ", 2)
            said = script(method, target)
            if said is None:
                await asyncio.sleep(30)
            writer.write(said if isinstance(said, bytes) else f"HTTP/1.1 {said}\r\n\r\n".encode())
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1], asked
    finally:
        server.close()
        await asyncio.sleep(0)


def here(port: int) -> frozenset[Place]:
    return frozenset({("127.0.0.1", port)})


async def asked_of(script: Script, path: str = "/x") -> Answer:
    async with serving(script) as (port, _asked):
        return await look(f"http://127.0.0.1:{port}{path}", here(port))


@pytest.mark.parametrize(
    ("said", "became"),
    [
        ("200 OK", "good"),
        ("204 Nothing", "good"),
        ("404 Gone away", "missing"),
        ("410 Gone", "missing"),
        ("403 No", "closed"),
        ("429 Slowly", "closed"),
        ("500 Oh", "faulty"),
        ("304 Same", "good"),
    ],
)
async def test_what_a_server_answers_has_a_word(said: str, became: str) -> None:
    assert await asked_of(lambda method, target: said) == Answer(became, int(said[:3]))


async def test_who_does_not_like_a_head_is_asked_as_a_reader_would() -> None:
    async with serving(lambda method, target: "405 No" if method == "HEAD" else "200 OK") as (port, asked):
        assert (await look(f"http://127.0.0.1:{port}/a b?c=é&d=%20", here(port))).became == "good"
    assert [head.split(" HTTP")[0] for head in asked] == [f"{m} /a%20b?c=%C3%A9&d=%20" for m in ("HEAD", "GET")]
    assert f"Host: 127.0.0.1:{port}\r\n" in asked[0] and "Cookie" not in asked[0]


async def test_moved_for_good_is_told_with_the_new_address_and_for_now_is_good() -> None:
    def script(method: str, target: str) -> str:
        moved = {"/old": "301 Moved\r\nLocation: /new", "/today": "302 Found\r\nlocation:  /new  "}
        return moved.get(target, "200 OK")

    async with serving(script) as (port, _asked):
        site = f"http://127.0.0.1:{port}"
        assert await look(f"{site}/old", here(port)) == Answer("moved", 200, f"{site}/new")
        assert await look(f"{site}/today", here(port)) == Answer("good", 200)


async def test_a_redirect_inside_is_refused_and_nobody_is_knocked_at_there() -> None:
    async with serving(lambda method, target: "200 OK") as (secret, knocked):

        def leads(_method: str, _target: str) -> str:
            return f"302 Found\r\nLocation: {inside}"

        inside = ""
        for inside in (f"http://127.0.0.1:{secret}/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/"):
            assert await asked_of(leads) == Answer("inside")
        assert knocked == []
    assert (await asked_of(lambda method, target: "302 Found\r\nLocation: file:///etc/passwd")).became == "odd"
    assert (await asked_of(lambda method, target: "302 Found\r\nLocation: /x")).became == "circling"


async def test_a_name_that_leads_inside_is_refused_whatever_else_it_leads_to(monkeypatch: pytest.MonkeyPatch) -> None:
    async def names(host: str, port: int, **_how: Any) -> list[Any]:
        leads = {"twoplaces.example": ["93.184.216.34", "10.0.0.7"], "home.example": ["127.0.0.1"]}
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in leads[host]]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", names)
    assert await look("http://twoplaces.example/") == Answer("inside")
    assert await look("https://home.example/") == Answer("inside")


async def test_the_connection_goes_to_the_number_that_was_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = asyncio.get_running_loop().getaddrinfo

    async def names(host: str, port: int, **how: Any) -> Any:
        asked.append(host)
        if host == "rebinds.example":
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
        return await real(host, port, **how)

    async with serving(lambda method, target: "200 OK") as (port, heads):
        monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", names)
        allowed = here(port) | {("rebinds.example", port)}
        assert (await look(f"http://rebinds.example:{port}/", allowed)).became == "good"
    assert asked.count("rebinds.example") == 1, "asked once more, it could lead elsewhere"
    assert heads[0].split("Host: ")[1].startswith(f"rebinds.example:{port}")


async def test_a_server_that_says_nothing_or_too_much_or_nonsense_costs_little(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "SECONDS", 0.3)
    assert (await asked_of(lambda method, target: None)).became == "slow"
    assert (await asked_of(lambda method, target: b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000)).became == "unreached"
    assert (await asked_of(lambda method, target: b"SSH-2.0-OpenSSH\r\n\r\n")).became == "unreached"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert (await look(f"http://127.0.0.1:{port}/", here(port))).became == "unreached"


@pytest.mark.parametrize(
    "address",
    [
        *("http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f.0.0.1/", "http://0177.0.0.1/"),
        *("http://localhost/", "https://LOCALHOST./x", "http://a.localhost/", "http://printer/", "http://nas.local/"),
        *("http://10.1.2.3/", "http://192.168.1.1:80/", "http://172.16.0.1/", "http://169.254.169.254/", "http://0/"),
        *("http://100.64.0.1/", "http://[::1]/", "http://[::]/", "http://[fe80::1]/", "http://[fc00::1]/"),
        *("http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://224.0.0.1/"),
        *("http://metadata.google.internal/", "http://127.0.0.1:5432/", "http://user@127.0.0.1/", "http://①②⑦.0.0.1/"),
    ],
)
async def test_what_names_a_machine_inside_is_known_without_asking_anybody(address: str) -> None:
    with pytest.raises(Refused, match="inside"):
        parse(address)
    assert await look(address) == Answer("inside")


@pytest.mark.parametrize(
    "address",
    [
        *("ftp://example.org/", "file:///etc/passwd", "gopher://x.example/", "javascript:alert(1)", "", "//x.example"),
        *("http://", "http://example.org:22/", "http://example.org:99999/", "http://a:b@example.org/", "/works/x"),
        *("http://[::1", "http://exa mple.org/", "http://example.org:x/"),
    ],
)
async def test_what_is_no_ordinary_web_address_is_not_asked(address: str) -> None:
    assert (await look(address)).became in ("odd", "inside", "unknown")


@given(st.ip_addresses())
def test_no_private_number_is_public(ip: Any) -> None:
    if is_public(str(ip)):
        ip = getattr(ip, "ipv4_mapped", None) or ip  # of itself it is global in some Pythons only
        assert ip.is_global and not ip.is_loopback and not ip.is_link_local and not ip.is_multicast


@given(st.text())
def test_whatever_is_typed_is_an_address_or_refused(address: str) -> None:
    try:
        parts = parse(address)
    except Refused:
        return
    assert parts.scheme in outside.PORTS and parts.hostname
