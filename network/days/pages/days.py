"""The gardener's day: what waits, done or later. All acts are small forms on the lines of one page."""

from datetime import date, timedelta
from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Template
from msgspec import Meta, Struct

from network.access import Viewer
from network.days import settlements, waitings
from network.ground import forms
from network.ground.clock import today
from network.ground.errors import NotHere
from network.ground.pages import go_to, own_path
from network.ground.words import _, say_day

PATH = "/today"
NOT_SO = _("This does not wait any more: somebody has seen to it.")
Key = Annotated[str, Meta(min_length=3, max_length=200)]


class ThingForm(Struct):
    thing: Key
    back: str = PATH  # the part of the page from which it was pressed


class LaterForm(Struct):
    thing: Key
    back: str = PATH
    until_on: date | None = None


class DayPages(Controller):
    @get(PATH)
    async def index(
        self,
        request: Request[Viewer, Any, Any],
        viewer: NamedDependency[Viewer],
        of: FromQuery[str] = "",
        kind: FromQuery[str] = "",
        page: FromQuery[int] = 1,
    ) -> Template:
        waitings.require_animating(viewer)
        shown = await waitings.day_of(viewer, of, kind, page)
        query = request.url.query
        context = {
            "back": f"{PATH}?{query}" if query else PATH,
            "day_page": shown,
            "of": of,
            "kind": kind,
            "today": today(),
            "is_pair": bool(viewer.gardens),
        }
        return Template("network/days/index.html", context=context)

    @post("/settlements")
    async def settle(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form, thing = await asked(request, viewer, ThingForm)
        if thing is None:
            return go_to(back_to(form), NOT_SO)
        await settlements.settle(viewer, thing)
        return go_to(back_to(form), _("Done: %(thing)s.", thing=thing.title))

    @get("/postponements/new")
    async def choose(self, viewer: NamedDependency[Viewer], thing: FromQuery[str] = "") -> Template:
        waitings.require_animating(viewer)
        if (found := await waitings.find(viewer, thing)) is None:
            raise NotHere
        return later_page(found, forms.empty(thing=thing))

    @post("/postponements")
    async def postpone(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        """Without a day, until the next Monday."""
        form, thing = await asked(request, viewer, LaterForm)
        if thing is None:
            return go_to(back_to(form), NOT_SO)
        if form.is_right:
            with form.answering():
                until = form.values.until_on or next_monday(today())
                await settlements.postpone(viewer, thing, until)
                return go_to(back_to(form), _("It will be here again on %(day)s.", day=say_day(until)))
        return later_page(thing, form)

    @post("/returns")
    async def put_back(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form, thing = await asked(request, viewer, ThingForm)
        if thing is None:
            return go_to(back_to(form), NOT_SO)
        await settlements.put_back(viewer, thing)
        return go_to(back_to(form), _("It waits again: %(thing)s.", thing=thing.title))


async def asked(request: Request[Any, Any, Any], viewer: Viewer, struct: type[Struct]) -> tuple[forms.Form[Any], Any]:
    """What was typed, and the thing that it is about; None: it is not so any more."""
    waitings.require_animating(viewer)
    form = await forms.read(request, struct)
    return form, await waitings.find(viewer, str(form.value("thing")))


def back_to(form: forms.Form[Any]) -> str:
    """The list of one kind is worked through where it is; any other page is the whole day."""
    back = own_path(str(form.value("back")))
    return back if back.partition("?")[0] == PATH else PATH


def next_monday(day: date) -> date:
    """Never the same day."""
    return day + timedelta(days=7 - day.weekday())


def later_page(thing: Any, form: forms.Form[Any]) -> Template:
    day = today()
    days = [day + timedelta(days=1), next_monday(day), next_monday(day) + timedelta(days=7), day + timedelta(days=30)]
    return forms.again("network/days/later.html", form, thing=thing, days=sorted(set(days)))
