import pytest

from events import communes
from network.ground.errors import Fault
from network.ground.words import sort_key
from network.plug import Village
from network.tables import Territory


async def plant() -> None:
    for code, name, postcode in (
        ("32013", "Auch", "32000"),
        ("93066", "Saint-Denis", "93200"),
        ("97411", "Saint-Denis", "97400"),
        ("31555", "Toulouse", "31000"),
        ("31556", "Tournefeuille", "31170"),
    ):
        key = sort_key(name).replace("-", " ")
        await Territory(kind="commune", code=code, name=name, sort_key=key, postcodes=[postcode]).save()


@pytest.mark.parametrize(
    ("said", "found"),
    [("auch", "Auch"), ("31170", "Tournefeuille"), ("97411", "Saint-Denis"), ("Toulouse", "Toulouse")],
)
async def test_a_commune_is_found_as_people_name_it(village: Village, said: str, found: str) -> None:
    await plant()
    commune = await communes.commune_of(await communes.commune_named(said))
    assert commune and commune.name == found
    assert await communes.commune_named("") is None and await communes.commune_of(None) is None


@pytest.mark.parametrize(
    ("said", "words"), [("Saint-Denis", "97411"), ("tou", "31555"), ("Nulle-Part", "Aucune commune")]
)
async def test_none_and_several_are_said_on_the_field(village: Village, said: str, words: str) -> None:
    await plant()
    with pytest.raises(Fault) as fault:
        await communes.commune_named(said)
    assert fault.value.field == "commune" and words in str(fault.value.sentence)
