from typing import Annotated, Any, Literal

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import ServerSentEvent, Template

from network import access, doors
from network.access import Viewer
from network.colleges import COLLEGES
from network.ground import forms, sheets, streams
from network.ground.pages import go_to
from network.ground.words import _, gettext
from network.imports import columns, imports
from network.people.pages.affiliations import College

NOTHING = "-"  # a column that holds nothing of ours; an empty answer would be none at all
SHOWN, ASKED = 30, 15  # of hundreds of faults the first are enough to see what is wrong; the rest is a file
Field = Literal[
    "-",
    "family_name",
    "given_name",
    "full_name",
    "email",
    "phone",
    "organisation",
    "function",
    "college",
    "circle",
]


class ImportForm(msgspec.Struct):
    code: forms.Code
    file: UploadFile


class SheetForm(msgspec.Struct):
    imported: forms.Code
    sheet: Annotated[int, msgspec.Meta(ge=0, le=1000)]


class MappingForm(msgspec.Struct):
    imported: forms.Code
    college: College
    column: list[Field]


class ConfirmationForm(msgspec.Struct):
    imported: forms.Code
    same: list[int] = []


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
    async def show(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Template:
        row = await doors.import_for(viewer, code)
        if row.state == "uploaded":
            return await show_columns(row)
        context = await context_of(row)
        if row.state == "mapped":
            context |= {"plan": await imports.look(row), "sheet": await imports.sheet_of(row)}
            context |= {"letter_of": sheets.letter_of, "most_shown": SHOWN, "most_asked": ASKED}
            return Template("network/imports/review.html", context=context)
        return Template("network/imports/show.html", context=context | {"seen": await imports.watch(row)})

    @get("/{code:str}/progress")
    async def progress(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> ServerSentEvent:
        row = await doors.import_for(viewer, code)
        return streams.stream(viewer.person, lambda: imports.watch(row))

    @get("/{code:str}/columns")
    async def columns(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Template:
        return await show_columns(await doors.import_for(viewer, code))

    @get("/{code:str}/faults")
    async def faults(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Response[Any]:
        row = await doors.import_for(viewer, code)
        if row.state != "mapped":  # nobody has said yet which column holds what, or it is over
            return go_to(f"/imports/{row.code}")
        sheet, plan = await imports.sheet_of(row), await imports.look(row)
        rows = [[gettext("Line"), gettext("Column"), gettext("What was read"), gettext("What is expected")]]
        for fault in plan.faults:
            column = "" if fault.column is None else f"{sheets.letter_of(fault.column)} {sheet.headings[fault.column]}"
            rows.append([str(fault.line), column, fault.read, str(fault.sentence)])
        headers = {"Content-Disposition": f'attachment; filename="{row.code}.csv"'}
        return Response(sheets.write(rows), media_type="text/csv", headers=headers)


class SheetPages(Controller):
    path = "/import-sheets"

    @post()
    async def create(
        self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]
    ) -> Response[Any] | Template:
        form = await forms.read(request, SheetForm)
        row = await doors.import_for(viewer, str(form.value("imported")))
        if form.is_right:
            with form.answering():
                await imports.choose_sheet(row, form.values.sheet)
                return go_to(f"/imports/{row.code}/columns")
        return await show_columns(row, form)


class MappingPages(Controller):
    path = "/import-mappings"

    @post()
    async def create(
        self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]
    ) -> Response[Any] | Template:
        form = await forms.read(request, MappingForm)
        row = await doors.import_for(viewer, str(form.value("imported")))
        if form.is_right:
            with form.answering():
                chosen = ["" if field == NOTHING else str(field) for field in form.values.column]
                await imports.map_columns(row, chosen, form.values.college)
                return go_to(f"/imports/{row.code}")
        return await show_columns(row, form)


class ConfirmationPages(Controller):
    path = "/import-confirmations"

    @post()
    async def create(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, ConfirmationForm)
        row = await doors.import_for(viewer, str(form.value("imported")))
        await imports.confirm(row, form.values.same if form.is_right else [])
        return go_to(f"/imports/{row.code}")


class WithdrawalPages(Controller):
    path = "/import-withdrawals"

    @post()
    async def create(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, ConfirmationForm)
        row = await doors.import_for(viewer, str(form.value("imported")))
        community = await imports.community_of(row)
        await imports.withdraw(row)
        done = _("Nothing was written, and the file is put away.")
        return go_to(f"/communities/{community.slug}/people", done=done)


async def context_of(row: Any) -> dict[str, Any]:
    """What every page of an import shows."""
    return {"row": row, "community": await imports.community_of(row), "colleges": COLLEGES}


async def show_columns(row: Any, form: forms.Form[Any] | None = None) -> Template:
    """Each column with its first cells, and what it holds: as guessed, as chosen before, or as just chosen wrongly."""
    tabs = await imports.tabs_of(row)
    sheet = imports.sheet_under(tabs, row.sheet)
    chosen: list[str] = row.columns
    if form is None:
        form = forms.Form({"college": row.college, "sheet": row.sheet})
    elif isinstance(typed := form.value("column"), list) and len(typed) == len(chosen):
        chosen = typed
    context = await context_of(row) | {
        "form": form,
        "tabs": {number: tab.name for number, tab in enumerate(tabs)},
        "sheet": sheet,
        "fields": columns.FIELDS,
        "nothing": NOTHING,
        "chosen": [field or NOTHING for field in chosen],
        "letter_of": sheets.letter_of,
    }
    return forms.again("network/imports/columns.html", **context)
