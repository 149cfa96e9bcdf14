"""Writing a letter in the browser, as the pair does: each button saves, each fault keeps what was typed."""

import re
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from events.tables import Event
from mailing import access
from mailing.letters import blocks
from mailing.tables import Agreement, Delivery, Letter, Send
from mailing.village import DRAFT, SENT
from network.access import ANYONE, viewer_of
from network.ground import tokens
from network.ground.clock import now
from network.ground.words import say_moment
from network.plug import Village
from tests.conftest import Visitor
from tests.network.test_sign_in import signed_in

PAGE = f"/letters/{DRAFT}"


async def draft() -> Letter:
    found = await Letter.objects().where(Letter.code == DRAFT).first()
    assert found
    return found


def typed(page: httpx.Response) -> dict[str, str]:
    """What the composer's form holds."""
    fields = dict(re.findall(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', page.text))
    fields |= dict(re.findall(r'<textarea id="[^"]*" name="([\w-]+)"[^>]*>([^<]*)</textarea>', page.text))
    return {
        name: value
        for name, value in fields.items()
        if name in ("seen", "subject", "preheader", "since") or "words" in name
    }


async def test_the_list_of_all_letters_leads_those_who_write_to_their_desk(village: Village, visitor: Visitor) -> None:
    assert "/letters/new" not in (await visitor.get("/letters")).text
    await signed_in(visitor)
    page = await visitor.get("/letters")
    assert 'class="button" href="/communities/hedges/letters/new"' in page.text
    rita = await viewer_of(village.people["rita"].id)
    both = replace(rita, coordinates=frozenset([village.networks["occitanie"].id]))
    assert [desk.path for desk in await access.desks_for(both)] == ["/networks/occitanie", "/communities/hedges"]


async def test_each_button_saves_what_was_typed(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    form = typed(await visitor.get(PAGE))
    [words] = [name for name in form if name.startswith("words-")]
    text, events, *_others = await blocks.of(await draft())
    page = await visitor.submit(PAGE, **form | {words: "Un **mot**", "then": f"down {text.id}"})
    assert page.status_code == 200 and "Un **mot**" in page.text
    assert [block.id for block in await blocks.of(await draft())][:2] == [events.id, text.id]

    page = await visitor.submit(PAGE, **typed(page) | {"subject": "Un autre objet", "then": "add", "kind": "text"})
    assert (await draft()).subject == "Un autre objet" and len(await blocks.of(await draft())) == 5
    page = await visitor.submit(PAGE, **typed(page) | {"preheader": "Venez", "then": f"aside {text.id}"})
    assert "Un bloc retiré" in page.text and (await draft()).preheader == "Venez"
    page = await visitor.submit(PAGE, **typed(page) | {"then": f"back {text.id}"})
    assert "Un **mot**" in page.text and "Un bloc retiré" not in page.text


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("subject", {"subject": " "}),
        ("subject", {"subject": "x" * 151}),
        ("preheader", {"preheader": "x" * 151}),
        ("since", {"since": "hier"}),
        ("since", {"since": "9999-12-31"}),
        ("since", {"since": "0001-01-01"}),
        ("kind", {"then": "add", "kind": "poem"}),
    ],
)
async def test_a_fault_is_on_its_field_and_nothing_is_lost(
    village: Village, visitor: Visitor, field: str, changed: dict[str, str]
) -> None:
    await signed_in(visitor)
    form = typed(await visitor.get(PAGE))
    [words] = [name for name in form if name.startswith("words-")]
    page = await visitor.submit(PAGE, **form | {words: "Gardez ceci"} | changed)
    assert page.status_code == 422 and "Gardez ceci" in page.text and f'id="{field}-why"' in page.text


async def test_a_text_that_is_too_long_is_said_on_that_text(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    form = typed(await visitor.get(PAGE))
    [words] = [name for name in form if name.startswith("words-")]
    page = await visitor.submit(PAGE, **form | {words: "x" * 20_001})
    assert page.status_code == 422 and f'id="{words}-why"' in page.text and "20\u202f000 caractères" in page.text


async def test_what_two_write_at_once_is_shown_again(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    form = typed(await visitor.get(PAGE))
    await visitor.submit(PAGE, **form | {"subject": "Le premier"})
    page = await visitor.submit(PAGE, **form | {"subject": "Le second"})
    assert page.status_code == 422 and "Le second" in page.text and "entre-temps" in page.text
    assert (await draft()).subject == "Le premier"
    page = await visitor.submit(PAGE, **typed(page))
    assert page.status_code == 200 and (await draft()).subject == "Le second"


async def test_a_letter_is_begun_once(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    page = await visitor.submit("/communities/hedges/letters", code="abcdefghij", subject="")
    assert page.status_code == 422 and "Ce champ est à remplir" in page.text
    for _ in range(2):
        page = await visitor.submit("/communities/hedges/letters", code="abcdefghij", subject="Bonjour")
    assert page.url.path == "/letters/abcdefghij" and "Texte 1" in page.text
    assert await Letter.count().where(Letter.subject == "Bonjour") == 1


async def test_the_pair_agrees_and_the_letter_leaves(village: Village, visitor: Visitor, app: object) -> None:
    await signed_in(visitor)
    form = typed(await visitor.get(PAGE))
    page = await visitor.submit(PAGE, **form | {"then": "agreement"})
    assert page.url.path.endswith("/agreement")
    digest = form["seen"]
    page = await visitor.submit("/agreements", letter=DRAFT, answer="asked", digest="older")
    assert page.status_code == 422 and "entre-temps" in page.text
    await visitor.submit("/agreements", letter=DRAFT, answer="asked", digest=digest, because="Avant vendredi ?")
    visitor.cookies.clear()
    await signed_in(visitor, "hugo@example.org")
    page = await visitor.get(f"{PAGE}/agreement")
    assert "Avant vendredi ?" in page.text and "Je donne mon accord" in page.text
    page = await visitor.submit("/agreements", letter=DRAFT, answer="declined", digest=digest)
    assert page.status_code == 422 and 'id="because-why"' in page.text
    page = await visitor.submit(PAGE, **form | {"then": "agree"})
    assert "Vous avez donné votre accord" in page.text and await Agreement.count() == 2
    page = await visitor.get(f"{PAGE}/departure")
    assert "Elle part à 5 personnes abonnées." in page.text and "rita@example.org" in page.text
    for _ in range(2):
        page = await visitor.submit("/sends", letter=DRAFT, digest=digest)
    assert page.url.path == PAGE and "5 adresses" in page.text and await Send.count() == 1
    assert "Zoé Ferrand" in (await visitor.get(f"{PAGE}/deliveries")).text
    page = await visitor.submit(PAGE, **form | {"subject": "Trop tard"})
    assert page.status_code == 409 and "ne change plus" in page.text
    assert (await visitor.submit("/trial-letters", letter=DRAFT)).status_code == 409
    for decided in ("agreement", "departure"):
        assert (await visitor.get(f"{PAGE}/{decided}")).url.path == PAGE

    visitor.cookies.clear()
    page = await visitor.get(PAGE)
    assert page.status_code == 200 and "5 adresses" not in page.text and "rita@example.org" not in page.text


async def test_a_letter_is_shown_where_nothing_of_it_can_run(village: Village, visitor: Visitor) -> None:
    answer = await visitor.get(f"/letters/{SENT}/preview")
    assert answer.headers["Content-Security-Policy"].startswith("sandbox") and "script-src" not in answer.text
    assert (await visitor.get(f"/letters/{SENT}/text")).headers["Content-Type"].startswith("text/plain")
    await signed_in(visitor)
    form = typed(await visitor.get(PAGE))
    [words] = [name for name in form if name.startswith("words-")]
    bad = "<script>alert(1)</script> ![vu](https://stranger.example/x.gif)"
    await visitor.submit(PAGE, **form | {words: bad, "subject": '"><script>x</script>'})
    shown = (await visitor.get(f"{PAGE}/preview")).text
    assert "<script" not in shown and "stranger.example" not in shown and "slot-" not in shown
    coming = await Event.objects().get(Event.code == "hedgescome")
    assert coming
    for words in ("rita@example.org", "Planter en année sèche", say_moment(coming.starts_at)):
        assert words in shown, words


async def test_urgency_is_marked_with_its_reason(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    page = await visitor.submit("/urgencies", letter=DRAFT, urgent_because="x" * 501)
    assert page.status_code == 422 and 'id="urgent_because-why"' in page.text
    page = await visitor.submit("/urgencies", letter=DRAFT, urgent_because="La salle a changé.")
    assert "La salle a changé." in page.text
    assert "La raison donnée" not in page.text and "Envoyer…" in page.text
    assert "urgente" in (await visitor.get(f"{PAGE}/departure")).text


async def test_a_draft_is_thrown_away_and_a_sent_letter_never(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    assert f"{PAGE}/withdrawal" in (await visitor.get(PAGE)).text
    page = await visitor.get(f"{PAGE}/withdrawal")
    assert "Jeter ce brouillon" in page.text and await Letter.exists().where(Letter.code == DRAFT)
    page = await visitor.submit("/letter-withdrawals", letter=DRAFT)
    assert page.url.path == "/communities/hedges/letters" and "Le brouillon est jeté." in page.text
    assert "Replanter en hiver" not in page.text and not await Letter.exists().where(Letter.code == DRAFT)
    assert (await visitor.get(PAGE)).status_code == 404
    assert (await visitor.get(f"/letters/{SENT}/withdrawal")).url.path == f"/letters/{SENT}"
    assert (await visitor.submit("/letter-withdrawals", letter=SENT)).status_code == 409
    assert await Letter.exists().where(Letter.code == SENT)


async def test_many_letters_are_shown_a_page_at_a_time_and_none_is_missing(village: Village, visitor: Visitor) -> None:
    first = await Letter.objects().where(Letter.code == SENT).first()
    assert first and first.sent_at
    known = {name: value for name, value in first.to_dict().items() if name != "id"}
    for number in range(60):  # three of each moment: the order is still one
        sent_at = first.sent_at - timedelta(days=number // 3)
        await Letter(**known | {"code": f"old{number:07}", "sent_at": sent_at}).save()
    everything = [letter.code for letter in await access.letters_for(ANYONE)]
    assert len(everything) == 61
    for path in ("/letters", "/communities/hedges/letters"):
        found, next_page = [], path
        while next_page:
            page = (await visitor.get(next_page)).text
            shown = re.findall(r'<a class="title" href="/letters/([a-z0-9]{10})"', page)
            assert len(shown) <= 25 and len(re.findall(r"<[a-z]", page)) < 400
            found += shown
            older = re.search(r'rel="next" href="([^"]+)">Lettres plus anciennes', page)
            next_page = older[1] if older else ""
        assert found == everything, path
    page = (await visitor.get("/letters?page=2")).text
    assert 'rel="prev" href="/letters">Lettres plus récentes' in page
    assert "Lettres plus anciennes" not in (await visitor.get("/letters?page=3")).text
    for odd in ("0", "-4", "99999999999999999999"):
        assert (await visitor.get(f"/letters?page={odd}")).status_code == 200


async def test_older_drafts_are_reached_by_those_who_write(village: Village, visitor: Visitor) -> None:
    first = await draft()
    known = {name: value for name, value in first.to_dict().items() if name != "id"}
    for number in range(26):
        code, changed_at = f"dra{number:07}", first.changed_at - timedelta(days=1 + number)
        await Letter(**known | {"code": code, "subject": f"Brouillon {number}", "changed_at": changed_at}).save()
    assert "Lettres plus anciennes" not in (await visitor.get("/communities/hedges/letters")).text
    await signed_in(visitor)
    page = (await visitor.get("/communities/hedges/letters")).text
    assert "Brouillon 23" in page and "Brouillon 24" not in page and "?page=2" in page
    page = (await visitor.get("/communities/hedges/letters?page=2")).text
    assert "Brouillon 24" in page and "Brouillon 25" in page and "Nos haies en automne" not in page


async def test_who_got_a_letter_is_shown_a_page_at_a_time(village: Village, visitor: Visitor) -> None:
    send = Send(code=tokens.code(), content="{}", state="done", started_at=now(), ring_at=now())
    await send.save()
    for position in range(60):
        row = Delivery(send=send.id, position=position, address=f"p{position}@example.org", ring_at=now())
        row.state = "accepted" if position % 2 else "refused"
        await row.save()
    await Letter.update({Letter.send: send.id}).where(Letter.code == SENT)
    await signed_in(visitor)
    for asked, expected in (("", list(range(60))), ("?group=missed", list(range(0, 60, 2)))):
        found, next_page = [], f"/letters/{SENT}/deliveries{asked}"
        while next_page:
            page = (await visitor.get(next_page)).text
            assert len(re.findall(r"<[a-z]", page)) < 400
            shown = [int(number) for number in re.findall(r"p(\d+)@example", page)]
            assert 0 < len(shown) <= 25
            found += shown
            following = re.search(r'rel="next" href="([^"]+)"', page)
            next_page = following[1].replace("&amp;", "&") if following else ""
        assert found == expected
    page = (await visitor.get(f"/letters/{SENT}/deliveries?named=p7")).text
    assert "p7@example.org" in page and "p8@example.org" not in page and "Toutes <b>60</b>" in page
    assert "Ne l’ont pas <b>30</b>" in page and "L’ont reçue <b>30</b>" in page
    page = (await visitor.get(f"/letters/{SENT}/deliveries?named=personne%00%25&group=x&after=-99999999999")).text
    assert "Personne de ce nom ici" in page


async def test_lists_show_drafts_to_those_who_write(village: Village, visitor: Visitor) -> None:
    page = (await visitor.get("/letters")).text
    assert "Nos haies en automne" in page and "Replanter en hiver" not in page and "Entre nous" not in page
    await signed_in(visitor)
    for path in ("/letters", "/communities/hedges/letters"):
        assert "Replanter en hiver" in (await visitor.get(path)).text
    assert "Écrire une lettre" in (await visitor.get("/communities/hedges")).text
