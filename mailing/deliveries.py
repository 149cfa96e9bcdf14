"""Deliveries: who got the letter, who did not, and why.

A link to unsubscribe carries a token made of its subscription and its delivery. It needs no row to be read, so it
never runs out, and in a letter sent twice it is the same.
"""

from typing import Any, NamedTuple

from mailing import tokens
from mailing.reasons import reason_of
from mailing.tables import Delivery
from network.ground.words import Sentence, _

BECAME: dict[str, Sentence] = {
    "accepted": _("Taken by their mail server"),
    "waiting": _("On its way"),
    "put_off": _("Their mail server asked us to come back later"),
    "refused": _("Refused by their mail server"),
    "given_up": _("Their mail server asked us to come back later, until we gave up"),
    "unsubscribed": _("Had unsubscribed before it was their turn"),
    "suppressed": _("Must not be written to any more"),
    "called_off": _("The sending was ended before it was their turn"),
    "beyond": _("Subscribed, but no longer among those whom the newsletter reaches"),
}


GROUPS: dict[str, tuple[str, ...]] = {  # what somebody asks for who looks through them
    "arrived": ("accepted",),
    "waiting": ("waiting",),
    "missed": ("refused", "given_up", "unsubscribed", "suppressed", "called_off", "beyond"),
}


class Became(NamedTuple):
    """A line of the list: whom, what became of it in words and why, and what their server said."""

    address: str
    name: str
    words: Sentence
    reason: Sentence | None
    reply: str
    position: int


async def of(send_id: int, group: str = "", named: str = "", after: int = -1, limit: int = 100) -> list[Became]:
    """In the order of sending, all or one of GROUPS, of this name or address or part of it, a page at a time."""
    rows = await Delivery.raw(
        """
        SELECT address, name, state, tries, code, reply, position FROM mailing_delivery
        WHERE send = {} AND position > {} AND ({} = '' OR state = ANY({}::text[]))
          AND strpos(unaccent(lower(name || ' ' || address)), unaccent(lower({}))) > 0
        ORDER BY position LIMIT {}
        """,
        *(send_id, after, group, [*GROUPS.get(group, ())], named, limit),
    )
    return [_became(row) for row in rows]


def _became(row: dict[str, Any]) -> Became:
    state = "put_off" if row["state"] == "waiting" and row["tries"] else str(row["state"])
    reason = reason_of(row["code"], row["reply"]) if state in ("refused", "given_up", "put_off") else None
    reply = row["reply"] if reason else ""
    return Became(row["address"], row["name"], BECAME[state], reason, reply, row["position"])


async def count(send_id: int) -> dict[str, int]:
    """How many in each state; states that nobody is in are not named."""
    rows = await Delivery.raw(
        """
        SELECT CASE WHEN state = 'waiting' AND tries > 0 THEN 'put_off' ELSE state END AS became, count(*) AS many
        FROM mailing_delivery WHERE send = {} GROUP BY became
        """,
        send_id,
    )
    return {row["became"]: row["many"] for row in rows}


class Leaving(NamedTuple):
    """Who followed the link of a letter: of a test copy, nobody's subscription."""

    subscription: int | None
    delivery: int


def unsubscribe_token(subscription: int | None, delivery: int) -> str:
    """What stands in the links of this delivery."""
    return tokens.seal("unsubscription", subscription or 0, delivery)


def read_unsubscribe_token(token: str) -> Leaving | None:
    """None: no letter of ours carried it."""
    numbers = tokens.unseal("unsubscription", token)
    return numbers and Leaving(numbers[0] or None, numbers[1])


def message_id(send: int, delivery: int, host: str) -> str:
    """The same for the same recipient of the same send, however often it leaves; and it can be read back."""
    return f"{tokens.seal('message', send, delivery)}@{host}"
