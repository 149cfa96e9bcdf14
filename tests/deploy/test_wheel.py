import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from deploy.catalogues import HERE
from deploy.embedded import Embedded

ASK = """
import asyncio, httpx
from pathlib import Path
import network
from deploy.web import create_app

async def ask():
    app = create_app()
    async with app.lifespan(), httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://t") as visitor:
        print(Path(network.__file__).parent)
        print((await visitor.get("/communities", headers={"Accept-Language": "fr"})).text)

asyncio.run(ask())
"""


@pytest.mark.slow
def test_the_wheel_alone_migrates_and_speaks_french(servers: Embedded, tmp_path: Path) -> None:
    def run(*command: str | Path) -> str:
        there = {**os.environ, "DATABASE_URL": servers.database_url("template"), "PYTHONPATH": ""}
        done = subprocess.run(command, cwd="/", env=there, check=True, text=True, stdout=subprocess.PIPE)
        return done.stdout

    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", tmp_path, HERE)
    [wheel] = tmp_path.glob("terreau-*.whl")
    venv.create(tmp_path / "v", with_pip=True)
    python = tmp_path / "v" / "bin" / "python"
    run(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", wheel, "httpx")
    run(tmp_path / "v" / "bin" / "terreau", "migrate")
    said = run(python, "-c", ASK)
    assert str(tmp_path) in said and "<title>Communautés</title>" in said
