from collections.abc import Sequence

import pytest

from network import territories
from network.tables import Territory
from network.territories import Line

HANDFUL = {"76", "94", "31", "2A", "31555", "31557", "31561", "2A004", "243100518", "42218", "42", "84", "200000172"}


def handful() -> list[Line]:
    return [line for line in territories.lines() if line[1] in HANDFUL]


def names(found: Sequence[Territory]) -> list[str]:
    return [territory.name for territory in found]


async def test_all_of_france_is_loaded_and_loading_again_changes_nothing() -> None:
    await territories.load(territories.lines())
    before = await Territory.select(Territory.id, Territory.name).order_by(Territory.id)
    assert len(before) == 26 + 109 + 1255 + 34969
    await territories.load(handful())
    assert await Territory.select(Territory.id, Territory.name).order_by(Territory.id) == before
    assert not await Territory.exists().where(Territory.kind == "commune", Territory.parent.is_null())
    assert names(await territories.search("01000")) == ["Bourg-en-Bresse", "Saint-Denis-lès-Bourg"]


async def test_a_commune_lies_in_its_department_and_its_intercommunality() -> None:
    await territories.load(handful())
    [ajaccio] = await Territory.objects(Territory.parent, Territory.intercommunality).where(Territory.code == "2A004")
    assert ajaccio.parent.name == "Corse-du-Sud" and ajaccio.kind == "commune" and "20090" in ajaccio.postcodes
    [toulouse] = await Territory.objects(Territory.intercommunality).where(Territory.code == "31555")
    assert toulouse.intercommunality.name == "Toulouse Métropole" and toulouse.population > 400_000


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("saint etienne", ["Saint-Étienne"]),
        ("St-Étienne", ["Saint-Étienne"]),
        ("TOUL", ["Toulouse Métropole", "Toulouse"]),
        ("l'un", ["L'Union"]),
        ("L’Union", ["L'Union"]),
        ("faucigny gl", ["CC Faucigny - Glières"]),
        ("cc du faucigny", ["CC Faucigny - Glières"]),
        ("31000", ["Toulouse"]),
        ("2a004", ["Ajaccio"]),
        ("2A", ["Corse-du-Sud"]),
        ("76", ["Occitanie", "Seine-Maritime"]),
        ("243100518", ["Toulouse Métropole"]),
        ("louse", []),
        ("%", []),
        ("", []),
    ],
)
async def test_a_territory_is_found_as_people_type_it(typed: str, found: list[str]) -> None:
    await territories.load(handful())
    assert names(await territories.search(typed)) == found


async def test_a_kind_may_be_asked_for_and_what_changed_is_changed() -> None:
    await territories.load(handful())
    assert names(await territories.search("toulouse", kind="commune")) == ["Toulouse"]
    kind, code, _name, key, *rest = next(line for line in handful() if line[1] == "31555")
    await territories.load([(kind, code, "Toulouse-la-Rose", key, *rest)])  # type: ignore[list-item]
    assert names(await territories.search("toulouse", kind="commune")) == ["Toulouse-la-Rose"]
    assert await Territory.exists().where(Territory.name == "Corse-du-Sud"), "nothing is taken away"


async def test_the_command_says_how_many_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    await territories.load(handful())
    await territories.territories("if-empty")
    assert capsys.readouterr().out == ""
