"""Newsletters in the browser: subscribing from here and from elsewhere, and leaving without signing in."""

import re
from datetime import timedelta
from html import unescape

import pytest

from mailing import deliveries
from mailing.newsletters import subscriptions
from mailing.tables import Newsletter, Subscription, runs
from mailing.village import INNER, PUBLIC
from network.ground import machines
from network.ground.clock import now
from network.plug import Village
from network.privacy import forget
from network.tables import Consent
from tests.conftest import Visitor
from tests.network.test_sign_in import signed_in

PAGE = f"/newsletters/{PUBLIC}"


async def test_lea_subscribes_with_her_address(village: Village, visitor: Visitor) -> None:
    answer = await visitor.submit("/subscriptions", newsletter=PUBLIC, name="Léa Martin", address="lea@example.org")
    assert answer.url.path == f"{PAGE}/asked" and "Regardez votre courrier" in answer.text
    row = await Subscription.objects().where(Subscription.address == "lea@example.org").first()
    assert row and not row.is_running
    path = subscriptions.link_of(row).removeprefix("http://localhost:8000")
    for _ in range(3):
        page = await visitor.get(path)
    assert row.text_shown in page.text and not await Subscription.exists().where(Subscription.id == row.id, runs())
    for _ in range(2):
        page = await visitor.submit(path)
        assert "Votre abonnement à « La lettre des haies » est confirmé." in page.text.replace("\u202f", " ")
    [line] = await Consent.objects().where(Consent.subject == row.newsletter, Consent.proof.like("link%"))
    assert line.text_shown == row.text_shown
    assert "déjà confirmé" in (await visitor.get(path)).text


async def test_the_answer_is_the_same_for_every_address(village: Village, visitor: Visitor) -> None:
    answers = set()
    for address in ("nobody@example.org", "mina@example.org", "zoe@example.org"):
        answer = await visitor.submit("/subscriptions", newsletter=PUBLIC, address=address)
        answers.add((answer.status_code, str(answer.url), re.sub(r'value="\w{30,}"', "", answer.text)))
    assert len(answers) == 1


async def test_a_fault_is_on_its_field_and_keeps_the_rest(village: Village, visitor: Visitor) -> None:
    for address in ("", "nope", "a@b"):
        page = await visitor.submit("/subscriptions", newsletter=PUBLIC, name="Léa Martin", address=address)
        assert page.status_code == 422 and 'id="address-why"' in page.text and 'value="Léa Martin"' in page.text
    page = await visitor.submit("/subscriptions", newsletter=PUBLIC, name="x" * 121, address="lea@example.org")
    assert page.status_code == 422 and 'id="name-why"' in page.text
    assert not await Subscription.exists().where(Subscription.since_at.is_null())


async def test_a_form_on_another_site_may_ask(village: Village, visitor: Visitor) -> None:
    """Without cookie and without our token: it only starts the opt-in."""
    visitor.headers["Origin"] = "https://mairie.example"
    answer = await visitor.post("/subscriptions", data={"newsletter": PUBLIC, "address": "lea@example.org"})
    assert answer.url.path == f"{PAGE}/asked"
    assert (
        await visitor.post("/subscriptions", data={"newsletter": INNER, "address": "lea@example.org"})
    ).status_code == 404
    assert (await visitor.post(f"{PAGE}/subscriptions", data={"shown": "x"})).status_code == 403


