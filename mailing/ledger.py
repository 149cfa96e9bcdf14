"""What a carrier says to PostgreSQL, and hears from it. Each act may be repeated: done twice it is done once."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, NamedTuple

from piccolo.columns import Column
from piccolo.custom_types import Combinable

from mailing import suppressions
from mailing.journals import Answer
from mailing.reasons import is_dead
from mailing.tables import Bundle, Delivery, Send, Subscription, runs
from network.ground.clock import now
from network.ground.queue import together

# After the first, second, third and fourth "later"; then we give up.
COME_BACK = "(ARRAY['15 minutes', '1 hour', '4 hours', '24 hours']::interval[])"


# How long a send is quiet before the clock looks after it: whoever carries it is heard each second.
BEAT = timedelta(seconds=8)


class Due(NamedTuple):
    """A delivery whose turn it is."""

    id: int
    address: str
    name: str
    subscription: int | None
    tries: int


async def take_up(send_id: int) -> bool:
    """The send is being carried; False where it is paused or done."""
    mine = (Send.id == send_id) & Send.state.is_in(["waiting", "sending"])
    return bool(await Send.update({Send.state: "sending"}).where(mine).returning(Send.id))


async def lease(send_id: int, carrier: str, minutes: int) -> list[Due] | None:
    """The next bundle whose time has come, looked through once more; None where there is none."""
    at = now()
    async with together():
        bundles = await Bundle.raw(
            """
            UPDATE mailing_bundle SET carrier = {}, held_until = {}::timestamptz + {} * interval '1 minute'
            WHERE id = (SELECT id FROM mailing_bundle
                        WHERE send = {} AND ring_at <= {} AND (carrier IS NULL OR held_until < {})
                        ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING first, last
            """,
            *(carrier, at, minutes, send_id, at, at),
        )
        if not bundles:
            return None
        rows = await Delivery.raw(
            """
            SELECT id, address, name, subscription, tries FROM mailing_delivery
            WHERE send = {} AND position BETWEEN {} AND {} AND state = 'waiting' AND ring_at <= {}
            ORDER BY position
            """,
            *(send_id, bundles[0]["first"], bundles[0]["last"], at),
        )
        due = [Due(**row) for row in rows]
        ended = await _ended(one.subscription for one in due if one.subscription is not None)
        banned = await suppressions.among(one.address for one in due)
        await _leave_out("unsubscribed", [one.id for one in due if one.subscription in ended])
        await _leave_out(
            "suppressed", [one.id for one in due if one.address in banned and one.subscription not in ended]
        )
    return [one for one in due if one.subscription not in ended and one.address not in banned]


async def _ended(subscriptions: Iterable[int]) -> set[int | None]:
    """Those that do not run any more, or are not there."""
    asked: set[int | None] = {*subscriptions}
    running = Subscription.select(Subscription.id).where(runs() & Subscription.id.is_in([*asked, 0]))
    return {*asked} - {*await running.output(as_list=True)}


async def _leave_out(state: str, ids: list[int]) -> None:
    if ids:
        left_out: dict[Column | str, Any] = {Delivery.state: state, Delivery.ended_at: now()}
        await Delivery.update(left_out).where(Delivery.id.is_in(ids))


async def settle(send_id: int, answers: Iterable[Answer]) -> bool:
    """What relays answered; whether to go on."""
    answers = [*answers]
    await _hear_of_dead_addresses([a for a in answers if is_dead(*a.reply)])
    told = [(a.delivery, a.tries, a.reply.code, a.reply.text) for a in answers]
    if told:
        ids, tries, codes, texts = map(list, zip(*told, strict=True))
        await Delivery.raw(
            f"""
            UPDATE mailing_delivery d
            SET state = r.became, code = r.code, reply = r.reply, tries = r.tries + (r.became = 'waiting')::int,
                ring_at = {{}}::timestamptz + coalesce({COME_BACK}[r.tries + 1], interval '0'),
                ended_at = CASE r.became WHEN 'waiting' THEN NULL ELSE {{}}::timestamptz END
            FROM (SELECT *, CASE WHEN code < 400 THEN 'accepted' WHEN code >= 500 THEN 'refused'
                                 WHEN tries < 4 THEN 'waiting' ELSE 'given_up' END AS became
                  FROM unnest({{}}::int[], {{}}::smallint[], {{}}::smallint[], {{}}::text[]) AS r (id, tries, code, reply)) r
            WHERE d.id = r.id AND d.tries = r.tries AND d.state = 'waiting'
            """,
            *(now(), now(), ids, tries, codes, texts),
        )
    beating: dict[Column | str, Any] = {Send.ring_at: now() + BEAT}
    mine = (Send.id == send_id) & (Send.state == "sending")
    return bool(await Send.update(beating).where(mine).returning(Send.id))


async def _hear_of_dead_addresses(answers: list[Answer]) -> None:
    """Before they are settled: told twice it is heard twice, and not never."""
    if answers:
        ids = [answer.delivery for answer in answers]
        waiting = Delivery.id.is_in(ids) & (Delivery.state == "waiting")
        for address in await Delivery.select(Delivery.address).where(waiting).output(as_list=True):
            await suppressions.suppress(address, suppressions.BOUNCED)


async def let_go(send_id: int, carrier: str) -> None:
    """The bundles of this carrier: those in which nothing waits are put away, the others are anybody's."""
    async with together():
        await Bundle.raw(
            """
            UPDATE mailing_bundle b SET carrier = NULL, held_until = NULL, ring_at = (
                SELECT min(d.ring_at) FROM mailing_delivery d
                WHERE d.send = b.send AND d.position BETWEEN b.first AND b.last AND d.state = 'waiting')
            WHERE send = {} AND carrier = {}
            """,
            *(send_id, carrier),
        )
        await Bundle.delete().where((Bundle.send == send_id) & Bundle.ring_at.is_null())


async def end_if_nobody_carries(send_id: int, is_leased: Combinable) -> None:
    """The last act of a send that was ended: what has not left stays. Not while somebody has letters of it in hand."""
    async with together():
        ending = (Send.id == send_id) & (Send.state == "ending")
        if not await Send.select(Send.id).where(ending).lock_rows("UPDATE"):
            return
        if await Bundle.exists().where((Bundle.send == send_id) & is_leased):
            return
        left_out: dict[Column | str, Any] = {Delivery.state: "called_off", Delivery.ended_at: now()}
        await Delivery.update(left_out).where((Delivery.send == send_id) & (Delivery.state == "waiting"))
        await Bundle.delete().where(Bundle.send == send_id)
        await Send.update({Send.state: "done", Send.done_at: now(), Send.said: ""}).where(Send.id == send_id)


async def close(send_id: int, pause: float, rests: int, said: str) -> tuple[bool, bool]:
    """After carrying: whether the send is done, and whether some of it could be carried on at once."""
    await end_if_nobody_carries(send_id, Bundle.carrier.is_not_null() & (Bundle.held_until > now()))
    [row] = await Send.raw(
        """
        UPDATE mailing_send s
        SET state = CASE WHEN left_.bundles = 0 AND s.state = 'sending' THEN 'done' ELSE s.state END,
            done_at = CASE WHEN left_.bundles = 0 THEN {}::timestamptz END,
            ring_at = greatest(coalesce(left_.ring_at, {}::timestamptz + interval '1 minute'), {}::timestamptz + {} * interval '1 second'),
            rests = {}, said = {}
        FROM (SELECT count(*) AS bundles, min(ring_at) FILTER (WHERE carrier IS NULL) AS ring_at
              FROM mailing_bundle WHERE send = {}) left_
        WHERE s.id = {}
        RETURNING s.state, s.ring_at
        """,
        *((at := now()), at, at, pause, rests, said, send_id, send_id),
    )
    return row["state"] == "done", row["state"] == "sending" and row["ring_at"] <= at
