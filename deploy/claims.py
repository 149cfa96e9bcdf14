"""One house in a folder: whoever stands there holds its lock, and has written in it where to be found.

The kernel takes the lock back when its holder ends, however it ends: what a dead one has written is not believed.
"""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.folders import CannotStand, make
from network.ground.words import _


class Taken(CannotStand):
    """Somebody stands here already."""


@contextmanager
def claim(folder: Path) -> Iterator[Callable[[str], None]]:
    """Holds the folder. What comes back writes down the address."""
    with (make(folder, 0o755) / "standing").open("a+") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            held.seek(0)
            raise _taken(held.read().strip()) from None
        held.truncate(0)

        def say(address: str) -> None:
            held.write(f"{address}\n")
            held.flush()

        yield say
        held.truncate(0)


def _taken(address: str) -> Taken:
    if address:
        return Taken(_("Terreau stands already, at %(address)s.", address=address))
    return Taken(_("Terreau is being started already, in another terminal."))
