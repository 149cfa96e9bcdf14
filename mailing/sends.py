"""Sends: a letter begins its way, rests, goes on.

What it says and to whom is frozen when it starts, in one transaction: a row for each recipient, in bundles for those
who carry. From then on carriers do the work (carriers.py), and the clock looks for sends that stand still.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from piccolo.columns import Column

from mailing import ledger
from mailing.plates import Content, Plate
from mailing.tables import Bundle, Delivery, Halt, Send
from network.ground import tokens
from network.ground.clock import now
from network.ground.queue import later, together
from network.ground.words import Sentence, _, say_number

BUNDLE = 500
LOOK_AGAIN = ledger.BEAT


@dataclass(frozen=True)
class Recipient:
    """As they are on the day of sending. With a subscription, the letter goes only as long as that one stands."""

    address: str
    name: str = ""
    person: int | None = None
    subscription: int | None = None


async def start(
    content: Content,
    recipients: Sequence[Recipient],
    asked_by: int | None = None,
    beyond: Sequence[Recipient] = (),
) -> Send:
    """The letter is on its way: what it says and to whom changes no more. Who is `beyond` its reach is written down, and
    written to by nobody."""
    at = now()
    Plate(content, at, "")  # what cannot be set is refused here, and not when it is carried
    async with together():
        send = Send(code=tokens.code(), content=msgspec.json.encode(content).decode(), asked_by=asked_by)
        send.started_at, send.ring_at = at, at + LOOK_AGAIN
        await send.save()
        await _write_down(send, recipients, "waiting")
        await _write_down(send, beyond, "beyond", len(recipients))
        await Bundle.raw(
            """
            INSERT INTO mailing_bundle (send, first, last, ring_at)
            SELECT {}, n, n + {}::int - 1, {}::timestamptz FROM generate_series(0, {}::int - 1, {}::int) AS n
            """,
            send.id,
            BUNDLE,
            at,
            len(recipients),
            BUNDLE,
        )
        await later("carry_send", send.id)
    return send


async def _write_down(send: Send, people: Sequence[Recipient], state: str, first: int = 0) -> None:
    await Delivery.raw(
        """
        INSERT INTO mailing_delivery
            (send, position, address, name, person, subscription, state, tries, ring_at, ended_at, reply)
        SELECT {}, {} + n - 1, address, name, person, subscription, {}::text, 0, {}::timestamptz,
               CASE {}::text WHEN 'waiting' THEN NULL ELSE {}::timestamptz END, ''
        FROM unnest({}::text[], {}::text[], {}::int[], {}::int[])
             WITH ORDINALITY AS r (address, name, person, subscription, n)
        """,
        *(send.id, first, state, send.started_at, state, send.started_at),
        [one.address for one in people],
        [one.name[:170] for one in people],
        [one.person for one in people],
        [one.subscription for one in people],
    )


async def try_out(content: Content, to: Recipient, asked_by: int | None = None) -> Send:
    """One copy to one address, the same in all but its reader: it needs no subscription, and ends none."""
    return await start(content, [Recipient(to.address, to.name, to.person)], asked_by)


async def pause(send_id: int, by: int | None = None) -> bool:
    """Who carries it stops within a second; what has left has left. False where nothing was to be paused."""
    async with together():
        running = (Send.id == send_id) & Send.state.is_in(["waiting", "sending"])
        is_paused = bool(await Send.update({Send.state: "paused"}).where(running).returning(Send.id))
        if is_paused:
            await _note_down(send_id, "paused", by)
    return is_paused


async def resume(send_id: int, by: int | None = None) -> bool:
    """From where it was."""
    async with together():
        paused = (Send.id == send_id) & (Send.state == "paused")
        again: dict[Column | str, Any] = {Send.state: "waiting", Send.ring_at: now() + LOOK_AGAIN, Send.rests: 0}
        is_resumed = bool(await Send.update(again).where(paused).returning(Send.id))
        if is_resumed:
            await _note_down(send_id, "resumed", by)
            await later("carry_send", send_id)
    return is_resumed


async def end(send_id: int, by: int | None = None) -> bool:
    """For those whom it has not reached: they will not get it. Who carries it stops and tells what has left; then it is
    over (ledger.close), so that nobody is written down as left out whose letter was on its way."""
    async with together():
        here = (Send.id == send_id) & Send.state.is_in(["waiting", "sending", "paused"])
        ending: dict[Column | str, Any] = {Send.state: "ending", Send.ring_at: now() + LOOK_AGAIN}
        is_ending = bool(await Send.update(ending).where(here).returning(Send.id))
        if is_ending:
            await _note_down(send_id, "ended", by)
            # a lease that ran out may have left answers in a journal: a carrier looks there first
            await ledger.end_if_nobody_carries(send_id, Bundle.carrier.is_not_null())
            await later("carry_send", send_id)
    return is_ending


async def _note_down(send_id: int, answer: str, by: int | None) -> None:
    await Halt(send=send_id, person=by, answer=answer, at=now()).save()


async def halts_of(send_id: int) -> list[dict[str, Any]]:
    """Who paused, resumed or ended it, with names, in order."""
    shown = [Halt.answer, Halt.at, Halt.person, Halt.person.given_name, Halt.person.family_name]
    return await Halt.select(*shown).where(Halt.send == send_id).order_by(Halt.id)


async def rest_after_restore() -> Sentence | None:
    """Whoever still waits in a backup may have been written to since: nothing leaves before somebody has looked."""
    going = Send.state.is_in(["waiting", "sending"])
    paused: dict[Column | str, Any] = {Send.state: "paused", Send.said: "restored"}
    rows = await Send.update(paused).where(going).returning(Send.id)
    if not rows:
        return None
    waiting = Delivery.send.is_in([row["id"] for row in rows]) & (Delivery.state == "waiting")
    return _(
        "Letters that were on their way: %(count)s, paused before %(waiting)s recipients who may have had them since.",
        count=say_number(len(rows)),
        waiting=say_number(await Delivery.count().where(waiting)),
    )


async def ring_standing() -> list[int]:
    """Which sends the clock should ring for: nobody has carried them since their time came."""
    at = now()
    standing = Send.state.is_in(["waiting", "sending", "ending"]) & (Send.ring_at <= at)
    rows = await Send.update({Send.ring_at: at + LOOK_AGAIN}).where(standing).returning(Send.id)
    return [row["id"] for row in rows]
