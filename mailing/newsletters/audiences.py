"""Audiences: who receives a letter, worked out on the day of sending, each with why.

Those whose subscription to the newsletter runs, with a consent in the ledger, and who are within its reach today: who
has left the community no longer receives what is for its members. An address is written to once.
"""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from mailing.newsletters.consents import PURPOSE
from mailing.sends import Recipient
from mailing.tables import Newsletter, Subscription
from network.ground.clock import today
from network.ground.words import Sentence, _, say_date
from network.owners import Owner, network_number
from network.tables import Community

WITHIN = """
WITH clock AS (SELECT {}::date AS today),
standing AS (
    SELECT s.person, s.community, s.circle, c.network FROM network_standing s
    JOIN network_community c ON c.id = s.community CROSS JOIN clock
    WHERE s.since_on <= today AND (s.until_on IS NULL OR s.until_on > today)
),
office AS (
    SELECT m.person, m.role, coalesce(m.community, t.community) AS community,
           coalesce(m.network, t.network, c.network) AS network
    FROM network_mandate m CROSS JOIN clock
    LEFT JOIN network_team t ON t.id = m.team
    LEFT JOIN network_community c ON c.id = coalesce(m.community, t.community)
    WHERE m.since_on <= today AND (m.until_on IS NULL OR m.until_on > today)
),
within AS (
    SELECT person FROM standing WHERE ({} AND network = {}) OR (community = {} AND circle <= {})
    UNION SELECT person FROM office WHERE ({} AND network = {}) OR community = {} OR (role = 'coordinator' AND network = {})
),
subscribed AS (
    SELECT DISTINCT ON (lower(s.address)) s.id, s.address, s.person, s.since_at,
           coalesce(nullif(s.name, ''), trim(p.given_name || ' ' || p.family_name), '') AS name,
           {} OR s.person IN (SELECT person FROM within) AS is_within
    FROM mailing_subscription s LEFT JOIN network_person p ON p.id = s.person
    WHERE s.newsletter = {} AND s.since_at IS NOT NULL AND s.ended_at IS NULL AND s.address <> ''
      AND EXISTS (SELECT FROM network_consent c WHERE c.person = s.person AND c.purpose = {} AND c.subject = s.newsletter
                  AND c.is_given AND c.at >= s.since_at)
    ORDER BY lower(s.address), s.since_at
)
SELECT id, address, person, since_at, name, is_within FROM subscribed ORDER BY id
"""


class Subscriber(msgspec.Struct):
    """Somebody subscribed today, and whether the newsletter still reaches them."""

    id: int
    address: str
    person: int | None
    since_at: datetime
    name: str
    is_within: bool

    @property
    def why(self) -> Sentence:
        return _("subscribed since %(day)s", day=say_date(self.since_at))


@dataclass(frozen=True)
class Audience:
    """Who receives the letter, and who is subscribed but no longer within reach."""

    readers: list[Subscriber]
    beyond: list[Subscriber]

    def recipients(self) -> list[Recipient]:
        """As the sending engine takes them."""
        return [_as_recipient(one) for one in self.readers]

    def left_out(self) -> list[Recipient]:
        """Those whom it does not reach, to be written down beside the others."""
        return [_as_recipient(one) for one in self.beyond]


def _as_recipient(one: Subscriber) -> Recipient:
    return Recipient(one.address, one.name, one.person, one.id)


async def of(newsletter: Newsletter, owner: Owner, reach: str = "") -> Audience:
    """As of now; within another reach, if one is said."""
    reach = reach or newsletter.reach
    is_community = isinstance(owner, Community)
    # of a network's own, "community" and the circles mean the people of the network: see network/access.py
    is_wide = reach == "network" or (not is_community and reach != "pair")
    circle = {"community": 3, "circle_2": 2, "circle_1": 1}.get(reach, 0)
    community = owner.id if is_community else 0
    is_public = reach == "public"
    rows = await Subscription.raw(
        WITHIN,
        today(),
        *(is_wide, network_number(owner), community, circle),
        *(is_wide, network_number(owner), community, network_number(owner)),
        *(is_public, newsletter.id, PURPOSE),
    )
    everybody = msgspec.convert(rows, list[Subscriber])
    return Audience([one for one in everybody if one.is_within], [one for one in everybody if not one.is_within])
