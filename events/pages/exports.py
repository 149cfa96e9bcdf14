"""Who registered for a day and who came, as a spreadsheet."""

from typing import Any

from litestar import Controller, Request, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Stream

from events import access, lists
from network.access import Viewer
from network.exports.pages.exports import ExportForm, download
from network.ground import forms


class EventExportPages(Controller):
    @post("/events/{code:str}/exports", status_code=200)
    async def create(
        self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer], code: FromPath[str]
    ) -> Stream:
        event, owner = await access.animated_event_for(viewer, code)
        form = await forms.read(request, ExportForm)
        asked = form.values.form if form.is_right else "excel"
        return await download(lists.bookings_for_day(event), viewer, owner, asked, about=event.title)
