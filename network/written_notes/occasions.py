"""Occasions: what a note can be written about, and to whom of it.

A community has its circles, a network its gardeners; the floors above add theirs, a day its registered people. **To add
an audience to one**, give it a line in the `audiences` of its Occasion: a name, its words, why people get the note, and
a function from the number of the thing to numbers of people (None for somebody erased), as in events/note_audiences.py:

    NoteAudience("events.invited", _("those invited who have not answered yet"), _("You are invited: %(about)s."), silent)

`people` may also be chosen by name: then the audience is NAMED, and it is asked whether the viewer may see each.
"""

from network import doors
from network.access import Viewer, require_animator
from network.ground.clock import today
from network.ground.errors import NotHere
from network.ground.words import _
from network.plug import Matter, NoteAudience, Occasion, house
from network.tables import Community, Mandate, Standing, Team, holds_on, stands_on

NAMED = "named"
AT_MOST = 30  # people chosen by name


def occasion(name: str) -> Occasion:
    """The one of this name, or NotHere."""
    for one in house().every("note_occasions"):
        if one.name == name:
            found: Occasion = one
            return found
    raise NotHere


def audience(asked: Occasion, name: str) -> NoteAudience:
    """The one of this name, or NotHere."""
    for one in [*asked.audiences, BY_NAME]:
        if one.name == name:
            return one
    raise NotHere


async def _nobody(_number: int) -> list[int | None]:
    return []


BY_NAME = NoteAudience(NAMED, _("people chosen by name"), _("This note is for you personally: %(about)s."), _nobody)


async def find_community(viewer: Viewer, slug: str) -> Matter:
    """Whoever animates it may write to its people."""
    community = await doors.community_for(viewer, slug)
    require_animator(viewer, community)
    return Matter(community, community.id, community.name, f"/communities/{slug}")


async def find_network(viewer: Viewer, slug: str) -> Matter:
    """Its coordination may write to its gardeners."""
    network = await doors.network_for(viewer, slug)
    require_animator(viewer, network)
    return Matter(network, network.id, network.name, f"/networks/{slug}")


async def _within(community: int, circle: int) -> list[int | None]:
    here = (Standing.community == community) & (Standing.circle <= circle) & stands_on(today())
    return list(await Standing.select(Standing.person).where(here).output(as_list=True))


async def first_circle(community: int) -> list[int | None]:
    return await _within(community, 1)


async def two_circles(community: int) -> list[int | None]:
    return await _within(community, 2)


async def three_circles(community: int) -> list[int | None]:
    return await _within(community, 3)


async def gardeners_of(network: int) -> list[int | None]:
    """Of all its communities."""
    pairs = Team.select(Team.id).where(
        Team.community.is_in(Community.select(Community.id).where(Community.network == network))
    )
    holding = (Mandate.role == "gardener") & Mandate.team.is_in(pairs) & holds_on(today())
    return list(await Mandate.select(Mandate.person).where(holding).output(as_list=True))


_stands = _("You get this note because you have a place in this community: %(about)s.")
OCCASIONS = [
    Occasion(
        "community",
        find_community,
        [
            NoteAudience("network.circle_1", _("the first circle"), _stands, first_circle),
            NoteAudience("network.circle_2", _("the first two circles"), _stands, two_circles),
            NoteAudience("network.circle_3", _("the three circles"), _stands, three_circles),
        ],
        most=2,
    ),
    Occasion(
        "network",
        find_network,
        [
            NoteAudience(
                "network.gardeners",
                _("the gardeners of the network"),
                _("You get this note because you animate a community of this network: %(about)s."),
                gardeners_of,
            )
        ],
        most=4,
    ),
]
