import errno
import socket

import pytest

from deploy import ports
from deploy.folders import CannotStand


def closed(lines: list[socket.socket]) -> None:
    for line in lines:
        line.close()


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


def test_a_port_that_is_taken_in_one_of_the_two_is_passed_over() -> None:
    port = free_port()
    with socket.socket(socket.AF_INET6) as taken:
        taken.bind(("::1", port))
        taken.listen()
        found, lines = ports.listen(port)
        closed(lines)
    assert found > port
    again, lines = ports.listen(port)
    closed(lines)
    assert again == port, "what was half taken was given back"


def test_where_none_is_free_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "TRIES", 1)
    found, lines = ports.listen(free_port())
    try:
        with pytest.raises(CannotStand, match=f"Aucun port n’est libre à partir de {found}"):
            ports.listen(found)
    finally:
        closed(lines)


def test_a_machine_without_ipv6_does_without(monkeypatch: pytest.MonkeyPatch) -> None:
    bound = ports._bound

    def without_ipv6(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
        if family == socket.AF_INET6:
            raise OSError(errno.EADDRNOTAVAIL, "Cannot assign requested address")
        return bound(family, host, port)

    monkeypatch.setattr(ports, "_bound", without_ipv6)
    _found, lines = ports.listen(free_port())
    assert len(lines) == 1
    closed(lines)
