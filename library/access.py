"""The doors of the library. A work is for those whom its reach names, for who animates its owner, and for whoever
brought it. A withdrawn one stays with the last two. A member brings works for the members; only who animates opens them
to the network or to everybody."""

from piccolo.custom_types import Combinable

from library.tables import Work
from network.access import REACHES, Viewer, may_animate, owned_animated_by, owned_visible_to
from network.ground.errors import Forbidden, NotHere, SignInFirst
from network.ground.words import Sentence, _
from network.owners import lies_in
from network.tables import Community, Network


def works_visible_to(viewer: Viewer) -> Combinable:
    """A work is for whom its reach names, and not for them once it is withdrawn."""
    seen = owned_visible_to(viewer, Work.network, Work.community, Work.reach) & Work.withdrawn_at.is_null()
    clause: Combinable = seen | owned_animated_by(viewer, Work.network, Work.community)
    return clause | (Work.deposited_by == viewer.person) if viewer.person else clause


def belongs_to(owner: Network | Community) -> Combinable:
    """Of this community; of a network: its own, and its communities'."""
    return lies_in(owner, Work.network, Work.community)


async def works_for(viewer: Viewer) -> list[Work]:
    """All that the viewer may see, the newest first."""
    return await Work.objects().where(works_visible_to(viewer)).order_by(Work.deposited_at, ascending=False)


async def work_for(viewer: Viewer, code: str) -> Work:
    """The door: the work with its owner and file, or NotHere."""
    found = await _opened(viewer, code)
    if found is None:
        raise NotHere
    return found


async def _opened(viewer: Viewer, code: str) -> Work | None:
    shown = Work.objects(Work.network, Work.community, Work.file, Work.territory)
    found = await shown.where(works_visible_to(viewer), Work.code == code).first()
    for name in ("network", "community", "file", "territory"):
        if found and getattr(found, name).id is None:  # Piccolo fetches nothing as a row without values
            setattr(found, name, None)
    return found


def may_deposit(viewer: Viewer, owner: Network | Community) -> bool:
    """The members of a community, of whatever circle; who animates it; for a network its coordination."""
    stands_here = isinstance(owner, Community) and owner.id in viewer.circles
    return viewer.is_signed_in and (stands_here or may_animate(viewer, owner))


def require_depositor(viewer: Viewer, owner: Network | Community) -> None:
    """Raises SignInFirst or Forbidden."""
    if not viewer.is_signed_in:
        raise SignInFirst
    if not may_deposit(viewer, owner):
        raise Forbidden(_("This is for the members of the community, its gardeners and the coordination."))


def may_mend(viewer: Viewer, work: Work, owner: Network | Community) -> bool:
    """Correct and withdraw: who animates, and whoever brought it while they are a member."""
    brought_it = viewer.person is not None and work.deposited_by == viewer.person
    return may_animate(viewer, owner) or (brought_it and may_deposit(viewer, owner))


def require_mender(viewer: Viewer, work: Work, owner: Network | Community) -> None:
    """Raises SignInFirst or Forbidden."""
    if not viewer.is_signed_in:
        raise SignInFirst
    if not may_mend(viewer, work, owner):
        raise Forbidden(_("This is for whoever brought the work, for the gardeners and for the coordination."))


def reaches_open_to(viewer: Viewer, owner: Network | Community, now: str = "") -> dict[str, Sentence]:
    """How far this viewer may let a work of this owner be seen. Where it is already, it may stay."""
    if isinstance(owner, Network):
        return {name: REACHES[name] for name in ("public", "network", "pair")}
    if may_animate(viewer, owner):
        return dict(REACHES)
    circle = viewer.circles.get(owner.id, 4)
    nearest = [name for farthest, name in ((3, "community"), (2, "circle_2"), (1, "circle_1")) if circle <= farthest]
    return {name: words for name, words in REACHES.items() if name in (*nearest, now)}
