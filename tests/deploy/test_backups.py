"""A house is saved while it stands and is written to, and comes back elsewhere: real processes, real servers."""

import asyncio
import json
import re
import shutil
import tarfile
from collections.abc import AsyncIterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from deploy.catalogues import compile_all
from deploy.embedded import Embedded
from deploy.mailbox import Mailbox
from tests.deploy.test_one import arrived, ask_for_a_letter, own_database
from tests.houses import answer_of, folder_for, standing, terreau, until_nobody_lives

WAITING = """
WITH made AS (
    INSERT INTO mailing_send (code, content, state, asked_by, started_at, ring_at, rests, said)
    VALUES ('waitsbckup', '{}', 'waiting', NULL, now(), now() + interval '1 day', 0, '') RETURNING id
)
INSERT INTO mailing_delivery (send, position, address, name, state, tries, ring_at, reply)
SELECT id, 0, 'nobody@example.org', '', 'waiting', 0, now(), '' FROM made RETURNING send
"""
NOTE = """
INSERT INTO network_note (code, kind, address, language, subject, state, asked_at, tries, ring_at, reply)
VALUES ('notebackup', 'network.sign_in', 'nobody@example.org', 'fr', 0, 'waiting', now(), 0, now() + interval '1 day', '')
"""


@pytest.fixture(scope="module")
async def saved(servers: Embedded) -> AsyncIterator[tuple[Path, Path, dict[str, Any]]]:
    """A house with the demonstration, written to while it is saved: its folder, its backup, what it held."""
    compile_all()
    folder, file, known = folder_for("saved"), folder_for("house.tar"), {}
    written: list[int] = []
    enough = asyncio.Event()
    async with standing(folder) as house:
        writer = await asyncpg.connect(own_database(folder))
        await writer.execute("CREATE TABLE promise (number int PRIMARY KEY)")
        known["send"] = await writer.fetchval(WAITING)
        await writer.execute(NOTE)
        (folder / "sends").mkdir(exist_ok=True)
        (folder / "sends" / f"{known['send']}.journal").write_text("7 0 250 accepted\n")
        [address, *_] = re.findall(r"[\w.-]+@example\.org", "".join(house.said))
        await ask_for_a_letter(house, address)
        assert await arrived(folder / "mailbox", address)
        async with httpx.AsyncClient(base_url=house.address, follow_redirects=True) as visitor:
            known["cookie"] = await come_in(visitor, Mailbox(folder / "mailbox").to(address)[0].text)

        async def write() -> None:
            while not enough.is_set():
                number = len(written)
                await writer.execute("INSERT INTO promise VALUES ($1)", number)
                written.append(number)

        writing = asyncio.create_task(write())
        await asyncio.sleep(0.2)
        code, said = await answer_of(await terreau(folder, "backup", str(file)))
        assert code == 0, said
        enough.set()
        await writing
        await writer.close()
        known |= {"said": said, "written": len(written)}
    await until_nobody_lives(folder)
    yield folder, file, known
    shutil.rmtree(folder)
    file.unlink()


async def come_in(visitor: httpx.AsyncClient, letter: str) -> str:
    """By the link of the letter; the cookie of a browser that stays signed in."""
    [path] = re.findall(r"http://localhost:\d+(/sign-in-letters/\S+)", letter)
    page = (await visitor.get(path)).text
    form = dict(re.findall(r'name="(_csrf_token|letter|proof)" value="(\w+)"', page))
    assert (await visitor.post("/sign-ins", data=form)).status_code == 200
    return str(visitor.cookies["sign_in"])


def manifest_of(file: Path) -> dict[str, Any]:
    with tarfile.open(file) as packed:
        told = packed.extractfile("manifest.json")
        assert told
        return dict(json.load(told))


async def counts_of(url: str, tables: list[str]) -> dict[str, int]:
    reader = await asyncpg.connect(url)
    try:
        return {table: await reader.fetchval(f'SELECT count(*) FROM "{table}"') for table in tables}
    finally:
        await reader.close()


async def test_it_is_one_file_for_its_owner_alone_and_nothing_is_left_beside(
    saved: tuple[Path, Path, dict[str, Any]],
) -> None:
    folder, file, known = saved
    assert file.stat().st_mode & 0o777 == 0o600 and "la clé" in known["said"]
    assert not list(file.parent.glob(f".{file.name}*")) and not list(folder.glob("backup*"))
    manifest = manifest_of(file)
    assert 0 < manifest["counts"]["promise"] <= known["written"] and len(manifest["migrations"]) > 8
    with tarfile.open(file) as packed:
        for name, part in manifest["parts"].items():
            content = packed.extractfile(name)
            assert content and sha256(content.read()).hexdigest() == part["sha256"]
    named = {f"files/{path.parent.name}/{path.name}" for path in (folder / "files").glob("??/*")}
    assert named and named <= {*manifest["parts"]}


