from pathlib import Path

from deploy.own import own_key


def test_the_key_is_made_once_for_its_owner_only_and_each_house_has_its_own(tmp_path: Path) -> None:
    key = own_key(tmp_path / "one" / "secret_key")
    assert own_key(tmp_path / "one" / "secret_key") == key and len(key) >= 64
    assert own_key(tmp_path / "other" / "secret_key") != key
    assert [(file.name, file.stat().st_mode & 0o777) for file in (tmp_path / "one").iterdir()] == [
        ("secret_key", 0o600)
    ]
