"""Catalogues: our sentences and what they are in French.

python -m deploy.catalogues            gathers the sentences of every floor and compiles
python -m deploy.catalogues compile    compiles only: what `make run` and the wheel do
"""

import os
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parents[1]


def catalogue_of(folder: Path, language: str = "fr") -> Path:
    return folder / "locale" / language / "LC_MESSAGES" / "messages.po"


def gather(folder: Path) -> Catalog:
    """Every sentence of that floor, as its code and templates say it now."""
    with (HERE / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]
    found = Catalog(fuzzy=False)
    for file, line, message, comments, context in extract_from_dir(folder, methods, options, DEFAULT_KEYWORDS):
        found.add(message, locations=[(f"{folder.name}/{file}", line)], auto_comments=comments, context=context)
    return found


def update(folder: Path, language: str = "fr") -> None:
    """What is said anew comes in without its translation; what is not said any more goes."""
    path, known = catalogue_of(folder, language), Catalog(locale=language, project="Terreau", fuzzy=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        known = read_po(BytesIO(path.read_bytes()), locale=language)
    known.update(gather(folder), no_fuzzy_matching=True, update_creation_date=False)
    with path.open("wb") as written:
        write_po(written, known, width=110, ignore_obsolete=True, sort_output=True, no_location=True)


def compile_all(root: Path = HERE) -> None:
    for path in root.glob("*/locale/*/LC_MESSAGES/*.po"):
        unfinished = path.with_suffix(f".{os.getpid()}")
        with path.open("rb") as read, unfinished.open("wb") as written:
            write_mo(written, read_po(read))
        unfinished.replace(path.with_suffix(".mo"))  # whoever reads them meanwhile reads a whole one


if __name__ == "__main__":
    if sys.argv[1:] != ["compile"]:
        from deploy.house import HOUSE

        for domain in HOUSE.domains:
            update(domain.folder)
        update(Path(__file__).parent)
    compile_all()
