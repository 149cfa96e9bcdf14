import re

import pytest

from network import privacy
from network.imports import columns, imports, mappings
from network.imports.names import WHOLE
from network.plug import Village
from network.tables import Import, Mapping
from tests.conftest import Visitor
from tests.network.ground.test_files import Brought
from tests.network.imports.test_imports import bring, map_as_guessed
from tests.network.test_sign_in import signed_in

ODD = "Truc;Machin;Chose\nFerrand;Zoé;zoe@example.org\n"


async def test_the_next_file_with_the_same_headings_arrives_mapped(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    await bring(visitor, ODD.encode(), code="aaaaaaaaaa")
    said = ["family_name", "given_name", "email"]
    await visitor.submit("/import-mappings", imported="aaaaaaaaaa", college="agent", column=said)
    again = ODD.replace("Truc", "TRUC *").replace("Ferrand", "Nouvelle")
    page = await bring(visitor, again.encode("utf-16"), code="bbbbbbbbbb")
    assert "Avant d’écrire" in page.text and "lues comme dans le dernier fichier" in page.text
    row = await Import.objects().get(Import.code == "bbbbbbbbbb")
    assert row and (row.state, row.columns, row.college) == ("mapped", said, "agent")
    assert "/imports/bbbbbbbbbb/columns" in page.text, "and it can be chosen otherwise"
    await visitor.submit("/import-mappings", imported="bbbbbbbbbb", college="civil", column=[*said[:2], "-"])
    await bring(visitor, ODD.encode(), code="cccccccccc")
    row = await Import.objects().get(Import.code == "cccccccccc")
    assert row and (row.columns, row.college) == ([*said[:2], ""], "civil"), "what was said last"
    assert await Mapping.count() == 1


async def test_of_other_headings_each_is_what_was_said_of_it(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    await bring(visitor, ODD.encode(), code="aaaaaaaaaa")
    said = ["family_name", "given_name", "email"]
    await visitor.submit("/import-mappings", imported="aaaaaaaaaa", college="agent", column=said)
    page = await bring(visitor, b"Chose;Nom;Truc;Tel\nz@example.org;A;B;05\n", code="bbbbbbbbbb")
    assert "Ce que contient chaque colonne" in page.text
    row = await Import.objects().get(Import.code == "bbbbbbbbbb")
    assert row and row.columns == ["email", "family_name", "", "phone"], "our own words first, each field once"


async def test_another_network_remembers_its_own(village: Village) -> None:
    occitanie, climat = village.networks["occitanie"].id, village.networks["climat"].id
    await mappings.remember(occitanie, ["Truc", "", "Truc"], ["family_name", "email", ""], "civil", None)
    assert await mappings.same_as_before(occitanie, ["TRUC", " ", "truc"])
    assert not await mappings.same_as_before(climat, ["Truc", "", "Truc"])
    assert await mappings.guess(climat, ["Truc", "", "Truc"]) == ["", "", ""]


async def test_a_sheet_of_three_hundred_columns_is_chosen_part_by_part(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    headings = [f"Colonne {number}" for number in range(300)]
    headings[0], headings[40], headings[299] = "Nom", "Courriel", "Nom"
    content = ";".join(headings) + "\n" + ";".join(["Zola"] + ["x"] * 39 + ["z@example.org"] + ["y"] * 259)
    page = await bring(visitor, content.encode())
    assert page.text.count("<select") == 16 + 1 and "AO E-mail" in page.text.replace("Adresse électronique", "E-mail")
    assert len([part for part in page.text.split("<") if part[:1].isalpha()]) <= 400
    sent = {"imported": "abcdefghij", "college": "civil"}
    window = ["family_name"] + ["-"] * 15
    page = await visitor.submit("/import-mappings", **sent, column=window, begins=0, then=16)
    assert "Q. Colonne 16" in page.text and "A Nom" in page.text
    page = await visitor.submit("/import-mappings", **sent, column=["function"] + ["-"] * 15, begins=16)
    assert "Toutes les lignes sont justes" in page.text
    row = await Import.objects().get(Import.code == "abcdefghij")
    assert row and {at: field for at, field in enumerate(row.columns) if field} == {
        0: "family_name",
        16: "function",
        40: "email",
    }
    twice = await visitor.submit("/import-mappings", **sent, column=["email"] + ["-"] * 15, begins=16)
    assert twice.status_code == 422 and "Deux colonnes contiennent" in twice.text and "Q. Colonne 16" in twice.text
    for odd in (["-"] * 3, ["-"] * 17):
        assert (await visitor.submit("/import-mappings", **sent, column=odd, begins=0)).status_code == 422
    assert (await visitor.get("/imports/abcdefghij/columns?begins=9999")).status_code == 200


async def test_whoever_named_the_columns_may_be_forgotten(village: Village) -> None:
    rita = village.people["rita"]
    row = await imports.bring(village.communities["hedges"], Brought(ODD.encode(), "a.csv"), rita.id, "aaaaaaaaaa")
    await imports.map_columns(row, ["family_name", "", ""], "civil", by=rita.id)
    await privacy.forget(rita)
    [kept] = await Mapping.objects()
    assert kept.chosen_by is None and kept.columns == ["family_name", "", ""]


async def test_of_a_recalled_file_the_guess_is_right(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    await bring(visitor, b"Nom;Mail\nZola;z@example.org\n", code="aaaaaaaaaa")
    await map_as_guessed(visitor, "aaaaaaaaaa")
    await bring(visitor, b"Nom;Mail\nZola;z@example.org\n", code="bbbbbbbbbb")
    page = await map_as_guessed(visitor, "bbbbbbbbbb")
    assert "Toutes les lignes sont justes" in page.text and "dernier fichier" not in page.text


@pytest.mark.parametrize(("language", "name"), [("fr", "exemple"), ("en", "example")])
async def test_the_example_is_read_without_a_question_in_both_formats(
    village: Village, visitor: Visitor, language: str, name: str
) -> None:
    await signed_in(visitor)
    visitor.cookies.set("language", language)
    page = (await visitor.get("/communities/hedges/imports/new")).text
    plans = []
    for code, ending in (("aaaaaaaaaa", "xlsx"), ("bbbbbbbbbb", "csv")):
        [path] = re.findall(rf'href="(/static/network/{name}\.{ending}[^"]*)"', page)
        upload = Brought((await visitor.get(path)).content, f"{name}.{ending}")
        row = await imports.bring(village.communities["hedges"], upload, village.people["rita"].id, code)
        assert [*row.columns] == [field for field in columns.FIELDS if field not in WHOLE], (
            "every column, in the order of ours"
        )
        await imports.map_columns(row, row.columns, "citizen")
        plans.append(await imports.look(row))
    assert plans[0].new == plans[1].new and len(plans[0].new) == 6 and not plans[0].faults


async def test_a_sheet_without_headings_loses_nobody_and_its_addresses_are_found(
    village: Village, visitor: Visitor
) -> None:
    await signed_in(visitor)
    page = await bring(visitor, "Zola;Émile;e@example.org\nSand;George;chez elle\n".encode())
    assert "lue comme une personne" in page.text
    row = await Import.objects().get(Import.code == "abcdefghij")
    assert row and row.columns == ["", "", ""], "half of them are none"
    page = await bring(visitor, "Zola;Émile;e@example.org\nSand;George;\n".encode(), code="bbbbbbbbbb")
    row = await Import.objects().get(Import.code == "bbbbbbbbbb")
    assert row and row.columns == ["", "", "email"]
    said = ["family_name", "given_name", "email"]
    page = await visitor.submit("/import-mappings", imported="bbbbbbbbbb", college="civil", column=said)
    page = await visitor.get("/imports/bbbbbbbbbb")
    assert "2 personnes peuvent entrer" in page.text
    await bring(visitor, "Émile;Zola;e@example.org\n".encode(), code="cccccccccc")
    row = await Import.objects().get(Import.code == "cccccccccc")
    assert row and row.state == "uploaded", "the next one may have its columns in another order"
    await visitor.submit("/import-mappings", imported="abcdefghij", college="civil", column=said)
    mended = await visitor.get("/imports/abcdefghij/faults")
    await bring(visitor, mended.content, code="dddddddddd")
    row = await Import.objects().get(Import.code == "dddddddddd")
    assert row and len(row.columns) == 5, "each cell below a heading"
