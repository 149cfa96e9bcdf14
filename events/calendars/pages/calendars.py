"""How days come into one's own calendar and stay right there: the addresses, and what to do with them."""

from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Redirect, Template
from msgspec import Meta, Struct

from events.access import sees_owner
from events.calendars import feeds
from network.access import ANYONE, Viewer
from network.doors import community_for, network_for
from network.ground import forms
from network.ground.errors import Conflict, SignInFirst
from network.ground.pages import go_to
from network.ground.settings import settings
from network.ground.words import _
from network.owners import Owner


class CalendarForm(Struct):
    code: forms.Code
    name: Annotated[str, Meta(min_length=1, max_length=80)]
    holds: Annotated[str, forms.one_of(feeds.HOLDS)] = "all"


class ThatCalendar(Struct):
    calendar: forms.Code


class CalendarPages(Controller):
    path = "/calendars"

    @get()
    async def index(
        self, viewer: NamedDependency[Viewer], community: FromQuery[str] = "", network: FromQuery[str] = ""
    ) -> Template:
        owner: Owner | None = None
        if community:
            owner = await community_for(viewer, community)
        elif network:
            owner = await network_for(viewer, network)
        return await _page(forms.empty(holds="all"), viewer, owner)

    @post()
    async def create(self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        if not viewer.is_signed_in:
            raise SignInFirst
        form = await forms.read(request, CalendarForm)
        if form.is_right:
            try:
                feed = await feeds.make(viewer, form.values.name, form.values.holds, form.values.code)
                return go_to(f"/calendars#{feed.code}", _("The address is made: give it to your calendar."))
            except Conflict as full:
                form.faults[""] = full.sentence
        return await _page(form, viewer, None)


class DroppedCalendarPages(Controller):
    @post("/dropped-calendars")
    async def create(self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer]) -> Redirect:
        form = await forms.read(request, ThatCalendar)
        feed = await feeds.feed_for(viewer, form.values.calendar if form.is_right else "")
        await feeds.take_back(viewer, feed.code)
        return go_to("/calendars", _("The address is taken back: whoever has it reads nothing more there."))


async def _page(form: forms.Form[Any], viewer: Viewer, owner: Owner | None) -> Template:
    context = {
        "owner": owner,
        "open": await _address_for_all(owner),
        "own": [(feed, feeds.address_of(feed)) for feed in await feeds.feeds_for(viewer)],
        "holds": feeds.HOLDS,
        "most": feeds.MOST,
    }
    return forms.again("events/calendars/index.html", form, **context)


async def _address_for_all(owner: Owner | None) -> str:
    """Nothing of a community that is not for everybody."""
    if owner and not await sees_owner(ANYONE, owner):
        return ""
    return f"{settings().address}{owner.path if owner else ''}/events.ics"
