import os
from pathlib import Path

import pytest

from deploy import folders
from network.ground.settings import data_folder


def test_a_folder_that_is_there_keeps_its_mode_and_a_new_one_is_closed(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    assert folders.make(tmp_path).stat().st_mode & 0o777 == 0o750
    assert folders.make(tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_what_somebody_else_made_is_refused(tmp_path: Path) -> None:
    """In /tmp anybody may have been there before: a link that leads elsewhere is theirs."""
    (tmp_path / "run").symlink_to(tmp_path)
    with pytest.raises(folders.CannotStand, match="appartient à quelqu’un d’autre"):
        folders.make_ours(tmp_path / "run")


def test_a_closed_folder_on_the_way_is_named_before_a_server_stumbles_over_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "closed").mkdir(mode=0o700)
    monkeypatch.setattr(folders, "IS_ROOT", True)
    with pytest.raises(folders.CannotStand, match="TERREAU_DATA"):
        folders.make_ours(tmp_path / "closed" / "servers")


@pytest.mark.parametrize("depth", [0, 40, 400])
def test_a_socket_has_always_room(depth: int) -> None:
    folder = data_folder() / ("é" * depth) / "servers"
    name = folders.sockets_of(folder) / ".s.PGSQL.5432.lock"
    assert len(os.fsencode(name)) <= folders.LONGEST_SOCKET
    assert (depth == 0) == name.is_relative_to(folder)
