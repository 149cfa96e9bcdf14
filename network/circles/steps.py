"""Steps: a place nearer to the centre is proposed to a person, who accepts or declines it; nobody else does.

One open step for a person in a community. Whoever proposes says why; nobody proposes a place to themselves. Accepting
writes the standing of that day, in the same transaction. An answer is given once; before it comes, those who animate
the community may take the question back.
"""

from datetime import datetime

import msgspec

from network import notes
from network.access import Viewer
from network.circles import circles
from network.ground.clock import now
from network.ground.database import one_at_a_time
from network.ground.errors import Conflict, Fault, NotHere
from network.ground.queue import together
from network.ground.words import _
from network.tables import Community, Person, Step


class OpenStep(msgspec.Struct):
    """A question that waits for its person."""

    code: str
    community: str
    slug: str
    to_circle: int


async def propose(person: Person, community: Community, circle: int, because: str, by: int, code: str) -> Step:
    """Asks the person, by a letter with a link. The same code twice is one step. Raises Fault("circle"), Conflict."""
    if by == person.id:
        raise Fault("circle", _("Nobody proposes a place to themselves: ask the other gardener or the coordination."))
    if circle not in circles.CIRCLES:
        raise Fault("circle", _("There are three circles, from 1 to 3."))
    async with together():
        before = await circles.circle_of(person, community, lock=True)
        await one_at_a_time(f"step {code}")  # who stands nowhere yet has no row to lock
        known = await Step.objects().where(Step.code == code).first()
        if known:
            return known
        if before is not None and circle >= before:
            raise Fault("circle", _("This person stands there already, or nearer to the centre."))
        here = (Step.person == person.id) & (Step.community == community.id)
        if await Step.exists().where(here, Step.state == "open"):
            raise Conflict(_("A place has already been proposed to this person, who has not answered yet."))
        step = Step(code=code, person=person.id, community=community.id, to_circle=circle, because=because)
        step.proposed_by, step.proposed_at = by, now()
        await step.save()
        await notes.owe("network.step", to=person.id, about=step.id)
    return step


async def of(person: Person, community: Community) -> list[Step]:
    """All that was proposed to the person here, the newest first."""
    here = (Step.person == person.id) & (Step.community == community.id)
    return await Step.objects(Step.proposed_by).where(here).order_by(Step.proposed_at, ascending=False)


class Told(msgspec.Struct):
    """A step as its page tells it."""

    code: str
    state: str
    to_circle: int
    because: str
    community: str
    slug: str
    person: str
    proposed_by: str | None
    proposed_at: datetime
    decided_at: datetime | None
    decided_because: str


async def told(step: Step) -> Told:
    """With the names that its page shows."""
    [row] = await Step.raw(
        """
        SELECT step.code, state, to_circle, because, community.name AS community, community.slug, proposed_at,
               decided_at, decided_because, trim(person.given_name || ' ' || person.family_name) AS person,
               trim(proposer.given_name || ' ' || proposer.family_name) AS proposed_by
        FROM network_step AS step
        JOIN network_community AS community ON community.id = step.community
        JOIN network_person AS person ON person.id = step.person
        LEFT JOIN network_person AS proposer ON proposer.id = step.proposed_by
        WHERE step.id = {}
        """,
        step.id,
    )
    return msgspec.convert(row, Told)


async def accept(step: Step, by: int) -> Step:
    """By the person alone: they stand there from today. Asked twice, done once. Raises NotHere, Conflict."""
    return await _answer(step, by, "accepted")


async def decline(step: Step, by: int, because: str = "") -> Step:
    """By the person alone, who need not say why: they stay where they stand. Raises NotHere, Conflict."""
    return await _answer(step, by, "declined", because)


async def withdraw(step: Step, by: int) -> Step:
    """Taken back by those who animate the community, before there is an answer: it can be proposed anew. Raises Conflict."""
    async with together():
        asked = await Step.objects().where(Step.id == step.id).lock_rows("UPDATE").first()
        if asked is None:
            raise NotHere
        if asked.state == "open":
            asked.state, asked.decided_by, asked.decided_at = "withdrawn", by, now()
            await asked.save()
        if asked.state != "withdrawn":
            raise Conflict(_("The person has answered already: it can no longer be taken back."))
    return asked


async def _answer(step: Step, by: int, state: str, because: str = "") -> Step:
    async with together():
        asked = await Step.objects().where(Step.id == step.id).lock_rows("UPDATE").first()
        if asked is None or asked.person != by:
            raise NotHere
        if asked.state == state:
            return asked
        if asked.state != "open":
            raise Conflict(_("This was answered or taken back already. Your gardeners can propose it again."))
        asked.state, asked.decided_by, asked.decided_at, asked.decided_because = state, by, now(), because
        await asked.save()
        if state == "accepted":
            await _stand(asked)
        if asked.proposed_by:
            await notes.owe("network.step_answered", to=asked.proposed_by, about=asked.id)
    return asked


async def _stand(step: Step) -> None:
    """Whoever came nearer in the meantime stays there: a step never leads outward."""
    person = await Person.objects().get(Person.id == step.person)
    community = await Community.objects().get(Community.id == step.community)
    assert person and community  # a step goes with both
    before = await circles.circle_of(person, community, lock=True)
    if before is None or step.to_circle < before:
        await circles.place(person, community, step.to_circle, step.because, by=step.person)


async def open_for(viewer: Viewer) -> list[OpenStep]:
    """What waits for the viewer's own answer."""
    if viewer.person is None:
        return []
    where = [Step.community.name.as_alias("community"), Step.community.slug.as_alias("slug")]
    rows = Step.select(Step.code, Step.to_circle, *where).order_by(Step.proposed_at)
    waiting = await rows.where(Step.person == viewer.person, Step.state == "open")
    return msgspec.convert(waiting, list[OpenStep])
