"""The doors. Each noun has one rule, used twice: for the lists, and for the door that finds one thing or says 404.

The rule is a where-clause, so a list of a thousand is filtered where the rows are, and list and door cannot disagree.
The nouns of the other floors have theirs in library/access.py, mailing/access.py and events/access.py.
"""

from piccolo.custom_types import Combinable

from network.access import Viewer, among, animated_by, may_animate, owned_animated_by
from network.ground.clock import today
from network.ground.errors import NotHere
from network.ground.words import by_name
from network.tables import (
    Archive,
    Community,
    Disclosure,
    Distinction,
    Import,
    Mandate,
    Merge,
    Network,
    Note,
    Person,
    Standing,
    Step,
    Team,
    WrittenNote,
    holds_on,
    stands_on,
)


def communities_visible_to(viewer: Viewer) -> Combinable:
    """A public community is for everyone; one of the network for its people; a closed one for its members; all of them
    for their gardeners and the coordination of their network."""
    clause: Combinable = (
        (Community.reach == "public")
        | ((Community.reach == "network") & Community.network.is_in(among(viewer.networks)))
        | Community.id.is_in(among(viewer.circles))
        | animated_by(viewer)
    )
    return clause


async def communities_for(viewer: Viewer) -> list[Community]:
    """Those that the viewer may see, by name."""
    return by_name(await Community.objects().where(communities_visible_to(viewer)))


async def community_for(viewer: Viewer, slug: str) -> Community:
    """The door: the community, or NotHere."""
    found = await Community.objects().where(communities_visible_to(viewer), Community.slug == slug).first()
    if found is None:
        raise NotHere
    return found


async def networks_for(viewer: Viewer) -> list[Network]:
    """Every network shows its front page to everybody."""
    return by_name(await Network.objects())


async def network_for(viewer: Viewer, slug: str) -> Network:
    """The door: the network, or NotHere."""
    found = await Network.objects().where(Network.slug == slug).first()
    if found is None:
        raise NotHere
    return found


def reaches_open_to(viewer: Viewer, community: Community) -> list[str]:
    """How far people must have chosen to be seen, so that this viewer sees it."""
    if community.id in viewer.circles:
        return ["community", "network", "public"]
    return ["network", "public"] if community.network in viewer.networks else ["none"]


def names_visible_to(viewer: Viewer, community: Community) -> Combinable:
    """Whose names on the map's list: everybody's for the gardeners and the coordination; one's own; for members and
    the people of the network, of those who agreed to be seen as far as that; for the public nobody's."""
    if may_animate(viewer, community):
        return Person.id.is_not_null()
    reaches = reaches_open_to(viewer, community)
    agreed = Disclosure.select(Disclosure.person).where(Disclosure.field == "name", Disclosure.reach.is_in(reaches))
    return (Person.id == (viewer.person or 0)) | Person.id.is_in(agreed)


def people_visible_to(viewer: Viewer, who: int | None = None) -> Combinable:
    """A person's page, with their address, is for themselves, for the gardeners of a community where they stand or hold
    an office today, and for the coordination of its network. Names alone go farther: see names_visible_to. Whoever asks
    about one person says who: then nobody else's places are looked through."""
    if viewer.is_administrator:
        return Person.id.is_not_null()
    day = today()
    animated = Community.select(Community.id).where(animated_by(viewer))
    standing = Standing.select(Standing.person).where(Standing.community.is_in(animated), stands_on(day))
    teams = Team.select(Team.id).where(Team.community.is_in(animated))
    unit = Mandate.team.is_in(teams) | Mandate.community.is_in(animated)
    unit |= Mandate.network.is_in(among(viewer.coordinates))
    holding = Mandate.select(Mandate.person).where(unit, holds_on(day))
    if who is not None:
        standing, holding = standing.where(Standing.person == who), holding.where(Mandate.person == who)
    return (Person.id == (viewer.person or 0)) | Person.id.is_in(standing) | Person.id.is_in(holding)


async def people_for(viewer: Viewer) -> list[Person]:
    """Everybody whose page the viewer may see, by name."""
    return await Person.objects().where(people_visible_to(viewer)).order_by(Person.sort_key).order_by(Person.id)


async def person_for(viewer: Viewer, code: str) -> Person:
    """The door: the person, or NotHere."""
    found = await Person.objects().where(Person.code == code).first()
    if found is None or not await Person.exists().where(Person.id == found.id, people_visible_to(viewer, found.id)):
        raise NotHere
    return found


def merges_visible_to(viewer: Viewer) -> Combinable:
    """Two rows that became one person are for those who animate a community where that person has a place."""
    animated = Community.select(Community.id).where(animated_by(viewer))
    clause: Combinable = Merge.kept.is_in(Standing.select(Standing.person).where(Standing.community.is_in(animated)))
    return clause


async def merges_for(viewer: Viewer) -> list[Merge]:
    """Every one, the newest first."""
    return await Merge.objects().where(merges_visible_to(viewer)).order_by(Merge.id, ascending=False)


def distinctions_visible_to(viewer: Viewer) -> Combinable:
    """That two people are two is for those who animate a community where both have, or had, a place."""
    animated = Community.select(Community.id).where(animated_by(viewer))
    theirs = Standing.select(Standing.person).where(Standing.community.is_in(animated), Standing.person.is_not_null())
    return Distinction.first.is_in(theirs) & Distinction.second.is_in(theirs)


async def distinctions_for(viewer: Viewer) -> list[Distinction]:
    """Every one that holds, the newest first."""
    holding = distinctions_visible_to(viewer) & Distinction.undone_at.is_null()
    return await Distinction.objects().where(holding).order_by(Distinction.id, ascending=False)


