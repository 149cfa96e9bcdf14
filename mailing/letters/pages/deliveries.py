"""Who got a letter, who did not and why: for those who animate, and for nobody else."""

from typing import Any

from litestar import Controller, Request, get
from litestar.params import FromPath, FromQuery
from litestar.response import Template

from mailing import access
from mailing.letters import letters
from network.access import Viewer
from network.ground.words import _

NAMES = {
    "": _("All of them"),
    "arrived": _("Got it"),
    "waiting": _("Still waiting"),
    "missed": _("Did not get it"),
}
LONGEST = 100


class DeliveryPages(Controller):
    @get("/letters/{code:str}/deliveries")
    async def index(
        self,
        request: Request[Viewer, Any, Any],
        code: FromPath[str],
        after: FromQuery[int] = -1,
        group: FromQuery[str] = "",
        named: FromQuery[str] = "",
    ) -> Template:
        letter, _owner = await access.own_letter_for(request.user, code)
        named = named.replace("\x00", "").strip()[:LONGEST]
        page = await letters.deliveries_of(letter, group, named, max(-1, min(after, 2_000_000_000)))
        context = {"letter": letter, "group": group if group in NAMES else "", "named": named, "page": page}
        return Template("mailing/letters/deliveries.html", context=context | {"names": NAMES})
