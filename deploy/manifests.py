"""What a backup says of itself: when it was made, of which version, and what lies in it, part by part."""

import re
from hashlib import sha256
from pathlib import Path
from typing import IO

import msgspec
from piccolo.conf.apps import Finder

from deploy.folders import CannotStand
from network.ground.words import _

FORMAT = 1
NAME, DATABASE, KEY = "manifest.json", "database.dump", "secret_key"
PART = re.compile(r"database\.dump|secret_key|files/[0-9a-f]{2}/[0-9a-f]{64}|sends/[0-9a-z.]{1,40}")
PIECE = 1024 * 1024


class Part(msgspec.Struct):
    size: int
    sha256: str


class Manifest(msgspec.Struct):
    terreau: int  # the format of this file
    version: str
    made_at: str
    address: str
    postgresql: int  # the version of the program that wrote the dump
    migrations: list[tuple[str, str]]
    counts: dict[str, int]  # of rows, by table
    parts: dict[str, Part]


def read(content: bytes) -> Manifest:
    """Raises CannotStand for what is no backup of ours, or of a version that we do not know yet."""
    try:
        found = msgspec.json.decode(content, type=Manifest)
    except msgspec.DecodeError:
        raise CannotStand(NO_BACKUP) from None
    if not all(PART.fullmatch(name) for name in found.parts) or not {DATABASE, KEY} <= {*found.parts}:
        raise CannotStand(NO_BACKUP)
    if found.terreau > FORMAT or not {*found.migrations} <= known_migrations():
        raise CannotStand(
            _(
                "This backup was made by a newer Terreau (%(version)s): please install that version first.",
                version=found.version,
            )
        )
    return found


def known_migrations() -> set[tuple[str, str]]:
    """Every step of the schema that this version can take."""
    found = set()
    for app in Finder().get_app_registry().app_configs.values():
        for path in Path(app.resolved_migrations_folder_path).glob("*.py"):
            if written := re.search(r'^ID = "([^"]+)"', path.read_text(), re.MULTILINE):
                found.add((app.app_name, written[1]))
    return found


def digest_of(file: IO[bytes]) -> Part:
    """Read in pieces."""
    taken, size = sha256(), 0
    while piece := file.read(PIECE):
        taken.update(piece)
        size += len(piece)
    return Part(size, taken.hexdigest())


NO_BACKUP = _("This file is no backup of Terreau, or a part of it is missing.")
