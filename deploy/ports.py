"""Where the house is found on this machine: at the port that was wished, or at the next that is free."""

import errno
import socket

from deploy.folders import CannotStand
from network.ground.words import _

TRIES = 100


def listen(first: int) -> tuple[int, list[socket.socket]]:
    """Both of localhost's addresses, IPv4 and IPv6, at one port: a browser may take either."""
    for port in range(first, min(first + TRIES, 65536)):
        try:
            return port, _both(port)
        except OSError as fault:
            if fault.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
    raise CannotStand(_("No port is free from %(first)s on.", first=first))


def _both(port: int) -> list[socket.socket]:
    held = [_bound(socket.AF_INET, "127.0.0.1", port)]
    try:
        held.append(_bound(socket.AF_INET6, "::1", port))
    except OSError as fault:
        if fault.errno not in (errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL):  # a machine without IPv6 does without
            held[0].close()
            raise
    return held


def _bound(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
    line = socket.socket(family)
    try:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        line.bind((host, port))
        line.listen(100)  # from here on nobody else can have it
    except OSError:
        line.close()
        raise
    return line
