from pathlib import Path

import pytest

from network import erased, privacy
from network.access import viewer_of
from network.ground import tokens
from network.ground.settings import settings
from network.people import merges, people
from network.plug import Village
from network.rights import erasures
from network.tables import Erasure, Person
from tests.conftest import Bell


@pytest.fixture(autouse=True)
def no_list_yet() -> None:
    (settings().data / erased.LIST).unlink(missing_ok=True)


async def test_an_erasure_rings_for_the_list_and_the_list_names_nobody(village: Village, bell: Bell) -> None:
    amin = village.people["amin"]
    await privacy.forget(amin, "phone")
    assert [job for job, _row in bell.rung][-1] == "list_erased"
    await erased.list_erased()
    [line] = (settings().data / erased.LIST).read_text().splitlines()
    assert line == erased.digest_of(amin.code) and amin.code not in line
    await erased.list_erased()
    assert erased.listed() == {line}


async def test_an_erasure_that_is_only_tried_leaves_no_line(village: Village, bell: Bell) -> None:
    assert await erasures.fates(village.people["amin"])
    assert "list_erased" not in dict(bell.rung) and await Erasure.count() == 0
    await erased.list_erased()
    assert erased.listed() == set()


async def test_whoever_is_on_the_list_and_there_is_found_and_nobody_else(village: Village) -> None:
    assert await erased.back() == []
    erased.add([erased.digest_of(village.people["amin"].code), erased.digest_of("nobodyhere")])
    assert [one.id for one in await erased.back()] == [village.people["amin"].id]


async def test_who_had_been_brought_together_with_them_does_not_come_back_either(village: Village) -> None:
    amin = village.people["amin"]
    twin = await people.add("Amine", "Bey", known_from="village")
    code = twin.code
    await merges.merge(await viewer_of(village.people["ada"]), amin, twin, "", tokens.code())
    kept = await Person.objects().get(Person.id == amin.id)
    assert kept
    await privacy.forget(kept, "phone")
    await erased.list_erased()
    assert erased.listed() == {erased.digest_of(amin.code), erased.digest_of(code)}


def test_a_list_has_digests_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "list"
    for said, is_list in ((f"{'a' * 64}\n", True), ("", True), ("amin@example.org\n", False), ("a" * 65, False)):
        file.write_text(said)
        assert erased.is_list(file) == is_list, said
    file.write_bytes(b"\xff\x00")
    assert not erased.is_list(file) and not erased.is_list(tmp_path)
