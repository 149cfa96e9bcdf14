import re

import pytest

from mailing.letters import departures, proofs
from mailing.letters.letters import newsletter_of
from mailing.tables import Letter
from mailing.village import DRAFT
from network.communities import liveries, settings
from network.ground import colours
from network.ground.errors import Fault
from network.plug import Village
from network.tables import Network, Setting
from tests.conftest import Visitor
from tests.network.test_sign_in import signed_in

RIGHT = {
    "network": "occitanie",
    "name": "Occitanie",
    "purpose": "Des communautés d’acteurs engagés.",
    "accent": "#7a1f5c",
    "second": "",
    "sender_name": "",
    "sender_address": "reseau@region.example",
    "agreement_hours": "24",
    "silence_days": "90",
    "time_zone": "Indian/Reunion",
    "legal_notice": "Éditeur : la Région.",
}


async def test_a_coordinator_sets_the_network_and_each_change_is_a_row(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "cora@example.org")
    page = await visitor.submit("/settings", **RIGHT)
    assert page.status_code == 200 and "Cora Vidal" in page.text and "48" in page.text
    network = await Network.objects().get(Network.slug == "occitanie")
    assert network and (network.accent, network.agreement_hours, network.time_zone) == ("#7a1f5c", 24, "Indian/Reunion")
    changed = {row.field for row in await Setting.objects()}
    assert changed == {"accent", "sender_address", "agreement_hours", "silence_days", "time_zone", "legal_notice"}
    assert "Rien n’a changé" in (await visitor.submit("/settings", **RIGHT)).text
    assert await Setting.count() == len(changed)
    sheet = await visitor.get("/networks/occitanie/colours.css")
    assert "--moss: #7a1f5c" in sheet.text and sheet.headers["Content-Type"].startswith("text/css")
    assert "colours.css" in (await visitor.get("/networks/occitanie")).text


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("accent", "#ffcc00", "pour 1, il en faut 4,5"),
        ("second", "#7c7c7c", "pour 1, il en faut 4,5"),
        ("accent", "vert", "Ce n’est pas une couleur"),
        ("accent", "rgb(0, 0, 0)", "Ce n’est pas une couleur"),
        ("second", "#FFF", "pour 1, il en faut 4,5"),
        ("time_zone", "Europe/Nulle", "Aucune heure de ce nom"),
        ("agreement_hours", "169", ""),
        ("sender_address", "pas une adresse", ""),
        ("name", "", ""),
    ],
)
async def test_what_cannot_be_is_refused_on_its_field_and_nothing_is_set(
    village: Village, visitor: Visitor, field: str, typed: str, said: str
) -> None:
    await signed_in(visitor, "cora@example.org")
    page = await visitor.submit("/settings", **RIGHT | {field: typed})
    assert page.status_code == 422 and f'id="{field}-why"' in page.text and said in page.text.replace("\u202f", " ")
    assert "Éditeur : la Région." in page.text.replace("\u00a0", " "), "what was typed is kept"
    assert await Setting.count() == 0


async def test_what_another_coordinator_set_meanwhile_is_not_undone_unawares(
    village: Village, visitor: Visitor
) -> None:
    await signed_in(visitor, "cora@example.org")
    page = await visitor.get("/networks/occitanie/settings")
    seen = re.findall(r'name="seen" value="([^"]+)"', page.text)[0]
    await visitor.submit("/settings", **RIGHT, seen=seen)
    stale = RIGHT | {"purpose": "Relier.", "agreement_hours": "12", "seen": seen}
    page = await visitor.submit("/settings", **stale)
    assert page.status_code == 422 and set(re.findall(r'id="(\w+)-why"', page.text)) == {"agreement_hours"}
    assert "Relier." in page.text and 'value="12"' in page.text
    kept = stale | {"seen": re.findall(r'name="seen" value="([^"]+)"', page.text)[0]}
    assert (await visitor.submit("/settings", **kept)).status_code == 200
    network = await Network.objects().get(Network.slug == "occitanie")
    assert network and (network.purpose, network.agreement_hours) == ("Relier.", 12)


async def test_the_measure_that_is_said_is_never_rounded_up(village: Village) -> None:
    for grey in range(100, 140):
        written = colours.say((grey, grey, grey))
        try:
            liveries.require_readable("accent", written)
        except Fault as fault:
            measured = float(re.findall(r"\d[,.]?\d*", str(fault.sentence))[0].replace(",", "."))
            assert measured < 4.5
        else:
            assert colours.contrast((grey, grey, grey), liveries.PAPER) >= 4.5


async def test_every_shade_made_for_the_dark_can_be_read(village: Village) -> None:
    network = Network(accent="#000000", second="#5a0000")
    dark = liveries.style_sheet(network.accent, network.second).partition("prefers-color-scheme")[2]
    for token in ("moss", "ochre"):
        found = colours.read(re.findall(rf"--{token}: (#\w+)", dark)[0])
        assert found and colours.contrast(found, liveries.DARK_SHEET) >= 4.5
    assert liveries.style_sheet("", "") == ""


async def test_letters_wear_the_colours_and_the_sender_of_the_network(village: Village) -> None:
    letter = await Letter.objects().get(Letter.code == DRAFT)
    assert letter
    hedges, network = village.communities["hedges"], village.networks["occitanie"]
    before = (await proofs.press_letter(letter, hedges, await newsletter_of(letter))).html
    cora = village.people["cora"].id
    await settings.change(network, {"accent": "#7a1f5c", "sender_address": "reseau@region.example"}, by=cora)
    after = (await proofs.press_letter(letter, hedges, await newsletter_of(letter))).html
    assert "#2c6539" in before and "#2c6539" not in after and "#7a1f5c" in after
    sender = (await departures.departure_of(letter, hedges, village.people["rita"].id)).sender
    assert sender[1] == "reseau@region.example" and "Rita" in sender[0]


async def test_a_short_colour_is_taken_whole_and_a_name_stands_on_one_line(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "cora@example.org")
    typed = RIGHT | {"accent": "#253", "sender_name": "Réseau\r\nBcc: x@elsewhere.example"}
    assert (await visitor.submit("/settings", **typed)).status_code == 200
    network = await Network.objects().get(Network.slug == "occitanie")
    assert network and (network.accent, network.sender_name) == ("#225533", "Réseau Bcc: x@elsewhere.example")