async def distinction_for(viewer: Viewer, code: str) -> Distinction:
    """The door: the distinction, as long as it holds, or NotHere."""
    holding = distinctions_visible_to(viewer) & Distinction.undone_at.is_null()
    found = await Distinction.objects().where(holding, Distinction.code == code).first()
    if found is None:
        raise NotHere
    return found


async def merge_for(viewer: Viewer, code: str) -> Merge:
    """The door: the merge, or NotHere."""
    found = await Merge.objects().where(merges_visible_to(viewer), Merge.code == code).first()
    if found is None:
        raise NotHere
    return found


def imports_visible_to(viewer: Viewer) -> Combinable:
    """A spreadsheet with people is for those who animate the community that it was brought to."""
    gardened = animated_by(viewer)
    clause: Combinable = Import.community.is_in(Community.select(Community.id).where(gardened))
    return clause


async def imports_for(viewer: Viewer) -> list[Import]:
    """Every spreadsheet brought to a community that the viewer animates, the newest first."""
    return await Import.objects().where(imports_visible_to(viewer)).order_by(Import.brought_at, ascending=False)


async def import_for(viewer: Viewer, code: str) -> Import:
    """The door: the import, or NotHere."""
    found = await Import.objects().where(imports_visible_to(viewer), Import.code == code).first()
    if found is None:
        raise NotHere
    return found


def archives_visible_to(viewer: Viewer) -> Combinable:
    """Everything of a network in one file is for its coordination of today, whoever asked for it."""
    if viewer.is_administrator:
        return Archive.id.is_not_null()
    return Archive.network.is_in(among(viewer.coordinates))


async def archives_for(viewer: Viewer) -> list[Archive]:
    """Every archive of a network that the viewer coordinates, the newest first."""
    return await Archive.objects().where(archives_visible_to(viewer)).order_by(Archive.asked_at, ascending=False)


async def archive_for(viewer: Viewer, code: str) -> Archive:
    """The door: the archive with its network, or NotHere."""
    found = await Archive.objects(Archive.network).where(archives_visible_to(viewer), Archive.code == code).first()
    if found is None:
        raise NotHere
    return found


def steps_visible_to(viewer: Viewer) -> Combinable:
    """A proposed move is for the person whom it is proposed to, and for those who animate the community."""
    gardened = animated_by(viewer)
    clause: Combinable = (Step.person == (viewer.person or 0)) | Step.community.is_in(
        Community.select(Community.id).where(gardened)
    )
    return clause


async def steps_for(viewer: Viewer) -> list[Step]:
    """Every move that the viewer may know of, the newest first."""
    return await Step.objects().where(steps_visible_to(viewer)).order_by(Step.proposed_at, ascending=False)


async def step_for(viewer: Viewer, code: str) -> Step:
    """The door: the step, or NotHere."""
    found = await Step.objects().where(steps_visible_to(viewer), Step.code == code).first()
    if found is None:
        raise NotHere
    return found


def mandates_visible_to(viewer: Viewer) -> Combinable:
    """A gardener's or coordinator's mandate is for its holder, for the coordination of the network, and for the pair."""
    gardened = animated_by(viewer)
    teams = Team.select(Team.id).where(Team.community.is_in(Community.select(Community.id).where(gardened)))
    clause: Combinable = (Mandate.person == (viewer.person or 0)) | Mandate.team.is_in(teams)
    if viewer.is_administrator:
        clause |= Mandate.network.is_not_null()
    return (clause | Mandate.network.is_in(among(viewer.coordinates))) & (Mandate.role != "administrator")


async def mandates_for(viewer: Viewer) -> list[Mandate]:
    """Every mandate that the viewer may know of, the newest first."""
    return await Mandate.objects().where(mandates_visible_to(viewer)).order_by(Mandate.since_on, ascending=False)


async def mandate_for(viewer: Viewer, code: str) -> Mandate:
    """The door: the mandate, or NotHere."""
    found = await Mandate.objects().where(mandates_visible_to(viewer), Mandate.code == code).first()
    if found is None:
        raise NotHere
    return found


def notes_visible_to(viewer: Viewer) -> Combinable:
    """A letter to one person is for that person."""
    return Note.person == (viewer.person or 0)


async def notes_for(viewer: Viewer, most: int | None = None, skip: int = 0) -> list[Note]:
    """The letters written to the viewer, the newest first."""
    rows = Note.objects().where(notes_visible_to(viewer)).order_by(Note.asked_at, ascending=False)
    rows = rows.order_by(Note.id, ascending=False)
    return await (rows.limit(most).offset(skip) if most else rows)


async def note_for(viewer: Viewer, code: str) -> Note:
    """The door: the note, or NotHere."""
    found = await Note.objects().where(notes_visible_to(viewer), Note.code == code).first()
    if found is None:
        raise NotHere
    return found


def written_notes_visible_to(viewer: Viewer) -> Combinable:
    """What was written by hand, and to whom, is for those who animate in whose name it was; each reader has their own
    letter, as a note."""
    return owned_animated_by(viewer, WrittenNote.network, WrittenNote.community)


async def written_notes_for(viewer: Viewer) -> list[WrittenNote]:
    """Every note by hand that the viewer may read, the newest first."""
    rows = WrittenNote.objects().where(written_notes_visible_to(viewer))
    return await rows.order_by(WrittenNote.written_at, ascending=False)


async def written_note_for(viewer: Viewer, code: str) -> WrittenNote:
    """The door: the note by hand, or NotHere."""
    found = await WrittenNote.objects().where(written_notes_visible_to(viewer), WrittenNote.code == code).first()
    if found is None:
        raise NotHere
    return found
