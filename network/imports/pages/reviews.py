"""What an import would do, before anything is written: the faults, who is found again, and the word that it may begin."""

from typing import Annotated, Any, Literal

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from network import doors
from network.access import Viewer
from network.colleges import COLLEGES
from network.ground import forms
from network.ground.pages import go_to
from network.ground.spreadsheets import sheets
from network.ground.words import Sentence, _, language
from network.imports import columns, imports, lines, mending
from network.imports.pages.parts import context_of
from network.imports.plans import Found, Line

SHOWN = 60  # of hundreds of faults the first are enough to see what is wrong; the rest is a file
SAMPLE = 3  # of those who are new: enough to see that a name is not read the wrong way round
ASKED = 10  # on one page: it stays under four hundred elements

FOR_ALL = {
    "": _("As they were found"),
    "same": _("All of them the same person"),
    "other": _("All of them somebody else"),
}


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


class FaultPages(Controller):
    @get("/imports/{code:str}/faults")
    async def show(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Response[Any]:
        row = await doors.import_for(viewer, code)
        if row.state != "mapped":  # nobody has said yet which column holds what, or it is over
            return go_to(f"/imports/{row.code}")
        sheet = await imports.sheet_of(row)
        plan = await imports.plan_of(row, sheet)
        headers = {"Content-Disposition": f'attachment; filename="{row.code}.csv"'}
        return Response(sheets.write(mending.rows_of(sheet, plan)), media_type="text/csv", headers=headers)


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
    sheet = await imports.sheet_of(row)
    plan = await imports.plan_of(row, sheet)
    asked = plan.asked
    pages = max(1, -(-len(asked) // ASKED))
    page = min(page, pages)
    context = await context_of(row) | {
        "plan": plan,
        "sheet": sheet,
        "asked": asked[(page - 1) * ASKED : page * ASKED],
        "silent": [row_of.line for row_of in sheet.rows if lines.says_nothing(row_of, row.columns)],
        "sample": plan.new[:SAMPLE],
        "said_of": said_of,
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


def said_of(line: Line) -> list[tuple[Sentence, str]]:
    """What is written down of somebody new, and under which word: what the line does not say is not shown."""
    one = line.arrival
    told = {"family_name": one.family_name, "given_name": one.given_name, "email": one.email, "phone": one.phone}
    told |= {"organisation": one.organisation, "function": one.function}
    told |= {"college": str(COLLEGES[one.college]), "circle": str(one.circle)}
    return [(columns.FIELDS[field], value) for field, value in told.items() if value]


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
