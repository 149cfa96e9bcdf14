"""One work: shown, corrected, withdrawn; its file goes through the same door as its page."""

from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import File as FileResponse
from litestar.response import Template
from msgspec import Meta, Struct

from library import files, links, works
from library.access import may_mend, require_mender, work_for
from library.licences import LICENCES
from library.pages.descriptions import BODY, WorkForm, ask, chosen_topics, described, put_back, take_in
from library.texts import WHY
from library.types import TYPES
from library.works import LANGUAGES, Description
from network import files as network_files
from network.access import REACHES, Viewer, may_animate
from network.ground import forms
from network.ground.errors import NotHere
from network.ground.forms import Form
from network.ground.pages import go_to
from network.ground.words import _
from network.plug import house


async def _show(form: Form[Any], viewer: Viewer, code: str) -> Template:
    work = await work_for(viewer, code)
    owner = works.owner_of(work)
    context = {
        "work": work,
        "owner": owner,
        "topics": await works.topics_of(work),
        "type": TYPES[work.type],
        "licence": LICENCES[work.licence],
        "spoken": LANGUAGES.get(work.language),
        "reach": REACHES[work.reach],
        "file_words": files.say(work.file.media_type, work.file.size, work.pages) if work.file else "",
        "is_picture": files.is_picture(work.file),
        "host": links.host_of(work.link) if work.link else "",
        "why": WHY.get(work.text_because),
        "may_mend": may_mend(viewer, work, owner),
        "panels": [panel for one in house().every("work_panels") if (panel := await one(viewer, work.id))],
        "names": await works.names_of(work) if may_animate(viewer, owner) else {},
    }
    return forms.again("library/works/show.html", form, **context)


class WorkPages(Controller):
    path = "/works"

    @get("/{code:str}")
    async def show(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Template:
        return await _show(forms.empty(), viewer, code)

    @get("/{code:str}/file")
    async def file(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> FileResponse:
        work = await work_for(viewer, code)
        if not work.file:
            raise NotHere
        return network_files.response(work.file)

    @get("/{code:str}/edit")
    async def edit(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Template:
        work = await work_for(viewer, code)
        owner = works.owner_of(work)
        require_mender(viewer, work, owner)
        known = {name: getattr(work, name, None) or "" for name in Description.__struct_fields__}
        known["topics"] = [topic.id for topic in await works.topics_of(work)]
        known["is_decorative"] = files.is_picture(work.file) and work.alternative is None
        return await ask(forms.empty(**known), viewer, owner, work)

    @post("/{code:str}", request_max_body_size=BODY)
    async def update(
        self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer], code: FromPath[str]
    ) -> Response[Any]:
        work = await work_for(viewer, code)
        owner = works.owner_of(work)
        require_mender(viewer, work, owner)
        form = await forms.read(request, WorkForm)
        file = await take_in(form, viewer, owner, held=work.file, now=work.reach)
        if form.is_right:
            with form.answering():
                form.values.topics = await chosen_topics(form.values, viewer, owner)
                await works.correct(work, owner, described(form.values), file, by=viewer.person)
                return go_to(f"/works/{code}", _("What is known of the work is corrected."))
            await put_back(form, file)
        return await ask(form, viewer, owner, work)


class WithdrawalForm(Struct):
    work: forms.Code
    because: Annotated[str, Meta(max_length=300)] = ""


class WithdrawalPages(Controller):
    """Out of the library, and back into it."""

    @post("/work-withdrawals")
    async def create(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, WithdrawalForm)
        work = await work_for(viewer, str(form.value("work")))
        require_mender(viewer, work, works.owner_of(work))
        if form.is_right:
            with form.answering():
                await works.withdraw(work, form.values.because, by=viewer.person)
                return go_to(f"/works/{work.code}", _("The work is withdrawn. You can bring it back."))
        return await _show(form, viewer, work.code)

    @post("/work-returns")
    async def destroy(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, WithdrawalForm)
        work = await work_for(viewer, str(form.value("work")))
        require_mender(viewer, work, works.owner_of(work))
        await works.bring_back(work)
        return go_to(f"/works/{work.code}", _("The work is in the library again."))
