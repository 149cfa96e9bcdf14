"""What waits for those who write letters: one to agree to, one that could not leave by itself, one that did not reach
everybody. Each goes when it is seen to, or when somebody says that it is.
"""

from collections.abc import Sequence
from datetime import timedelta

from mailing.tables import Agreement, Letter
from network.access import Viewer
from network.ground.clock import HERE, now
from network.ground.words import _, ngettext, say_number
from network.owners import placed
from network.plug import Waiting

ASKED = """
    SELECT letter.code, letter.subject, letter.community, asked.digest, asked.at, network.agreement_hours,
           trim(person.given_name || ' ' || person.family_name) AS who
    FROM mailing_letter AS letter
    JOIN network_community AS community ON community.id = letter.community
    JOIN network_network AS network ON network.id = community.network
    JOIN LATERAL (
        SELECT said.* FROM mailing_agreement AS said
        WHERE said.letter = letter.id AND said.answer = 'asked' ORDER BY said.at DESC, said.id DESC LIMIT 1
    ) AS asked ON asked.person IS DISTINCT FROM {}
    LEFT JOIN network_person AS person ON person.id = asked.person
    WHERE letter.sent_at IS NULL AND letter.community = ANY({})
      AND NOT EXISTS (SELECT FROM mailing_agreement AS own
                      WHERE own.letter = letter.id AND own.person = {} AND own.digest = asked.digest)
"""
HELD = """
    SELECT DISTINCT ON (letter.id) letter.code, letter.subject, letter.community, letter.network,
           planned.because, planned.leave_at
    FROM mailing_planned_departure AS planned JOIN mailing_letter AS letter ON letter.id = planned.letter
    WHERE letter.sent_at IS NULL AND planned.became = 'held'
      AND (letter.community = ANY({}) OR letter.network = ANY({}))
      AND NOT EXISTS (SELECT FROM mailing_planned_departure AS later
                      WHERE later.letter = letter.id AND later.id > planned.id)
    ORDER BY letter.id, planned.id DESC
"""
MISSED = """
    SELECT letter.code, letter.subject, letter.community, letter.network, letter.sent_at, missed.people
    FROM mailing_letter AS letter
    JOIN mailing_send AS send ON send.id = letter.send AND send.state = 'done'
    CROSS JOIN LATERAL (
        SELECT count(*) AS people FROM mailing_delivery AS delivery
        WHERE delivery.send = letter.send AND delivery.state IN ('refused', 'given_up')
    ) AS missed
    WHERE letter.sent_at > {} AND (letter.community = ANY({}) OR letter.network = ANY({})) AND missed.people > 0
    ORDER BY letter.sent_at DESC
"""
TOLD_FOR = timedelta(days=60)  # an address that failed a season ago is told of by its next letter


async def letters_to_agree(viewer: Viewer) -> Sequence[Waiting]:
    """Asked of this gardener by the other one, and not answered on that text."""
    if not viewer.gardens:
        return []
    rows = await Agreement.raw(ASKED, viewer.person, sorted(viewer.gardens), viewer.person)
    return [
        Waiting(
            key=f"mailing.agreements:{row['code']}:{row['digest'][:16]}",
            title=_("A letter waits for your agreement: “%(subject)s”", subject=row["subject"]),
            words=_("Asked by %(who)s.", who=row["who"] or "…"),
            path=f"/letters/{row['code']}/agreement",
            act=_("Read and answer"),
            community=row["community"],
            since=row["at"].astimezone(HERE).date(),
            due=(row["at"] + timedelta(hours=row["agreement_hours"])).astimezone(HERE).date(),
            is_own=True,
        )
        for row in rows
    ]


async def letters_held(viewer: Viewer) -> Sequence[Waiting]:
    """Those that should have left by themselves and could not: each says why."""
    rows = await Letter.raw(HELD, *viewer.animated)
    return [
        Waiting(
            key=f"mailing.held:{row['code']}:{row['leave_at']:%Y-%m-%dT%H:%M}",
            title=_("A letter has not left: “%(subject)s”", subject=row["subject"]),
            words=row["because"],
            path=f"/letters/{row['code']}/departure",
            act=_("See what it needs"),
            **placed(row),
            since=(day := row["leave_at"].astimezone(HERE).date()),
            due=day,
        )
        for row in rows
    ]


async def letters_missed(viewer: Viewer) -> Sequence[Waiting]:
    """Sent, and refused by some mail servers: told once the letter is out."""
    rows = await Letter.raw(MISSED, now() - TOLD_FOR, *viewer.animated)
    return [
        Waiting(
            key=f"mailing.missed:{row['code']}",
            title=_("“%(subject)s” did not reach everybody", subject=row["subject"]),
            words=ngettext(
                "One address did not take it. The reason is said beside it.",
                "%(n)s addresses did not take it. The reason is said beside each.",
                row["people"],
            )
            % {"n": say_number(row["people"])},
            path=f"/letters/{row['code']}/deliveries",
            act=_("See who, and why"),
            **placed(row),
            since=row["sent_at"].astimezone(HERE).date(),
        )
        for row in rows
    ]
