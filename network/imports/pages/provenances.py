"""After an import: telling those whose data it brought where we have them from."""

from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Template
from msgspec import Meta, Struct

from network.access import Viewer
from network.communities import replies
from network.ground import forms
from network.ground.pages import go_to
from network.ground.plain_words import paragraphs_of
from network.ground.words import _
from network.imports import provenance_letters, provenances
from network.written_notes import readers
from network.written_notes.letters import named_answers
from network.written_notes.written_notes import Words

SHOW, PRINTED = "network/imports/provenance.html", "network/imports/provenance_letter.html"
MOST = 8000
Source = Annotated[str, Meta(min_length=1, max_length=300)]


class LetterForm(Struct):
    code: forms.Code
    imported: forms.Code
    source: Source
    subject: Annotated[str, Meta(min_length=1, max_length=120)]
    words: Annotated[str, Meta(min_length=1, max_length=MOST)]
    digest: str = ""


class TellingForm(Struct):
    imported: forms.Code
    how: Annotated[str, Meta(min_length=1, max_length=200)]
    person: list[str] = []


class ProvenancePages(Controller):
    path = "/imports/{code:str}/provenance"

    @get()
    async def show(self, viewer: NamedDependency[Viewer], code: FromPath[str], source: FromQuery[str] = "") -> Template:
        row, community = await provenances.import_with_community(viewer, code)
        source = " ".join(source.split())[:300]
        form = forms.empty(imported=code, source=source)
        if source:
            drafted = await provenance_letters.draft(row, community, source, viewer.name)
            form.typed |= {"subject": drafted.subject, "words": drafted.words}
        return await _page(form, row, community)

    @get("/letter")
    async def printed(
        self, viewer: NamedDependency[Viewer], code: FromPath[str], source: FromQuery[str] = ""
    ) -> Template:
        """For those without an address: to be printed and posted."""
        row, community = await provenances.import_with_community(viewer, code)
        source = " ".join(source.split())[:300] or "…" * 16  # a line to write on
        drafted = await provenance_letters.draft(row, community, source, viewer.name, has_link=False)
        context = {"row": row, "subject": drafted.subject, "paragraphs": paragraphs_of(drafted.words)}
        return Template(
            PRINTED, context=context | {"answers": await replies.read_by(community), "community": community}
        )


class LetterPages(Controller):
    @post("/import-letters")
    async def create(self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, LetterForm)
        row, community = await provenances.import_with_community(viewer, str(form.value("imported")))
        if form.is_right:
            with form.answering():
                said, words = form.values, Words(form.values.subject, form.values.words)
                await provenances.tell_by_letter(row, community, said.source, words, viewer, said.code, said.digest)
                return go_to(f"/imports/{row.code}/provenance", _("The letter is on its way."))
        return await _page(form, row, community)


class TellingPages(Controller):
    @post("/import-tellings")
    async def create(self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, TellingForm)
        row, community = await provenances.import_with_community(viewer, str(form.value("imported")))
        if form.is_right:
            with form.answering():
                await provenances.tell_otherwise(row, form.values.person, form.values.how, viewer)
                return go_to(f"/imports/{row.code}/provenance", _("It is written down."))
        return await _page(form, row, community)


async def _page(form: forms.Form[Any], row: Any, community: Any) -> Template:
    readership = await readers.of(await provenances.untold(row.id))
    reached = {one.person for one in readership.people}
    owed = await provenances.owed(row)
    context = {
        "row": row,
        "community": community,
        "tally": await provenances.tally(row),
        "due": row.done_at + provenances.MONTH,
        "readership": readership,
        "others": [one for one in owed if one.has_failed or one.person not in reached],
        "why": {one.person: readers.why_left_out(why) for one, why in readership.left_out},
        "answers": named_answers(await replies.read_by(community)),
        "letters": await provenances.letters_of(row),
    }
    return forms.again(SHOW, form, **context)
