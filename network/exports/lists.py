"""The network's lists that may be got out: its people, their places in circles, the mandates, what people did.

The columns on people are those that an import recognises by their headings: what was got out can be brought in again.
"""

from collections.abc import AsyncIterator, Sequence
from typing import Any

from network.access import Viewer, may_animate
from network.affiliations import joined_to
from network.colleges import COLLEGES
from network.doors import communities_visible_to, mandates_visible_to, names_visible_to, reaches_open_to
from network.ground.clock import today
from network.ground.database import walk
from network.ground.words import Sentence, _
from network.owners import Owner
from network.plug import Cell, ExportKind, house
from network.tables import Community, Mandate, Network, Person

PERSON = (_("Family name"), _("Given name"))
REACHED = (_("E-mail address"), _("Phone"))
BELONGS = (_("Organisation"), _("Function"), _("College"))
ROLES = {"gardener": _("gardener"), "coordinator": _("coordination")}


def stands_or_animates(viewer: Viewer, owner: Owner) -> bool:
    """The directory of a community is for its members; of a whole network for its coordination."""
    return may_animate(viewer, owner) or (isinstance(owner, Community) and owner.id in viewer.circles)


def seen_in(viewer: Viewer, owner: Owner) -> Any:
    """The communities of the owner that this viewer may see."""
    ours = Community.network == owner.id if isinstance(owner, Network) else Community.id == owner.id
    return Community.select(Community.id).where(communities_visible_to(viewer), ours)


def people_headings(viewer: Viewer, owner: Owner) -> Sequence[Sentence]:
    """Members read the names of those who agreed, and of the rest what each chose to show."""
    if not may_animate(viewer, owner):
        return (*PERSON, *REACHED, *BELONGS[:2], _("Circle"))
    return (*PERSON, *REACHED, *BELONGS, _("Circle"), _("Community"), _("In this circle since"))


async def people_rows(viewer: Viewer, owner: Owner) -> AsyncIterator[Sequence[Cell]]:
    """Who stands here today, by name; of a network, a line for each place."""
    day, animates = today(), may_animate(viewer, owner)
    seen, reaches = Person.select(Person.id), ["none"]
    if isinstance(owner, Community):
        seen, reaches = seen.where(names_visible_to(viewer, owner)), reaches_open_to(viewer, owner)
    rows = Person.raw(
        f"""
        SELECT person.family_name, person.given_name, person.email, person.phone, belongs.*, standing.circle,
               community.name AS community, standing.since_on,
               ARRAY(SELECT field FROM network_disclosure AS disclosure
                     WHERE disclosure.person = person.id AND reach = ANY ({{}}::text[])) AS shown
        FROM network_standing AS standing
        JOIN network_person AS person ON person.id = standing.person
        JOIN network_community AS community ON community.id = standing.community {joined_to("person.id")}
        WHERE standing.community IN ({{}}) AND person.id IN ({{}})
          AND standing.since_on <= {{}} AND (standing.until_on IS NULL OR standing.until_on > {{}})
        ORDER BY person.sort_key, person.id, lower(unaccent(community.name))
        """,
        *[reaches, day, day, *seen_in(viewer, owner).querystrings, *seen.querystrings, day, day],
    )
    async for one in walk(rows):
        name = (one["family_name"], one["given_name"])
        if not animates:
            rest = ("email", "phone", "organisation", "function")
            yield (*name, *[one[field] if field in one["shown"] else None for field in rest], one["circle"])
            continue
        belongs = (one["organisation"], one["function"], COLLEGES.get(one["college"]))
        place = (one["circle"], one["community"], one["since_on"])
        yield (*name, one["email"], one["phone"], *belongs, *place)


def standings_headings(viewer: Viewer, owner: Owner) -> Sequence[Sentence]:
    """Each place with its days and reasons."""
    dated = (_("Begins on"), _("Ends on"), _("Decided by"), _("Why"), _("How it ended"))
    return (*PERSON, _("Community"), _("Circle"), *dated)


async def standings_rows(viewer: Viewer, owner: Owner) -> AsyncIterator[Sequence[Cell]]:
    """Those that are over too."""
    rows = Person.raw(
        """
        SELECT person.family_name, person.given_name, community.name AS community, circle, since_on, until_on,
               trim(decider.given_name || ' ' || decider.family_name) AS decided_by, because, end_because
        FROM network_standing AS standing
        JOIN network_person AS person ON person.id = standing.person
        JOIN network_community AS community ON community.id = standing.community
        LEFT JOIN network_person AS decider ON decider.id = standing.decided_by
        WHERE standing.community IN ({}) ORDER BY person.sort_key, person.id, since_on, standing.id
        """,
        *seen_in(viewer, owner).querystrings,
    )
    async for one in walk(rows):
        yield tuple(one.values())


def mandates_headings(viewer: Viewer, owner: Owner) -> Sequence[Sentence]:
    """Each office with its days and reasons."""
    dated = (_("Begins on"), _("Ends on"), _("Appointed by"), _("Why"), _("How it ended"))
    return (*PERSON, _("Office"), _("Of what"), *dated)


