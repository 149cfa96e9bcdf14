"""What a carrier says to PostgreSQL, and hears from it. Each act may be repeated: done twice it is done once."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from piccolo.columns import Column

from mailing import suppressions
from mailing.journals import Answer
from mailing.tables import Bundle, Delivery, Send
from network.ground.clock import now
from network.ground.queue import together

# The one place that says whether a delivery may still go: its subscription stands, if it needs one.
STILL_WANTED = """(d.subscription IS NULL OR EXISTS (
    SELECT FROM mailing_subscription s WHERE s.id = d.subscription AND s.ended_at IS NULL))"""

# After the first, second, third and fourth "later"; then we give up.
COME_BACK = "(ARRAY['15 minutes', '1 hour', '4 hours', '24 hours']::interval[])"


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
            f"""
            SELECT id, address, name, subscription, tries, {STILL_WANTED} AS wanted FROM mailing_delivery d
            WHERE send = {{}} AND position BETWEEN {{}} AND {{}} AND state = 'waiting' AND ring_at <= {{}}
            ORDER BY position
            """,
            *(send_id, bundles[0]["first"], bundles[0]["last"], at),
        )
        banned = await suppressions.among(row["address"] for row in rows)
        await _leave_out("unsubscribed", [row["id"] for row in rows if not row["wanted"]])
        await _leave_out("suppressed", [row["id"] for row in rows if row["wanted"] and row["address"] in banned])
    left = [row for row in rows if row["wanted"] and row["address"] not in banned]
    return [Due(row["id"], row["address"], row["name"], row["subscription"], row["tries"]) for row in left]


async def _leave_out(state: str, ids: list[int]) -> None:
    if ids:
        left_out: dict[Column | str, Any] = {Delivery.state: state, Delivery.ended_at: now()}
        await Delivery.update(left_out).where(Delivery.id.is_in(ids))


async def settle(send_id: int, answers: Iterable[Answer]) -> bool:
    """What relays answered; whether to go on."""
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
    return await Send.exists().where((Send.id == send_id) & (Send.state == "sending"))


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


async def close(send_id: int, pause: float, rests: int, said: str) -> tuple[bool, bool]:
    """After carrying: whether the send is done, and whether some of it could be carried on at once."""
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
