from pathlib import Path

import pytest

from deploy.claims import Taken, claim


def test_the_second_one_is_told_where_the_first_stands(tmp_path: Path) -> None:
    with claim(tmp_path) as say:
        with pytest.raises(Taken, match="démarre déjà"), claim(tmp_path):
            raise AssertionError("two in one folder")
        say("http://localhost:8004")
        with pytest.raises(Taken, match="http://localhost:8004"), claim(tmp_path):
            raise AssertionError("two in one folder")
    with claim(tmp_path):
        assert (tmp_path / "standing").read_text() == ""


def test_what_a_dead_one_has_written_is_not_believed(tmp_path: Path) -> None:
    (tmp_path / "standing").write_text("http://localhost:8000\n")
    with claim(tmp_path), pytest.raises(Taken, match="démarre déjà"), claim(tmp_path):
        raise AssertionError("two in one folder")
