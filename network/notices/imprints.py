"""The imprint: who publishes this instance and who hosts it, as the administration says it.

Each change is a new row, with its day and who wrote it: what was published on a day can always be shown. A fact that
nobody has given yet is said to be missing; none is ever made up.
"""

from typing import Any
from urllib.parse import urlsplit

from network.ground.clock import now
from network.ground.settings import settings
from network.ground.words import _
from network.tables import Imprint

FACTS = {
    "publisher": _("Who publishes"),
    "publisher_address": _("Address of the publisher"),
    "director": _("Who answers for what is published"),
    "host": _("Who hosts"),
    "host_address": _("Address and telephone of the host"),
    "contact": _("Address that reads what is written to the administration"),
    "data_officer": _("Where to write about personal data"),
}
LARGE = ("publisher_address", "host_address")


async def current() -> Imprint:
    """The newest; an empty one before there is any."""
    return await Imprint.objects().order_by(Imprint.id, ascending=False).first() or Imprint()


async def publish(by: int, **facts: Any) -> Imprint:
    """A new row, unless nothing has changed."""
    before = await current()
    if before.written_by and all(getattr(before, name) == facts.get(name, "") for name in FACTS):
        return before
    made = Imprint(written_by=by, written_at=now(), **{name: facts.get(name, "") for name in FACTS})
    await made.save()
    return made


def missing(imprint: Imprint) -> list[str]:
    """The facts that nobody has given yet."""
    return [name for name in FACTS if not getattr(imprint, name)]


def relay() -> str:
    """The one machine that our letters are handed to; empty where there is none."""
    return urlsplit(settings().smtp_url).hostname or ""
