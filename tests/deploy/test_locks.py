"""What is installed is what was tried: each version fixed, each file known by its hash, wherever it is fetched from."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions

import pytest

from deploy.catalogues import HERE
from deploy.house import HOUSE

PROJECT = tomllib.loads((HERE / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
LOCKS = {
    "requirements.lock": [*PROJECT["dependencies"], *EXTRAS["embedded"]],
    "requirements-test.lock": [*PROJECT["dependencies"], *EXTRAS["embedded"], *EXTRAS["test"]],
}


def versions(requirements: list[str]) -> dict[str, str]:
    """Name -> version, of what is fixed with ==."""
    fixed = (re.match(r"([\w.-]+)(?:\[[\w,]+\])?==(\S+)$", one) for one in requirements if "terreau[" not in one)
    return {found[1].lower(): found[2] for found in fixed if found}


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_says_what_the_project_says(lock: str) -> None:
    wanted = [one for one in LOCKS[lock] if "terreau[" not in one]
    locked = dict(re.findall(r"^([\w.-]+)==([^\s;]+)", (HERE / lock).read_text(), re.MULTILINE))
    assert len(versions(wanted)) == len(set(wanted)), "every version is fixed"
    assert {name: locked.get(name) for name in versions(wanted)} == versions(wanted), "run `make lock`"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_file_is_known_by_its_hash_and_no_place_to_fetch_it_is_named(lock: str) -> None:
    text = (HERE / lock).read_text()
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) > 40 and [one for one in entries if "--hash=sha256:" not in one] == []
    assert re.findall(r"(?i)https?:|--index|--find-links|@ file", text) == []


OURS = {*(domain.name for domain in HOUSE.domains), "deploy", "tests"}
DISTRIBUTIONS = packages_distributions()


def imported(folder: str) -> Iterator[tuple[str, str]]:
    """What is not ours and not Python's own: the distribution, and the file that imports it."""
    for path in (HERE / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            for top in {name.split(".")[0] for name in names} - OURS - sys.stdlib_module_names:
                yield re.sub(r"[-_.]+", "-", DISTRIBUTIONS[top][0]).lower(), f"{path.relative_to(HERE)}"


@pytest.mark.parametrize("folder", sorted(OURS))
def test_what_is_imported_is_declared(folder: str) -> None:
    extras = {"deploy": EXTRAS["embedded"], "tests": [*EXTRAS["embedded"], *EXTRAS["test"]]}
    declared = versions([*PROJECT["dependencies"], *extras.get(folder, [])])
    assert {(name, file) for name, file in imported(folder) if name not in declared} == set()
