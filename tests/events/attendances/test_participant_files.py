import pytest

from events.attendances import participant_files
from events.attendances.participant_files import read
from network.ground.errors import Fault
from network.ground.files import Paper
from network.plug import Village
from tests.network.ground.spreadsheets.made import ods, xlsx

NOTES = [["Réunion du 3 décembre"], ["Durée", "1 h"]]
PEOPLE = [
    ["Webinaire"],
    [],
    ["Nom", "Adresse e-mail", "Durée (minutes)"],
    ["Zoé Ferrand", "zoe@example.org", "45"],
    ["Nour Haddad", "", "12"],
]


@pytest.mark.parametrize("book", [xlsx, ods])
async def test_a_workbook_is_read_from_the_sheet_that_says_that_it_holds_people(village: Village, book: object) -> None:
    found = await read(Paper("presences.xlsx", book(NOTES, PEOPLE)))  # type: ignore[operator]
    assert [(one.name, one.address, one.minutes) for one in found] == [
        ("Zoé Ferrand", "zoe@example.org", 45),
        ("Nour Haddad", "", 12),
    ]


async def test_teams_writes_utf_16_with_tabs(village: Village) -> None:
    text = "Nom complet\tDurée\nZoé Ferrand\t45 min 3 s\n".encode("utf-16")
    [zoe] = await read(Paper("liste.csv", text))
    assert (zoe.name, zoe.minutes) == ("Zoé Ferrand", 45)


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04" + b"z" * 900, b"%PDF-1.7\n" + b"z" * 90, b"\x89PNG\r\n\x1a\n" + b"\x00" * 90, xlsx([["", ""]])],
)
async def test_what_is_no_list_is_refused_on_its_field_and_nobody_is_called_by_it(
    village: Village, content: bytes
) -> None:
    with pytest.raises(Fault) as fault:
        await read(Paper("liste.xlsx", content))
    assert fault.value.field == "file" and str(fault.value.sentence)


async def test_a_list_that_is_too_heavy_says_so(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(participant_files, "LARGEST", 100)
    with pytest.raises(Fault) as fault:
        await read(Paper("liste.csv", b"nom\n" + b"Zoe Ferrand\n" * 50))
    assert fault.value.field == "file"
