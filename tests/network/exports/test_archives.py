import csv
import json
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from piccolo.table import Table

from deploy.house import HOUSE
from library.tables import Work
from network import files, notes, privacy
from network.access import viewer_of
from network.exports import archives, packs, walks
from network.exports.packs import Pack
from network.ground import tokens
from network.ground.clock import now
from network.ground.settings import settings
from network.plug import Village
from network.rights import erasures
from network.tables import Archive, Export, Note
from tests.conftest import Visitor, work
from tests.network.ground.test_files import PDF, Brought
from tests.network.test_sign_in import signed_in
from tests.test_house import tables_of

TABLES = sorted((table for domain in HOUSE.domains for table in tables_of(domain)), key=lambda table: table.__name__)


async def made(village: Village, network: str = "occitanie", by: str = "cora") -> Archive:
    """Asked for, and the job done."""
    archive = await archives.ask(village.networks[network], await viewer_of(village.people[by]), tokens.code())
    await archives.make_archive(archive.id)
    found = await Archive.objects().get(Archive.id == archive.id)
    assert found
    return found


def opened(archive: Archive) -> dict[str, str]:
    """Every piece as text."""
    with ZipFile(archives.path_of(archive)) as zipped:
        assert zipped.testzip() is None
        return {name: zipped.read(name).decode("utf-8-sig", "replace") for name in zipped.namelist()}


async def test_everything_of_the_network_is_in_it_twice_and_nothing_of_another(village: Village) -> None:
    guide = await Work.objects().where(Work.title == "Planter une haie champêtre").first()
    assert guide
    brought = await files.keep(Brought(PDF, "Le guide d’été.pdf"), {"application/pdf"}, 10**6, None)
    await Work.update({Work.file: brought.id}).where(Work.id == guide.id)
    archive = await made(village)
    assert archive.state == "done" and archive.made == archive.pieces and archive.size > 1_000
    pieces = opened(archive)
    people = {row["family_name"] for row in csv.DictReader(StringIO(pieces["csv/network_person.csv"]))}
    assert {"Moreau", "Le Gall", "Étienne"} <= people and not {"Bauer", "Roux"} & people
    assert "Sols vivants" not in str(pieces) and "Réseau climat" not in str(pieces)
    for table in walks.archived():
        name = table._meta.tablename
        rows = list(csv.DictReader(StringIO(pieces[f"csv/{name}.csv"], newline="")))
        assert len(rows) == len(json.loads(pieces[f"json/{name}.json"])), name
    assert json.loads(pieces["json/network_community.json"])[0]["slug"]
    with ZipFile(archives.path_of(archive)) as zipped:
        assert zipped.read(f"files/{brought.code}-Le guide d’été.pdf") == PDF
    assert "Télécharg" not in pieces["LISEZ-MOI.txt"] and "personne" in pieces["LISEZ-MOI.txt"]
    packs.remove(archives.path_of(archive))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
async def test_every_table_is_in_the_archive_or_says_why_not(village: Village, table: type[Table]) -> None:
    said = walks.said_of(table)
    if said and said.reason:
        assert str(said.reason) and table in walks.left_out()
        return
    assert said and said.words, "whoever opens the archive reads what each table is, in words"
    climate, occitanie = (village.networks[slug].id for slug in ("climat", "occitanie"))
    where = {network: walks.rows_of(table, network) for network in (climate, occitanie)}
    rows = {key: await table.raw(f'SELECT id FROM "{table._meta.tablename}" WHERE {sql}') for key, sql in where.items()}
    if table not in walks.SHARED and walks.references(table).get("person") is None:
        ours, theirs = ({row["id"] for row in rows[key]} for key in (occitanie, climate))
        assert not ours & theirs


def test_no_secret_is_a_column_of_an_archive() -> None:
    named = {
        f"{table.__name__}.{column._meta.name}" for table in walks.archived() for column in walks.columns_of(table)
    }
    assert not [name for name in named if any(word in name for word in ("digest", "token", "secret", "proof"))]
    for table in walks.archived():
        assert {"digest", "token", "secret"} & {column._meta.name for column in table._meta.columns} <= {"digest"}


async def test_it_is_made_in_pieces_that_each_leave_it_whole(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "AT_ONCE", -1.0)
    archive = await archives.ask(village.networks["occitanie"], await viewer_of(village.people["cora"]), tokens.code())
    await archives.make_archive(archive.id)
    found = await Archive.objects().get(Archive.id == archive.id)
    assert found and (found.state, found.made) == ("making", 0) and found.pieces > 40
    monkeypatch.setattr(archives, "AT_ONCE", 60.0)
    await archives.make_archive(archive.id)
    await archives.make_archive(archive.id)  # rung twice
    found = await Archive.objects().get(Archive.id == archive.id)
    assert found and found.state == "done" and len(opened(found)) == found.pieces
    packs.remove(archives.path_of(found))


