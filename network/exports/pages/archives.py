"""The archive of a network: asked for, looked after, fetched. For its coordination alone."""

from typing import Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import File, ServerSentEvent, Template

from network import access, doors
from network.access import Viewer
from network.exports import archives
from network.ground import forms, streams
from network.ground.errors import NotHere
from network.ground.pages import go_to
from network.ground.words import gettext, say_number


class ArchiveForm(msgspec.Struct):
    code: forms.Code


class NetworkArchivePages(Controller):
    @post("/networks/{slug:str}/archives")
    async def create(
        self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer], slug: FromPath[str]
    ) -> Response[Any]:
        network = await doors.network_for(viewer, slug)
        access.require_coordinator(viewer, network.id)
        form = await forms.read(request, ArchiveForm)
        if not form.is_right:
            raise NotHere
        archive = await archives.ask(network, viewer, form.values.code)
        return go_to(f"/archives/{archive.code}")


class ArchivePages(Controller):
    path = "/archives"

    @get("/{code:str}")
    async def show(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Template:
        archive = await doors.archive_for(viewer, code)
        network = archive.network
        context = {
            "archive": archive,
            "network": network,
            "is_there": archives.path_of(archive).exists(),
            "size": gettext("%(size)s MB") % {"size": say_number(max(0.1, round(archive.size / 1_000_000, 1)))},
        }
        return Template("network/archives/show.html", context=context | {"seen": await archives.watch(archive)})

    @get("/{code:str}/progress")
    async def progress(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> ServerSentEvent:
        archive = await doors.archive_for(viewer, code)
        return streams.stream(viewer.person, lambda: archives.watch(archive))

    @get("/{code:str}/file")
    async def file(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> File:
        archive = await doors.archive_for(viewer, code)
        access.requires_second_factor(viewer)
        name = f"{archive.network.slug}-{archive.asked_at:%Y-%m-%d}.zip"
        return File(await archives.file_of(archive), filename=name, media_type="application/zip")
