import pytest

from network import blots
from network.plug import Village
from network.tables import Community, Person


async def somebody(given: str, family: str, phone: str = "") -> Person:
    code = "blotted222"
    await Person(
        code=code, given_name=given, family_name=family, sort_key=f"{family} {given}", phone=phone or None
    ).save()
    found = await Person.objects().get(Person.code == code)
    assert found
    return found


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("Écrite par Élodie O’Brian, pour Haies", "Écrite par …, pour Haies"),
        ("ÉLODIE O'BRIAN", "…"),
        ("O&#39;Brian\u00a0Élodie", "…"),
        ("par Élodie\n   O’Brian.", "par …."),
        ("Élodie O’Briand, Élodie seule", "Élodie O’Briand, Élodie seule"),
        ("au 06.12.34.56.78 ou +33 6 12 34 56 78", "au … ou …"),
        ("le 20 06 12 34 56 789", "le 20 06 12 34 56 789"),
    ],
)
async def test_a_name_goes_however_it_is_written_and_no_other_does(village: Village, written: str, left: str) -> None:
    who = await somebody("Élodie", "O’Brian", "06 12 34 56 78")
    hedges = village.communities["hedges"]
    await Community.update({Community.aim: written}).where(Community.id == hedges.id)
    await blots.blot(who, Community.aim)
    [row] = await Community.select(Community.aim).where(Community.id == hedges.id)
    assert row["aim"] == left
    assert blots.blotted(written, await blots.secrets_of(who)) == left


async def test_one_word_may_be_any_word_and_a_name_that_two_bear_leads_to_nobody(village: Village) -> None:
    assert await blots.secrets_of(await somebody("", "contact")) == []
    rita = village.people["rita"]
    assert await blots.secrets_of(rita)
    await Person(
        code="twinrita22", given_name=rita.given_name, family_name=rita.family_name, sort_key=rita.sort_key
    ).save()
    assert [one for one in await blots.secrets_of(rita) if "Rita" in one] == []
