"""What a house needs and was not given from outside, it has of its own: database, queue, secret key.

DATABASE_URL, REDIS_URL and SECRET_KEY each say: not this one, that is there.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from deploy.claims import Taken, claim
from deploy.embedded import POSTGRESQL, VALKEY, Embedded
from deploy.folders import make
from network.ground.settings import data_folder, given, settle


@contextmanager
def own_things(stand: bool = True) -> Iterator[None]:
    """Known to the settings, and its servers started; unless they stand already, when somebody else holds them."""
    wanted = {"DATABASE_URL": POSTGRESQL, "REDIS_URL": VALKEY}
    parts = tuple(part for name, part in wanted.items() if not given(name))
    servers = Embedded(parts=parts)
    settle(DATABASE_URL=servers.database_url(), REDIS_URL=servers.redis_url)
    settle(SECRET_KEY=given("SECRET_KEY") or own_key(data_folder() / "secret_key"))
    if not (parts and stand):
        yield
        return
    servers.start()
    try:
        yield
    finally:
        servers.stop()


@contextmanager
def own_things_for_a_command() -> Iterator[None]:
    """The same for a command: of the house that stands in this folder, or started for as long as the command runs."""
    with ExitStack() as held:
        stand = True
        if not all(map(given, ("DATABASE_URL", "REDIS_URL", "SECRET_KEY"))):
            try:
                held.enter_context(claim(data_folder()))
            except Taken:
                stand = False
        held.enter_context(own_things(stand))
        yield


def own_key(file: Path) -> str:
    """Made once, for the owner of the house only. Who knows it can write anybody's sign-in link."""
    if not file.exists():
        make(file.parent, 0o755)
        half = file.with_name(f"{file.name}.{os.getpid()}")
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as written:
            written.write(secrets.token_urlsafe(48))
            written.flush()
            os.fsync(written.fileno())
        with suppress(FileExistsError):  # somebody was quicker: theirs it is
            os.link(half, file)
        half.unlink()
    return file.read_text()
