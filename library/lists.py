"""The works of a shelf as a list that may be got out: what Dublin Core says of each, and where it is."""

from collections.abc import AsyncIterator, Sequence

from library.access import belongs_to, works_visible_to
from library.licences import LICENCES
from library.tables import Work
from library.types import TYPES
from network.access import REACHES, Viewer
from network.ground.database import walk
from network.ground.settings import settings
from network.ground.words import Sentence, _
from network.owners import Owner
from network.plug import Cell, ExportKind


def headings(viewer: Viewer, owner: Owner) -> Sequence[Sentence]:
    """As on the page of a work."""
    said: tuple[Sentence, ...] = (
        _("Title"),
        _("Type"),
        _("Description"),
        _("Author"),
        _("Publisher"),
        _("Issued"),
        _("Language"),
    )
    said += (_("Licence"), _("Whom to name"), _("Place"), _("Topics"), _("Web address"), _("Link"), _("File"))
    return (*said, _("Shared on"), _("Who sees it"), _("Community"))


async def rows(viewer: Viewer, owner: Owner) -> AsyncIterator[Sequence[Cell]]:
    """Those that this viewer may see, the newest first; withdrawn ones are not among them."""
    seen = Work.select(Work.id).where(works_visible_to(viewer), belongs_to(owner), Work.withdrawn_at.is_null())
    found = Work.raw(
        """
        SELECT title, type, description, creator, publisher, issued, language, licence, rights, coverage, work.code, link,
               file.name AS file, deposited_at, work.reach, coalesce(community.name, network.name) AS owner,
               (SELECT string_agg(topic.name, ', ' ORDER BY topic.sort_key) FROM library_work_topic AS about
                JOIN network_topic AS topic ON topic.id = about.topic WHERE about.work = work.id) AS topics
        FROM library_work AS work
        LEFT JOIN network_file AS file ON file.id = work.file
        LEFT JOIN network_community AS community ON community.id = work.community
        LEFT JOIN network_network AS network ON network.id = work.network
        WHERE work.id IN ({}) ORDER BY deposited_at DESC, work.id
        """,
        *seen.querystrings,
    )
    async for one in walk(found):
        yield (
            *[one["title"], TYPES.get(one["type"], one["type"]), one["description"], one["creator"], one["publisher"]],
            *[one["issued"], one["language"], LICENCES[one["licence"]].words, one["rights"], one["coverage"]],
            *[one["topics"], f"{settings().address}/works/{one['code']}", one["link"], one["file"]],
            *[one["deposited_at"], REACHES[one["reach"]], one["owner"]],
        )


WORKS = ExportKind(
    "library.works",
    _("Works of the library"),
    _("Title, author, licence, topics and address of each work that you may see."),
    headings,
    rows,
    holds_people=False,
)
