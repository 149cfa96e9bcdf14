"""Two web processes to ask: the house, and a bare page of the framework, the least that it can answer with: a sentence from
a template without layout, with no session, no table and no other route."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from jinja2 import DictLoader, Environment
from litestar import Litestar, get
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.response import Template
from litestar.template import TemplateConfig

BARE, HOUSE = "tests.benchmarks.served:bare", "deploy.web:create_app"


def bare() -> Litestar:
    """The page."""

    @get("/")
    async def index() -> Template:
        return Template("bare.html", context={"words": "A bare page."})

    environment = Environment(loader=DictLoader({"bare.html": "<p>{{ words }}</p>"}), autoescape=True)
    engine = JinjaTemplateEngine.from_environment(environment)
    return Litestar([index], template_config=TemplateConfig(instance=engine), openapi_config=None)


@asynccontextmanager
async def served(factory: str, clients: int) -> AsyncIterator[httpx.AsyncClient]:
    """One web process, and a browser of that many connections, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "--factory", factory, "--port", str(port), "--log-level", "error"]
    web = await asyncio.create_subprocess_exec(*command)
    try:
        limits = httpx.Limits(max_connections=clients)
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=120, limits=limits) as browser:
            for _ in range(300):
                try:
                    await browser.get("/")
                    break
                except httpx.TransportError:
                    await asyncio.sleep(0.1)
            yield browser
    finally:
        web.terminate()
        await web.wait()
