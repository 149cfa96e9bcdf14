import asyncio
import csv
import re
from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest

from network import privacy
from network.access import viewer_of
from network.doors import imports_for
from network.ground.clock import now
from network.ground.errors import Conflict
from network.ground.spreadsheets import sheets
from network.imports import imports, plans
from network.people import arrivals
from network.plug import Village
from network.tables import Affiliation, File, Import, Note, Person, Standing
from tests.conftest import Bell, Visitor, work
from tests.network.ground.spreadsheets.made import ods, xlsx
from tests.network.ground.test_files import PNG, SHEET, Brought
from tests.network.test_sign_in import signed_in

ROWS = """Nom;Prénom;Courriel;Tél;Organisme;Fonction;Collège;Cercle;Remarques
Ferrand;Zoé;zoe@example.org;;Commune d’Auch;;;;déjà là
Étienne;Gil;;;Les Urnes ouvertes;;;2;du même réseau
Costa;Mina;;;;;;1;déjà là, au troisième
Nouvelle;Anne;Anne@Example.org;0561000000;Région Occitanie;agente;agents;2;
Nouveau;Paul;paul@example;;;;martiens;;
;Sans Nom;;;;;;;
Autre;Léa;amin@example.org;;;;;;même adresse qu’Amin
NOUVELLE;anne;anne@example.org;;;;;;deux fois
"""


async def bring(
    visitor: Visitor, content: bytes, name: str = "acteurs.csv", to: str = "hedges", code: str = "abcdefghij"
) -> httpx.Response:
    page = await visitor.get("/sign-in-letters/new")
    token = re.search(r'name="_csrf_token" value="(\w+)"', page.text)
    assert token
    upload = {"file": (name, content, "text/csv")}
    sent = {"_csrf_token": token[1], "code": code}
    return await visitor.post(f"/communities/{to}/imports", data=sent, files=upload)


async def map_as_guessed(visitor: Visitor, code: str = "abcdefghij", **said: str) -> httpx.Response:
    row = await Import.objects().get(Import.code == code)
    assert row is not None
    fields: dict[str, object] = {"imported": code, "college": "civil", "column": [one or "-" for one in row.columns]}
    return await visitor.submit("/import-mappings", **fields | said)


async def carry_out(bell: Bell) -> None:
    for job, number in bell.rung:
        if job == "carry_out_import":
            await imports.carry_out_import(number)


async def test_rita_brings_a_spreadsheet_and_sees_all_before_anything_is_written(
    village: Village, visitor: Visitor, bell: Bell
) -> None:
    await signed_in(visitor)
    people, letters = await Person.count(), await Note.count()
    page = await bring(visitor, ROWS.encode("cp1252"))
    assert "Ce que contient chaque colonne" in page.text and "8 lignes" in page.text
    assert page.text.count(" selected") == 8 + 1, "eight headings and the college"
    page = await map_as_guessed(visitor)
    assert "2 lignes sont à corriger" in page.text
    assert "Les 3 autres peuvent entrer" in page.text and "3 personnes sont déjà connues" in page.text
    for said in ("paul@example", "martiens", "A Nom", "C Courriel", "Ligne 8", "ligne 9, comme la ligne 5"):
        assert said in page.text, said
    assert await Person.count() == people and await Standing.count().where(Standing.circle == 2) == 2

    for _ in range(2):
        page = await visitor.submit("/import-confirmations", imported="abcdefghij")
    assert "Les personnes entrent" in page.text and await Person.count() == people
    await carry_out(bell)
    page = await visitor.get("/imports/abcdefghij")
    assert "3 personnes sont entrées" in page.text and "2 lignes sont restées de côté" in page.text
    assert await Person.count() == people + 2 and await Note.count() == letters
    [anne] = await Person.objects().where(Person.family_name == "Nouvelle")
    assert anne.email == "anne@example.org" and "acteurs.csv" in anne.known_from and "Rita Moreau" in anne.known_from
    [belongs] = await Affiliation.objects(Affiliation.organisation).where(Affiliation.person == anne.id)
    assert (belongs.organisation.name, belongs.function, belongs.college) == ("Région Occitanie", "agente", "agent")
    circles = {
        row["person.given_name"]: row["circle"]
        for row in await Standing.select(Standing.person.given_name, Standing.circle).where(
            Standing.community == village.communities["hedges"].id, Standing.until_on.is_null()
        )
    }
    assert circles == {"Rita": 1, "Zoé": 1, "Amin": 2, "Mina": 3, "Gil": 2, "Anne": 2, "Léa": 3}
    assert not await File.exists().where(File.name == "acteurs.csv"), "the file is put away"
    assert (await visitor.get("/imports/abcdefghij/columns")).status_code == 409
    await privacy.forget(village.people["rita"])
    assert "Rita" not in (await Person.objects().get(Person.id == anne.id)).known_from  # type: ignore[union-attr]


