"""What people type. A form is a msgspec Struct beside its page; all of its faults are gathered, each on its field, and
what was typed is kept.

    form = await forms.read(request, MeetingDayForm)
    if form.is_right:
        with form.answering():               # a Fault that the verb raises goes to its field
            event = await events.plan(...)
            return go_to(...)
    return forms.again("…/new.html", form, owner=owner)
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, time
from types import NoneType, UnionType
from typing import Annotated, Any, Generic, Literal, TypeVar, Union, get_args, get_origin, get_type_hints
from unicodedata import normalize

import msgspec
from litestar import Request
from litestar.response import Template
from markupsafe import Markup, escape

from network.ground import tokens
from network.ground.errors import Fault, TooMany
from network.ground.words import Sentence, _, say_number

S = TypeVar("S", bound=msgspec.Struct)

ADDRESS = r"^[^\s@<>,;:\"()\[\]\\]{1,64}@[^\s@<>,;:\"()\[\]\\.]+(\.[^\s@<>,;:\"()\[\]\\.]+)+$"
CODE = r"^[a-z2-9]{10}$"
CHOICE = "^(?:"  # how the pattern of a choice begins

Address = Annotated[str, msgspec.Meta(max_length=254, pattern=ADDRESS)]
Code = Annotated[str, msgspec.Meta(pattern=CODE)]  # made by us with the form: the same one twice is one thing
Line = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Words = Annotated[str, msgspec.Meta(max_length=20_000)]

MISSING = _("Please fill this in.")
NO_ADDRESS = _("This is no e-mail address: something like first.name@town.example is expected.")
NO_DAY = _("This is no day: for example 3/12/2026.")
NO_HOUR = _("This is no hour: for example 14:30.")
NO_NUMBER = _("A whole number is expected.")
NO_CHOICE = _("Please choose one of the answers.")
UNEXPECTED = _("This is not in the form that is expected.")
STALE = _("This form is no longer valid: please open the page again.")


class Form(Generic[S]):
    """What was typed, what is wrong with it, and when nothing is, the values."""

    def __init__(self, typed: Mapping[str, Any] | None = None) -> None:
        self.typed: dict[str, Any] = dict(typed or {})
        self.faults: dict[str, Sentence] = {}
        self.given: S | None = None
        self.labels: dict[str, Markup] = {}
        self.late: TooMany | None = None  # all is right, and it is too often: to be sent again later
        self.once_more: Sentence | None = None  # all is right, and the button is to be pressed again: see machines.py

    @property
    def is_right(self) -> bool:
        return self.given is not None and not self.faults and self.late is None

    @property
    def values(self) -> S:
        assert self.given is not None
        return self.given

    def value(self, name: str) -> Any:
        """For the template: what stands in a field."""
        return self.typed.get(name, "")

    def named(self, name: str, label: object) -> str:
        """For the template: a field tells, as it is drawn, what it is called. Draws nothing."""
        self.labels[name] = escape(label)
        return ""

    def place_of(self, name: str) -> Markup:
        """For the template: where the summary of faults, drawn before the fields, will name this one."""
        return Markup("<!--{}-->").format(name)

    def summed_up(self, page: Markup) -> Markup:
        """For the layout: the page, when all of its fields have told what they are called."""
        for name in self.faults:
            label = self.labels.get(name)
            page = page.replace(self.place_of(name), Markup("<b>{}</b> – ").format(label) if label else "")
        return page

    @contextmanager
    def answering(self) -> Iterator[None]:
        """A Fault raised inside is kept for its field, and what is too often for the whole; whatever else goes on."""
        try:
            yield
        except TooMany as late:
            self.late = late
        except Fault as fault:
            self.faults |= fault.all


def one_of(names: Iterable[str]) -> msgspec.Meta:
    """Of a field whose answers are named elsewhere: `Annotated[str, forms.one_of(KINDS)]`."""
    return msgspec.Meta(pattern=f"{CHOICE}{'|'.join(map(re.escape, names))})$")


def empty(**known: Any) -> Form[Any]:
    """A form nobody has filled in yet, with a fresh code for the thing that it will make."""
    return Form({"code": tokens.code(), **known})


async def read(request: Request[Any, Any, Any], struct: type[S]) -> Form[S]:
    """All fields, each judged by its own type. Unknown fields are passed over; a file stays the upload that it is."""
    sent = await request.form()
    form: Form[S] = Form({name: _typed(sent.getall(name)) for name in sent})
    values: dict[str, Any] = {}
    hints = get_type_hints(struct, include_extras=True)
    for field in msgspec.structs.fields(struct):
        kind = hints[field.name]
        answers = [_clean(answer) for answer in sent.getall(field.name, [])]
        try:
            values[field.name] = _value(answers, kind, field.required)
        except LookupError:  # nothing was said, and nothing need be
            continue
        except (ValueError, msgspec.ValidationError) as wrong:
            form.faults[field.name] = _fault(kind, str(wrong), bool(answers and answers[0]))
    if not form.faults:
        form.given = struct(**values)
    return form


def number_in(request: Request[Any, Any, Any], name: str, least: int = 0) -> int:
    """A small number in the query, or the least: whoever types one by hand gets a page all the same."""
    said = request.query_params.get(name, "")
    return max(least, int(said)) if said.isascii() and said.isdigit() and len(said) < 6 else least


def again(template: str, form: Form[Any], **context: Any) -> Template:
    """The page once more, with what was typed and every fault: 422; or that it was too often: 429."""
    status = 422 if form.faults else 429 if form.late else 200
    return Template(
        template,
        context={"form": form, **context},
        status_code=status,
        headers=form.late.headers if form.late else None,
    )


def _typed(answers: list[Any]) -> Any:
    answers = [answer if isinstance(answer, str) else getattr(answer, "filename", "") for answer in answers]
    return answers[0] if len(answers) == 1 else answers


def _clean(answer: Any) -> Any:
    return (
        normalize("NFC", answer).replace("\r\n", "\n").replace("\x00", "").strip()
        if isinstance(answer, str)
        else answer
    )


def _value(answers: list[Any], kind: Any, is_required: bool) -> Any:
    base, may_be_none = _base(kind)
    if get_origin(base) is list:
        [inner] = get_args(base)
        return [_one(answer, inner) for answer in answers if answer]
    if base is bool:
        return any(answer not in ("", "0", "off", "false") for answer in answers)
    answer = answers[-1] if answers else ""
    if answer == "" or (not isinstance(answer, str) and not getattr(answer, "filename", None)):
        if may_be_none:
            return None
        if not is_required:
            raise LookupError
        raise ValueError("missing")
    return _one(answer, kind)


def _one(answer: Any, kind: Any) -> Any:
    base, _none = _base(kind)
    if not isinstance(answer, str):
        if base in (str, int, date, time) or get_origin(base) is Literal:
            raise ValueError("a file where words were asked for")
        return answer
    if base is date and (found := re.fullmatch(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})", answer)):
        answer = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    if base is time:
        found = re.fullmatch(r"(\d{1,2})\s*(?:[h:]\s*(\d{2})?)?(?::\d{2})?", answer)
        answer = f"{int(found[1]):02}:{found[2] or '00'}:00" if found else answer
    if base is int:
        answer = re.sub(r"[\s\u00a0\u202f]", "", answer)
    return msgspec.convert(answer, kind, strict=False)


def _base(kind: Any) -> tuple[Any, bool]:
    """Without its Annotated and its None, and whether None was allowed."""
    if get_origin(kind) is Annotated:
        return _base(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        inner = [part for part in get_args(kind) if part is not NoneType]
        return _base(inner[0])[0], len(inner) < len(get_args(kind))
    return kind, False


def _pattern(kind: Any) -> str:
    if get_origin(kind) is Annotated:
        return next((part.pattern for part in get_args(kind)[1:] if getattr(part, "pattern", None)), "")
    return next(filter(None, map(_pattern, get_args(kind))), "") if get_origin(kind) in (Union, UnionType) else ""


def _fault(kind: Any, said: str, is_typed: bool) -> Sentence:
    base, _none = _base(kind)
    if get_origin(base) is Literal or _pattern(kind).startswith(CHOICE):
        return NO_CHOICE
    if not is_typed:
        return STALE if _pattern(kind) == CODE else MISSING
    if "regex" in said:
        return {ADDRESS: NO_ADDRESS, CODE: STALE}.get(_pattern(kind), UNEXPECTED)
    if found := re.search(r"length <= (\d+)", said):
        return _("This is too long: %(most)s characters at most.", most=say_number(int(found[1])))
    if found := re.search(r"length >= (\d+)", said):
        return _("This is too short: %(least)s characters at least.", least=say_number(int(found[1])))
    if found := re.search(r"`int` >= (-?\d+)", said):
        return _("This is too small: %(least)s at least.", least=say_number(int(found[1])))
    if found := re.search(r"`int` <= (-?\d+)", said):
        return _("This is too large: %(most)s at most.", most=say_number(int(found[1])))
    return {date: NO_DAY, time: NO_HOUR, int: NO_NUMBER}.get(base, UNEXPECTED)
