import pytest

from library import texts
from library.tables import Work
from network import topics
from network.ground import tokens
from network.plug import Village
from network.tables import Act, File
from tests.conftest import Visitor
from tests.library.pages.deposits import HERE, bring, work_called
from tests.library.papers import pdf, png
from tests.network.test_sign_in import signed_in

PDF = "application/pdf"


async def test_zoe_shares_a_pdf_and_everyone_of_her_circle_finds_it_by_its_words(
    village: Village, visitor: Visitor
) -> None:
    await signed_in(visitor, "zoe@example.org")
    assert "Partager une ressource" in (await visitor.get("/communities/hedges")).text
    page = await visitor.get(f"{HERE}/new")
    assert f'action="{HERE}"' in page.text
    assert 'name="reach" value="public"' not in page.text  # that is for the gardeners
    answer = await bring(visitor, file=("mares.pdf", pdf("Creuser une mare", "Les tritons reviennent"), PDF))
    assert answer.status_code == 200 and "La ressource est dans la bibliothèque." in answer.text
    await texts.draw_text((await work_called("Les mares")).id)
    shown = await visitor.get(str(answer.url))
    assert "PDF, 2 pages" in shown.text and "mares.pdf" in shown.text
    found = await visitor.get("/works", params={"q": "triton"})
    assert "Une ressource trouvée" in found.text and "<mark>tritons</mark>" in found.text
    file = await visitor.get(f"{answer.url}/file")
    assert file.content.startswith(b"%PDF") and file.headers["content-type"] == PDF
    assert file.headers["x-content-type-options"] == "nosniff" and "private" in file.headers["cache-control"]


@pytest.mark.parametrize(
    ("said", "name", "content", "sentence"),
    [
        ({}, "page.pdf", b"<!doctype html><html><p>Bonjour", "page web (HTML)"),
        ({}, "vide.pdf", b"", "Ce fichier est vide"),
        ({}, "gros.pdf", b"%PDF-1.7" + bytes(26_000_000), "25 Mo au plus"),
        ({}, "prog.exe", b"MZ\x00\x01\x02", "Accepté ici"),
        ({}, "", b"", "Il manque de quoi lire"),
        ({}, "mur.png", png(), "Veuillez dire ce que montre l’image"),
        ({"link": "javascript:alert(1)"}, "", b"", "Ce n’est pas une adresse web"),
        ({"link": "https://gouv.fr@pirate.example/"}, "", b"", "avant son @"),
        ({"link": "https://x.example/", "title": ""}, "", b"", "Il manque un titre"),
        ({"link": "https://x.example/", "type": ""}, "", b"", "Veuillez dire de quoi il s’agit"),
        ({"link": "https://x.example/", "reach": "public"}, "", b"", "Choisissez l’une"),
        ({"link": "https://x.example/", "title": "x" * 201}, "", b"", "trop long"),
        ({"link": "https://x.example/", "topics": "999999"}, "", b"", "Choisissez l’une"),
        ({"link": "https://x.example/", "code": "no"}, "", b"", "plus valable"),
    ],
)
async def test_bad_input_is_told_on_its_field_and_what_was_typed_is_kept(
    village: Village, visitor: Visitor, said: dict[str, str], name: str, content: bytes, sentence: str
) -> None:
    await signed_in(visitor, "zoe@example.org")
    before, files = await Work.count(), await File.count()
    form = {"title": "Les étangs", "description": "De l’eau & des joncs", **said}
    answer = await bring(visitor, file=(name, content, PDF), **form)
    assert answer.status_code == 422 and sentence in answer.text, answer.text[-3000:]
    assert "De l’eau &amp; des joncs" in answer.text and form["title"] in answer.text
    assert 'aria-invalid="true"' in answer.text or "code" in said
    assert (await Work.count(), await File.count()) == (before, files)


async def test_a_file_that_was_right_is_asked_for_again_when_something_else_is_wrong(
    village: Village, visitor: Visitor
) -> None:
    await signed_in(visitor, "zoe@example.org")
    answer = await bring(visitor, title="", link="ftp://x", file=("mares.pdf", pdf("Une mare"), PDF))
    assert "Veuillez choisir de nouveau le fichier" in answer.text and "3 réponses" in answer.text
    assert not await File.exists().where(File.name == "mares.pdf")


