from network.ground.spreadsheets import sheets
from network.plug import Village
from network.tables import Import, Person
from tests.conftest import Bell, Visitor
from tests.network.ground.spreadsheets.made import xlsx
from tests.network.imports.test_imports import bring, carry_out, map_as_guessed
from tests.network.test_sign_in import signed_in

GOOD = ["Zola", "Ève", "eve{}@example.org", "0561000000", "élus", "2"]
WRONG = {1: "", 2: "pas une adresse", 3: "appelez-moi", 4: "martien", 5: "9", 0: "x" * 90}
HEADINGS = ["Prénom", "Nom", "Courriel", "Téléphone", "Collège", "Cercle"]


def faulty() -> list[list[str]]:
    """A hundred lines, thirty-seven of which have one fault, of six sorts."""
    rows = []
    for number in range(100):
        row = [GOOD[1], f"{GOOD[0]}{number}", GOOD[2].format(number), *GOOD[3:]]
        if number < 37:
            at = [*WRONG][number % 6]
            row[at] = WRONG[at]
        rows.append(row)
    return [HEADINGS, *rows]


async def test_37_faulty_lines_of_six_sorts_are_37_numbered_sentences_and_the_rest_goes_in(
    village: Village, visitor: Visitor, bell: Bell
) -> None:
    await signed_in(visitor)
    await bring(visitor, sheets.write(faulty()))
    page = await map_as_guessed(visitor)
    assert "37 lignes sont à corriger" in page.text and "Les 63 autres peuvent entrer" in page.text
    assert all(f"<b>Ligne {line}, " in page.text for line in range(2, 39)) and "<b>Ligne 39" not in page.text
    assert page.text.count("<b>7</b> ×") == 1 and page.text.count("<b>6</b> ×") == 5, "six sorts, counted"
    assert len([part for part in page.text.split("<") if part[:1].isalpha()]) <= 400
    people = await Person.count()
    await visitor.submit("/import-confirmations", imported="abcdefghij")
    await carry_out(bell)
    assert await Person.count() == people + 63


async def test_the_lines_to_mend_are_a_spreadsheet_that_is_read_again_without_a_question(
    village: Village, visitor: Visitor, bell: Bell
) -> None:
    await signed_in(visitor)
    await bring(visitor, sheets.write(faulty()))
    await map_as_guessed(visitor)
    sheet = sheets.read((await visitor.get("/imports/abcdefghij/faults")).content)
    assert sheet.headings == ["À corriger", "Ligne", *HEADINGS] and len(sheet.rows) == 37
    assert [row.cells[1] for row in sheet.rows] == [str(line) for line in range(2, 39)]
    assert sheet.rows[1].cells[0].startswith("C3 Courriel\u00a0: On attend une seule adresse")
    mended = [[*row.cells[:2], GOOD[1], f"Mendee{at}", *GOOD[2:]] for at, row in enumerate(sheet.rows)]
    await bring(visitor, sheets.write([sheet.headings, *mended]), code="bbbbbbbbbb")
    row = await Import.objects().get(Import.code == "bbbbbbbbbb")
    assert row and row.columns == ["", "", "given_name", "family_name", "email", "phone", "college", "circle"]
    page = await map_as_guessed(visitor, "bbbbbbbbbb")
    assert "37 personnes peuvent entrer" in page.text or "Toutes les lignes sont justes" in page.text


async def test_in_a_workbook_a_fault_has_the_address_of_its_cell(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    await bring(visitor, xlsx(faulty()[:3]), "a.xlsx")
    page = await map_as_guessed(visitor)
    assert "<b>Cellule B2 Nom</b>" in page.text and "<b>Cellule C3 Courriel</b>" in page.text
