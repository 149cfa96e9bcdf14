"""Invited: where each of those stands who were asked by name whether they come to a day.

What they mean to do is read from what is so: registered or waiting is yes, however they came to it; a place given back
is no. Only where neither is there, their answer counts. Who would have come and did not answer an offer in time has not
said no.
"""

from events.tables import Invitation

LINES = """
WITH asked AS (
    SELECT invitation.id, invitation.written_at, invitation.code, invitation.person, invitation.answered_at, invitation.invited_at, booking.since AS booked_at,
           CASE
             WHEN booking.since IS NOT NULL THEN 'yes'
             WHEN EXISTS (SELECT FROM events_waiting_place AS waiting WHERE waiting.event = invitation.event
                          AND waiting.person = invitation.person AND since_at IS NOT NULL AND taken_at IS NULL
                          AND left_at IS NULL AND lapsed_at IS NULL) THEN 'waiting'
             WHEN answer IN ('no', 'maybe') THEN answer
             WHEN EXISTS (
                SELECT FROM events_booking AS gone WHERE gone.event = invitation.event
                AND gone.person = invitation.person AND gone.cancelled_at > invitation.invited_at) THEN 'no'
             WHEN answer = 'yes' AND NOT coalesce((
                SELECT lapsed_at IS NOT NULL FROM events_waiting_place AS waiting WHERE waiting.event = invitation.event
                AND waiting.person = invitation.person ORDER BY waiting.id DESC LIMIT 1), false) THEN 'no'
             ELSE '' END AS state
    FROM events_invitation AS invitation
    LEFT JOIN LATERAL (
        SELECT confirmed_at AS since FROM events_booking AS booking WHERE booking.event = invitation.event
        AND booking.person = invitation.person AND confirmed_at IS NOT NULL AND cancelled_at IS NULL
    ) AS booking ON true
    WHERE invitation.event = {}
)
"""


async def undecided(event: int) -> list[tuple[int, int]]:
    """Invitation and person of those who hold a letter and said maybe, or nothing yet: whoever comes, or said no, is told
    in another way or not at all."""
    rows = await Invitation.raw(
        LINES + "SELECT id, person FROM asked WHERE state IN ('', 'maybe') AND written_at IS NOT NULL ORDER BY id",
        event,
    )
    return [(row["id"], row["person"]) for row in rows]