async def test_how_far_it_is_is_told_piece_by_piece_until_it_is_done(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = await archives.ask(village.networks["occitanie"], await viewer_of(village.people["cora"]), tokens.code())
    told: list[Any] = [await archives.watch(archive)]
    write = archives._write

    async def slowly(*what: Any, **how: Any) -> int:
        told.append(await archives.watch(archive))  # as whoever looks at the page meanwhile
        return await write(*what, **how)

    monkeypatch.setattr(archives, "_write", slowly)
    await archives.make_archive(archive.id)
    done, pieces = [one["done"] for one in told], told[-1]["whole"]
    assert done[0] == 0 and done == sorted(done) and len(set(done)) > 20 and done[-1] < pieces
    assert (
        told[0]["words"] == "Elle va commencer."
        and told[-1]["words"] == f"Morceaux prêts\u00a0: {done[-1]} sur {pieces}"
    )
    assert await archives.watch(archive) is None
    packs.remove(archives.path_of(archive))


@hypothesis_settings(deadline=None, max_examples=25)
@given(pieces=st.lists(st.binary(max_size=3000), min_size=1, max_size=5), cut=st.integers(0, 4000))
def test_wherever_it_is_cut_short_what_was_whole_stays_and_the_rest_is_added_again(
    app: object, pieces: list[bytes], cut: int
) -> None:
    path = settings().data / "archives" / f"{tokens.code()}.zip"
    with Pack(path) as pack, pack.entry("first") as entry:
        entry.write(b"whole")
    size = path.stat().st_size
    with pytest.raises(KeyboardInterrupt), Pack(path) as pack:
        for number, piece in enumerate(pieces):
            with pack.entry(f"{number}.bin") as entry:
                entry.write(piece)
        raise KeyboardInterrupt
    with path.open("r+b") as file:
        file.truncate(max(size - 60, min(path.stat().st_size, size + cut)))
    with Pack(path) as pack:
        assert pack.names == {"first"}
        with pack.entry("second") as entry:
            entry.write(b"again")
    with ZipFile(BytesIO(path.read_bytes())) as zipped:
        assert zipped.testzip() is None and zipped.read("first") == b"whole" and zipped.read("second") == b"again"
    packs.remove(path)
    assert not list(path.parent.glob(f"{path.stem}*"))


async def test_one_at_a_time_and_it_is_written_down_and_told(village: Village) -> None:
    network, cora = village.networks["occitanie"], await viewer_of(village.people["cora"])
    first = await archives.ask(network, cora, "aaaaaaaaaa")
    assert (
        (await archives.ask(network, cora, "aaaaaaaaaa")).id
        == first.id
        == (await archives.ask(network, cora, "bbbbbbbbbb")).id
    )
    assert await Export.count().where(Export.kind == archives.KIND) == 1
    await archives.make_archive(first.id)
    [note] = await Note.objects().where(Note.kind == "network.archive_ready")
    letter = await notes.write(note)
    assert letter and "/archives/aaaaaaaaaa" in letter.text
    packs.remove(archives.path_of(first))


async def test_it_goes_after_seven_days_and_when_somebody_is_erased_but_not_when_that_is_only_tried(
    village: Village,
) -> None:
    archive = await made(village)
    assert archives.path_of(archive).stat().st_mode & 0o777 == 0o600
    await archives.forget_old_archives()
    assert archives.path_of(archive).exists()
    await Archive.update({Archive.ends_at: now() - timedelta(seconds=1)}).where(Archive.id == archive.id)
    await archives.forget_old_archives()
    assert not archives.path_of(archive).exists()
    another = await made(village)
    await erasures.fates(village.people["mina"])
    await archives.remove_archive(another.id)
    assert archives.path_of(another).exists()
    await privacy.forget(village.people["mina"])
    await archives.remove_archive(another.id)
    assert not archives.path_of(another).exists()
    assert [row["state"] for row in await Archive.select(Archive.state)] == ["gone", "gone"]
    assert "Costa" not in str(opened(await made(village)))
    await privacy.forget(village.people["cora"])
    assert not await Archive.exists().where(Archive.asked_by.is_not_null())


async def test_cora_asks_looks_and_fetches_and_nobody_else_does(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "cora@example.org")
    page = await visitor.get("/networks/occitanie/exports")
    assert "Préparer l’archive" in page.text
    page = await visitor.submit("/networks/occitanie/archives", code="abcdefghij")
    assert page.url.path == "/archives/abcdefghij" and "en préparation" in page.text
    assert 'data-progress="/archives/abcdefghij/progress"' in page.text and "terreau.js" in page.text
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page.text
    assert (await visitor.get("/archives/abcdefghij/file")).status_code == 404
    [archive] = await Archive.objects()
    await archives.make_archive(archive.id)
    page = await visitor.get("/archives/abcdefghij")
    assert "L’archive est prête" in page.text and "terreau.js" not in page.text and "refresh" not in page.text
    assert (await visitor.get("/archives/abcdefghij/progress")).text == "event: end\r\ndata: \r\n\r\n"
    answer = await visitor.get("/archives/abcdefghij/file")
    assert (
        answer.headers["content-disposition"].startswith("attachment") and ZipFile(BytesIO(answer.content)).namelist()
    )
    await signed_in(visitor, "rita@example.org")
    assert (await visitor.get("/archives/abcdefghij/file")).status_code == 404
    await archives._put_away([archive])
    await signed_in(visitor, "cora@example.org")
    page = await visitor.get("/archives/abcdefghij")
    assert "n’est plus là" in page.text
    assert (await visitor.get("/archives/abcdefghij/file")).status_code == 404


@pytest.mark.commit
async def test_a_real_worker_makes_it(village: Village) -> None:
    archive = await archives.ask(village.networks["occitanie"], await viewer_of(village.people["cora"]), tokens.code())
    await work()
    found = await Archive.objects().get(Archive.id == archive.id)
    assert found and found.state == "done" and len(opened(found)) == found.pieces
    packs.remove(archives.path_of(found))


async def test_one_that_stands_still_is_rung_for_and_given_up_in_the_end(village: Village) -> None:
    archive = await archives.ask(village.networks["climat"], await viewer_of(village.people["karl"]), tokens.code())
    for _number in range(archives.MOST_TRIES + 1):
        await Archive.update({Archive.ring_at: now() - timedelta(seconds=1)}).where(Archive.id == archive.id)
        await archives.ring_archives()
    found = await Archive.objects().get(Archive.id == archive.id)
    assert found and found.state == "failed"
