"""What may be got out of a community or a network, and the spreadsheets themselves."""

from typing import Annotated, Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Stream, Template

from network import access
from network.access import Viewer
from network.exports import archives, exports, journal
from network.ground import forms
from network.ground.errors import NotHere
from network.owners import Owner
from network.pages.owners import both, owner_at
from network.plug import ExportKind


class ExportForm(msgspec.Struct):
    list: str = ""
    form: Annotated[str, forms.one_of(exports.FORMS)] = "excel"


async def download(kind: ExportKind, viewer: Viewer, owner: Owner, form: str, about: str = "") -> Stream:
    """The answer: a spreadsheet, piece by piece."""
    sheet = await exports.get_out(kind, viewer, owner, form, about)
    headers = {"Content-Disposition": f'attachment; filename="{sheet.name}"', "X-Lines": str(sheet.lines)}
    return Stream(exports.pieces_of(sheet), media_type="text/csv", headers=headers)


class ExportPages(Controller):
    @get(both("/exports"))
    async def index(
        self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer], slug: FromPath[str]
    ) -> Template:
        owner = await owner_at(request, slug)
        context: dict[str, Any] = {
            "owner": owner,
            "path": owner.path,
            "kinds": exports.kinds_for(viewer, owner),
            "left": await journal.of(viewer, owner),
            "animates": access.may_animate(viewer, owner),
            "may_get_all": False,
        }
        if not access.is_community(owner) and access.is_coordinator(viewer, owner.id):
            context |= {"may_get_all": True, "archives": await archives.newest_of(owner), "form": forms.empty()}
        return Template("network/exports/index.html", context=context)

    @post(both("/exports"), status_code=200)
    async def create(
        self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer], slug: FromPath[str]
    ) -> Response[Any] | Stream:
        owner = await owner_at(request, slug)
        form = await forms.read(request, ExportForm)
        if not form.is_right:
            raise NotHere
        return await download(exports.kind_for(viewer, owner, form.values.list), viewer, owner, form.values.form)
