"""Sends: a letter begins its way, rests, goes on.

What it says and to whom is frozen when it starts, in one transaction: a row for each recipient, in bundles for those
who carry. From then on carriers do the work (carriers.py), and the clock looks for sends that stand still.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec
from piccolo.columns import Column

from mailing.plates import Content, Plate
from mailing.tables import Bundle, Delivery, Send
from network.ground import tokens
from network.ground.clock import now
from network.ground.queue import later, together

BUNDLE = 500
LOOK_AGAIN = timedelta(minutes=1)


@dataclass(frozen=True)
class Recipient:
    """As they are on the day of sending. With a subscription, the letter goes only as long as that one stands."""

    address: str
    name: str = ""
    person: int | None = None
    subscription: int | None = None


async def start(content: Content, recipients: Sequence[Recipient], asked_by: int | None = None) -> Send:
    """The letter is on its way: what it says and to whom changes no more."""
    at = now()
    Plate(content, at, "")  # what cannot be set is refused here, and not when it is carried
    async with together():
        send = Send(code=tokens.code(), content=msgspec.json.encode(content).decode(), asked_by=asked_by)
        send.started_at, send.ring_at = at, at + LOOK_AGAIN
        await send.save()
        await Delivery.raw(
            """
            INSERT INTO mailing_delivery (send, position, address, name, person, subscription, state, tries, ring_at, reply)
            SELECT {}, n - 1, address, name, person, subscription, 'waiting', 0, {}::timestamptz, ''
            FROM unnest({}::text[], {}::text[], {}::int[], {}::int[])
                 WITH ORDINALITY AS r (address, name, person, subscription, n)
            """,
            send.id,
            at,
            [one.address for one in recipients],
            [one.name[:170] for one in recipients],
            [one.person for one in recipients],
            [one.subscription for one in recipients],
        )
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


async def try_out(content: Content, to: Recipient, asked_by: int | None = None) -> Send:
    """One copy to one address, the same in all but its reader: it needs no subscription, and ends none."""
    return await start(content, [Recipient(to.address, to.name, to.person)], asked_by)


async def pause(send_id: int) -> None:
    """Who carries it stops within a second; what has left has left."""
    await Send.update({Send.state: "paused"}).where((Send.id == send_id) & Send.state.is_in(["waiting", "sending"]))


async def resume(send_id: int) -> None:
    """From where it was."""
    async with together():
        paused = (Send.id == send_id) & (Send.state == "paused")
        again: dict[Column | str, Any] = {Send.state: "waiting", Send.ring_at: now() + LOOK_AGAIN, Send.rests: 0}
        if await Send.update(again).where(paused).returning(Send.id):
            await later("carry_send", send_id)


async def ring_standing() -> list[int]:
    """Which sends the clock should ring for: nobody has carried them since their time came."""
    at = now()
    standing = Send.state.is_in(["waiting", "sending"]) & (Send.ring_at <= at)
    rows = await Send.update({Send.ring_at: at + LOOK_AGAIN}).where(standing).returning(Send.id)
    return [row["id"] for row in rows]
