import pytest

from library import files, texts, works
from library.tables import Work
from network.ground.files import Paper
from network.plug import Village
from network.tables import File
from tests.conftest import Visitor
from tests.library.pages.deposits import bring, work_called
from tests.library.papers import pdf, png
from tests.network.test_sign_in import signed_in

NOTE, GUIDE = "Ce que le premier cercle garde pour lui", "Planter une haie champêtre"


async def test_a_public_guide_shows_who_made_it_its_licence_and_its_file_but_no_name(
    village: Village, visitor: Visitor
) -> None:
    guide = await work_called(GUIDE)
    page = (await visitor.get(f"/works/{guide.code}")).text
    assert "Le Potager partagé" in page and "CC BY-SA" in page and "mars 2025" in page and "Gers" in page
    assert "texte brut" in page.lower() and "Rita" not in page and "Corriger" not in page
    file = await visitor.get(f"/works/{guide.code}/file")
    assert "attachment" in file.headers["content-disposition"] and "érable" in file.content.decode()


@pytest.mark.parametrize("who", ["amin", "mina", "odile", "gil", "karl"])
async def test_the_note_of_the_first_circle_and_its_file_are_behind_one_door(
    village: Village, visitor: Visitor, who: str
) -> None:
    note = await work_called(NOTE)
    file = await files.bring(Paper("secret.pdf", pdf("Un secret")), None)
    await Work.update({Work.file: file.id}).where(Work.id == note.id)
    await signed_in(visitor, f"{who}@example.org")
    for path in ("", "/file", "/edit"):
        assert (await visitor.get(f"/works/{note.code}{path}")).status_code == 404
    await signed_in(visitor, "zoe@example.org")
    assert (await visitor.get(f"/works/{note.code}/file")).content.startswith(b"%PDF")


async def test_a_work_without_a_file_has_none_to_open(village: Village, visitor: Visitor) -> None:
    study = await work_called("Étude régionale sur le partage de l’eau")
    await signed_in(visitor, "zoe@example.org")
    assert (await visitor.get(f"/works/{study.code}/file")).status_code == 404
    assert 'rel="noopener' in (await visitor.get(f"/works/{study.code}")).text


async def test_a_gardener_corrects_and_what_a_member_typed_stays(village: Village, visitor: Visitor) -> None:
    note = await work_called(NOTE)
    await signed_in(visitor, "rita@example.org")
    form = (await visitor.get(f"/works/{note.code}/edit")).text
    assert "Trois communes hésitent encore" in form
    answer = await bring(visitor, f"/works/{note.code}", title="Trois communes", type="note", words="Elles hésitent.")
    assert "Ce que l’on sait de la ressource est corrigé." in answer.text
    assert "Elles hésitent." in answer.text and "Zoé Ferrand" in answer.text and "Rita Moreau" in answer.text


async def test_whoever_brought_it_may_correct_it_and_a_wide_reach_stays_wide(
    village: Village, visitor: Visitor
) -> None:
    note = await work_called(NOTE)
    await Work.update({Work.reach: "public"}).where(Work.id == note.id)
    await signed_in(visitor, "zoe@example.org")
    form = (await visitor.get(f"/works/{note.code}/edit")).text
    assert "tout le monde" in form
    await bring(visitor, f"/works/{note.code}", title=NOTE, type="note", words="Trois.", reach="public")
    assert (await work_called(NOTE)).reach == "public"


async def test_a_new_file_replaces_the_old_one(village: Village, visitor: Visitor) -> None:
    guide = await work_called(GUIDE)
    await signed_in(visitor, "rita@example.org")
    new = ("haie.pdf", pdf("La haie en images"), "application/pdf")
    answer = await bring(visitor, f"/works/{guide.code}", title=GUIDE, reach="public", file=new)
    assert "haie.pdf" in answer.text and "en cours de lecture" in answer.text
    assert not await File.exists().where(File.id == guide.file)
    wrong = ("haie.pdf", b"<html>", "application/pdf")
    answer = await bring(visitor, f"/works/{guide.code}", title=GUIDE, reach="public", file=wrong)
    assert answer.status_code == 422 and "page web (HTML)" in answer.text
    assert (await visitor.get(f"/works/{guide.code}/file")).content == pdf("La haie en images")


async def test_why_a_file_could_not_be_read_is_told_to_who_can_mend_it(village: Village, visitor: Visitor) -> None:
    guide = await work_called(GUIDE)
    broken = await files.bring(Paper("x.pdf", b"%PDF-1.4 rubbish"), None)
    await Work.update({Work.file: broken.id, Work.text_state: "waiting"}).where(Work.id == guide.id)
    await texts.draw_text(guide.id)
    assert "Ce PDF est abîmé" not in (await visitor.get(f"/works/{guide.code}")).text
    await signed_in(visitor, "rita@example.org")
    assert "Ce PDF est abîmé" in (await visitor.get(f"/works/{guide.code}")).text


async def test_a_picture_is_shown_with_its_words(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "zoe@example.org")
    picture = ("mare.png", png(), "image/png")
    answer = await bring(visitor, alternative='Une mare "au" <soir>', file=picture)
    assert 'alt="Une mare &#34;au&#34; &lt;soir&gt;"' in answer.text
    answer = await bring(visitor, title="Feuilles", is_decorative="1", file=picture)
    assert 'alt=""' in answer.text


async def test_a_withdrawal_needs_a_reason_and_can_be_taken_back(village: Village, visitor: Visitor) -> None:
    guide = await work_called(GUIDE)
    await signed_in(visitor, "hugo@example.org")
    answer = await visitor.submit("/work-withdrawals", work=guide.code, because="")
    assert answer.status_code == 422 and "Veuillez dire pourquoi" in answer.text
    answer = await visitor.submit("/work-withdrawals", work=guide.code, because="Une version neuve existe")
    assert "La ressource est retirée" in answer.text and "Hugo Lemoine" in answer.text
    assert "Une version neuve existe" in answer.text
    visitor.cookies.clear()
    for path in ("", "/file"):
        assert (await visitor.get(f"/works/{guide.code}{path}")).status_code == 404
    assert (
        GUIDE not in (await visitor.get("/works")).text and GUIDE not in (await visitor.get("/communities/hedges")).text
    )
    await signed_in(visitor, "cora@example.org")
    assert "Retirée" in (await visitor.get("/works")).text
    answer = await visitor.submit("/work-returns", work=guide.code)
    assert "de nouveau dans la bibliothèque" in answer.text


async def test_words_written_here_are_shown_as_written_and_never_run(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "zoe@example.org")
    answer = await bring(visitor, words="Un\ndeux\n\n<script>alert(1)</script>")
    assert "<p>Un<br>deux</p>" in answer.text and "&lt;script&gt;alert(1)" in answer.text


async def test_in_english_too(village: Village, visitor: Visitor) -> None:
    await visitor.submit("/languages", language="en", back="/works")
    guide = await work_called(GUIDE)
    page = (await visitor.get(f"/works/{guide.code}")).text
    assert "Open the file" in page and "CC BY-SA: name the author, share alike" in page


async def test_whoever_is_forgotten_leaves_their_works(village: Village, visitor: Visitor) -> None:
    from network import privacy

    guide = await work_called(GUIDE)
    await works.withdraw(guide, "x", by=village.people["rita"].id)
    await privacy.forget(village.people["rita"])
    left = await work_called(GUIDE)
    assert (left.deposited_by, left.withdrawn_by) == (None, None)
