"""Where a house that keeps its own servers has its things: in the data folder (`network/ground/settings.py`).

PostgreSQL refuses to run as root, and where the checkout lies in a 0700 home nobody else could reach the servers'
programs and files there. So root's house lies in /var/lib/terreau: a folder for each checkout, so that a fresh clone
is fresh, and one copy of the servers' programs for all. Root's servers run as the account `terreau` where there is
one, else as `nobody`. What others made is never chmod-ed.
"""

import os
import pwd
from hashlib import sha256
from pathlib import Path

from network.ground.settings import given
from network.ground.words import Sentence, _

IS_ROOT = os.geteuid() == 0
SHARED = Path("/var/lib/terreau")  # root's: of all checkouts
LONGEST_SOCKET = 107  # bytes that a socket's path may have
LONGEST_NAME = len("/.s.PGSQL.5432.lock")


class CannotStand(Exception):
    """Why the house does not stand, in one sentence for whoever started it."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.english)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


def programs() -> Path:
    """Where root's copies of the servers' programs lie."""
    return SHARED / "programs"


def account() -> pwd.struct_passwd:
    """Whom the servers of root run as."""
    try:
        return pwd.getpwnam("terreau")
    except KeyError:
        return pwd.getpwnam("nobody")


def sockets_of(folder: Path) -> Path:
    """Where servers of that folder listen: inside, or where a path is short when the folder's own is too long."""
    inside = folder / "run"
    if len(os.fsencode(inside)) + LONGEST_NAME <= LONGEST_SOCKET:
        return inside
    somewhere = "/run" if IS_ROOT else given("XDG_RUNTIME_DIR") or "/tmp"
    return Path(somewhere, f"terreau-{_short(folder)}")


def make(folder: Path, mode: int = 0o700) -> Path:
    """The folder, made with this mode if it was not there; one that is there stays as it is."""
    if not folder.exists():
        make(folder.parent, 0o755)
        folder.mkdir(exist_ok=True)
        folder.chmod(mode)
    return folder


def make_ours(folder: Path) -> Path:
    """As `make`, and handed to the account of the servers. In /tmp anybody may have been there before: then refused."""
    make(folder)
    if folder.is_symlink() or folder.stat().st_uid not in (os.geteuid(), account().pw_uid):
        raise CannotStand(_("%(folder)s belongs to somebody else.", folder=folder))
    if IS_ROOT:
        closed = [parent for parent in folder.parents if not _may_be_crossed(parent)]
        if closed:
            raise CannotStand(
                _(
                    "The servers run as the account %(account)s, which cannot enter %(folder)s: please choose another"
                    " folder for TERREAU_DATA.",
                    account=account().pw_name,
                    folder=closed[-1],
                )
            )
        os.chown(folder, account().pw_uid, account().pw_gid)
    return folder


def _may_be_crossed(folder: Path) -> bool:
    mode = folder.stat()
    return bool(mode.st_mode & 0o001) or mode.st_uid == account().pw_uid


def _short(path: Path) -> str:
    return sha256(os.fsencode(path)).hexdigest()[:8]