async def test_a_file_where_a_title_was_asked_for_is_a_fault_of_that_field(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "zoe@example.org")
    token = (await visitor.get(f"{HERE}/new")).text.partition('name="_csrf_token" value="')[2].partition('"')[0]
    said = {"_csrf_token": token, "code": tokens.code(), "type": "guide", "reach": "community"}
    strange = {"title": ("titre.txt", b"Un titre", "text/plain"), "link": ("lien.txt", b"x", "text/plain")}
    answer = await visitor.post(HERE, data=said, files=strange)
    assert answer.status_code == 422 and 'id="title-why"' in answer.text and 'id="link-why"' in answer.text


async def test_a_double_click_makes_one_work(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "zoe@example.org")
    code = tokens.code()
    for _ in range(2):
        answer = await bring(visitor, code=code, file=("mares.pdf", pdf("Une mare"), PDF))
    assert str(answer.url).endswith(f"/works/{code}") and await Work.count().where(Work.title == "Les mares") == 1
    assert await File.count().where(File.name == "mares.pdf") == 1
    assert await Act.count().where(Act.kind == "library.deposited", Act.person == village.people["zoé"].id) == 2


async def test_a_gardener_opens_a_work_to_everybody_and_adds_a_topic_to_the_list(
    village: Village, visitor: Visitor
) -> None:
    await signed_in(visitor, "rita@example.org")
    answer = await bring(visitor, reach="public", link="www.mares.example/guide", new_topic="Mares et étangs")
    assert "https://www.mares.example/guide" in answer.text and "Lire sur mares.example" in answer.text
    visitor.cookies.clear()
    public = await visitor.get("/works", params={"topic": "mares-et-etangs"})
    assert "Les mares" in public.text and "Mares et étangs" in public.text


async def test_a_member_cannot_add_a_topic(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "zoe@example.org")
    await bring(visitor, link="https://x.example/", new_topic="Licornes")
    assert "Licornes" not in (await visitor.get(f"{HERE}/new")).text


async def test_two_topics_ticked_are_two_topics(village: Village, visitor: Visitor) -> None:
    from network.tables import Topic

    await signed_in(visitor, "zoe@example.org")
    ids = [str(row["id"]) for row in await Topic.select(Topic.id)]
    answer = await bring(visitor, link="https://x.example/", topics=ids)
    assert len(ids) == 2 and "Arbres et haies" in answer.text and "Eau" in answer.text


@pytest.mark.parametrize(
    "path", ["/works?q=%00%ff", "/works?page=-1", "/works?page=99999999999999", "/works?topic=%27"]
)
async def test_a_strange_address_is_no_fault(village: Village, visitor: Visitor, path: str) -> None:
    assert (await visitor.get(path)).status_code == 200


async def test_nothing_found_says_how_to_go_on(village: Village, visitor: Visitor) -> None:
    page = await visitor.get(f"{HERE}?q=licorne+%3Cb%3E")
    assert "Rien trouvé pour « licorne &lt;b&gt; »" in page.text.replace("\u202f", " ")
    assert "Moins de mots trouvent davantage" in page.text and "/works?q=licorne" in page.text


async def test_a_community_of_strangers_has_no_library_for_us(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "zoe@example.org")
    for path in ("/communities/jury/works", "/communities/jury/works/new", "/communities/nowhere/works"):
        assert (await visitor.get(path)).status_code == 404
    assert (await bring(visitor, "/communities/jury/works", link="https://x.example/")).status_code == 404
    assert (await bring(visitor, "/communities/budget/works", link="https://x.example/")).status_code == 403


async def test_a_list_of_topics_too_long_for_ticks_is_a_box_of_its_own(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "hugo@example.org")
    assert 'type="checkbox" name="topics"' in (await visitor.get(f"{HERE}/new")).text
    for number in range(25):
        water = await topics.find_or_add(village.communities["hedges"], f"Eau {number}")
    page = (await visitor.get(f"{HERE}/new")).text
    assert '<select id="topics" name="topics" multiple' in page and 'type="checkbox" name="topics"' not in page
    answer = await visitor.submit(HERE, title="", topics=str(water.id))
    assert answer.status_code == 422 and f'<option value="{water.id}" selected>' in answer.text
