"""Restores: a backup becomes a house again, on this machine or on another.

All of the file is read and every part compared with its digest before anything is touched. Only an empty house is filled;
another is replaced where that is said. First the files come to their places, where they hurt nobody; then the database
changes in one transaction; then journals and key. Cut short in between, the house refuses to stand until the restore is
run again. What was on its way when the backup was taken may have arrived since: the domains put it to rest, and say so.
Who was erased since the backup was taken is erased again, by the list that the house keeps: see network/erased.py.
"""

import asyncio
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import msgspec

from deploy import dumps, manifests
from deploy.folders import CannotStand
from deploy.house import HALF_RESTORED, HOUSE
from deploy.manifests import DATABASE, KEY, NAME, NO_BACKUP, Manifest
from deploy.migrations import migrate
from network import erased
from network.ground.database import connected, engine
from network.ground.queue import opened
from network.ground.settings import data_folder, settings, settle_key
from network.ground.words import Sentence, _, say_moment, say_number
from network.rights import erasures

REPLACE, ERASED = "--replace", "--erased"


async def restore(file: str, *options: str) -> None:
    """Into an empty house; with --replace, in the place of another; --erased LIST: who is not to come back."""
    may_replace, brought = _asked([file, *options])
    with _opened(Path(file)) as packed:
        manifest = await asyncio.to_thread(_look, packed)
        is_new = await _require_room(manifest, may_replace)
        staged = data_folder() / f"restore.{os.getpid()}"
        await asyncio.to_thread(_unpack, packed, manifest, staged)
    (staged / NAME).write_bytes(msgspec.json.encode(manifest))
    half = settings().data / HALF_RESTORED
    shutil.rmtree(half, ignore_errors=True)  # of a restore that was cut short: this one begins anew
    staged.rename(half)
    await _remember_erased(brought)
    await _bring_back(manifest, half)
    said = await _settle(brought)
    shutil.rmtree(half)
    day = say_moment(datetime.fromisoformat(manifest.made_at))
    print(
        _("The house is as it was on %(day)s.", day=day)
        if is_new
        else _("The house was replaced by that of %(day)s.", day=day)
    )
    print(*said, sep="\n", end="\n" if said else "")


def _asked(arguments: list[str]) -> tuple[bool, Path | None]:
    """Whether it may replace, and the list of those erased. Raises CannotStand for anything else."""
    file, *options = arguments
    may_replace, brought = REPLACE in options, None
    rest = [option for option in options if option != REPLACE] + [file] * file.startswith("--")
    if rest[:1] == [ERASED] and len(rest) == 2:
        brought, rest = Path(rest[1]), []
        if not brought.is_file() or not erased.is_list(brought):
            raise CannotStand(_("%(file)s is no list of erasures: terreau erasures FILE makes one.", file=brought))
    if rest:
        raise CannotStand(_("terreau restore FILE, and if needed --replace, --erased LIST"))
    return may_replace, brought


