"""What a letter got wrong is put right for those who received it, and on the web for whoever reads it later."""

from datetime import timedelta

import pytest

from mailing.letters import agreements, blocks, departures, drafts, errata
from mailing.newsletters import consents, newsletters, unsubscriptions
from mailing.tables import Block, Delivery, Letter, Newsletter, Send, Subscription
from mailing.village import DRAFT, PUBLIC, SENT
from network.ground.clock import now
from network.ground.errors import Conflict
from network.plug import Village
from tests.conftest import Visitor
from tests.network.test_sign_in import signed_in


async def letter_of(code: str) -> Letter:
    found = await Letter.objects().where(Letter.code == code).first()
    assert found
    return found


async def gone(village: Village, missed: str = "", is_over: bool = True) -> Letter:
    """The draft has left, to all but one."""
    letter = await letter_of(DRAFT)
    await agreements.mark_urgent(letter, "La salle a changé.")
    rita, hedges = village.people["rita"].id, village.communities["hedges"]
    letter = await departures.send(letter, hedges, rita, await drafts.digest_of(letter))
    await Delivery.update({Delivery.state: "accepted"}).where(Delivery.send == letter.send)
    await Delivery.update({Delivery.state: "refused"}).where(Delivery.address == missed)
    if is_over:
        await Send.update({Send.state: "done", Send.done_at: now()}).where(Send.id == letter.send)
    return letter


async def departure(village: Village, erratum: Letter) -> departures.Departure:
    return await departures.departure_of(erratum, village.communities["hedges"], village.people["rita"].id)


async def test_it_goes_to_whom_the_first_was_delivered_and_to_nobody_else(village: Village) -> None:
    first = await gone(village, missed="amin@example.org")
    late = Subscription(newsletter=first.newsletter, person=village.people["mina"].id, address="mina@example.org")
    late.code, late.asked_at, late.since_at = "minaislate", now(), now()
    await late.save()
    await consents.note_down(late, True, "page", "")
    left = await Subscription.objects().where(Subscription.address == "lucie@example.org").first()
    assert left
    await unsubscriptions.end(left.id, "page")

    erratum = await errata.begin(first, village.people["rita"].id)
    found = await departure(village, erratum)
    assert {one.address for one in found.audience.readers} == {
        "rita@example.org",
        "hugo@example.org",
        "zoe@example.org",
    }
    assert erratum.subject == "Erratum\u00a0: Replanter en hiver" and erratum.erratum_of == first.id
    [text] = await blocks.of(erratum)
    assert "Replanter en hiver" in text.words


async def test_it_needs_the_agreement_of_the_pair_or_a_reason_that_it_cannot_wait(village: Village) -> None:
    erratum = await errata.begin(await gone(village), village.people["rita"].id)
    await write(erratum, "Jeudi 3 et non mardi 1er.")
    assert (await departure(village, erratum)).way is None
    await agreements.mark_urgent(erratum, "Le jour est faux.")
    found = await departure(village, erratum)
    assert found.way == "urgent" and found.hindrance is None and len(found.audience.readers) == 5


@pytest.mark.parametrize("said", [None, "> mardi 1er\n\nIl faut lire :", "> …\n\nIl faut lire : jeudi 3"])
async def test_nobody_receives_the_dots_that_stand_for_its_words(village: Village, said: str | None) -> None:
    erratum = await errata.begin(await gone(village), village.people["rita"].id)
    await agreements.mark_urgent(erratum, "Le jour est faux.")
    if said is not None:
        await write(erratum, said.replace("lire :", "lire\u00a0:"))
    assert "ce qu’il faut lire" in str((await departure(village, erratum)).hindrance)
    await write(erratum, "> mardi 1er\n\nIl faut lire\u00a0: jeudi 3")
    assert (await departure(village, erratum)).hindrance is None


async def write(letter: Letter, words: str) -> None:
    await Block.update({Block.words: words}).where(Block.letter == letter.id)


