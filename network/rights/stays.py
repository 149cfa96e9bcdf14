"""Stays: the browsers in which a person is signed in, for the person to see and to end."""

from datetime import datetime

import msgspec

from network.ground import tokens
from network.ground.clock import now
from network.tables import Person, SignIn


class Stay(msgspec.Struct):
    mark: str  # names it in a form, and says nothing
    since: datetime
    seen_at: datetime
    is_this: bool


async def of(person: Person, token: str) -> list[Stay]:
    """The last seen first; `token` is of the browser that asks."""
    rows = (
        await SignIn.objects()
        .where(SignIn.person == person.id, SignIn.ends_at > now())
        .order_by(SignIn.seen_at, ascending=False)
    )
    here = tokens.digest(token)
    return [Stay(_mark(row), row.created_at, row.seen_at, row.digest == here) for row in rows]


async def end(person: Person, mark: str, token: str) -> None:
    """That one; with the mark "others" all but the one that asks."""
    here = tokens.digest(token)
    for row in await SignIn.objects().where(SignIn.person == person.id):
        if mark == _mark(row) or (mark == "others" and row.digest != here):
            await row.remove()


def _mark(row: SignIn) -> str:
    return tokens.derive("stay", row.id, row.created_at.timestamp())[:20]
