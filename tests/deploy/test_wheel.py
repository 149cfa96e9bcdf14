"""The wheel brings all that the product needs: its templates, its styles, its French. Nothing else is ours to install."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

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
        page = (await visitor.get("/communities", headers={"Accept-Language": "fr"})).text
        print(page)
        sheet = page.split('rel="stylesheet" href="')[1].split('"')[0]
        print((await visitor.get(sheet)).status_code)

asyncio.run(ask())
"""


def test_the_wheel_alone_migrates_and_speaks_french(servers: Embedded, database: None, tmp_path: Path) -> None:
    """In a venv that has the wheel, and sees what it leans on where the tests have it: nothing is fetched again."""

    def run(*command: str | Path) -> str:
        there = {**os.environ, "DATABASE_URL": servers.database_url("template"), "PYTHONPATH": ""}
        done = subprocess.run(command, cwd="/", env=there, check=True, text=True, stdout=subprocess.PIPE)
        return done.stdout

    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", tmp_path, HERE)
    [wheel] = tmp_path.glob("terreau-*.whl")
    there = tmp_path / "there"
    venv.create(there)
    python = there / "bin" / "python"
    run(*pip, "--python", python, "install", "--no-deps", "--no-index", wheel)
    packages = next(there.glob("lib/*/site-packages"))
    (packages / "leans-on.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    run(there / "bin" / "terreau", "migrate")
    said = run(python, "-c", ASK)
    assert str(tmp_path) in said and "<title>Communautés — Terreau</title>" in said and said.endswith("200\n")
