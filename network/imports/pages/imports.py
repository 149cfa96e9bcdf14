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
from network.ground.words import Sentence, _, language
from network.imports import columns, imports, mending, provenances
from network.imports.plans import Found
from network.people.pages.affiliations import College

NOTHING = "-"  # a column that holds nothing of ours; an empty answer would be none at all
SHOWN = 60  # of hundreds of faults the first are enough to see what is wrong; the rest is a file
ASKED = 10  # on one page: it stays under four hundred elements
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


FOR_ALL = {
    "": _("As they were found"),
    "same": _("All of them the same person"),
    "other": _("All of them somebody else"),
}


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
    begins: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 0
    then: Annotated[int, msgspec.Meta(ge=0, le=1000)] | None = None  # where the next columns begin; none: to the lines


Answer = Annotated[str, msgspec.Meta(pattern=r"^[1-9]\d{0,7}:(same|other)$")]


class AnswerForm(msgspec.Struct):
    """Of people found again: on this line it is the same person, or somebody else."""

    imported: forms.Code
    answer: list[Answer] = []
    for_all: Literal["", "same", "other"] = ""
    takes: bool = False
    page: Annotated[int, msgspec.Meta(ge=1, le=10_000)] = 1

    @property
    def answers(self) -> dict[int, bool]:
        pairs = [one.split(":") for one in self.answer]
        return {int(line): said == "same" for line, said in pairs}


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
        context = await context_of(row)
        if row.state == "mapped":
            return await show_review(row, forms.number_in(request, "page", 1))
        if row.done_at:
            context |= {"told": await provenances.tally(row), "due": row.done_at + provenances.MONTH}
        return Template("network/imports/show.html", context=context | {"seen": await imports.watch(row)})

    @get("/{code:str}/progress")
    async def progress(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> ServerSentEvent:
        row = await doors.import_for(viewer, code)
        return streams.stream(viewer.person, lambda: imports.watch(row))

    @get("/{code:str}/columns")
    async def columns(
        self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer], code: FromPath[str]
    ) -> Template:
        row = await doors.import_for(viewer, code)
        return await show_columns(row, begins=forms.number_in(request, "begins"))

    @get("/{code:str}/faults")
    async def faults(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Response[Any]:
        row = await doors.import_for(viewer, code)
        if row.state != "mapped":  # nobody has said yet which column holds what, or it is over
            return go_to(f"/imports/{row.code}")
        sheet, plan = await imports.sheet_of(row), await imports.look(row)
        headers = {"Content-Disposition": f'attachment; filename="{row.code}.csv"'}
        return Response(sheets.write(mending.rows_of(sheet, plan)), media_type="text/csv", headers=headers)


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
                chosen = ["" if field == NOTHING else str(field) for field in said.column]
                if said.then is not None:
                    await imports.note_columns(row, chosen, said.begins)
                    return go_to(f"/imports/{row.code}/columns?begins={said.then}")
                await imports.map_columns(row, chosen, said.college, said.begins, viewer.person)
                return go_to(f"/imports/{row.code}")
        return await show_columns(row, form, form.values.begins if form.given else 0)


class AnswerPages(Controller):
    path = "/import-answers"

    @post()
    async def create(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        row, said = await answered(request, viewer)
        return go_to(f"/imports/{row.code}?page={said.page}", done=_("Your answers are kept."))


class ConfirmationPages(Controller):
    path = "/import-confirmations"

    @post()
    async def create(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        row, _said = await answered(request, viewer)
        await imports.confirm(row)
        return go_to(f"/imports/{row.code}")


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


async def context_of(row: Any) -> dict[str, Any]:
    """What every page of an import shows."""
    return {"row": row, "community": await imports.community_of(row), "colleges": COLLEGES}


async def answered(request: Request[Viewer, Any, Any], viewer: Viewer) -> tuple[Any, AnswerForm]:
    """The import, with what the form says of the people found again. A form that was tampered with says nothing."""
    form = await forms.read(request, AnswerForm)
    row = await doors.import_for(viewer, str(form.value("imported")))
    said = form.values if form.is_right else AnswerForm(row.code)
    if form.is_right:
        await imports.answer(row, said.answers, said.for_all, said.takes)
    return row, said


async def show_review(row: Any, page: int) -> Template:
    """What would happen, before anything is written."""
    plan, sheet = await imports.look(row), await imports.sheet_of(row)
    asked = plan.asked
    pages = max(1, -(-len(asked) // ASKED))
    page = min(page, pages)
    context = await context_of(row) | {
        "plan": plan,
        "sheet": sheet,
        "asked": asked[(page - 1) * ASKED : page * ASKED],
        "left_out": [heading for heading, field in zip(sheet.headings, row.columns, strict=True) if not field],
        "why_of": why_of,
        "choices": FOR_ALL,
        "colon": "\u00a0:" if language() == "fr" else ":",
        "letter_of": sheets.letter_of,
        "most_shown": SHOWN,
        "page": page,
        "pages": pages,
    }
    return Template("network/imports/review.html", context=context)


def why_of(one: Found) -> Sentence:
    """How somebody was found again, in a sentence with who it is."""
    known = one.seen or one.known
    who = known.name
    if known.organisation and one.how != "name":
        who = f"{who} ({known.organisation})"
    if known.line:
        who = str(_("%(name)s of line %(line)s", name=who, line=known.line))
    match one.how:
        case "address":
            return _("The same address and the same name: %(who)s.", who=who)
        case "name":
            body = known.organisation or ""
            return _("The same name and the same organisation: %(who)s, %(body)s.", who=who, body=body)
        case "alone":
            return _("The same name, and no organisation: %(who)s.", who=who)
        case "shared":
            return _("The same address, but another name: %(who)s.", who=who)
    return _("The same name, of an organisation that is not known: %(who)s.", who=who)


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