async def test_while_the_first_is_still_leaving_it_waits(village: Village) -> None:
    erratum = await errata.begin(await gone(village, is_over=False), village.people["rita"].id)
    await agreements.mark_urgent(erratum, "Le jour est faux.")
    found = await departure(village, erratum)
    assert "encore en chemin" in str(found.hindrance)
    with pytest.raises(Conflict):
        await departures.send(erratum, village.communities["hedges"], village.people["rita"].id, found.digest)


async def test_when_nobody_of_them_is_left_it_says_so(village: Village) -> None:
    first = await gone(village)
    await Delivery.update({Delivery.state: "refused"}).where(Delivery.send == first.send)
    erratum = await errata.begin(first, village.people["rita"].id)
    await agreements.mark_urgent(erratum, "Le jour est faux.")
    assert "n’est encore abonné" in str((await departure(village, erratum)).hindrance)


async def test_it_keeps_the_reach_of_the_letter_whatever_becomes_of_the_newsletter(village: Village) -> None:
    first = await gone(village)
    erratum = await errata.begin(first, village.people["rita"].id)
    await write(erratum, "Jeudi 3.")
    newsletter = await Newsletter.objects().where(Newsletter.code == PUBLIC).first()
    assert newsletter
    await newsletters.change(newsletter, newsletter.name, "", "circle_1")
    erratum = await letter_of(erratum.code)
    await agreements.mark_urgent(erratum, "Le jour est faux.")
    found = await departure(village, erratum)
    assert erratum.reach == "public" and len(found.audience.readers) == 5
    sent = await departures.send(erratum, village.communities["hedges"], village.people["rita"].id, found.digest)
    assert sent.reach == "public"


async def test_on_the_web_each_leads_to_the_other(village: Village, visitor: Visitor) -> None:
    first = await gone(village)
    await signed_in(visitor)
    page = await visitor.get(f"/letters/{first.code}")
    assert "Écrire un erratum" in page.text
    for _ in range(2):
        page = await visitor.submit("/errata", letter=first.code, code="putsitrite")
        assert page.url.path == "/letters/putsitrite" and "à ceux qui ont reçu" in page.text
    assert await Letter.count().where(Letter.erratum_of == first.id) == 1
    assert "Replanter en hiver" in (await visitor.get(f"/letters/{first.code}")).text
    erratum = await letter_of("putsitrite")
    await agreements.mark_urgent(erratum, "Le jour est faux.")
    [text] = await blocks.of(erratum)
    await Block.update({Block.words: "Le 4, et non le 3."}).where(Block.id == text.id)
    digest = await drafts.digest_of(erratum)
    erratum = await departures.send(erratum, village.communities["hedges"], village.people["rita"].id, digest)
    visitor.cookies.clear()
    old = await visitor.get(f"/letters/{first.code}")
    assert 'href="/letters/putsitrite"' in old.text and "rectifié" in old.text
    new = await visitor.get("/letters/putsitrite")
    assert f'href="/letters/{first.code}"' in new.text
    assert f"/letters/{first.code}" in erratum.html and f"/letters/{first.code}" in erratum.text


async def test_of_a_draft_there_is_none(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    page = await visitor.submit("/errata", letter=DRAFT, code="putsitrite")
    assert page.status_code == 409 and "peut encore être modifiée" in page.text
    assert (await visitor.submit("/errata", letter=SENT, code="putsitrite")).status_code == 409, "nobody received it"
    assert not await Letter.exists().where(Letter.code == "putsitrite")


async def test_a_day_of_sending_is_said_as_it_was(village: Village) -> None:
    first = await gone(village)
    await Letter.update({Letter.sent_at: now() - timedelta(days=400)}).where(Letter.id == first.id)
    erratum = await errata.begin(await letter_of(first.code), village.people["rita"].id)
    [text] = await blocks.of(erratum)
    assert str((now() - timedelta(days=400)).year) in text.words