async def test_it_comes_back_in_another_folder_and_signs_in_who_was_signed_in_and_sends_nothing_again(
    saved: tuple[Path, Path, dict[str, Any]],
) -> None:
    folder, file, known = saved
    mine = folder_for("elsewhere")
    code, said = await answer_of(await terreau(mine, "restore", str(file)))
    assert code == 0, said
    assert "1, en pause" in said and "non envoyé" in said
    manifest = manifest_of(file)
    assert (mine / "secret_key").read_text() == (folder / "secret_key").read_text()
    for path in (folder / "files").glob("??/*"):
        assert sha256((mine / "files" / path.parent.name / path.name).read_bytes()).hexdigest() == path.name
    assert (mine / "sends" / f"{known['send']}.journal").read_text() == "7 0 250 accepted\n"
    assert not (mine / "restoring").exists()
    async with standing(mine) as house:
        counts = await counts_of(own_database(mine), list(manifest["counts"]))
        more = {
            table: (manifest["counts"][table], found)
            for table, found in counts.items()
            if found != manifest["counts"][table]
        }
        assert more == {}, more
        reader = await asyncpg.connect(own_database(mine))
        assert await reader.fetchval("SELECT state FROM mailing_send WHERE id = $1", known["send"]) == "paused"
        assert await reader.fetchval("SELECT state FROM network_note WHERE code = 'notebackup'") == "dropped"
        await reader.close()
        async with httpx.AsyncClient(
            base_url=house.address, cookies={"sign_in": known["cookie"]}, follow_redirects=True
        ) as visitor:
            assert (await visitor.get("/people/me")).status_code == 200
            page = (await visitor.get("/works")).text
            work = re.findall(r'href="(/works/[a-z2-9]{10})"', page)[0]
            assert (await visitor.get(work)).status_code == 200
        assert not (mine / "mailbox").exists() or not Mailbox(mine / "mailbox").letters
        code, said = await answer_of(await terreau(mine, "restore", str(file), "--replace"))
        assert code == 1 and "tourne" in said  # while it stands nobody pulls the ground away
    code, said = await answer_of(await terreau(mine, "restore", str(file)))
    assert code == 1 and "--replace" in said
    code, said = await answer_of(await terreau(mine, "restore", str(file), "--replace"))
    assert code == 0, said
    again = folder_for("again.tar")
    assert (await answer_of(await terreau(mine, "backup", str(again))))[0] == 0
    assert manifest_of(again)["counts"] == manifest["counts"]
    assert {name for name in manifest_of(again)["parts"]} == {*manifest["parts"]} | {"sends/carrier"} & {
        *manifest_of(again)["parts"]
    }
    again.unlink()
    shutil.rmtree(mine)


