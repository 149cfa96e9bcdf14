import csv
import gzip
import io
import json
from hashlib import sha256
from pathlib import Path

from deploy.pack_territories import FOLDER, pack

SMALL = {
    "package.json": {"version": "6.0.0"},
    "data/regions.json": [{"code": "94", "nom": "Corse"}],
    "data/departements.json": [
        {"code": "2A", "nom": "Corse-du-Sud", "region": "94"},
        {"code": "989", "nom": "Île de Clipperton", "region": "989"},
    ],
    "data/epci.json": [
        {"code": "242010056", "nom": "CA du Pays Ajaccien", "populationMunicipale": 90, "membres": [{"code": "2A004"}]}
    ],
    "data/communes.json": [
        {"code": "2A004", "nom": "Ajaccio", "type": "commune-actuelle", "departement": "2A", "region": "94"}
        | {"population": 76320, "codesPostaux": ["20000", "20090"]},
        {"code": "2A999", "nom": "Gone", "type": "commune-deleguee", "departement": "2A", "region": "94"},
    ],
}


def packed(tmp_path: Path, into: str) -> Path:
    for name, content in SMALL.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(json.dumps(content))
    pack(tmp_path, tmp_path / into)
    return tmp_path / into


def rows(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(gzip.decompress(file.read_bytes()).decode())))


def test_packed_twice_it_is_the_same_to_the_byte_and_codes_stay_text(tmp_path: Path) -> None:
    one, two = packed(tmp_path, "one"), packed(tmp_path, "two")
    for file in one.iterdir():
        assert file.read_bytes() == (two / file.name).read_bytes()
    assert rows(one / "communes.csv.gz") == [
        {
            "code": "2A004",
            "name": "Ajaccio",
            "population": "76320",
            "department": "2A",
            "intercommunality": "242010056",
            "postcodes": "20000 20090",
        }
    ]
    assert [row["region"] for row in rows(one / "departments.csv.gz")] == ["94", ""]


def test_the_files_of_the_repository_are_those_whose_digest_is_written() -> None:
    said = (FOLDER / "SOURCE.txt").read_text()
    files = sorted(FOLDER.glob("*.csv.gz"))
    assert len(files) == 4
    for file in files:
        assert f"{sha256(file.read_bytes()).hexdigest()}  {file.name}" in said
