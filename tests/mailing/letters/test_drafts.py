"""Drafts: ready when begun, never saved over what somebody else wrote, blocks moved and kept aside."""

from datetime import timedelta

import pytest

from mailing.letters import blocks, drafts
from mailing.newsletters import newsletters
from mailing.tables import Block, Letter, Newsletter
from mailing.village import DRAFT, INNER
from network.ground.clock import now, today
from network.ground.errors import Conflict, Fault
from network.plug import Village


async def draft(code: str = DRAFT) -> Letter:
    found = await Letter.objects().where(Letter.code == code).first()
    assert found
    return found


async def kinds(letter: Letter) -> list[str]:
    return [block.kind for block in await blocks.of(letter)]


async def test_a_first_letter_comes_ready(village: Village) -> None:
    budget, gil = village.communities["budget"], village.people["gil"].id
    newsletter = await newsletters.first_of(budget)
    assert (
        await newsletters.first_of(budget)
    ).id == newsletter.id and newsletter.name == "Budgets participatifs, la lettre"
    letter = await drafts.begin(budget, newsletter, gil, "Bonjour", "abcdefghij")
    assert (await drafts.begin(budget, newsletter, gil, "Bonjour", "abcdefghij")).id == letter.id
    assert await kinds(letter) == ["text", "events.coming", "events.held", "library.new"]
    assert (await blocks.of(letter))[0].words.startswith("Bonjour,\n\n")
    assert letter.since_on == today() - drafts.FIRST_PERIOD


async def test_what_is_new_is_new_since_the_last_letter(village: Village) -> None:
    assert (await draft()).since_on == today() - timedelta(days=20)


async def test_two_who_write_at_once_lose_nothing(village: Village) -> None:
    letter, rita, hugo = await draft(), village.people["rita"].id, village.people["hugo"].id
    seen, [text, *_rest] = await drafts.digest_of(letter), await blocks.of(letter)
    await drafts.compose(letter, hugo, seen, "De Hugo", "", letter.since_on, {text.id: "Le texte de Hugo"})
    mine = await draft()
    with pytest.raises(Fault) as fault:
        await drafts.compose(mine, rita, seen, "De Rita", "", letter.since_on, {text.id: "Le texte de Rita"})
    assert fault.value.field == "subject" and (await draft()).subject == "De Hugo"
    again = await drafts.digest_of(await draft())
    await drafts.compose(await draft(), rita, again, "De Rita", "", letter.since_on, {text.id: "Le texte de Rita"})
    assert ((await draft()).subject, (await blocks.of(letter))[0].words) == ("De Rita", "Le texte de Rita")


async def test_a_page_that_changes_nothing_is_never_too_old(village: Village) -> None:
    letter, rita = await draft(), village.people["rita"].id
    await drafts.compose(letter, rita, "of yesterday", letter.subject, letter.preheader, letter.since_on, {})


async def test_only_what_is_written_and_chosen_is_agreed_to(village: Village) -> None:
    letter = await draft()
    digest = await drafts.digest_of(letter)
    await Letter.update({Letter.changed_at: now()}).where(Letter.id == letter.id)
    assert await drafts.digest_of(await draft()) == digest
    [text, *_rest] = await blocks.of(letter)
    await blocks.move(letter, text.id, 1)
    assert await drafts.digest_of(letter) != digest


async def test_blocks_move_are_put_aside_and_come_back(village: Village) -> None:
    letter = await draft()
    text, _events, _held, works = await blocks.of(letter)
    await blocks.move(letter, text.id, -1)
    await blocks.move(letter, works.id, 1)
    assert await kinds(letter) == ["text", "events.coming", "events.held", "library.new"], "at the edge it stays"
    await blocks.move(letter, works.id, -1)
    assert await kinds(letter) == ["text", "events.coming", "library.new", "events.held"]
    await blocks.put_aside(letter, text.id)
    assert await kinds(letter) == ["events.coming", "library.new", "events.held"]
    assert [block.words for block in await blocks.of(letter, aside=True)] == [text.words]
    await blocks.put_aside(letter, text.id, is_aside=False)
    assert await kinds(letter) == ["events.coming", "library.new", "events.held", "text"]
    await blocks.add(letter, "text", "Un mot encore")
    assert [block.position for block in await blocks.of(letter)] == [1, 2, 3, 4, 5]


async def test_nobody_moves_a_block_of_another_letter(village: Village) -> None:
    [other, *_rest] = await Block.objects().where(Block.letter != (await draft()).id).order_by(Block.id)
    await blocks.put_aside(await draft(), other.id)
    left = await Block.objects().get(Block.id == other.id)
    assert left and not left.is_aside
    await drafts.compose(
        await draft(),
        village.people["rita"].id,
        await drafts.digest_of(await draft()),
        "x",
        "",
        today(),
        {other.id: "x"},
    )
    left = await Block.objects().get(Block.id == other.id)
    assert left and left.words == other.words


async def test_a_block_holds_what_its_audience_may_see(village: Village) -> None:
    hedges, rita = village.communities["hedges"], village.people["rita"].id
    inner = await Newsletter.objects().where(Newsletter.code == INNER).first()
    assert inner
    within = await drafts.begin(hedges, inner, rita, "Entre nous")
    shown = {
        letter.reach: [
            item.title for part in await blocks.parts_of(letter, hedges) if part.filled for item in part.filled.items
        ]
        for letter in (await draft(), within)
    }
    assert "Planter en année sèche" in shown["public"] and "Planter en année sèche" in shown["circle_1"]
    assert "Ce que le premier cercle garde pour lui" in shown["circle_1"]
    assert "Ce que le premier cercle garde pour lui" not in shown["public"]


async def test_what_was_sent_does_not_change(village: Village) -> None:
    sent, rita = await draft("lettersent"), village.people["rita"].id
    with pytest.raises(Conflict):
        await drafts.compose(sent, rita, await drafts.digest_of(sent), "Autre", "", sent.since_on, {})