async def test_what_is_not_whole_is_refused_before_anything_is_touched(
    saved: tuple[Path, Path, dict[str, Any]],
) -> None:
    _folder, file, _known = saved
    mine, spoilt = folder_for("untouched"), folder_for("spoilt.tar")
    content = bytearray(file.read_bytes())
    with tarfile.open(file) as packed:
        place = packed.getmember("database.dump").offset_data + 5_000
    newer = BytesIO()
    with tarfile.open(fileobj=newer, mode="w") as packed:
        told = json.dumps(manifest_of(file) | {"migrations": [["network", "2999-01-01T00:00:00:000000"]]}).encode()
        head = tarfile.TarInfo("manifest.json")
        head.size = len(told)
        packed.addfile(head, BytesIO(told))
    content[place] ^= 1
    for brought, answer in (
        (bytes(content), "database.dump"),
        (bytes(content[: len(content) // 2]), "sauvegarde"),
        (b"nothing", "sauvegarde"),
        (newer.getvalue(), "plus récent"),
    ):
        spoilt.write_bytes(brought)
        code, said = await answer_of(await terreau(mine, "restore", str(spoilt)))
        assert code == 1 and answer in said and len(said.splitlines()) == 1, said
        assert not (mine / "files").exists() and not (mine / "restoring").exists()
    code, said = await answer_of(await terreau(mine, "restore", str(folder_for("nowhere.tar"))))
    assert code == 1 and "pas de sauvegarde" in said and "nowhere.tar" in said
    code, said = await answer_of(await terreau(mine, "restore", "--replace"))
    assert code == 1 and said.startswith("terreau restore FICHIER"), "the file is forgotten, and this is said"
    code, said = await answer_of(await terreau(mine, "restore"))
    assert code == 1 and said.strip() == "terreau restore FILE [OPTIONS...]"
    code, said = await answer_of(await terreau(mine, "restore", str(file), SECRET_KEY="another"))
    assert code == 1 and "SECRET_KEY" in said
    spoilt.unlink()
    shutil.rmtree(mine)


async def test_a_house_half_brought_back_does_not_stand(saved: tuple[Path, Path, dict[str, Any]]) -> None:
    _folder, file, _known = saved
    mine = folder_for("half")
    assert (await answer_of(await terreau(mine, "migrate")))[0] == 0
    (mine / "restoring").mkdir()
    code, said = await answer_of(await terreau(mine, "run", "8190"))
    assert code == 1 and "sauvegarde" in said
    assert (await answer_of(await terreau(mine, "restore", str(file))))[0] == 0
    assert not (mine / "restoring").exists()
    shutil.rmtree(mine)


async def erase_somebody(mine: Path, cookie: str) -> tuple[str, str]:
    """By the hand of a gardener, at their request; answers their code and their name."""
    async with standing(mine) as house:
        reader = await asyncpg.connect(own_database(mine))
        somebody = await reader.fetchrow(
            """
            SELECT person.code, trim(given_name || ' ' || family_name) AS name FROM network_person AS person
            JOIN network_standing AS standing ON standing.person = person.id AND until_on IS NULL
            JOIN network_community AS community ON community.id = standing.community
            WHERE community.slug = 'citoyennete' AND NOT EXISTS
                  (SELECT FROM network_mandate AS mandate WHERE mandate.person = person.id)
              AND NOT EXISTS (SELECT FROM network_account AS account WHERE account.person = person.id)
            ORDER BY person.id LIMIT 1
            """
        )
        await reader.close()
        cookies = {"sign_in": cookie}
        async with httpx.AsyncClient(base_url=house.address, cookies=cookies, follow_redirects=True) as visitor:
            page = await visitor.get(f"/people/{somebody['code']}/erasure")
            [token, *_] = re.findall(r'name="_csrf_token" value="(\w+)"', page.text)
            assert not (mine / "erased").exists() or not (mine / "erased").read_text(), "it was tried, and undone"
            form = {"_csrf_token": token, "person": somebody["code"], "name": somebody["name"], "way": "phone"}
            assert "effacée" in (await visitor.post("/erasures", data=form)).text
        async with asyncio.timeout(20):
            while not (mine / "erased").exists() or not (mine / "erased").read_text():
                await asyncio.sleep(0.1)
        code, said = await answer_of(await terreau(mine, "erasures", str(folder_for("erased.list"))))
        assert code == 0 and said.rstrip().endswith("1."), said
    return str(somebody["code"]), str(somebody["name"])


async def knows(folder: Path, code: str) -> int:
    async with standing(folder):
        reader = await asyncpg.connect(own_database(folder))
        try:
            return int(await reader.fetchval("SELECT count(*) FROM network_person WHERE code = $1", code))
        finally:
            await reader.close()


async def test_who_was_erased_since_the_backup_is_not_back_after_the_restore(
    saved: tuple[Path, Path, dict[str, Any]],
) -> None:
    _folder, file, known = saved
    mine, other, register = folder_for("erases"), folder_for("burnt"), folder_for("erased.list")
    assert (await answer_of(await terreau(mine, "restore", str(file))))[0] == 0
    person, name = await erase_somebody(mine, known["cookie"])
    assert register.stat().st_mode & 0o777 == 0o600
    assert name not in register.read_text() and person not in register.read_text()

    (mine / "erased").unlink()  # what the database knows is told to the list before it goes
    code, said = await answer_of(await terreau(mine, "restore", str(file), "--replace"))
    assert code == 0 and "effacées de nouveau" in said and said.rstrip().endswith("1."), said
    assert await knows(mine, person) == 0

    code, said = await answer_of(await terreau(other, "restore", str(file)))
    assert code == 0 and "pas de liste d’effacements" in said
    assert await knows(other, person) == 1, "without the list nobody can know"
    code, said = await answer_of(await terreau(other, "restore", str(file), "--replace", "--erased", str(file)))
    assert code == 1 and "liste d’effacements" in said
    empty = folder_for("empty.list")
    empty.write_text("")
    code, said = await answer_of(await terreau(other, "restore", str(file), "--replace", "--erased", str(empty)))
    assert code == 0 and "ne nomme personne" in said and "pas de liste" not in said, said
    empty.unlink()
    code, said = await answer_of(await terreau(other, "restore", str(file), "--replace", "--erased", str(register)))
    assert code == 0 and said.rstrip().endswith("1."), said
    assert await knows(other, person) == 0
    register.unlink()
    for folder in (mine, other):
        shutil.rmtree(folder)
