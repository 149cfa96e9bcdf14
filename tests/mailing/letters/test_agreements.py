"""Who may send when: the rule of the pair as plain facts, then the verbs on the village."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailing.letters import agreements, drafts
from mailing.letters.agreements import Case, Said, way_of
from mailing.tables import Agreement, Letter
from mailing.village import DRAFT
from network.communities import gardeners
from network.ground.clock import today
from network.ground.errors import Conflict, Fault, Forbidden
from network.plug import Village
from network.tables import Mandate, Note

NOON = datetime(2026, 12, 3, 12, tzinfo=UTC)
RITA, HUGO, CORA = 1, 2, 3


def case(*said: tuple[int, str, str, int], **changed: object) -> Case:
    """Lines are person, answer, text, hours before noon."""
    lines = [Said(who, answer, text, NOON - timedelta(hours=ago)) for who, answer, text, ago in said]
    facts: dict[str, object] = {
        "sender": RITA,
        "seated": frozenset([RITA, HUGO]),
        "needs_agreement": True,
        "said": lines,
        "digest": "now",
        "patience": timedelta(hours=48),
        "is_urgent": False,
        "at": NOON,
    }
    return Case(**facts | changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("looked_at", "way"),
    [
        (case(), None),
        (case((RITA, "asked", "now", 1)), None),
        (case((RITA, "asked", "now", 2), (HUGO, "agreed", "now", 1)), "agreed"),
        (case((RITA, "asked", "before", 2), (HUGO, "agreed", "before", 1)), None),
        (case((HUGO, "agreed", "before", 3), (HUGO, "agreed", "now", 1)), "agreed"),
        (case((RITA, "asked", "now", 2), (HUGO, "declined", "now", 1)), None),
        (case((RITA, "asked", "now", 60), (HUGO, "declined", "now", 1)), None),
        (case((HUGO, "declined", "now", 2), (HUGO, "agreed", "now", 1)), "agreed"),
        (case((HUGO, "agreed", "now", 2), (HUGO, "declined", "now", 1)), None),
        (case((RITA, "asked", "now", 48)), "unanswered"),
        (case((RITA, "asked", "before", 200), (RITA, "asked", "now", 47)), None),
        (case((RITA, "asked", "now", 0), patience=timedelta(0)), "unanswered"),
        (case(patience=timedelta(0)), None),
        (case(is_urgent=True), "urgent"),
        (case((HUGO, "declined", "now", 1), is_urgent=True), "urgent"),
        (case(seated=frozenset([RITA])), "vacant"),
        (case(seated=frozenset()), "vacant"),
        (case(needs_agreement=False), "free"),
        (case((RITA, "asked", "now", 1), sender=HUGO), "agreed"),
        (case((RITA, "agreed", "now", 1), sender=CORA), None),
        (case((RITA, "agreed", "now", 1), (HUGO, "agreed", "now", 1), sender=CORA), "agreed"),
    ],
)
def test_the_rule_of_the_pair(looked_at: Case, way: str | None) -> None:
    assert way_of(looked_at) == way


lines = st.tuples(
    st.sampled_from([RITA, HUGO]), st.sampled_from(["asked", "agreed", "declined"]), st.sampled_from(["now", "before"]),
    st.integers(0, 100),
)  # fmt: skip


@given(st.lists(lines, max_size=8), st.booleans(), st.sampled_from([0, 48, 168]))
def test_nothing_leaves_against_the_rule(said: list[tuple[int, str, str, int]], urgent: bool, hours: int) -> None:
    looked_at = case(*said, is_urgent=urgent, patience=timedelta(hours=hours))
    way = way_of(looked_at)
    of_now = [line for line in looked_at.said if line.digest == "now"]
    by_hugo = sorted((line for line in of_now if line.person == HUGO), key=lambda line: line.at)
    if way == "agreed":
        assert any(line.answer in ("asked", "agreed") for line in by_hugo)
    if way == "unanswered":
        assert not urgent and not any(line.answer in ("asked", "agreed") for line in by_hugo[-1:])
        assert any(line.answer == "asked" and line.at <= NOON - timedelta(hours=hours) for line in of_now)
    if way is None:
        assert not urgent
    assert way_of(case(*said, is_urgent=urgent, patience=timedelta(hours=hours), needs_agreement=False)) == "free"


@given(st.lists(lines, max_size=6))
def test_a_change_asks_again(said: list[tuple[int, str, str, int]]) -> None:
    assert way_of(case(*said, digest="changed")) is None


@given(st.lists(lines, max_size=6), st.integers(0, 300))
def test_waiting_longer_never_takes_a_permission_away(said: list[tuple[int, str, str, int]], more: int) -> None:
    if way_of(case(*said)):
        assert way_of(case(*said, at=NOON + timedelta(hours=more)))


async def draft() -> tuple[Letter, str]:
    letter = await Letter.objects().where(Letter.code == DRAFT).first()
    assert letter
    return letter, await drafts.digest_of(letter)


async def owed() -> list[tuple[str, int]]:
    rows = await Note.select(Note.kind, Note.person).where(Note.kind.like("mailing.%")).order_by(Note.id)
    return [(row["kind"], row["person"]) for row in rows]


async def test_rita_asks_hugo_agrees_and_each_hears_of_it(village: Village) -> None:
    hedges, rita, hugo = village.communities["hedges"], village.people["rita"].id, village.people["hugo"].id
    letter, digest = await draft()
    for _ in range(2):
        await agreements.ask(letter, hedges, rita, digest, "Avant vendredi ?")
    assert way_of(await agreements.case_of(letter, hedges, rita, digest)) is None
    for _ in range(2):
        await agreements.answer(letter, hedges, hugo, "agreed", digest)
    assert way_of(await agreements.case_of(letter, hedges, rita, digest)) == "agreed"
    assert await owed() == [("mailing.please_agree", hugo), ("mailing.agreed", rita)]
    assert [line["answer"] for line in await agreements.lines_of(letter)] == ["asked", "agreed"]


async def test_not_yet_wants_a_word_and_then_the_same_text_is_not_asked_about_again(village: Village) -> None:
    hedges, rita, hugo = village.communities["hedges"], village.people["rita"].id, village.people["hugo"].id
    letter, digest = await draft()
    await agreements.ask(letter, hedges, rita, digest)
    with pytest.raises(Fault) as fault:
        await agreements.answer(letter, hedges, hugo, "declined", digest, "  ")
    assert fault.value.field == "because"
    await agreements.answer(letter, hedges, hugo, "declined", digest, "La date manque.")
    assert way_of(await agreements.case_of(letter, hedges, rita, digest)) is None
    await Agreement.delete().where(Agreement.answer == "asked")
    with pytest.raises(Conflict):
        await agreements.ask(letter, hedges, rita, digest)
    assert await owed() == [("mailing.please_agree", hugo), ("mailing.declined", rita)]


async def test_only_the_two_gardeners_agree(village: Village) -> None:
    letter, digest = await draft()
    with pytest.raises(Forbidden):
        await agreements.answer(letter, village.communities["hedges"], village.people["cora"].id, "agreed", digest)


async def test_when_the_other_seat_empties_the_writer_may_send_alone(village: Village) -> None:
    hedges, rita, hugo = village.communities["hedges"], village.people["rita"].id, village.people["hugo"].id
    letter, digest = await draft()
    assert way_of(await agreements.case_of(letter, hedges, rita, digest)) is None
    mandate = await Mandate.objects().where(Mandate.person == hugo, Mandate.role == "gardener").first()
    assert mandate
    await Mandate.update({Mandate.until_on: today()}).where(Mandate.id == mandate.id)
    assert [seat.person for seat in await gardeners.pair_of(hedges)] == [rita, None]
    assert way_of(await agreements.case_of(letter, hedges, rita, digest)) == "vacant"
    with pytest.raises(Conflict):
        await agreements.ask(letter, hedges, rita, digest)


async def test_a_letter_of_the_network_needs_nobody(village: Village) -> None:
    from mailing.newsletters import newsletters

    occitanie, cora = village.networks["occitanie"], village.people["cora"].id
    letter = await drafts.begin(occitanie, await newsletters.first_of(occitanie), cora, "Nouvelles d’Occitanie")
    digest = await drafts.digest_of(letter)
    assert way_of(await agreements.case_of(letter, occitanie, cora, digest)) == "free"
