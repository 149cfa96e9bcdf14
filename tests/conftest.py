"""The stage: servers of this run's own, a database cloned from a migrated template, the village.

A test's transaction is rolled back, and its jobs go no further than the `bell`. A test marked `commit` really commits
and rings the real queue; the tables are emptied behind it.
"""

import asyncio
import os
import re
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import httpx
import hypothesis
import pytest
from litestar import Litestar

from deploy import folders
from deploy.catalogues import HERE, compile_all
from deploy.embedded import Embedded
from deploy.mailbox import Mailbox
from network.ground import machines, queue
from network.ground.clock import now
from network.ground.database import engine
from network.ground.settings import data_folder
from network.plug import Village
from network.tables import Person

hypothesis.settings.register_profile("unhurried", deadline=None)  # what is measured on a busy machine proves nothing
hypothesis.settings.load_profile("unhurried")

os.environ |= {"SECRET_KEY": "known to the tests"}
HERE_LIE = data_folder()  # what all runs leave, each in a folder of its own


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--without-javascript", action="store_true", help="the journeys of tests/browser, by forms alone")


@pytest.fixture(scope="session")
def servers() -> Iterator[Embedded]:
    for left_over in HERE_LIE.glob("test-*"):  # by a run that was killed
        if not Path("/proc", left_over.name.removeprefix("test-")).exists():
            shutil.rmtree(left_over)
    folder = folders.make(HERE_LIE / f"test-{os.getpid()}", 0o755)
    os.environ["TERREAU_DATA"] = str(folder)
    started = Embedded(fsync="off").start()
    os.environ |= {"DATABASE_URL": started.database_url("template"), "REDIS_URL": started.redis_url}
    yield started
    started.remove()
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
async def database(servers: Embedded) -> None:
    """Migrated as in production, by the same command, then cloned: never create_db_tables."""
    keeper = await asyncpg.connect(servers.database_url())
    await keeper.execute("CREATE DATABASE template")
    migrate = [sys.executable, "-m", "deploy.cli", "migrate"]
    await asyncio.to_thread(subprocess.run, migrate, cwd=HERE, check=True, stdout=subprocess.DEVNULL)
    await keeper.execute("CREATE DATABASE village TEMPLATE template")
    await keeper.close()
    os.environ["DATABASE_URL"] = servers.database_url("village")


@pytest.fixture(scope="session")
async def post_office(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Mailbox]:
    """A real mail server for the whole run."""
    async with Mailbox(tmp_path_factory.mktemp("mailbox")).opened() as mailbox:
        os.environ["SMTP_URL"] = mailbox.smtp_url
        yield mailbox


@pytest.fixture
def mailbox(post_office: Mailbox) -> Mailbox:
    """What was sent in this test, through a real SMTP socket: `mailbox.to("rita@example.org")`."""
    post_office.empty()
    return post_office


@pytest.fixture(scope="session")
async def app(database: None, post_office: Mailbox) -> AsyncIterator[Litestar]:
    from deploy.house import open_house
    from deploy.web import create_app

    compile_all()
    built = create_app()
    async with open_house():  # not built.lifespan(): anyio wants that one left in the task that entered it
        yield built


class Bell:
    def __init__(self) -> None:
        self.rung: list[tuple[str, int]] = []

    async def enqueue_job(self, job: str, subject: int) -> None:
        self.rung.append((job, subject))


@pytest.fixture
def bell(monkeypatch: pytest.MonkeyPatch) -> Bell:
    """Hears what is rung; nothing happens."""
    monkeypatch.setattr(queue, "_bell", heard := Bell())
    return heard


@pytest.fixture(autouse=True)
async def untouched(app: Litestar, request: pytest.FixtureRequest) -> AsyncIterator[None]:
    if request.node.get_closest_marker("commit"):
        yield
        await Person.raw("TRUNCATE network_person, network_network, network_organisation CASCADE")  # all point to these
        return
    request.getfixturevalue("bell")
    transaction = engine().transaction()
    await transaction.__aenter__()
    engine().current_transaction.is_shared = True
    yield
    await transaction.rollback()  # type: ignore[no-untyped-call]
    await transaction.__aexit__(None, None, None)
    engine().current_transaction.is_shared = False


@pytest.fixture
async def village(untouched: None) -> Village:
    from deploy.village import plant

    return await plant()


async def work() -> None:
    """A real worker, until nothing is left to do."""
    from deploy.worker import make_worker

    assert queue._bell is not None
    await make_worker(queue._bell, until_empty=True).main()


def _a_while_ago() -> str:
    """What a form says that was shown a minute ago to somebody who reads before they answer."""
    return machines._sealed(int(now().timestamp()) - 60)


class Visitor(httpx.AsyncClient):
    async def submit(self, path: str, **form: object) -> httpx.Response:
        page = await self.get("/sign-in-letters/new")
        token = re.search(r'name="_csrf_token" value="(\w+)"', page.text)
        assert token, "the form carries no token"
        return await self.post(path, data={"_csrf_token": token[1], "shown_at": _a_while_ago(), **form})


@pytest.fixture
async def visitor(app: Litestar) -> AsyncIterator[Visitor]:
    """A browser that wants French, and follows where it is sent."""
    wants = {"Accept-Language": "fr"}
    house = httpx.ASGITransport(app)  # type: ignore[arg-type]
    async with Visitor(
        transport=house, base_url="http://localhost:8000", headers=wants, follow_redirects=True
    ) as browser:
        yield browser
