"""What people are told of their place: the question itself, its answer, a move outward, an end. Nobody is moved without
being told, with who decided and why."""

from typing import Any

from network.circles.circles import ORDINALS
from network.ground.letterpress import Pressed, press
from network.ground.settings import settings
from network.ground.words import Sentence, _
from network.tables import Note, Standing, Step

FACTS: list[Any] = [
    Step.community,
    Step.community.name,
    Step.to_circle,
    Step.because,
    Step.decided_because,
    Step.state,
    Step.code,
]


async def write_step(note: Note) -> Pressed | None:
    """The question. Nothing when it was answered in the meantime."""
    by = [Step.proposed_by.given_name, Step.proposed_by.family_name]
    step = await Step.select(*FACTS, *by).where(Step.id == note.subject, Step.state == "open").first()
    if step is None:
        return None
    where, circle = step["community.name"], ORDINALS[step["to_circle"]]
    return _press(
        _("A place in the %(circle)s of %(community)s", circle=circle, community=where),
        _("A place is proposed to you in the %(circle)s of %(community)s.", circle=circle, community=where),
        step["because"],
        _name(step, "proposed_by"),
        f"/steps/{step['code']}",
        _("Accept or decline"),
        step["community"],
    )


async def write_answer(note: Note) -> Pressed | None:
    """To whoever proposed."""
    who = [Step.person.given_name, Step.person.family_name, Step.community.slug]
    step = await Step.select(*FACTS, *who).where(Step.id == note.subject).first()
    if step is None:
        return None
    parts = {"person": _name(step, "person"), "circle": ORDINALS[step["to_circle"]], "where": step["community.name"]}
    said = {
        "accepted": _("%(person)s now stands in the %(circle)s of %(where)s.", **parts),
        "declined": _("%(person)s does not wish to come into the %(circle)s of %(where)s.", **parts),
    }[step["state"]]
    subject = _("%(person)s has answered", person=parts["person"])
    path = f"/communities/{step['community.slug']}"
    return _press(subject, said, step["decided_because"], "", path, _("See the circles"), step["community"])


async def write_moved(note: Note) -> Pressed | None:
    """To whoever was moved outward by a gardener."""
    standing = await _standing(note, Standing.decided_by)
    if standing is None:
        return None
    parts = {"circle": ORDINALS[standing["circle"]], "community": standing["community.name"]}
    return _press(
        _("Your place in %(community)s", community=parts["community"]),
        _("You now stand in the %(circle)s of %(community)s.", **parts),
        standing["because"],
        _name(standing, "decided_by"),
        f"/communities/{standing['community.slug']}",
        _("See the circles"),
        standing["community"],
    )


async def write_let_go(note: Note) -> Pressed | None:
    """To whoever no longer stands in the circles, by a gardener's decision."""
    standing = await _standing(note, Standing.ended_by)
    if standing is None:
        return None
    where = standing["community.name"]
    return _press(
        _("Your place in %(community)s", community=where),
        _("Your place in the circles of %(community)s has ended.", community=where),
        standing["end_because"],
        _name(standing, "ended_by"),
        f"/communities/{standing['community.slug']}",
        _("See the circles"),
        standing["community"],
    )


async def _standing(note: Note, by: Any) -> dict[str, Any] | None:
    facts = [
        Standing.community,
        Standing.community.name,
        Standing.community.slug,
        Standing.circle,
        Standing.because,
        Standing.end_because,
    ]
    rows = Standing.select(*facts, by.given_name, by.family_name)
    return await rows.where(Standing.id == note.subject).first()


def _name(row: dict[str, Any], role: str) -> str:
    return f"{row[f'{role}.given_name'] or ''} {row[f'{role}.family_name'] or ''}".strip()


def _press(
    subject: Sentence, sentence: Sentence, because: str, by: str, path: str, button: Sentence, community: int
) -> Pressed:
    facts = {"sentence": sentence, "because": because, "by": by, "button": button, "community": community}
    return press("network/letters/told", subject, link=f"{settings().address}{path}", **facts)


WRITERS = {
    "network.step": write_step,
    "network.step_answered": write_answer,
    "network.moved": write_moved,
    "network.let_go": write_let_go,
}
