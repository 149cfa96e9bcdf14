"""Shelves: the works that the public pages name, with what they say of themselves, and the minutes of past days.

Deposited by the library's own verb; then dated back, for the verb knows only now.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

from deploy.demonstration.chance import FOLDER, ago, at, by_now, code, read, stream
from deploy.demonstration.gatherings import Gathering
from deploy.demonstration.places import Place
from events import papers
from library import files, works
from library.tables import Work
from library.works import DEPOSITED, Description
from network import topics
from network.ground.files import Paper
from network.owners import Owner
from network.tables import Act, Network

MINUTES = """Compte rendu d’exemple, écrit pour la démonstration.

{came} personnes présentes. {summary}

Ce que nous retenons : commencer petit, dire à qui s’adresser, montrer ce qui a été livré.

La suite : un essai dans deux communes avant la prochaine journée, et une personne pour le raconter."""


async def fill(places: list[Place], networks: dict[str, Network], heads: dict[str, int]) -> None:
    """The works of the file."""
    said, chance = read("works.toml"), stream("works")
    owners: dict[str, Owner] = {**networks, **{place.row.slug: place.row for place in places}}
    depositors = {place.row.slug: [one.number for one in place.pair] for place in places}
    for one in said["works"]:
        owner = owners[one["owner"]]
        by = chance.choice(depositors.get(one["owner"]) or [heads.get(one["owner"], 0)])
        about = [(await topics.find_or_add(owner, said["topics"][slug])).id for slug in one.get("topics", [])]
        file = await files.bring(Paper(one["file"], (FOLDER / one["file"]).read_bytes()), by) if "file" in one else None
        facts = {name: value for name, value in one.items() if name in Description.__struct_fields__}
        description = Description(**{**facts, "topics": about, "reach": "public"})
        work = await works.deposit(owner, description, file, by=by, code=code(chance))
        await _date_back(work, ago(one["days_ago"]))


async def tell(place: Place, gatherings: list[Gathering], came: dict[int, int]) -> None:
    """The minutes of the meeting days that are past, written by one of the pair or of the first circle."""
    chance: Random = stream(f"minutes of {place.row.slug}")
    held = [one for one in gatherings if one.day < ago(7) and one.row.kind == "meeting_day"]
    for one in held:
        number = came.get(one.row.id, 0)
        description = Description(
            title=f"Compte rendu : {one.row.title}"[:200],
            type="minutes",
            words=MINUTES.format(came=number, summary=one.row.summary),
            creator=place.row.name,
            issued=str(one.day.year),
            licence="cc-by-sa",
            rights=place.row.name,
            reach="public" if one.row.reach == "public" else "community",
        )
        near = [way.who for way in place.ways if way.circle_on(one.day) == 1]
        by = chance.choice([*place.pair, *chance.sample(near, min(2, len(near)))]).number
        work = await works.deposit(place.row, description, by=by, code=code(chance))
        await _date_back(work, one.day + timedelta(days=5))
        await papers.tie(one.row, work, by, at(one.day + timedelta(days=5)), code(chance))


async def _date_back(work: Work, day: date) -> None:
    deposited: dict[Any, Any] = {Work.deposited_at: by_now(at(day))}
    await Work.update(deposited).where(Work.id == work.id)
    await Act.update({Act.done_on: day}).where(Act.kind == DEPOSITED.name, Act.subject == work.id)
