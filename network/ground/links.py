"""Links that somebody types: judged by their letters only, nothing is fetched. (What answers there: outside.py.)"""

from collections.abc import Collection
from urllib.parse import SplitResult, urlsplit

from network.ground.errors import Fault
from network.ground.words import Sentence, _


def parse(link: str, schemes: Collection[str], otherwise: Sentence, unsafe: Sentence) -> SplitResult:
    """The parts of it. Raises Fault("link"): `otherwise` for what is no web address, `unsafe` for another scheme."""
    try:
        parts = urlsplit(link)
        parts.port  # noqa: B018  # raises for what is no port
    except ValueError:
        raise Fault("link", otherwise) from None
    if not parts.hostname or "." not in parts.hostname or not link.isprintable() or " " in link or "\\" in link:
        raise Fault("link", otherwise)
    if parts.scheme not in schemes:
        raise Fault("link", unsafe)
    if "@" in parts.netloc:
        raise Fault("link", _("This address carries a name or a password before its @: please leave it out."))
    return parts
