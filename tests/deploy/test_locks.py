"""What is installed is what was tried: each version fixed, each file known by its hash, wherever it is fetched from."""

import re
import tomllib

import pytest

from deploy.catalogues import HERE

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
