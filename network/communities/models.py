"""Models: a community that works well, after which another one of its network is opened.

What makes it work is taken over: its teams with their seats, and what the other floors hold of its setting-up. Nobody and
nothing that was made there comes along: the new community starts empty, with its own aim and territory, and its row says
after which one it was opened. Later changes of one are no changes of the other.
"""

from collections.abc import Sequence

from network import doors
from network.access import Viewer
from network.ground.errors import Fault
from network.ground.words import Sentence, _, sort_key
from network.plug import house
from network.tables import Community, Network, Seat, Team

MOST = 150  # in the list of the form; the page of the mandates of each one leads to it


async def offered(viewer: Viewer, network: Network) -> list[Community]:
    """The communities of the network that the viewer sees, by name."""
    seen = Community.objects().where(doors.communities_visible_to(viewer), Community.network == network.id)
    return sorted(await seen, key=lambda one: (sort_key(one.name), one.id))


async def chosen(viewer: Viewer, network: Network, slug: str) -> Community | None:
    """The one of that address; none where none was asked for. Raises Fault("model") for any other than those offered."""
    if not slug:
        return None
    clause = doors.communities_visible_to(viewer)
    found = await Community.objects().where(clause, Community.network == network.id, Community.slug == slug).first()
    if found is None:
        raise Fault("model", _("This is no community of the network: please choose one of the list."))
    return found


async def told(model: Community) -> list[tuple[Sentence, Sequence[str]]]:
    """What the other floors would take over of it, by name."""
    parts = [(part.words, await part.tell(model)) for part in house().every("model_parts")]
    return [(words, names) for words, names in parts if names]


async def take_over(model: Community, opened: Community) -> None:
    """In the transaction that opens it: the teams and their seats, all empty, then what the other floors have."""
    for team in await Team.objects().where(Team.community == model.id).order_by(Team.id):
        copy = Team(kind=team.kind, name=team.name, community=opened.id)
        await copy.save()
        for seat in await Seat.objects().where(Seat.team == team.id).order_by(Seat.position).order_by(Seat.id):
            await Seat(team=copy.id, position=seat.position, title=seat.title, college=seat.college).save()
    for part in house().every("model_parts"):
        await part.take_over(model, opened)


async def model_of(viewer: Viewer, community: Community) -> Community | None:
    """After which one it was opened, if the viewer may know of that one."""
    clause = doors.communities_visible_to(viewer)
    return await Community.objects().where(clause, Community.id == (community.model or 0)).first()
