"""A pack: a zip that grows piece by piece, over several jobs, and is whole after each of them however one ends.

Adding to a zip writes over the list at its end. So before that the list is laid beside it, and whoever opens the pack of
somebody who was cut short puts the list back: what was added since is taken away, and added again.
"""

import fcntl
import os
from pathlib import Path
from typing import IO, Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo, is_zipfile

from network.ground.clock import HERE, now

PACKED_ALREADY = (".pdf", ".jpg", ".jpeg", ".png", ".webp", ".zip", ".docx", ".xlsx", ".odt", ".ods", ".mp4", ".mp3")


class Pack:
    """Raises BlockingIOError where somebody else is packing it."""

    def __init__(self, path: Path) -> None:
        self.path, self._list = path, path.with_suffix(".list")
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._lock)
            raise
        self._mend()
        self.zip = ZipFile(path, "a", ZIP_DEFLATED)
        path.chmod(0o600)
        if not self._list.exists():
            self._remember()

    @property
    def names(self) -> set[str]:
        """What is in it."""
        return set(self.zip.namelist())

    def entry(self, name: str) -> IO[bytes]:
        """A new piece, to be written into and closed."""
        head = ZipInfo(name, now().astimezone(HERE).timetuple()[:6])
        head.compress_type = ZIP_STORED if name.lower().endswith(PACKED_ALREADY) else ZIP_DEFLATED
        head.external_attr = 0o600 << 16
        return self.zip.open(head, "w", force_zip64=True)

    def close(self) -> None:
        """All that was added is in it from now on."""
        self.zip.close()
        with self.path.open("rb") as file:
            os.fsync(file.fileno())
        self._list.unlink(missing_ok=True)
        os.close(self._lock)

    def _remember(self) -> None:
        """Where the list begins, and the list."""
        begins = self.zip.start_dir
        with self.path.open("rb") as file:
            file.seek(begins)
            ends = file.read()
        half = self._list.with_suffix(".half")
        half.write_bytes(begins.to_bytes(8, "big") + ends)
        half.replace(self._list)

    def _mend(self) -> None:
        if self._list.exists():
            kept = self._list.read_bytes()
            with self.path.open("r+b" if self.path.exists() else "w+b") as file:
                file.truncate(int.from_bytes(kept[:8], "big"))
                file.seek(0, os.SEEK_END)
                file.write(kept[8:])
        if self.path.exists() and not is_zipfile(self.path):
            self.path.unlink()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, wrong: type[BaseException] | None, *_: object) -> None:
        if wrong is None:
            self.close()
        else:  # cut short: the next one mends it
            if self.zip.fp:
                self.zip.fp.close()
                self.zip.fp = None
            os.close(self._lock)


def remove(path: Path) -> None:
    """With all that lay beside it."""
    for suffix in (".zip", ".list", ".lock", ".half"):
        path.with_suffix(suffix).unlink(missing_ok=True)
