"""Offices: who held the seats of the pairs in a period, and on how many days a pair was whole.

The pair is public by its function: the report names who held it. A vacancy shows as days without a whole pair.
"""

from datetime import date, timedelta

import msgspec

from network.access import Viewer
from network.communities.communities import seat_words
from network.ground.charts import Listing
from network.ground.words import _, say_date, say_number
from network.owners import Owner, numbers_of
from network.plug import Figure, Period, Section
from network.reports.movements import say_period
from network.tables import Mandate, Network

HELD = """
SELECT community.id AS community, community.name AS community_name, seat.id AS seat, seat.title,
       greatest(community.opened_on, {}::date) AS opened_on, least(community.closed_on, {}::date + 1) AS closed_on,
       trim(person.given_name || ' ' || person.family_name) AS name, mandate.since_on, mandate.until_on
FROM network_seat AS seat
JOIN network_team AS team ON team.id = seat.team AND team.kind = 'pair'
JOIN network_community AS community ON community.id = team.community
LEFT JOIN network_mandate AS mandate ON mandate.seat = seat.id AND mandate.since_on <= {}
     AND (mandate.until_on IS NULL OR mandate.until_on > {} AND mandate.until_on > mandate.since_on)
LEFT JOIN network_person AS person ON person.id = mandate.person
WHERE (community.id = {} OR community.network = {}) AND community.opened_on <= {}
  AND (community.closed_on IS NULL OR community.closed_on > {})
ORDER BY lower(unaccent(community.name)), community.id, seat.position, mandate.since_on
"""


class Holder(msgspec.Struct):
    """Of a seat, from a day to a day; nobody at all in the period is one row without a name. The community was open
    from `opened_on` to the day before `closed_on`, within the period."""

    community: int
    community_name: str
    seat: int
    title: str
    opened_on: date
    closed_on: date
    name: str | None
    since_on: date | None
    until_on: date | None

    def days(self) -> set[date]:
        """Those of the period on which the seat was theirs."""
        if self.since_on is None:
            return set()
        first = max(self.opened_on, self.since_on)
        after = min(self.closed_on, self.until_on) if self.until_on else self.closed_on
        return {first + timedelta(days=n) for n in range((after - first).days)}


async def holders(owner: Owner, period: Period) -> list[Holder]:
    """Of each seat of each pair, in the order of communities, seats and days."""
    since, until = period.since, period.until
    rows = await Mandate.raw(HELD, since, until, until, since, *numbers_of(owner), until, since)
    return msgspec.convert(rows, list[Holder])


def whole_days(found: list[Holder]) -> tuple[int, int]:
    """On how many days the pair of each community was whole, of how many that it was open, summed."""
    whole, open_days = 0, 0
    for community in {holder.community for holder in found}:
        here = [holder for holder in found if holder.community == community]
        held: dict[int, set[date]] = {}
        for holder in here:
            held.setdefault(holder.seat, set()).update(holder.days())
        whole += len(set.intersection(*held.values()))
        open_days += (here[0].closed_on - here[0].opened_on).days
    return whole, open_days


async def tell(viewer: Viewer, owner: Owner, period: Period) -> Section:
    """The chapter on the pairs: the seats, who held them, and the days on which one was empty."""
    found = await holders(owner, period)
    whole, of = whole_days(found)
    seats = {holder.seat for holder in found}
    filled = {h.seat for h in found if h.since_on and (h.until_on is None or h.until_on > period.until)}
    began = sum(1 for h in found if h.since_on and h.since_on >= period.since)
    ended = sum(1 for h in found if h.until_on and h.until_on <= period.until)
    is_network = isinstance(owner, Network)
    columns = [_("Seat"), _("Held by"), _("Since"), _("Until")]
    return Section(
        title=_("The pairs of gardeners") if is_network else _("The pair of gardeners"),
        sentence=_(
            "On %(day)s, seats held: %(filled)s of %(seats)s.",
            day=say_date(period.until),
            filled=len(filled),
            seats=len(seats),
        ),
        figures=[
            Figure(
                _("Days with a whole pair"),
                whole,
                _("of %(days)s days, summed over the communities", days=say_number(of))
                if is_network
                else _("of %(days)s days", days=say_number(of)),
                of=of,
            ),
            Figure(_("Mandates begun"), began, say_period(period)),
            Figure(_("Mandates ended"), ended, say_period(period)),
        ],
        listings=[
            Listing(
                _("Mandates in the period"),
                [str(column) for column in ([_("Community"), *columns] if is_network else columns)],
                found,
                lambda holder: _row(holder, is_network),
            )
        ],
        not_counted=_("The time given, and the support received from the coordination, are not measured here."),
    )


def _row(holder: Holder, is_network: bool) -> list[str]:
    row = [
        seat_words(holder.title),
        holder.name or str(_("somebody erased") if holder.since_on else _("nobody")),
        say_date(holder.since_on) if holder.since_on else "",
        say_date(holder.until_on - timedelta(days=1)) if holder.until_on else "",
    ]
    return [holder.community_name, *row] if is_network else row
