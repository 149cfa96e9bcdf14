"""Machines that fill in the forms of strangers. No riddle is asked of anybody; three things tell most of them from people.

A field that nobody sees is left empty by people. A form was shown some time before it is sent: when, is sealed in it; a
hand needs more than a moment. And rates (limits.py). Who was quick, or lay too long, is asked to press the button once
more, with all that was typed: whoever lets a browser fill in everything, or reads slowly, loses nothing.
"""

from typing import Any
from urllib.parse import urlsplit

from litestar import Request

from network.ground import tokens
from network.ground.clock import now
from network.ground.forms import Form
from network.ground.settings import settings
from network.ground.words import _

A_MOMENT = 2  # seconds
LASTS = 24 * 3600
ONCE_MORE = _("Please press the button once more: this tells you from a machine.")


def stamp() -> str:
    """When the form is shown: now, sealed."""
    return _sealed(int(now().timestamp()))


def stamp_of(form: Form[Any]) -> str:
    """For the template: the stamp that a form shown again had already, while it lasts."""
    said = str(form.value("shown_at"))
    return said if _age(said) is not None else stamp()


def is_one(form: Form[Any]) -> bool:
    """It filled in what nobody sees."""
    return bool(form.value("website"))


def may_be_one(form: Form[Any]) -> bool:
    """Sent in a moment, or by somebody to whom it was never shown: then the form says so and is shown once more."""
    age = _age(str(form.value("shown_at")))
    if age is None or age < A_MOMENT:
        form.once_more = ONCE_MORE
    return form.once_more is not None


def is_from_elsewhere(request: Request[Any, Any, Any]) -> bool:
    """A form copied into another site bears no stamp; a browser says that it comes from there, and no page can make it
    say otherwise."""
    origin = request.headers.get("origin", "")
    ours = {urlsplit(settings().address).netloc, request.headers.get("host", "")}
    return bool(origin) and urlsplit(origin).netloc not in ours


def _sealed(at: int) -> str:
    return f"{at}.{tokens.derive('form shown', at)[:32]}"


def _age(said: str) -> float | None:
    """In seconds; None where it is no stamp of ours, or too old."""
    at, _dot, _seal = said.partition(".")
    if not (at.isascii() and at.isdigit() and len(at) < 12 and tokens.are_same(said, _sealed(int(at)))):
        return None
    age = now().timestamp() - int(at)
    return age if age < LASTS else None