@contextmanager
def _opened(file: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(file, mode="r:") as packed:
            yield packed
    except FileNotFoundError:
        raise CannotStand(_("There is no backup at %(file)s.", file=file)) from None
    except (OSError, tarfile.TarError) as wrong:
        if isinstance(wrong, OSError) and not isinstance(wrong, IsADirectoryError | PermissionError):
            raise
        raise CannotStand(NO_BACKUP) from None


def _look(packed: tarfile.TarFile) -> Manifest:
    """What it says of itself, and whether it is so: every byte of every part."""
    members = {member.name: member for member in packed}
    told = packed.extractfile(members[NAME]) if NAME in members else None
    if told is None:
        raise CannotStand(NO_BACKUP)
    manifest = manifests.read(told.read())
    for name, part in manifest.parts.items():
        found = packed.extractfile(members[name]) if name in members and members[name].isfile() else None
        if found is None or manifests.digest_of(found) != part:
            raise CannotStand(
                _("%(part)s is missing in this backup, or not as it was: nothing was changed.", part=name)
            )
    return manifest


async def _require_room(manifest: Manifest, may_replace: bool) -> bool:
    """Nobody works in it, nobody lives in it, and its key is ours to choose. Answers whether it was empty."""
    keeper = await engine().get_new_connection()
    try:
        others = await keeper.fetchval(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        is_made = await keeper.fetchval("SELECT to_regclass('network_person') IS NOT NULL")
        is_lived_in = is_made and await keeper.fetchval(
            "SELECT EXISTS (SELECT FROM network_person) OR EXISTS (SELECT FROM network_network)"
        )
        server = keeper.get_server_version().major
    finally:
        await keeper.close()
    if others:
        raise CannotStand(_("This house stands, or somebody works in its database: please end that first."))
    if is_lived_in and not may_replace and not (settings().data / HALF_RESTORED).exists():
        raise CannotStand(
            _("People live in this house. To put the backup in their place: terreau restore FILE --replace")
        )
    if server < 15:
        raise CannotStand(_("PostgreSQL 15 or later is needed; this is %(version)s.", version=server))
    return not is_lived_in


def _unpack(packed: tarfile.TarFile, manifest: Manifest, staged: Path) -> None:
    """Beside what is there; compared once more, for this is what will be used."""
    for left_over in staged.parent.glob("restore.[0-9]*"):
        shutil.rmtree(left_over)
    staged.mkdir(mode=0o700, parents=True)
    _require_key(packed, manifest)
    for name, part in manifest.parts.items():
        place = staged / name
        place.parent.mkdir(parents=True, exist_ok=True)
        source = packed.extractfile(name)
        assert source is not None
        with os.fdopen(os.open(place, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as out:
            shutil.copyfileobj(source, out, manifests.PIECE)
            out.flush()
            os.fsync(out.fileno())
            out.seek(0)
            if manifests.digest_of(out) != part:
                raise CannotStand(
                    _("%(part)s is missing in this backup, or not as it was: nothing was changed.", part=name)
                )


def _require_key(packed: tarfile.TarFile, manifest: Manifest) -> None:
    """One that is given from outside stays: it must be the one of the backup, or no link and no digest would fit."""
    source = packed.extractfile(KEY)
    assert source is not None
    own = settings().data / KEY
    is_given = not own.exists() or own.read_text() != settings().secret_key
    if is_given and settings().secret_key != source.read().decode():
        raise CannotStand(
            _("SECRET_KEY is not the key of this backup, which is in its part “secret_key”: please set it to that one.")
        )


async def _remember_erased(brought: Path | None) -> None:
    """Before the database goes that knows of them: to the list that stays."""
    keeper = await engine().get_new_connection()
    try:
        known = await keeper.fetchval(
            "SELECT EXISTS (SELECT FROM information_schema.columns"
            " WHERE table_name = 'network_erasure' AND column_name = 'digests')"
        )
        rows = await keeper.fetch("SELECT digests FROM network_erasure") if known else []
    finally:
        await keeper.close()
    erased.add([*(digest for row in rows for digest in row["digests"].split()), *erased.listed(brought)])


async def _bring_back(manifest: Manifest, half: Path) -> None:
    await asyncio.to_thread(_place_files, half)
    keeper = await engine().get_new_connection()
    server = keeper.get_server_version().major
    await keeper.close()
    await asyncio.to_thread(dumps.load, settings().database_url, max(server, manifest.postgresql), half / DATABASE)
    await asyncio.to_thread(_place_journals, half)
    own = settings().data / KEY
    if own.exists():
        shutil.copyfile(half / KEY, half / "key")
        (half / "key").chmod(0o600)
        (half / "key").replace(own)
        settle_key(own.read_text())
    keeper = await engine().get_new_connection()
    try:
        for table, count in manifest.counts.items():
            found = await keeper.fetchval(f'SELECT count(*) FROM "{table}"')
            if found != count:
                raise CannotStand(
                    _(
                        "%(table)s has %(found)s rows, not %(count)s.",
                        table=table,
                        found=say_number(found),
                        count=say_number(count),
                    )
                )
    finally:
        await keeper.close()


def _place_files(half: Path) -> None:
    """Under the digest of what is in them: those that are there already are the same."""
    for path in (half / "files").glob("*/*"):
        place = settings().data / "files" / path.parent.name / path.name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, half / "copy")
        (half / "copy").replace(place)


def _place_journals(half: Path) -> None:
    """Those of another house go: they speak of other letters by the same numbers."""
    place = settings().data / "sends"
    shutil.rmtree(place, ignore_errors=True)
    if (half / "sends").exists():
        shutil.copytree(half / "sends", place)


async def _settle(brought: Path | None) -> list[str]:
    """Brought up to this version; what was on its way is put to rest."""
    await migrate()
    async with connected():
        said = [await rest() for rest in HOUSE.every("restored")]
        said.append(await _erase_again(brought))
    return [str(sentence) for sentence in said if sentence]


async def _erase_again(brought: Path | None) -> Sentence:
    """As they were erased the first time: by the same verb, in every floor."""
    if not erased.listed() and brought:
        return _("The list of erasures names nobody: nobody was erased again.")
    if not erased.listed():
        return _(
            "This house has no list of erasures: who was erased since that day is back. If such a list was saved"
            " elsewhere: terreau restore FILE --replace --erased LIST"
        )
    people = await erased.back()
    if people:
        async with opened(settings().redis_url):
            for person in people:
                await erasures.erase(person, erased.RESTORE, None)
    return _("People erased since that day, and erased again: %(count)s.", count=say_number(len(people)))
