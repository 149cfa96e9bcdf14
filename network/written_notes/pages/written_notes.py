"""A note by hand: whom it is for and its words, looked at, sent, kept. Two pages and one form, without a draft between."""

from datetime import timedelta
from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Template
from msgspec import Meta, Struct

from network import doors
from network.access import Viewer
from network.communities import replies
from network.ground import forms, limits
from network.ground.errors import Fault, SignInFirst
from network.ground.pages import go_to
from network.ground.plain_words import paragraphs_of
from network.ground.words import _, say_all
from network.owners import owner_of
from network.pages.owners import require_page
from network.plug import Matter, Occasion
from network.written_notes import kept, letters, named, occasions, readers, written_notes
from network.written_notes.occasions import AT_MOST, NAMED

NEW, LOOK, SHOW, CHOOSE = (f"network/written_notes/{name}.html" for name in ("new", "look", "show", "choose"))
MOST = 3000


class NoteForm(Struct):
    code: forms.Code
    about: forms.Line
    of: forms.Line
    audience: forms.Line
    subject: Annotated[str, Meta(min_length=1, max_length=120)]
    words: Annotated[str, Meta(min_length=1, max_length=MOST)]
    person: list[str] = []
    digest: str = ""


class Asked(Struct):
    """What the page is about: its occasion, its matter, and who was chosen by name."""

    occasion: Any
    matter: Any
    chosen: list[named.Candidate]

    async def people(self, audience: str) -> list[int | None]:
        """Of that audience, today."""
        if audience == NAMED:
            return [one.id for one in self.chosen]
        return list(await occasions.audience(self.occasion, audience).people(self.matter.number))


async def _asked(viewer: Viewer, about: str, of: str, codes: list[str]) -> Asked:
    if not viewer.is_signed_in:
        raise SignInFirst
    found: Occasion = occasions.occasion(about)
    matter: Matter = await found.find(viewer, of)
    return Asked(found, matter, await named.chosen(viewer, matter.owner, codes))


class WrittenNotePages(Controller):
    path = "/written-notes"

    @get("/new")
    async def new(
        self,
        request: Request[Viewer, Any, Any],
        viewer: NamedDependency[Viewer],
        about: FromQuery[str],
        of: FromQuery[str],
        to: FromQuery[str] = "",
        draft: FromQuery[str] = "",
    ) -> Template:
        asked = await _asked(viewer, about, of, request.query_params.getall("person", []))
        first = to or (NAMED if asked.chosen else "")
        subject = "" if asked.matter.title == asked.matter.owner.name else asked.matter.title
        ready = (
            await asked.occasion.drafts[draft](viewer, asked.matter.number) if draft in asked.occasion.drafts else None
        )
        subject, words = ready or (subject, "")
        return await _page(forms.empty(about=about, of=of, audience=first, subject=subject, words=words), asked)

    @get("/choose")
    async def choose(
        self,
        request: Request[Viewer, Any, Any],
        viewer: NamedDependency[Viewer],
        about: FromQuery[str],
        of: FromQuery[str],
        words: FromQuery[str] = "",
    ) -> Template:
        asked = await _asked(viewer, about, of, request.query_params.getall("person", []))
        already = {one.code for one in asked.chosen}
        found = await named.find(viewer, asked.matter.owner, words)
        context = {"about": about, "of": of, "words": words, "matter": asked.matter, "chosen": asked.chosen}
        context |= {"found": [one for one in found if one.code not in already], "most": AT_MOST}
        return Template(CHOOSE, context=context)

    @post()
    async def create(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        asked, form = await _read(request, viewer)
        if not form.is_right:
            return await _page(form, asked)
        said, people = form.values, await asked.people(form.values.audience)
        with form.answering():
            await limits.keep("written notes", str(viewer.person), 20, timedelta(hours=1))
            words = written_notes.Words(said.subject, said.words)
            row = await written_notes.write(
                asked.occasion, asked.matter, said.audience, people, words, viewer, said.code, said.digest
            )
            return go_to(f"/written-notes/{row.code}", _("It is on its way."))
        return await _look(form, asked, viewer)

    @get("/{code:str}")
    async def show(self, viewer: NamedDependency[Viewer], code: FromPath[str], page: FromQuery[int] = 1) -> Template:
        row = await doors.written_note_for(viewer, code)
        require_page(page)
        tally = await kept.tally(row)
        context = {
            "note": await kept.line_of(row),
            "paragraphs": paragraphs_of(row.words),
            "told": await kept.addressees(row, page),
            "tally": tally,
            "page": page,
            "goes_on": page * kept.PEOPLE < tally.delivered + tally.on_its_way + tally.failed + tally.left_out,
            "owner": await owner_of(row),
            "erased": row.erased,
        }
        return Template(SHOW, context=context)


class PreviewPages(Controller):
    @post("/written-note-previews")
    async def create(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        asked, form = await _read(request, viewer)
        with form.answering():
            if form.is_right and form.values.audience != NAMED:
                await written_notes.require_room(asked.occasion, asked.matter)
        return await (_look(form, asked, viewer) if form.is_right else _page(form, asked))


async def _read(request: Request[Viewer, Any, Any], viewer: Viewer) -> tuple[Asked, forms.Form[NoteForm]]:
    """The form, and what it is about; whom it names and whether they may be written to is judged here."""
    form = await forms.read(request, NoteForm)
    codes = form.value("person")
    codes = [codes] if isinstance(codes, str) else codes
    asked = await _asked(viewer, str(form.value("about")), str(form.value("of")), [code for code in codes if code])
    with form.answering():
        if form.is_right:
            occasions.audience(asked.occasion, form.values.audience)
            if form.values.audience == NAMED and len(asked.chosen) > AT_MOST:
                raise Fault("audience", _("By name, one writes to %(most)s people at most.", most=AT_MOST))
            written_notes.require_readers(await readers.of(await asked.people(form.values.audience)))
    return asked, form


async def _page(form: forms.Form[Any], asked: Asked) -> Template:
    choices = {}
    for one in asked.occasion.audiences:
        if people := await one.people(asked.matter.number):
            choices[one.name] = (one.words, len(people))
    if asked.chosen:
        choices[NAMED] = (say_all(one.name for one in asked.chosen), len(asked.chosen))
    if len(choices) == 1:
        form.typed["audience"] = next(iter(choices))
    answers = letters.named_answers(await replies.read_by(asked.matter.owner))
    context = {"asked": asked, "choices": choices, "answers": answers, "most": asked.occasion.most, "longest": MOST}
    context |= {"owner": asked.matter.owner}
    return forms.again(NEW, form, **context)


async def _look(form: forms.Form[Any], asked: Asked, viewer: Viewer) -> Template:
    said = form.values
    readership = await readers.of(await asked.people(said.audience))
    answers = await replies.read_by(asked.matter.owner)
    context = {
        "asked": asked,
        "owner": asked.matter.owner,
        "said": said,
        "audience": occasions.audience(asked.occasion, said.audience),
        "readership": readership,
        "left_out": [(one.name, str(readers.why_left_out(why))) for one, why in readership.left_out],
        "paragraphs": paragraphs_of(said.words),
        "sender": letters.sender_of(viewer.name, asked.matter.owner),
        "answers": letters.named_answers(answers),
    }
    return forms.again(LOOK, form, **context)
