"""What the library shows elsewhere: its newest works on the page of a community, and in a letter."""

from library.access import belongs_to, may_deposit, works_visible_to
from library.tables import Work
from library.types import TYPES
from network.access import Viewer
from network.ground.words import _
from network.owners import Owner
from network.plug import Block, BlockKind, Item, Link, Panel, Period
from network.zones import zone_of


async def newest(viewer: Viewer, owner: Owner) -> Panel:
    """The last three, and the first thing to do for who may do it."""
    shown = Work.objects().where(works_visible_to(viewer), Work.withdrawn_at.is_null(), belongs_to(owner))
    works = await shown.order_by(Work.deposited_at, ascending=False).limit(3)
    here = f"{owner.path}/works"
    return Panel(
        title=_("Library"),
        items=[_item(work) for work in works],
        empty=_("Guides, minutes, experiences: what is put here can be found again, down to the words inside files."),
        more=Link(_("The whole library"), here),
        act=Link(_("Share a work"), f"{here}/new") if may_deposit(viewer, owner) else None,
    )


async def fill_new_works(viewer: Viewer, owner: Owner, period: Period) -> Block:
    """Those of the period, as the audience may see them: at most ten, the newest first."""
    since, until = period.moments(await zone_of(owner))
    shown = Work.objects().where(works_visible_to(viewer), Work.withdrawn_at.is_null(), belongs_to(owner))
    shown = shown.where(Work.deposited_at >= since, Work.deposited_at < until)
    works = await shown.order_by(Work.deposited_at, ascending=False).limit(10)
    return Block(_("New in the library"), [_item(work) for work in works])


NEW_WORKS = BlockKind("library.new", _("New works of the library"), fill_new_works)


def _item(work: Work) -> Item:
    said = [str(TYPES[work.type]), *filter(None, [work.creator, work.issued])]
    return Item(work.title, f"/works/{work.code}", words=", ".join(said))


async def of_all(viewer: Viewer) -> Panel:
    """For the map of the site: the newest twenty that this viewer may open, and the way to the others."""
    shown = Work.objects().where(works_visible_to(viewer), Work.withdrawn_at.is_null())
    works = await shown.order_by(Work.deposited_at, ascending=False).limit(20)
    items = [Item(work.title, f"/works/{work.code}") for work in works]
    return Panel(
        _("Newest works of the library"), items, _("Nothing yet."), more=Link(_("The whole library"), "/works")
    )
