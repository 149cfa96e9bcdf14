from typing import Any

import pytest

from events import communes
from events.bookings import bookings
from events.bookings.booking_notes import press_about
from events.invitations import invitations
from network.ground.errors import Fault
from network.ground.words import _, sort_key
from network.plug import Village
from network.tables import Territory
from tests.conftest import Visitor
from tests.events.days import COMING, asked, seen_by, shift


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


@pytest.mark.parametrize(
    ("said", "commune", "shown"),
    [
        ("Salle des fêtes, 3 rue du Four", "Lautrec", "Salle des fêtes, 3 rue du Four, Lautrec"),
        ("Salle des fêtes, 81440 Lautrec", "Lautrec", "Salle des fêtes, 81440 Lautrec"),
        ("", "Lautrec", "Lautrec"),
        ("Salle des fêtes", "", "Salle des fêtes"),
    ],
)
def test_every_village_has_a_village_hall_so_the_commune_is_said_once(said: str, commune: str, shown: str) -> None:
    assert communes.with_commune(said, commune) == shown


async def test_where_a_day_is_read_its_commune_is_read(village: Village, visitor: Visitor) -> None:
    await plant()
    there: dict[str, Any] = {"place_name": "Salle des fêtes", "place_address": "3 rue du Four"}
    event = await shift(COMING, territory=await communes.commune_named("31170"), **there)
    mina = await seen_by(village, "mina")
    booking = await bookings.book(event, mina)
    invited = await asked(village.people["mina"].id, "minaasked2")
    for path in (
        f"/events/{COMING}",
        f"/bookings/{booking.code}/{bookings.token_of(booking)}",
        f"/invitations/{invited.code}/{invitations.token_of(invited)}",
    ):
        assert "Salle des fêtes, 3 rue du Four, Tournefeuille" in (await visitor.get(path)).text, path
    assert "Salle des fêtes, Tournefeuille" in (await visitor.get("/communities/hedges/events")).text
    letter = await press_about("confirmed", _("You are registered: %(day)s", day=event.title), event, booking)
    assert "Salle des fêtes, 3 rue du Four, Tournefeuille" in letter.text
