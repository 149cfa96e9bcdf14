"""Links to works that live elsewhere. Nothing is fetched: a link is judged by its letters only."""

from urllib.parse import urlsplit

from network.ground import links
from network.ground.errors import Fault
from network.ground.words import _, say_number

NO_LINK = _("This is no web address: something like https://www.town.example/guide.pdf is expected.")


def clean(link: str) -> str | None:
    """As it will be followed; one that begins with "www." is taken as meant. Raises Fault("link")."""
    link = link.strip()
    if not link:
        return None
    if "://" not in link and link.casefold().startswith("www."):
        link = f"https://{link}"
    links.parse(link, ("http", "https"), otherwise=NO_LINK, unsafe=NO_LINK)
    if len(link) > 2000:
        raise Fault("link", _("This is too long: %(most)s characters at most.", most=say_number(2000)))
    return link


def host_of(link: str) -> str:
    """Where it leads, for the eye."""
    return (urlsplit(link).hostname or "").removeprefix("www.")
