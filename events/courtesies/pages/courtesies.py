"""Around a day: the reminder before it, and the thanks after it."""

from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template
from msgspec import Meta, Struct

from events import access, note_audiences, places
from events.courtesies import reminders, thanks
from network.access import Viewer
from network.communities import replies
from network.ground import forms
from network.ground.pages import go_to, show_letter
from network.ground.plain_words import paragraphs_of
from network.ground.words import _
from network.written_notes import kept, readers
from network.written_notes.letters import named_answers
from network.written_notes.written_notes import Words

Some = Annotated[str, Meta(max_length=600)]


class CourtesiesForm(Struct):
    event: forms.Code
    days: Annotated[str, forms.one_of(map(str, reminders.CHOICES))]
    line: Some = ""
    by_itself: bool = False
    thanks_line: Some = ""


class ThanksForm(Struct):
    code: forms.Code
    event: forms.Code
    subject: Annotated[str, Meta(min_length=1, max_length=120)]
    words: Annotated[str, Meta(min_length=1, max_length=3000)]


class CourtesyPages(Controller):
    path = "/events/{code:str}"

    @get("/courtesies")
    async def show(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Template:
        event, owner = await access.animated_event_for(viewer, code)
        reminder, thanked = await reminders.reminder_of(event), await thanks.thanks_of(event)
        form: forms.Form[Any] = forms.Form(
            {
                "days": str(reminder.days),
                "line": reminder.line,
                "by_itself": thanked.by_itself,
                "thanks_line": thanked.line,
            }
        )
        return await _page(form, event, owner)

    @get("/reminder")
    async def letter(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Response[str]:
        """As it arrives."""
        event, _owner = await access.animated_event_for(viewer, code)
        return show_letter((await reminders.draft(event)).html)

    @get("/thanks")
    async def thanks(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Template:
        event, owner = await access.animated_event_for(viewer, code)
        line = (await thanks.thanks_of(event)).line
        said = await thanks.draft(event, owner, line) if thanks.may_thank(event) else Words("", "")
        return await _thanks(forms.empty(subject=said.subject, words=said.words), event, owner)


class CourtesyDecisions(Controller):
    @post("/courtesies")
    async def create(self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, CourtesiesForm)
        event, owner = await access.animated_event_for(viewer, str(form.value("event")))
        if not form.is_right:
            return await _page(form, event, owner)
        said = form.values
        if await reminders.is_open(event):
            await reminders.decide(event, int(said.days), said.line, viewer)
        await thanks.decide(event, said.by_itself, said.thanks_line, viewer)
        return go_to(f"/events/{event.code}/courtesies", _("Your choice is kept."))


class ThanksPages(Controller):
    @post("/thanks")
    async def create(self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, ThanksForm)
        event, owner = await access.animated_event_for(viewer, str(form.value("event")))
        if form.is_right:
            with form.answering():
                words = Words(form.values.subject, form.values.words)
                row = await thanks.thank(event, owner, words, viewer, form.values.code)
                return go_to(f"/written-notes/{row.code}", _("It is on its way."))
        return await _thanks(form, event, owner)


async def _page(form: forms.Form[Any], event: Any, owner: Any) -> Template:
    reminder, thanked = await reminders.reminder_of(event), await thanks.thanks_of(event)
    context = {
        "event": event,
        "owner": owner,
        "is_open": await reminders.is_open(event),
        "reminded": await reminders.reminded(event),
        "registered": len(await places.registered_people(event.id)),
        "leaves_on": reminders.leaves_on(event, reminder.days),
        "choices": {str(days): words for days, words in reminders.CHOICES.items()},
        "line": paragraphs_of(reminder.line),
        "thanked": thanked,
        "may_thank": thanks.may_thank(event),
    }
    return forms.again("events/courtesies/show.html", form, **context)


async def _thanks(form: forms.Form[Any], event: Any, owner: Any) -> Template:
    readership = await readers.of(await note_audiences.came(event.id))
    context = {
        "event": event,
        "owner": owner,
        "thanked": await thanks.thanks_of(event),
        "may_thank": thanks.may_thank(event),
        "readership": readership,
        "left_out": [(one.name, str(readers.why_left_out(why))) for one, why in readership.left_out],
        "answers": named_answers(await replies.read_by(owner)),
        "sent": [one for one in await kept.about("event", event.id) if one.audience == "events.came"],
    }
    return forms.again("events/courtesies/thanks.html", form, **context)
