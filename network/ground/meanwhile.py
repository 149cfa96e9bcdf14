"""Meanwhile: two people have the form of the same thing open, and whoever saves second would undo the first unawares.

Such a form bears a print of each answer as it stood when it was shown. If one has changed since, nothing is saved yet: the
form comes back with what somebody else changed and this person had not touched; where both changed the same answer, it
says what stands there now and keeps what was typed. The same button then keeps what the form says.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from network.ground import tokens
from network.ground.errors import Fault
from network.ground.forms import Form
from network.ground.words import Sentence, _, say_date

MEANWHILE = _(
    "Somebody changed this since you opened it. What you typed is still here, beside what they changed elsewhere: save once more to keep it so."
)
LONGEST = 300  # of what is said again
Words = Mapping[str, Mapping[Any, Any]]


def prints_of(known: Mapping[str, Any]) -> str:
    """For the hidden field `seen` of the form that shows these answers."""
    return " ".join(f"{name}:{_print(value)}" for name, value in known.items())


def require_unchanged(
    form: Form[Any], there: Mapping[str, Any], wanted: Mapping[str, Any], words: Words | None = None
) -> None:
    """`there` is what the thing says now, read under its lock, and `wanted` what it would say, both as the fields show it;
    `words`, what the answers to choose from are called. Raises Fault. A form sent twice has nothing against itself."""
    seen = dict(part.split(":", 1) for part in str(form.value("seen")).split() if ":" in part)
    changed = [
        name
        for name in seen.keys() & there.keys()
        if seen[name] != _print(there[name]) and _print(wanted[name]) != _print(there[name])
    ]
    if not changed:
        return
    touched = [name for name in there if name in changed and seen[name] != _print(wanted[name])]
    form.typed |= {name: there[name] for name in changed if name not in touched}
    form.typed["seen"] = prints_of(there)
    raise Fault("", MEANWHILE, {name: _say(there[name], (words or {}).get(name, {})) for name in touched})


def _say(value: Any, called: Mapping[Any, Any]) -> Sentence:
    said = str(called.get(value, value)).strip()
    try:
        said = say_date(date.fromisoformat(said))
    except ValueError:
        said = said if len(said) <= LONGEST else f"{said[:LONGEST]}…"
    if not said:
        return _("Somebody emptied this meanwhile.")
    return _("Somebody wrote “%(said)s” here meanwhile.", said=said)


def _print(value: Any) -> str:
    return tokens.digest(str("" if value is None else value).replace("\r\n", "\n").strip())[:12]