LIST_OF_AN_ASSOCIATION = """LISTE DES ADHÉRENTS 2026;;;
N°;NOM Prénom;Tél.;Votre adresse mail
1;M. DUPONT Jean-Pierre;05 62 00 00 01;jp@example.org
2;Durand Camille;-;
3;;;
4;Le Gall Anne;06 12 34 56 78 / 05 62 00 00 02;
5;M. et Mme LABORDE Éric et Sophie;;laborde@example.org
;TOTAL : 5;;
;Fichier mis à jour le 12/03/2026;;
"""


async def test_the_list_of_an_association_is_shown_as_it_is_read_and_its_foot_is_nobody(
    village: Village, visitor: Visitor, bell: Bell
) -> None:
    await signed_in(visitor)
    await bring(visitor, LIST_OF_AN_ASSOCIATION.encode("cp1252"))
    page = await map_as_guessed(visitor)
    assert "4 lignes sont à corriger" in page.text and "Les 2 autres peuvent entrer" in page.text
    assert "Nom\u00a0: DUPONT · Prénom\u00a0: Jean-Pierre · Adresse électronique\u00a0: jp@example.org" in page.text
    assert "Nom\u00a0: Durand · Prénom\u00a0: Camille · Collège" in page.text
    assert "Une ligne n’a rien dans ces colonnes" in page.text and "de côté\u00a0: 5." in page.text
    people = await Person.count()
    await visitor.submit("/import-confirmations", imported="abcdefghij")
    await carry_out(bell)
    assert await Person.count() == people + 2


async def test_a_file_whose_chosen_columns_are_empty_is_not_said_to_be_known(
    village: Village, visitor: Visitor
) -> None:
    await signed_in(visitor)
    page = await bring(visitor, b"Nom;Structure;Ville\n;;Auch\n;;Condom\n")
    page = await map_as_guessed(visitor)
    assert "Aucune ligne ne nomme quelqu’un" in page.text and "déjà leur place" not in page.text
    assert "Faire entrer" not in page.text


async def test_the_same_file_again_changes_nothing(village: Village, visitor: Visitor, bell: Bell) -> None:
    await signed_in(visitor)
    counts = []
    for code in ("aaaaaaaaaa", "bbbbbbbbbb"):
        await bring(visitor, ROWS.encode("utf-16"), code=code)
        page = await map_as_guessed(visitor, code)
        await visitor.submit("/import-confirmations", imported=code)
        await carry_out(bell)
        counts.append((await Person.count(), await Standing.count(), await Affiliation.count()))
    assert counts[0] == counts[1] and "5 personnes sont déjà connues" in page.text
    assert "Personne de nouveau" in (await visitor.get("/imports/bbbbbbbbbb")).text


async def test_whoever_is_said_to_be_the_same_is_not_added(village: Village, visitor: Visitor, bell: Bell) -> None:
    await signed_in(visitor)
    await bring(visitor, ROWS.encode())
    assert "Ligne 8" in (await map_as_guessed(visitor)).text
    await visitor.submit("/import-confirmations", imported="abcdefghij", answer="8:same")
    await carry_out(bell)
    assert not await Person.exists().where(Person.given_name == "Léa")


@pytest.mark.parametrize("make", [xlsx, ods])
async def test_a_workbook_comes_in_as_its_rows_would_in_csv(
    village: Village, visitor: Visitor, bell: Bell, make: Callable[..., bytes]
) -> None:
    await signed_in(visitor)
    table = [["Liste des acteurs"], [], *csv.reader(ROWS.splitlines(), delimiter=";")]
    page = await bring(visitor, make([["Mode d’emploi", "Secret"]], [["Notes"], ["x"]], table, hidden=[0]), "a.xlsx")
    assert "Feuille 3" in page.text and page.text.count(" selected") == 8 + 2, "the sheet with the people is chosen"
    other = await visitor.submit("/import-sheets", imported="abcdefghij", sheet=0)
    assert "A. Notes" in other.text and "Mode d’emploi" not in other.text
    assert (await visitor.submit("/import-sheets", imported="abcdefghij", sheet=2)).status_code == 422
    await visitor.submit("/import-sheets", imported="abcdefghij", sheet=1)
    page = await map_as_guessed(visitor)
    assert "2 lignes sont à corriger" in page.text and "Ligne 10" in page.text
    await visitor.submit("/import-confirmations", imported="abcdefghij")
    await carry_out(bell)
    [anne] = await Person.objects().where(Person.family_name == "Nouvelle")
    assert (anne.email, anne.phone) == ("anne@example.org", "05 61 00 00 00")


