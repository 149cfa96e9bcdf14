"""The development mailbox, to be read in the browser. These pages exist only in a house that has one."""

from typing import Any

from litestar import Controller, Response, Router, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery
from litestar.response import Template

from deploy.mailbox import Letter, Mailbox
from network.ground.errors import NotHere
from network.ground.pages import show_letter

PAGE = 50


class MailboxPages(Controller):
    path = "/dev/mailbox"

    @get()
    async def index(
        self, mailbox: NamedDependency[Mailbox], address: FromQuery[str] = "", before: FromQuery[int] = 0
    ) -> Template:
        """All letters, or those to one address; the newest first, fifty at a time."""
        found = mailbox.to(address)
        there = [letter for letter in found if not before or letter.number < before]
        facts = {"letters": there[:PAGE], "count": len(found), "address": address.strip()}
        facts |= {"older": there[PAGE - 1].number if len(there) > PAGE else None, "smtp_url": mailbox.smtp_url}
        return Template("deploy/mailbox/index.html", context=facts)

    @get("/{number:int}")
    async def show(self, mailbox: NamedDependency[Mailbox], number: FromPath[int]) -> Template:
        """A letter with its headers, its text and its source."""
        letter = _found(mailbox, number)
        return Template("deploy/mailbox/show.html", context={"letter": letter, "html": letter.html})

    @get("/{number:int}/html")
    async def html(self, mailbox: NamedDependency[Mailbox], number: FromPath[int]) -> Response[str]:
        """As its reader sees it, where nothing of it can run."""
        return show_letter(_found(mailbox, number).html)

    @get("/{number:int}/source")
    async def source(self, mailbox: NamedDependency[Mailbox], number: FromPath[int]) -> Response[Any]:
        """Byte for byte, as it came in."""
        return Response(_found(mailbox, number).source, media_type="text/plain")


def pages_of(mailbox: Mailbox) -> Router:
    """For `create_app(besides=...)`."""
    return Router(
        path="/",
        route_handlers=[MailboxPages],
        dependencies={"mailbox": Provide(lambda: mailbox, sync_to_thread=False)},
    )


def _found(mailbox: Mailbox, number: int) -> Letter:
    letter = mailbox.letter(number)
    if letter is None:
        raise NotHere
    return letter
