"""What mailing shows elsewhere: a panel on the page of a community or network, a chapter of the annual report."""

from collections.abc import Sequence
from typing import Any

from mailing import access
from mailing.letters import letters
from mailing.tables import Letter
from network.access import Viewer, may_animate
from network.ground.charts import Chart, Listing, Series
from network.ground.words import _, say_date, say_number
from network.owners import Owner
from network.plug import CommunityLine, Figure, Item, Link, Panel, Period, Section
from network.tables import Community
from network.zones import zone_of


async def panel(viewer: Viewer, owner: Owner) -> Panel | None:
    """The last letters; to subscribe, or for those who animate to write one. Nothing where there is no newsletter."""
    newsletters = await access.newsletters_for(viewer, owner)
    animates = may_animate(viewer, owner)
    if not newsletters and not animates:
        return None
    path = owner.path
    if animates:
        act = Link(_("Write a letter"), f"{path}/letters/new")
    else:
        act = Link(_("Subscribe"), f"/newsletters/{newsletters[0].code}")
    lines = await letters.lines_for(viewer, owner, most=3)
    return Panel(
        title=_("Letters"),
        items=lines,
        empty=_("No letter has been sent yet."),
        more=Link(_("All letters"), f"{path}/letters") if lines or animates else None,
        act=act,
    )


NUMBERS = """
WITH period AS (SELECT {}::timestamptz AS since, {}::timestamptz AS until),
newsletter AS (SELECT id FROM mailing_newsletter WHERE network = {} OR community = ANY({}::int[])),
subscription AS (
    SELECT s.since_at, s.ended_at FROM mailing_subscription s
    WHERE s.newsletter IN (SELECT id FROM newsletter) AND s.since_at IS NOT NULL
),
letter AS (
    SELECT l.send FROM mailing_letter l, period
    WHERE l.newsletter IN (SELECT id FROM newsletter) AND l.sent_at >= since AND l.sent_at < until
)
SELECT (SELECT count(*) FROM letter) AS letters,
    (SELECT count(*) FROM subscription, period WHERE since_at < since AND (ended_at IS NULL OR ended_at >= since)) AS at_start,
    (SELECT count(*) FROM subscription, period WHERE since_at < until AND (ended_at IS NULL OR ended_at >= until)) AS at_end,
    (SELECT count(*) FROM subscription, period WHERE since_at >= since AND since_at < until) AS arrived,
    (SELECT count(*) FROM subscription, period WHERE ended_at >= since AND ended_at < until) AS left_us,
    (SELECT count(*) FROM mailing_delivery WHERE send IN (SELECT send FROM letter) AND state <> 'beyond') AS addressed,
    (SELECT count(*) FROM mailing_delivery WHERE send IN (SELECT send FROM letter) AND state = 'accepted') AS accepted,
    (SELECT count(*) FROM mailing_delivery WHERE send IN (SELECT send FROM letter)
        AND state IN ('refused', 'given_up')) AS refused
"""


SENT = """
SELECT l.sent_at, l.subject, (SELECT count(*) FROM mailing_delivery d WHERE d.send = l.send AND d.state = 'accepted') AS taken
FROM mailing_letter l JOIN mailing_newsletter n ON n.id = l.newsletter
WHERE l.sent_at >= {} AND l.sent_at < {} AND (n.network = {} OR n.community = ANY({}::int[])) ORDER BY l.sent_at, l.id
"""


async def section(viewer: Viewer, owner: Owner, period: Period) -> Section:
    """Letters and subscriptions of a period; of a network, those of its communities too."""
    since, until = period.moments(await zone_of(owner))
    network, communities = 0, [owner.id]
    if not isinstance(owner, Community):
        network = owner.id
        rows = Community.select(Community.id).where(Community.network == owner.id)
        communities = list(await rows.output(as_list=True))
    [found] = await Letter.raw(NUMBERS, since, until, network, communities)
    sent = await Letter.raw(SENT, since, until, network, communities)
    return _said(found, sent, period)


def _listing(sent: list[dict[str, Any]]) -> Listing:
    """A line for each, by the day it left."""
    return Listing(
        title=_("What was sent"),
        columns=[str(words) for words in (_("Sent on"), _("Letter"), _("Taken by mail servers"))],
        things=sent,
        row=lambda one: [say_date(one["sent_at"]), one["subject"], say_number(one["taken"])],
    )


def _said(found: dict[str, int], sent: list[dict[str, Any]], period: Period) -> Section:
    dates = {"since": say_date(period.since), "until": say_date(period.until)}
    numbers = {name: say_number(value) for name, value in found.items()}
    of_addressed = _("of %(addressed)s deliveries", addressed=numbers["addressed"])
    movement = Chart(
        title=_("Subscriptions"),
        sentence=_(
            "From %(since)s to %(until)s, subscriptions went from %(at_start)s to %(at_end)s: %(arrived)s began,"
            " %(left_us)s ended.",
            **dates | numbers,
        ),
        columns=[str(_("at the start")), str(_("begun")), str(_("ended")), str(_("at the end"))],
        series=[
            Series(str(_("Subscriptions")), [found["at_start"], found["arrived"], found["left_us"], found["at_end"]])
        ],
    )
    if not found["letters"]:
        sentence = _("No letter was sent from %(since)s to %(until)s.", **dates)
    elif found["letters"] == 1:
        sentence = _("One letter was sent from %(since)s to %(until)s.", **dates)
    else:
        sentence = _("%(letters)s letters were sent from %(since)s to %(until)s.", **dates | numbers)
    return Section(
        title=_("Letters"),
        sentence=sentence,
        figures=[
            Figure(_("Letters sent"), found["letters"]),
            Figure(_("Subscriptions at the end"), found["at_end"]),
            Figure(_("Deliveries taken by the mail servers"), found["accepted"], base=of_addressed),
            Figure(_("Deliveries refused"), found["refused"], base=of_addressed),
        ],
        charts=[movement],
        listings=[_listing(sent)] if sent else (),
        not_counted=_(
            "Whether a letter was read is not counted: nothing in it tells on its readers. A delivery is a letter to one"
            " address; a person may have several subscriptions."
        ),
    )


async def last_letters(viewer: Viewer, communities: Sequence[int]) -> dict[int, Item]:
    """Of each the last letter that was sent, for the coordination that sees them all."""
    rows = await Letter.raw(
        """
        SELECT DISTINCT ON (community) community, subject, code, sent_at FROM mailing_letter
        WHERE community = ANY({}) AND sent_at IS NOT NULL ORDER BY community, sent_at DESC, id DESC
        """,
        list(communities),
    )
    return {row["community"]: Item(row["subject"], f"/letters/{row['code']}", when=row["sent_at"]) for row in rows}


LAST_LETTER = CommunityLine(_("Last letter"), last_letters)