async def test_a_formula_or_an_error_in_a_cell_is_one_fault_and_never_worked_out(
    village: Village, visitor: Visitor
) -> None:
    await signed_in(visitor)
    await bring(visitor, b"Nom;Organisme;Remarques\nA;=1+1;=2+2\nB;#N/A;\nC;=HYPERLINK(1);\nD;Err:502;\nE;#1;\n")
    page = await map_as_guessed(visitor)
    assert "4 lignes sont à corriger" in page.text and page.text.count("une formule ou une erreur") == 4


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Ce fichier est vide"),
        (b"%PDF-1.7\n1 0 obj", "PDF. Accepté ici"),
        (PNG, "image PNG"),
        (SHEET, "endommagé"),
        (b"<html><table>", "page web"),
        (b"Nom;Mail\n", "une seule ligne"),
        (b'Nom;Mail\nA;a\nB;"b\nC;c\n', "La ligne 3 est illisible"),
        (b"a;b\n" + b"1;2\n" * 20_001, "20\u202f000 lignes"),
        (b"n;" * 301 + b"n\n1\n", "302 colonnes"),
        (b"Nom\n" + b"x" * 50_000_000, "10 Mo au plus"),
    ],
)
async def test_a_file_that_cannot_be_taken_gets_its_sentence(
    village: Village, visitor: Visitor, content: bytes, said: str
) -> None:
    await signed_in(visitor)
    page = await bring(visitor, content)
    assert page.status_code == 422 and said in page.text and 'aria-invalid="true"' in page.text
    assert not await Import.exists() and not await File.exists().where(File.name == "acteurs.csv")