async def test_the_form_for_another_site_is_one_that_works(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    shown = unescape((await visitor.get(f"{PAGE}/form")).text).partition("<code>")[2].partition("</code>")[0]
    action = re.search(r'action="http://localhost:8000([^"]+)"', shown)
    code = re.search(r'name="newsletter" value="([^"]+)"', shown)
    assert action and code and 'name="address"' in shown
    visitor.cookies.clear()
    visitor.headers["Origin"] = "https://mairie.example"
    answer = await visitor.post(action[1], data={"newsletter": code[1], "address": "lea@example.org"})
    assert answer.url.path == f"{PAGE}/asked"


async def test_a_machine_that_fills_in_everything_gets_the_same_answer_and_nothing(
    village: Village, visitor: Visitor
) -> None:
    answer = await visitor.submit("/subscriptions", newsletter=PUBLIC, address="bot@example.org", website="https://x")
    assert answer.url.path == f"{PAGE}/asked"
    assert not await Subscription.exists().where(Subscription.address == "bot@example.org")


async def test_who_is_quicker_than_a_hand_presses_once_more_and_loses_nothing(
    village: Village, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = {"newsletter": PUBLIC, "name": "Léa Martin", "address": "lea@example.org"}
    stamp = re.search(r'name="shown_at" value="([^"]+)"', (await visitor.get(PAGE)).text)
    assert stamp
    for said in (stamp[1], "", "1.made-up"):
        page = await visitor.submit("/subscriptions", **typed, shown_at=said)
        assert page.status_code == 200 and "encore une fois" in page.text and 'value="Léa Martin"' in page.text
        assert not await Subscription.exists().where(Subscription.address == "lea@example.org")
    later = now() + timedelta(seconds=3)
    monkeypatch.setattr(machines, "now", lambda: later)
    assert (await visitor.submit("/subscriptions", **typed, shown_at=stamp[1])).url.path == f"{PAGE}/asked"
    assert await Subscription.exists().where(Subscription.address == "lea@example.org")


async def test_when_many_come_by_forms_of_other_sites_each_presses_once_more_here(
    village: Village, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mailing.newsletters.pages.subscriptions.FROM_ELSEWHERE_AN_HOUR", 0)
    visitor.headers["Origin"] = "https://mairie.example"
    page = await visitor.post("/subscriptions", data={"newsletter": PUBLIC, "address": "leo@example.org"})
    assert page.status_code == 200 and "encore une fois" in page.text and 'value="leo@example.org"' in page.text
    assert not await Subscription.exists().where(Subscription.address == "leo@example.org")


async def test_too_many_from_one_place_are_asked_to_wait(
    village: Village, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mailing.newsletters.pages.subscriptions.ASKS_AN_HOUR", 0)
    answer = await visitor.submit("/subscriptions", newsletter=PUBLIC, address="lea@example.org")
    assert answer.status_code == 429 and 'value="lea@example.org"' in answer.text and "Réessayez" in answer.text


async def test_one_button_for_who_is_signed_in(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "mina@example.org")
    page = await visitor.get(PAGE)
    shown = re.search(r'name="shown" value="([^"]+)"', page.text)
    assert shown
    faulty = await visitor.submit(f"{PAGE}/subscriptions", shown="autre chose")
    assert faulty.status_code == 422 and "Le texte a changé" in faulty.text
    page = await visitor.submit(f"{PAGE}/subscriptions", shown=shown[1])
    assert "Vous recevez cette lettre depuis" in page.text and "mina@example.org" in page.text


async def subscribed(village: Village) -> Subscription:
    row = await Subscription.objects().where(Subscription.person == village.people["amin"].id).first()
    assert row
    return row


async def test_one_click_of_a_mail_reader_needs_no_cookie(village: Village, visitor: Visitor) -> None:
    row = await subscribed(village)
    path = f"/unsubscriptions/{deliveries.unsubscribe_token(row.id, 12)}"
    for _ in range(2):
        assert (await visitor.get(path)).status_code == 200  # a scanner ends nothing
    assert await Subscription.exists().where(Subscription.id == row.id, runs())
    visitor.cookies.clear()
    visitor.follow_redirects = False
    for _ in range(2):
        answer = await visitor.post(path, data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200 and "Votre abonnement est terminé" in answer.text
    line = await Consent.objects().where(Consent.person == row.person).order_by(Consent.id, ascending=False).first()
    assert line and (line.is_given, line.source) == (False, "one-click")


async def test_leaving_with_a_word_and_coming_back(village: Village, visitor: Visitor) -> None:
    row = await subscribed(village)
    token = deliveries.unsubscribe_token(row.id, 12)
    page = await visitor.submit(f"/unsubscriptions/{token}", because="x" * 501)
    assert page.status_code == 422 and 'id="because-why"' in page.text
    page = await visitor.submit(f"/unsubscriptions/{token}", because="Trop souvent")
    assert "Était-ce une erreur" in page.text
    ended = await Subscription.objects().get(Subscription.id == row.id)
    assert ended and ended.ended_because == "Trop souvent"
    page = await visitor.submit("/resubscriptions", token=token)
    assert "Votre abonnement a repris." in page.text and "Voulez-vous vous désabonner" in page.text


async def test_the_forms_of_a_page_that_answers_an_exempt_post_still_work(village: Village, visitor: Visitor) -> None:
    """As in a browser: with the token of that very page, not of another."""
    await visitor.get(PAGE)
    page = await visitor.post("/subscriptions", data={"newsletter": PUBLIC, "address": "nope"})
    token = deliveries.unsubscribe_token((await subscribed(village)).id, 12)
    left = await visitor.post(f"/unsubscriptions/{token}", data={"because": "x" * 501})
    for shown in (page, left):
        found = re.search(r'name="_csrf_token" value="(\w+)"', shown.text)
        assert shown.status_code == 422 and found
        answer = await visitor.post("/languages", data={"_csrf_token": found[1], "language": "fr", "back": "/"})
        assert answer.status_code == 200


async def test_links_that_lead_nowhere_say_so(village: Village, visitor: Visitor) -> None:
    for path in ("/unsubscriptions/lost", "/subscriptions/abcdefghij/lost"):
        page = await visitor.get(path)
        assert page.status_code in (400, 404) and "Ce lien" in page.text
    trial = await visitor.get(f"/unsubscriptions/{deliveries.unsubscribe_token(None, 3)}")
    assert trial.status_code == 200 and "Un exemplaire d’essai" in trial.text


async def test_a_newsletter_is_made_and_changed(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    for _ in range(2):
        page = await visitor.submit(
            "/communities/hedges/newsletters", code="abcdefghij", name="Brèves", reach="circle_2"
        )
    assert (
        page.url.path == "/newsletters/abcdefghij" and await Newsletter.count().where(Newsletter.name == "Brèves") == 1
    )
    for field, value in (("name", ""), ("name", "x" * 121), ("reach", "pair"), ("description", "x" * 2001)):
        form = {"code": "bcdefghijk", "name": "Brèves", "reach": "public"} | {field: value}
        page = await visitor.submit("/communities/hedges/newsletters", **form)
        assert page.status_code == 422 and f'id="{field}-why"' in page.text
    page = await visitor.submit("/newsletters/abcdefghij", code="abcdefghij", name="Brèves", reach="public")
    assert "C’est enregistré." in page.text


async def test_an_erased_persons_link_says_so_and_offers_nothing_that_cannot_be(
    village: Village, visitor: Visitor
) -> None:
    row = await subscribed(village)
    token = deliveries.unsubscribe_token(row.id, 12)
    await forget(village.people["amin"])
    for answer in (
        await visitor.get(f"/unsubscriptions/{token}"),
        await visitor.post(f"/unsubscriptions/{token}", data={"List-Unsubscribe": "One-Click"}),
    ):
        assert answer.status_code == 200 and "effacé" in answer.text and "/resubscriptions" not in answer.text
        assert f'href="{PAGE}"' in answer.text
    again = await visitor.submit("/resubscriptions", token=token)
    assert again.status_code == 404 and "effacé" in again.text
