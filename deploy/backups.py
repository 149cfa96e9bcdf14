"""Backups: the database, the files and the key of a house in one file, taken while it stands.

The database is of one moment, and so is what the manifest counts. Files are linked before and after that moment: what
the database names is among them, whatever is swept away meanwhile. The journals of letters on their way are in it too.
Whoever holds the file holds the house: it is readable by its owner alone, and appears whole or not at all.
"""

import asyncio
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from pathlib import Path

import msgspec

from deploy import dumps, manifests
from deploy.folders import CannotStand
from deploy.manifests import DATABASE, FORMAT, KEY, NAME, Manifest, Part, digest_of
from network import erased
from network.ground.clock import now
from network.ground.database import connected, engine
from network.ground.settings import settings
from network.ground.words import _, say_number


async def backup(file: str) -> None:
    """All that makes this house, in one file."""
    target = Path(file).absolute()
    if target.is_dir() or not target.parent.is_dir():
        raise CannotStand(_("%(file)s is no place for a file.", file=target))
    with _scratch(target.with_name(f".{target.name}")) as half, _scratch(settings().data / "backup") as links:
        manifest, parts = await _gather(half, links)
        await asyncio.to_thread(_write, half / "tar", manifest, parts)
        (half / "tar").replace(target)
    size = say_number(round(target.stat().st_size / 1_000_000, 1))
    print(_("Saved in %(file)s: %(size)s MB.", file=target, size=size))
    print(
        _(
            "Rows of the database: %(rows)s; files: %(files)s; and the key. Whoever holds this file holds the house.",
            rows=say_number(sum(manifest.counts.values())),
            files=say_number(sum(name.startswith("files/") for name in manifest.parts)),
        )
    )


async def erasures(file: str) -> None:
    """The list of those erased, to be kept where backups are: digests that lead to nobody. See network/erased.py."""
    target = Path(file).absolute()
    if target.is_dir() or not target.parent.is_dir():
        raise CannotStand(_("%(file)s is no place for a file.", file=target))
    async with connected():
        await erased.list_erased()
    erased.write(target, erased.listed())
    print(
        _("Saved in %(file)s, without any name. Lines: %(count)s.", file=target, count=say_number(len(erased.listed())))
    )


@contextmanager
def _scratch(name: Path) -> Iterator[Path]:
    """A folder for the owner alone, gone afterwards; one that a killed backup left goes first."""
    for left_over in name.parent.glob(f"{name.name}.[0-9]*"):
        if not Path("/proc", left_over.suffix[1:]).exists():
            shutil.rmtree(left_over)
    folder = name.with_name(f"{name.name}.{os.getpid()}")
    folder.mkdir(mode=0o700, parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


async def _gather(half: Path, links: Path) -> tuple[Manifest, dict[str, Path]]:
    files = await asyncio.to_thread(_linked, links)
    keeper = await engine().get_new_connection()
    try:
        async with keeper.transaction(isolation="repeatable_read", readonly=True):
            server = keeper.get_server_version().major
            snapshot = await keeper.fetchval("SELECT pg_export_snapshot()")
            made_at = now()
            if not await keeper.fetchval("SELECT to_regclass('migration') IS NOT NULL"):
                raise CannotStand(_("There is no house in this database yet: terreau migrate makes one."))
            written = await asyncio.to_thread(dumps.dump, settings().database_url, server, snapshot, half / DATABASE)
            steps = await keeper.fetch("SELECT app_name, name FROM migration ORDER BY id")
            tables = await keeper.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
            counts = {
                name: await keeper.fetchval(f'SELECT count(*) FROM "{name}"') for name in [row[0] for row in tables]
            }
    finally:
        await keeper.close()
    (half / KEY).write_text(settings().secret_key)
    parts = files | await asyncio.to_thread(_linked, links) | _journals(half)
    parts |= {DATABASE: half / DATABASE, KEY: half / KEY}
    manifest = Manifest(
        terreau=FORMAT,
        version=_version(),
        made_at=made_at.isoformat(timespec="seconds"),
        address=settings().address,
        postgresql=written,
        migrations=[(row["app_name"], row["name"]) for row in steps],
        counts=counts,
        parts={name: await asyncio.to_thread(_part_of, path) for name, path in sorted(parts.items())},
    )
    return manifest, parts


def _version() -> str:
    try:
        return version("terreau")
    except PackageNotFoundError:  # a checkout that nobody has installed
        return "?"


def _linked(links: Path) -> dict[str, Path]:
    """Those in their place, by another name too, so that a sweep takes none away; not what is being received."""
    found = {}
    for path in (settings().data / "files").glob("[0-9a-f][0-9a-f]/*"):
        name = f"files/{path.parent.name}/{path.name}"
        if manifests.PART.fullmatch(name):
            found[name] = links / path.name
            with suppress(FileExistsError, FileNotFoundError):  # linked before; or swept since it was listed
                os.link(path, links / path.name)
    return {name: path for name, path in found.items() if path.exists()}


def _journals(half: Path) -> dict[str, Path]:
    """Copied, for they grow: what relays answered and the database may not know yet."""
    found = {}
    (half / "sends").mkdir()
    for path in (settings().data / "sends").glob("*"):
        if path.name == "carrier" or path.suffix == ".journal":
            found[f"sends/{path.name}"] = Path(shutil.copyfile(path, half / "sends" / path.name))
    return found


def _part_of(path: Path) -> Part:
    with path.open("rb") as file:
        return digest_of(file)


def _write(tar: Path, manifest: Manifest, parts: dict[str, Path]) -> None:
    """What the manifest says comes first; nothing is packed that the digest was not taken of."""
    with os.fdopen(os.open(tar, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as packed:
            told = msgspec.json.format(msgspec.json.encode(manifest))
            packed.addfile(_head(NAME, len(told)), BytesIO(told))
            for name, part in manifest.parts.items():
                with parts[name].open("rb") as file:
                    packed.addfile(_head(name, part.size), file)
        out.flush()
        os.fsync(out.fileno())


def _head(name: str, size: int) -> tarfile.TarInfo:
    head = tarfile.TarInfo(name)
    head.size, head.mode = size, 0o600
    return head
