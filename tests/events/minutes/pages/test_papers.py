import re
from html import unescape

from events.tables import Paper
from library.tables import Work
from network.ground import tokens
from network.plug import Village
from tests.conftest import Visitor
from tests.events.days import COMING, PAST, day
from tests.events.test_papers import GUIDE, left_by
from tests.library.pages.deposits import bring
from tests.library.papers import pdf
from tests.network.test_sign_in import signed_in

HERE = f"/events/{PAST}/papers"


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page) or re.search(rf'name="{name}"[^>]*>([^<]*)', page)
    assert found, name
    return unescape(found[1])


async def test_rita_writes_the_minutes_in_the_frame_and_everybody_reads_them(
    village: Village, visitor: Visitor
) -> None:
    await signed_in(visitor)
    page = (await visitor.get(f"{HERE}/new?type=minutes")).text
    filled = {name: field(page, name) for name in ("code", "title", "description", "creator", "issued", "words")}
    assert filled["title"] == "Compte rendu\u00a0: Tailler sans abîmer"
    filled["words"] += "\nUn essai dans deux communes."
    sent = await visitor.submit(HERE, **filled, type="minutes", reach="public", language="fr", licence="cc-by-sa")
    assert "Le compte rendu est dans la bibliothèque, et joint à la rencontre" in sent.text
    assert "Envoyer le compte rendu" in sent.text

    await visitor.submit("/sign-outs")
    shown = (await visitor.get(f"/events/{PAST}")).text
    assert "Compte rendu et documents" in shown and f"/works/{filled['code']}" in shown and GUIDE in shown
    assert "Un essai dans deux communes." in (await visitor.get(f"/works/{filled['code']}")).text


async def test_a_link_is_brought_and_the_frame_that_nobody_filled_is_left_out(
    village: Village, visitor: Visitor
) -> None:
    await signed_in(visitor)
    page = (await visitor.get(f"{HERE}/new?type=minutes")).text
    filled = {name: field(page, name) for name in ("code", "title", "words")}
    nothing = await visitor.submit(HERE, **filled, type="minutes", reach="public")
    assert nothing.status_code == 422 and "un fichier, un lien" in nothing.text and filled["title"] in nothing.text
    brought = await visitor.submit(HERE, **filled, type="minutes", reach="public", link="https://cr.example.org/1")
    assert brought.status_code == 200, brought.text
    work = await Work.objects().get(Work.code == filled["code"])
    assert work and work.link and work.words == ""


async def test_before_the_end_of_the_day_the_form_says_that_minutes_come_later(
    village: Village, visitor: Visitor
) -> None:
    await signed_in(visitor)
    page = (await visitor.get(f"/events/{COMING}/papers/new?type=minutes")).text
    assert "une fois la rencontre passée" in page and 'name="title"' not in page
    said = {"code": tokens.code(), "title": "Trop tôt", "type": "minutes", "words": "…", "reach": "public"}
    refused = await visitor.submit(f"/events/{COMING}/papers", **said)
    assert refused.status_code == 422 and "une fois la rencontre passée" in refused.text and "Trop tôt" in refused.text


async def test_a_work_of_the_library_is_put_with_the_day_and_taken_away_again(
    village: Village, visitor: Visitor
) -> None:
    await signed_in(visitor)
    note = await Work.objects().get(Work.type == "note")
    assert note
    tied = await visitor.submit("/papers", event=PAST, work=note.code)
    assert "Le document est joint à la rencontre" in tied.text and note.title in tied.text
    paper = await Paper.objects().get(Paper.work == note.id)
    assert paper
    gone = await visitor.submit("/dropped-papers", paper=paper.code)
    assert "Il reste dans la bibliothèque" in gone.text
    assert not await Paper.exists().where(Paper.work == note.id) and await Work.exists().where(Work.id == note.id)


async def test_what_is_not_the_owners_is_not_put_with_the_day(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    study = await Work.objects().get(Work.type == "study")
    assert study
    for work in (study.code, "zzzzzzzzzz", ""):
        refused = await visitor.submit("/papers", event=PAST, work=work)
        assert refused.status_code == 422, work
    assert await Paper.count() == 1


async def test_who_only_reads_finds_no_way_to_change_the_papers(village: Village, visitor: Visitor) -> None:
    work = await left_by(village, await day(PAST))
    await signed_in(visitor, "zoe@example.org")
    page = (await visitor.get(f"/events/{PAST}")).text
    assert work.code in page and "/papers" not in page
    paper = await Paper.objects().get(Paper.work == work.id)
    assert paper and (await visitor.submit("/dropped-papers", paper=paper.code)).status_code == 403
    assert await Paper.exists().where(Paper.id == paper.id)


async def test_a_file_is_brought_with_the_form_that_is_filled_in(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    page = (await visitor.get(f"{HERE}/new?type=minutes")).text
    filled = {name: field(page, name) for name in ("code", "title", "words")}
    file = ("cr.pdf", pdf("Taille douce"), "application/pdf")
    brought = await bring(visitor, HERE, file, **filled, type="minutes", reach="public")
    assert "joint à la rencontre" in brought.text
    work = await Work.objects().get(Work.code == filled["code"])
    assert work and work.file and work.words == "", "the frame that nobody filled is left out"
