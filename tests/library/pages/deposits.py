"""A browser that brings a file with its form."""

import re

import httpx

from library.tables import Work
from network.ground import tokens
from tests.conftest import Visitor

HERE = "/communities/hedges/works"


async def bring(
    visitor: Visitor, path: str = HERE, file: tuple[str, bytes, str] | None = None, **form: object
) -> httpx.Response:
    """As a browser sends it: all fields, the file field too when nothing was chosen."""
    page = await visitor.get("/sign-in-letters/new")
    token = re.search(r'name="_csrf_token" value="(\w+)"', page.text)
    assert token
    said = {"_csrf_token": token[1], "code": tokens.code(), "title": "Les mares", "type": "guide"}
    said |= {"reach": "community", "language": "fr", "licence": "unknown"}
    return await visitor.post(
        path, data={**said, **form}, files={"file": file or ("", b"", "application/octet-stream")}
    )


async def work_called(title: str) -> Work:
    found = await Work.objects().where(Work.title == title).first()
    assert found is not None
    return found