async def test_far_too_large_and_no_file_at_all(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    assert (await bring(visitor, b"x" * 60_000_001)).status_code == 413
    none = await visitor.submit("/communities/hedges/imports", code="abcdefghij")
    assert none.status_code == 422 and "Une réponse est à reprendre" in none.text


async def test_columns_chosen_wrongly_are_said_and_kept(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    await bring(visitor, b"Truc,Machin\nNouvelle,Zoe\n")
    said = {"imported": "abcdefghij", "college": "civil"}
    twice = await visitor.submit("/import-mappings", **said, column=["email", "email"])
    assert twice.status_code == 422 and "Deux colonnes contiennent" in twice.text
    assert twice.text.count('<option value="email" selected>') == 2
    nameless = await visitor.submit("/import-mappings", **said, column=["-", "email"])
    assert nameless.status_code == 422 and "Une colonne doit contenir le nom" in nameless.text
    for odd in (["family_name"], ["family_name", "-", "-"], ["family_name", "admin"]):
        assert (await visitor.submit("/import-mappings", **said, column=odd)).status_code == 422
    right = await visitor.submit("/import-mappings", **said, column=["family_name", "given_name"])
    assert "Toutes les lignes sont justes" in right.text


async def test_a_double_click_brings_one_and_another_names_stay_out(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    for _ in range(2):
        await bring(visitor, ROWS.encode())
    assert await Import.count() == 1
    for who in ("gil", "karl", "mina"):
        await signed_in(visitor, f"{who}@example.org")
        assert (await visitor.get("/imports/abcdefghij")).status_code == 404
        assert (await visitor.get("/imports/abcdefghij/faults")).status_code == 404
        assert (await visitor.submit("/import-confirmations", imported="abcdefghij")).status_code == 404
        assert (await bring(visitor, ROWS.encode(), code="cccccccccc")).status_code == 403
        assert await imports_for(await viewer_of(village.people[who])) == []
    assert len(await imports_for(await viewer_of(village.people["cora"]))) == 1


async def test_the_list_of_faults_is_a_spreadsheet_and_never_a_formula(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    await bring(visitor, b"Nom;Mail\nA;=cmd()\n")
    await map_as_guessed(visitor)
    answer = await visitor.get("/imports/abcdefghij/faults")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    [row] = sheets.read(answer.content).rows
    assert (
        row.cells[1:] == ["2", "A", "=cmd()"] and row.cells[0].startswith("B2 Mail") and b";'=cmd()" in answer.content
    )


async def test_before_the_columns_are_chosen_there_is_no_list_of_faults(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    await bring(visitor, b"Truc;Machin\nA;B\n")
    assert "Ce que contient chaque colonne" in (await visitor.get("/imports/abcdefghij/faults")).text


@pytest.mark.commit
async def test_at_the_same_moment_is_one_after_the_other(village: Village) -> None:
    hedges, rita = village.communities["hedges"], village.people["rita"].id
    people = await Person.count()
    four = [
        imports.bring(hedges, Brought(ROWS.encode(), "a.csv"), rita, code) for code in ("aaaaaaaaaa", "bbbbbbbbbb") * 2
    ]
    rows = {row.code: row for row in await asyncio.gather(*four)}
    assert await Import.count() == len(rows) == 2
    for row in rows.values():
        await imports.map_columns(row, row.columns, "civil")
        await imports.confirm(row)
    await asyncio.gather(*[imports.carry_out_import(row.id) for row in [*rows.values()] * 2])
    assert await Person.count() == people + 2
    arrival = arrivals.Arrival("Noé", "Double", "citizen")
    await asyncio.gather(*[arrivals.welcome(hedges, arrival, rita, "by hand", code="cccccccccc") for _ in range(4)])
    assert await Person.count() == people + 3


async def test_one_left_half_done_is_found_again(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    await bring(visitor, ROWS.encode())
    page = await visitor.get("/communities/hedges/imports/new")
    assert "acteurs.csv" in page.text and "colonnes à choisir" in page.text and "/imports/abcdefghij" in page.text


async def test_never_mind_leaves_nothing_and_so_do_thirty_days(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    await bring(visitor, ROWS.encode())
    assert "Rien n’a été écrit" in (await visitor.submit("/import-withdrawals", imported="abcdefghij")).text
    assert not await Import.exists() and not await File.exists().where(File.name == "acteurs.csv")
    await bring(visitor, ROWS.encode())
    await imports.forget_old_imports()
    assert await Import.exists()
    await Import.update({Import.brought_at: now() - timedelta(days=31)}, force=True)
    await imports.forget_old_imports()
    assert not await Import.exists() and not await File.exists().where(File.name == "acteurs.csv")


async def test_whose_file_is_gone_is_told_so(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    await bring(visitor, ROWS.encode())
    await File.delete().where(File.name == "acteurs.csv")
    gone = await visitor.get("/imports/abcdefghij")
    assert gone.status_code == 409 and "n’est plus conservé" in gone.text


async def test_the_clock_rings_again_for_whom_the_bell_was_dead(village: Village, visitor: Visitor, bell: Bell) -> None:
    await signed_in(visitor)
    await bring(visitor, ROWS.encode())
    await map_as_guessed(visitor)
    await visitor.submit("/import-confirmations", imported="abcdefghij")
    bell.rung.clear()
    await imports.ring_confirmed_imports()
    assert bell.rung == []
    await Import.update({Import.confirmed_at: now() - timedelta(minutes=2)}, force=True)
    await imports.ring_confirmed_imports()
    assert [job for job, _number in bell.rung] == ["carry_out_import"]
    row = await Import.objects().get(Import.code == "abcdefghij")
    assert row is not None
    with pytest.raises(Conflict):
        await imports.withdraw(row)


@pytest.mark.commit
async def test_with_a_real_worker_everybody_comes_in(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    await bring(visitor, ROWS.encode())
    await map_as_guessed(visitor)
    await visitor.submit("/import-confirmations", imported="abcdefghij")
    await work()
    assert "3 personnes sont entrées" in (await visitor.get("/imports/abcdefghij")).text


def test_a_plan_of_the_same_sheet_is_the_same() -> None:
    sheet = sheets.read(ROWS.encode())
    columns = ["family_name", "given_name", "email", "", "organisation", "", "", "", ""]
    one, two = (plans.make(sheet, columns, "civil", []) for _ in range(2))
    assert (
        (one.new, one.doubles) == (two.new, two.doubles)
        and one.wrong == 2
        and len(one.new) == 5
        and len(one.doubles) == 1
    )
