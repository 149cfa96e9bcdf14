"""Erasures: a person goes, and nothing of the house leads to them any more, while what was counted stays true.

Before, it is said exactly what will go and what will stay: it is tried, and undone. The person confirms it with the
figures of a letter; for somebody without an account those who see their page do it, saying how it was asked. That it
happened stays, dated, without a name. Where the last gardener of a community goes, they are told what that means.
"""

from datetime import timedelta
from typing import Any

import msgspec
from piccolo.table import Table

from network import notes, privacy
from network.access import Viewer
from network.ground import tokens
from network.ground.clock import now
from network.ground.errors import Fault, Refusal
from network.ground.letterpress import Pressed, press
from network.ground.limits import require_room
from network.ground.queue import together
from network.ground.words import Sentence, _
from network.plug import house
from network.tables import Account, Consent, ErasureRequest, Note, Person

LIVES = timedelta(hours=1)
WRONG_TRIES, LETTERS_AN_HOUR = 5, 5
TOO_LATE = _("These figures do not work any more. Please ask for new ones.")
FOR_OTHERS = _("What you decided, counted or wrote down for others")
WAYS = {"letter": _("By a letter"), "phone": _("By phone"), "in_person": _("In person")}


class Fate(msgspec.Struct):
    """What becomes of the rows of one table."""

    title: str
    gone: int
    kept: int  # without anything that leads to the person


class Undone(Exception):
    pass


async def fates(person: Person) -> list[Fate]:
    """Tried for real, counted, and undone: what is promised is what will happen. What is shown as theirs is counted as
    theirs; where they only decided, counted or wrote something down for others, it is one line of its own."""
    found: list[Fate] = []
    for_others = 0
    try:
        async with together():
            sections = house().every("privacy_sections")
            before = {table: await _rows_of(table, person) for table, _holding in sections}
            held = {table: await holding.show(person) for table, holding in sections}
            there = {
                table: int(await table.count()) for table, rows in before.items() if len(held[table].facts) > len(rows)
            }
            shadow = await Person.objects().get(Person.id == person.id)
            assert shadow is not None  # a copy: whoever is removed cannot be removed again
            await privacy.let_go(shadow)
            for table, rows in before.items():
                facts = len(held[table].facts)
                left = int(await table.count().where(table.id.is_in([*rows, 0]))) if rows else 0
                gone = there[table] - int(await table.count()) if table in there else len(rows) - left
                kept = max(0, min(left, facts - gone) if table not in there else facts - gone)
                for_others += max(0, left - kept)
                if gone or kept:
                    found.append(Fate(str(held[table].title), gone, kept))
            raise Undone
    except Undone:
        return [*found, Fate(str(FOR_OTHERS), 0, for_others)] if for_others else found


async def _rows_of(table: type[Table], person: Person) -> set[int]:
    keys = [key for key in table._meta.foreign_key_columns if key._foreign_key_meta.resolved_references is Person]
    found: set[int] = set()
    for key in keys:
        found |= set(await table.select(table.id).where(key == person.id).output(as_list=True))  # type: ignore[attr-defined]
    return found


async def ask(person: Person) -> ErasureRequest:
    """A letter with figures goes to the address that they come in by. Raises TooMany."""
    async with together():
        lately = ErasureRequest.asked_at > now() - timedelta(hours=1)
        asked = await ErasureRequest.select(ErasureRequest.asked_at).where(ErasureRequest.person == person.id, lately)
        require_room([row["asked_at"] for row in asked], LETTERS_AN_HOUR, timedelta(hours=1))
        request = ErasureRequest(code=tokens.code(), person=person.id, asked_at=now())
        await request.save()
        account = await Account.objects().where(Account.person == person.id).first()
        await notes.owe("network.erasure", account.address if account else person.id, about=request.id)
    return request


def figures_of(request: ErasureRequest) -> str:
    """In no table."""
    return tokens.derive_figures("erasure", request.id, request.asked_at.timestamp())


async def write_figures(note: Note) -> Pressed | None:
    """The figures, and what they do."""
    request = await ErasureRequest.objects().get(ErasureRequest.id == note.subject)
    if request is None or request.asked_at < now() - LIVES:
        return None
    return press("network/letters/erasure", _("Erase your data: the figures"), figures=figures_of(request))


async def confirm(person: Person, code: str, figures: str) -> None:
    """The person themselves. Raises Fault("figures"), Refusal when they are to be asked for anew."""
    async with together():
        theirs = (ErasureRequest.code == code) & (ErasureRequest.person == person.id)
        request = await ErasureRequest.objects().where(theirs).lock_rows("UPDATE").first()
        if request is None or request.asked_at < now() - LIVES or request.wrong_tries >= WRONG_TRIES:
            raise Refusal(TOO_LATE)
        is_right = tokens.are_same(figures_of(request), "".join(figures.split()))
        if is_right:
            await erase(person, "figures", None)
        else:
            request.wrong_tries += 1
            await request.save()
    if not is_right:  # outside: the wrong try is kept
        raise Fault("figures", _("These are not the six figures of the letter."))


async def erase(person: Person, way: str, by: Viewer | None) -> None:
    """Nothing leads to them any more."""
    await privacy.forget(person, way, by.person if by else None)


async def forget_old_proofs() -> None:
    """By the clock, at night: what stayed of the consents of those who were erased goes after five years."""
    old: Any = Consent.person.is_null() & (Consent.at < now() - timedelta(days=5 * 365 + 2))
    await Consent.delete().where(old)


GONE: Sentence = _("You are erased. Nothing here leads to you any more.")
