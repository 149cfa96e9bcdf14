"""Affiliations: for whom somebody speaks on a day, and with which function and college. Of several that cover the day the
newest counts. Acts and bookings are credited to it; lists show it beside the name.
"""

from datetime import date

from network.tables import Affiliation
from network.tables.people import affiliated_on


async def of(person: int, day: date) -> Affiliation | None:
    """The one that counts on that day, if there is any."""
    then = (Affiliation.person == person) & affiliated_on(day)
    return await Affiliation.objects().where(then).order_by(Affiliation.since_on, ascending=False).first()


def joined_to(person: str) -> str:
    """SQL, for one or many: what `belongs` of the person in that column is on a day, which is asked for twice."""
    return f"""
        LEFT JOIN LATERAL (
            SELECT affiliation.college, affiliation.function, organisation.name AS organisation,
                   coalesce(organisation.sort_key, '') AS body
            FROM network_affiliation AS affiliation
            LEFT JOIN network_organisation AS organisation ON organisation.id = affiliation.organisation
            WHERE affiliation.person = {person} AND affiliation.since_on <= {{}}
              AND (affiliation.until_on IS NULL OR affiliation.until_on > {{}})
            ORDER BY affiliation.since_on DESC, affiliation.id DESC LIMIT 1
        ) AS belongs ON true
    """
