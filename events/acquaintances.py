"""Acquaintances: whom the days of a network have brought: registered, waiting for a place, or there. They need not be typed
again to get a place in a circle."""

TIED = """
SELECT FROM {table} AS tie JOIN events_event AS event ON event.id = tie.event
LEFT JOIN network_community AS around ON around.id = event.community
WHERE tie.person = person.id AND coalesce(event.network, around.network) = {{}}
"""
ACQUAINTANCES = [TIED.format(table=table) for table in ("events_booking", "events_waiting_place", "events_attendance")]
