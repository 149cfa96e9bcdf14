"""Which sheet of the file, and what each of its columns holds: as guessed, and as somebody says."""

from typing import Annotated, Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from network import doors
from network.access import Viewer
from network.colleges import College
from network.ground import forms
from network.ground.pages import go_to
from network.ground.spreadsheets import sheets
from network.imports import columns, imports
from network.imports.pages.parts import context_of

NOTHING = "-"  # a column that holds nothing of ours; an empty answer would be none at all
Field = Annotated[str, forms.one_of([NOTHING, *columns.FIELDS])]


class SheetForm(msgspec.Struct):
    imported: forms.Code
    sheet: Annotated[int, msgspec.Meta(ge=0, le=1000)]


class MappingForm(msgspec.Struct):
    imported: forms.Code
    college: College
    column: list[Field]
    begins: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 0
    then: Annotated[int, msgspec.Meta(ge=0, le=1000)] | None = None  # where the next columns begin; none: to the lines


class ColumnPages(Controller):
    @get("/imports/{code:str}/columns")
    async def show(
        self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer], code: FromPath[str]
    ) -> Template:
        row = await doors.import_for(viewer, code)
        return await show_columns(row, begins=forms.number_in(request, "begins"))


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
                said = form.values
                chosen = ["" if field == NOTHING else field for field in said.column]
                if said.then is not None:
                    await imports.note_columns(row, chosen, said.begins)
                    return go_to(f"/imports/{row.code}/columns?begins={said.then}")
                await imports.map_columns(row, chosen, said.college, said.begins, viewer.person)
                return go_to(f"/imports/{row.code}")
        return await show_columns(row, form, form.values.begins if form.given else 0)


async def show_columns(row: Any, form: forms.Form[Any] | None = None, begins: int = 0) -> Template:
    """Each column with its first cells, and what it holds: as guessed, as chosen before, or as just chosen wrongly. Of a
    wide sheet a part of them."""
    tabs = await imports.tabs_of(row)
    sheet = imports.sheet_under(tabs, row.sheet)
    begins = begins if 0 <= begins < len(row.columns) else 0
    ends = min(begins + columns.AT_ONCE, len(row.columns))
    chosen: list[str] = row.columns[begins:ends]
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
        "begins": begins,
        "ends": ends,
        "next": min(columns.AT_ONCE, len(row.columns) - ends),
        "step": columns.AT_ONCE,
        "chosen": [field or NOTHING for field in chosen],
        "elsewhere": [
            (sheets.letter_of(at), columns.FIELDS[field])
            for at, field in enumerate(row.columns)
            if field and not begins <= at < ends
        ],
        "letter_of": sheets.letter_of,
    }
    return forms.again("network/imports/columns.html", **context)