async def mandates_rows(viewer: Viewer, owner: Owner) -> AsyncIterator[Sequence[Cell]]:
    """Of the pair of a community; of a network its coordination, and the pairs of its communities."""
    known = Mandate.select(Mandate.id).where(mandates_visible_to(viewer))
    rows = Person.raw(
        """
        SELECT person.family_name, person.given_name, role, coalesce(network.name, community.name) AS unit,
               mandate.since_on, mandate.until_on,
               trim(appointer.given_name || ' ' || appointer.family_name) AS appointed_by, because, end_because
        FROM network_mandate AS mandate
        JOIN network_person AS person ON person.id = mandate.person
        LEFT JOIN network_team AS team ON team.id = mandate.team
        LEFT JOIN network_community AS community ON community.id = coalesce(mandate.community, team.community)
        LEFT JOIN network_network AS network ON network.id = coalesce(mandate.network, team.network)
        LEFT JOIN network_person AS appointer ON appointer.id = mandate.appointed_by
        WHERE mandate.id IN ({}) AND (community.id IN ({}) OR network.id = {})
        ORDER BY unit, mandate.since_on, mandate.id
        """,
        *[*known.querystrings, *seen_in(viewer, owner).querystrings, owner.id if isinstance(owner, Network) else 0],
    )
    async for one in walk(rows):
        yield tuple((one | {"role": ROLES.get(one["role"], one["role"])}).values())


def acts_headings(viewer: Viewer, owner: Owner) -> Sequence[Sentence]:
    """Who did what, and for whom they spoke that day."""
    return (_("Day"), *PERSON, _("What was done"), _("Community"), _("Organisation"), _("College"))


async def acts_rows(viewer: Viewer, owner: Owner) -> AsyncIterator[Sequence[Cell]]:
    """The oldest first; of somebody erased without the name."""
    words = {kind.name: kind.words for kind in house().every("act_kinds")}
    rows = Person.raw(
        """
        SELECT done_on, person.family_name, person.given_name, act.kind, community.name AS community,
               organisation.name AS organisation, college
        FROM network_act AS act
        LEFT JOIN network_person AS person ON person.id = act.person
        LEFT JOIN network_community AS community ON community.id = act.community
        LEFT JOIN network_organisation AS organisation ON organisation.id = act.organisation
        WHERE act.community IN ({}) OR act.network = {} ORDER BY done_on, act.id
        """,
        *[*seen_in(viewer, owner).querystrings, owner.id if isinstance(owner, Network) else 0],
    )
    async for one in walk(rows):
        said = {"kind": words.get(one["kind"], one["kind"]), "college": COLLEGES.get(one["college"])}
        yield tuple((one | said).values())


def communities_headings(viewer: Viewer, owner: Owner) -> Sequence[Sentence]:
    """What each is for, and how many stand in its circles."""
    circles = (_("First circle"), _("Second circle"), _("Third circle"))
    return (_("Name"), _("Aim"), _("Opened on"), _("Closed on"), *circles)


async def communities_rows(viewer: Viewer, owner: Owner) -> AsyncIterator[Sequence[Cell]]:
    """Those that this viewer may see, by name."""
    day = today()
    rows = Person.raw(
        """
        SELECT name, aim, opened_on, closed_on, count(*) FILTER (WHERE circle = 1) AS first,
               count(*) FILTER (WHERE circle = 2) AS second, count(*) FILTER (WHERE circle = 3) AS third
        FROM network_community AS community
        LEFT JOIN network_standing AS standing ON standing.community = community.id
             AND standing.since_on <= {} AND (standing.until_on IS NULL OR standing.until_on > {})
        WHERE community.id IN ({}) GROUP BY community.id ORDER BY lower(unaccent(name)), community.id
        """,
        *[day, day, *seen_in(viewer, owner).querystrings],
    )
    async for one in walk(rows):
        yield tuple(one.values())


EXPORTS = [
    ExportKind(
        "network.people",
        _("People"),
        _("Who stands in the circles today. Contact data is for the gardeners and the coordination alone."),
        people_headings,
        people_rows,
        stands_or_animates,
    ),
    ExportKind(
        "network.standings",
        _("Places in circles"),
        _("Who stood where, from when to when, and why."),
        standings_headings,
        standings_rows,
        may_animate,
    ),
    ExportKind(
        "network.mandates",
        _("Mandates"),
        _("Who held which office, from when to when, and why."),
        mandates_headings,
        mandates_rows,
        may_animate,
    ),
    ExportKind(
        "network.acts",
        _("What people did"),
        _("Who came, spoke, organised or shared, day by day: what the report counts."),
        acts_headings,
        acts_rows,
        may_animate,
    ),
    ExportKind(
        "network.communities",
        _("Communities"),
        _("What each is for, and how many stand in its circles."),
        communities_headings,
        communities_rows,
        lambda viewer, owner: isinstance(owner, Network),
        holds_people=False,
    ),
]
