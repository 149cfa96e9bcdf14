"""The journal of a send: what relays answered and PostgreSQL does not know yet.

Each answer is a line, written before the next letter leaves that connection. The kernel has it from then on, so it
outlives this process however that ends. Who opens the journal of a send holds it alone until the end, on this data
folder, and first tells PostgreSQL what it finds. (A machine that loses power may lose the last second of lines.)
"""

import fcntl
import os
import secrets
from pathlib import Path
from typing import NamedTuple, Self

from mailing.smtp import Reply
from network.ground.settings import settings


class Answer(NamedTuple):
    """What a relay said to the next try of a delivery."""

    delivery: int
    tries: int  # before this one: told twice, an answer is counted once
    reply: Reply


class Journal:
    """Raises BlockingIOError where somebody else holds it."""

    def __init__(self, send_id: int) -> None:
        folder = _folder()
        self.carrier = _name_of_carrier(folder)
        self._path = folder / f"{send_id}.journal"
        self._file = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._file)
            raise

    def write(self, answer: Answer) -> None:
        """One line, in one call: whole, or not there."""
        reply = answer.reply
        line = f"{answer.delivery} {answer.tries} {reply.code} {' '.join(reply.text.split())}\n"
        os.write(self._file, line.encode())

    def read(self) -> list[Answer]:
        """What a process that is gone has left here. A line cut short is one that nobody finished."""
        said = os.pread(self._file, os.fstat(self._file).st_size, 0).decode()
        answers = []
        for line in said.split("\n")[:-1]:
            delivery, tries, code, *text = line.split(" ", 3)
            answers.append(Answer(int(delivery), int(tries), Reply(int(code), "".join(text))))
        return answers

    def clear(self) -> None:
        """PostgreSQL knows all of it."""
        os.ftruncate(self._file, 0)

    def remove(self) -> None:
        """The send is done."""
        self._path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._file)


def _folder() -> Path:
    folder = settings().data / "sends"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _name_of_carrier(folder: Path) -> str:
    """Who carries with these journals: what it left unfinished, whoever has the folder may finish."""
    path = folder / "carrier"
    if not path.exists():
        half = folder / f"carrier.{os.getpid()}"
        half.write_text(secrets.token_hex(8))
        try:
            os.link(half, path)  # the first one wins
        except FileExistsError:
            pass
        half.unlink()
    return path.read_text()
