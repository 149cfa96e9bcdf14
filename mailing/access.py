"""The doors of newsletters and letters. A newsletter is for its reach. A letter that was sent is for the reach that it
had that day; a draft is for those who animate its community or network."""

from piccolo.custom_types import Combinable

from mailing.tables import Letter, Newsletter
from network.access import Viewer, owned_animated_by, owned_visible_to, require_animator
from network.ground.errors import NotHere
from network.ground.words import by_name
from network.owners import Owner, belongs_to, owner_of
from network.tables import Community, Network

MOST_DESKS = 10


def newsletters_visible_to(viewer: Viewer) -> Combinable:
    """Who may read its letters may know of it, and subscribe."""
    return owned_visible_to(viewer, Newsletter.network, Newsletter.community, Newsletter.reach)


async def newsletters_for(viewer: Viewer, owner: Owner | None = None) -> list[Newsletter]:
    """Those that the viewer may read, of one owner or of all, by name."""
    mine = newsletters_visible_to(viewer)
    clause = mine & belongs_to(owner, Newsletter.network, Newsletter.community) if owner else mine
    return by_name(await Newsletter.objects().where(clause))


async def newsletter_for(viewer: Viewer, code: str) -> Newsletter:
    """The door: the newsletter, or NotHere."""
    found = await Newsletter.objects().where(newsletters_visible_to(viewer), Newsletter.code == code).first()
    if found is None:
        raise NotHere
    return found


def letters_visible_to(viewer: Viewer) -> Combinable:
    """Once sent, for its reach; before, for those who animate."""
    sent = Letter.sent_at.is_not_null() & owned_visible_to(viewer, Letter.network, Letter.community, Letter.reach)
    return sent | owned_animated_by(viewer, Letter.network, Letter.community)


async def letters_for(
    viewer: Viewer,
    owner: Owner | None = None,
    sent: bool = True,
    newsletter: int | None = None,
    most: int | None = None,
    skip: int = 0,
) -> list[Letter]:
    """Sent ones, the newest first; or drafts, the last changed first. Of one owner or newsletter, or of all."""
    clause = letters_visible_to(viewer) & (Letter.sent_at.is_not_null() if sent else Letter.sent_at.is_null())
    if owner:
        clause &= belongs_to(owner, Letter.network, Letter.community)
    if newsletter:
        clause &= Letter.newsletter == newsletter
    rows = Letter.objects().where(clause).order_by(Letter.sent_at if sent else Letter.changed_at, ascending=False)
    rows = rows.order_by(Letter.id, ascending=False)
    return await (rows.limit(most).offset(skip) if most else rows)


async def desks_for(viewer: Viewer) -> list[Owner]:
    """Where the viewer writes letters: the networks that they coordinate, the communities that they garden, by name. Who
    writes in very many goes by the pages of each."""
    if not (viewer.gardens or viewer.coordinates):
        return []
    networks = Network.objects().where(Network.id.is_in([*viewer.coordinates, 0])).order_by(Network.name)
    communities = Community.objects().where(Community.id.is_in([*viewer.gardens, 0])).order_by(Community.name)
    return [*await networks.limit(MOST_DESKS), *await communities.limit(MOST_DESKS)]


async def letter_for(viewer: Viewer, code: str) -> Letter:
    """The door: the letter, or NotHere."""
    found = await Letter.objects().where(letters_visible_to(viewer), Letter.code == code).first()
    if found is None:
        raise NotHere
    return found


async def own_letter_for(viewer: Viewer, code: str) -> tuple[Letter, Owner]:
    """The door of those who write: the letter with its owner. Raises SignInFirst, Forbidden or NotHere."""
    letter = await letter_for(viewer, code)
    owner = await owner_of(letter)
    require_animator(viewer, owner)
    return letter, owner
