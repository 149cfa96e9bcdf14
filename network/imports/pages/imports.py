"""Imports: a file is brought, its import is watched, or put away."""

from typing import Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import ServerSentEvent, Template

from network import access, doors
from network.access import Viewer
from network.ground import forms, streams
from network.ground.pages import go_to
from network.ground.words import _
from network.imports import imports, provenances
from network.imports.pages.columns import show_columns
from network.imports.pages.parts import context_of
from network.imports.pages.reviews import show_review


class ImportForm(msgspec.Struct):
    code: forms.Code
    file: UploadFile


class WithdrawalForm(msgspec.Struct):
    imported: forms.Code


class ImportFormPages(Controller):
    path = "/communities/{slug:str}/imports"
    request_max_body_size = 60_000_000  # too large is told on the form, far too large at the door

    @get("/new")
    async def new(self, viewer: NamedDependency[Viewer], slug: FromPath[str]) -> Template:
        community = await doors.community_for(viewer, slug)
        access.require_animator(viewer, community)
        context = {"community": community, "form": forms.empty(), "states": imports.STATES}
        context["before"] = await imports.brought_to(community)
        return Template("network/imports/new.html", context=context)

    @post()
    async def create(
        self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer], slug: FromPath[str]
    ) -> Response[Any] | Template:
        community = await doors.community_for(viewer, slug)
        access.require_animator(viewer, community)
        assert viewer.person is not None
        form = await forms.read(request, ImportForm)
        if form.is_right:
            with form.answering():
                row = await imports.bring(community, form.values.file, viewer.person, form.values.code)
                return go_to(f"/imports/{row.code}")
        before = await imports.brought_to(community)
        return forms.again("network/imports/new.html", form, community=community, before=before, states=imports.STATES)


class ImportPages(Controller):
    path = "/imports"

    @get("/{code:str}")
    async def show(
        self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer], code: FromPath[str]
    ) -> Template:
        row = await doors.import_for(viewer, code)
        if row.state == "uploaded":
            return await show_columns(row)
        if row.state == "mapped":
            return await show_review(row, forms.number_in(request, "page", 1))
        context = await context_of(row)
        if row.done_at:
            context |= {"told": await provenances.tally(row), "due": row.done_at + provenances.MONTH}
        return Template("network/imports/show.html", context=context | {"seen": await imports.watch(row)})

    @get("/{code:str}/progress")
    async def progress(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> ServerSentEvent:
        row = await doors.import_for(viewer, code)
        return streams.stream(viewer.person, lambda: imports.watch(row))


class WithdrawalPages(Controller):
    path = "/import-withdrawals"

    @post()
    async def create(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, WithdrawalForm)
        row = await doors.import_for(viewer, str(form.value("imported")))
        community = await imports.community_of(row)
        await imports.withdraw(row)
        done = _("Nothing was written, and the file is put away.")
        return go_to(f"/communities/{community.slug}/people", done=done)
