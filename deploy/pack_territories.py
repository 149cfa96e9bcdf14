"""Packs France's territories into the repository, from the npm package @etalab/decoupage-administratif:

    npm pack @etalab/decoupage-administratif@6.0.0 && tar xzf etalab-*.tgz
    python -m deploy.pack_territories package

Nothing of it is needed to run. Packed twice, the files are the same to the byte.
"""

import csv
import gzip
import io
import json
import sys
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "network" / "territory_files"
SOURCE = """France's territories: regions, departments, intercommunalities with taxes of their own, communes.

Package   @etalab/decoupage-administratif {version} (npm), the communes as of 1 January {year}
Code      MIT, Copyright (c) 2018-2019 Etalab
Data      Licence Ouverte 2.0 (Etalab): INSEE (official geographic code, populations), DGCL (intercommunalities),
          La Poste (postcodes)
Made by   python -m deploy.pack_territories
sha256
"""
YEARS = {"6": 2026, "5": 2025, "4": 2024}  # as the package's README says

Row = Iterable[Any]


def pack(package: Path, folder: Path) -> None:
    """Reads the unpacked package, writes four files and their origin."""
    version = json.loads((package / "package.json").read_text())["version"]
    said = SOURCE.format(version=version, year=YEARS[version.partition(".")[0]])
    folder.mkdir(exist_ok=True)
    for name, (columns, rows) in read(package / "data").items():
        packed = written([columns, *rows])
        (folder / f"{name}.csv.gz").write_bytes(packed)
        said += f"          {sha256(packed).hexdigest()}  {name}.csv.gz\n"
    (folder / "SOURCE.txt").write_text(said)


def read(data: Path) -> dict[str, tuple[Row, list[Row]]]:
    """Each file: its columns, its rows. A region's people are those of its communes."""
    regions, departments, groups, places = (
        json.loads((data / f"{name}.json").read_text()) for name in ("regions", "departements", "epci", "communes")
    )
    communes = [place for place in places if place["type"] == "commune-actuelle"]
    group_of = {member["code"]: group["code"] for group in groups for member in group["membres"]}
    people: Counter[tuple[str, str]] = Counter()
    for commune in communes:
        for kind in ("departement", "region"):
            people[kind, commune[kind]] += commune.get("population", 0)
    codes = {region["code"] for region in regions}
    return {
        "regions": (
            ("code", "name", "population"),
            [(one["code"], one["nom"], people["region", one["code"]]) for one in regions],
        ),
        "departments": (
            ("code", "name", "population", "region"),
            [
                (
                    one["code"],
                    one["nom"],
                    people["departement", one["code"]],
                    one["region"] if one["region"] in codes else "",
                )
                for one in departments
            ],
        ),
        "intercommunalities": (
            ("code", "name", "population"),
            [(one["code"], one["nom"], one["populationMunicipale"]) for one in groups],
        ),
        "communes": (
            ("code", "name", "population", "department", "intercommunality", "postcodes"),
            [
                (
                    one["code"],
                    one["nom"],
                    one.get("population", ""),
                    one["departement"],
                    group_of.get(one["code"], ""),
                    " ".join(one.get("codesPostaux", [])),
                )
                for one in communes
            ],
        ),
    }


def written(rows: Iterable[Row]) -> bytes:
    """CSV, packed without the hour of packing."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)


if __name__ == "__main__":
    pack(Path(sys.argv[1]), FOLDER)
