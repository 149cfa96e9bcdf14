"""The letter of next month begins as the one of last month, with what has come since."""

from datetime import timedelta

from mailing.letters import blocks, drafts, duplicates
from mailing.tables import Agreement, Block, Letter
from mailing.village import DRAFT, SENT
from network.ground.clock import now, today
from network.plug import Village
from tests.conftest import Visitor
from tests.network.test_sign_in import signed_in


async def known(code: str) -> Letter:
    found = await Letter.objects().where(Letter.code == code).first()
    assert found
    return found


async def test_texts_and_choice_of_blocks_are_taken_over_and_the_period_is_the_new_one(village: Village) -> None:
    old, rita = await known(SENT), village.people["rita"].id
    [greeting, events, held, works] = await blocks.of(old)
    await Block.update({Block.words: "Chers amis des haies"}).where(Block.id == greeting.id)
    await blocks.put_aside(old, works.id)
    await blocks.put_aside(old, held.id)
    await blocks.move(old, events.id, -1)
    await Letter.update({Letter.preheader: "Venez nombreux"}).where(Letter.id == old.id)

    new = await duplicates.draw(await known(SENT), rita)
    assert [(block.kind, block.words) for block in await blocks.of(new)] == [
        (events.kind, ""),
        ("text", "Chers amis des haies"),
    ]
    assert await blocks.of(new, aside=True) == []
    assert (new.subject, new.preheader) == (old.subject, "Venez nombreux")
    assert new.sent_at is None and new.send is None and new.html == "" and new.written_by == rita
    assert new.since_on == (now() - timedelta(days=20)).date() or abs((new.since_on - today()).days) in (19, 20, 21)
    assert new.since_on > old.since_on, "what fills itself looks from the last letter on"


async def test_what_the_pair_agreed_to_then_is_no_agreement_to_this(village: Village) -> None:
    old, rita = await known(DRAFT), village.people["rita"].id
    digest = await drafts.digest_of(old)
    await Agreement(letter=old.id, person=rita, answer="agreed", digest=digest, at=now()).save()
    new = await duplicates.draw(old, rita)
    assert not await Agreement.exists().where(Agreement.letter == new.id)


async def test_one_press_and_a_second_press_of_the_same_form_is_one_draft(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    page = await visitor.get("/communities/hedges/letters")
    assert "Dupliquer la dernière lettre" in page.text and 'action="/duplicates"' in page.text
    for _ in range(2):
        page = await visitor.submit("/duplicates", letter=SENT, code="nextmonths")
        assert page.status_code == 200 and page.url.path == "/letters/nextmonths" and "Texte 1" in page.text
    assert len(await blocks.of(await known("nextmonths"))) == 4


async def test_another_newsletter_s_code_is_not_taken_over(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    page = await visitor.submit("/duplicates", letter="letterclsd", code=DRAFT)
    assert page.status_code == 409 and "Ce formulaire n’est plus valable" in page.text
