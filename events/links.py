"""Links: where a webinar takes place. Known to those registered only, and only when it is due: from some minutes before
the beginning to the end. It stands on no page that others see, in no calendar and in no letter: a letter leads to the
page of the registration, which shows it in time, and shows a new one if it changes.
"""

from datetime import datetime, timedelta
from ipaddress import ip_address

from events.tables import Event
from network.ground import links
from network.ground.clock import now
from network.ground.errors import Fault
from network.ground.outside import names_us
from network.ground.words import _

NO_LINK = _("This is no address of a meeting: something like https://visio.example.org/room is expected.")


def clean(link: str) -> str:
    """As it will be followed. Raises Fault("link"). Nothing is fetched: it is judged by its letters."""
    link = link.strip()
    if not link:
        return ""
    unsafe = _("A safe address is expected: it begins with https://.")
    parts = links.parse(link, ("https",), otherwise=NO_LINK, unsafe=unsafe)
    host = parts.hostname or ""
    if names_us(host) and not _is_number(host):
        raise Fault(
            "link",
            _("This address leads nowhere outside your own network: the name of the meeting’s site is expected."),
        )
    if _is_number(host):
        raise Fault(
            "link", _("This address leads to a machine by its number: the name of the meeting’s site is expected.")
        )
    return link


def opens_at(event: Event) -> datetime:
    """From then on those registered see it."""
    return event.starts_at - timedelta(minutes=event.link_minutes)


def link_due(event: Event) -> str:
    """The link when it is due, nothing before and after: for those registered."""
    is_due = opens_at(event) <= now() < event.ends_at
    return event.link if is_due and event.is_published and not event.is_cancelled else ""


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return host.replace(".", "").isdigit()
    return True
