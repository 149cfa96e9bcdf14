"""The form that another site copies, and what becomes of whoever fills it in there."""

from html import unescape
from urllib.parse import urlsplit

import httpx
from bs4 import BeautifulSoup

from mailing import deliveries
from mailing.newsletters import newsletters, subscriptions
from mailing.tables import Newsletter, Subscription
from mailing.village import INNER, PUBLIC
from network import privacy
from network.plug import Village
from network.tables import Person
from tests.conftest import Bell, Visitor
from tests.network.test_sign_in import signed_in


async def copied(visitor: Visitor) -> BeautifulSoup:
    page = await visitor.get(f"/newsletters/{PUBLIC}/form")
    code = page.text.partition("<code>")[2].partition("</code>")[0]
    return BeautifulSoup(unescape(code), "html.parser")


async def test_what_is_copied_works_from_another_site_without_our_cookies(
    village: Village, visitor: Visitor, bell: Bell, app: object
) -> None:
    await signed_in(visitor)
    form = (await copied(visitor)).form
    assert form and form["action"] == "http://localhost:8000/subscriptions" and form["method"] == "post"
    assert not form.find_all(["script", "iframe", "img", "link"]) and "style" not in str(form)
    fields = {str(field["name"]): str(field.get("value", "")) for field in form.find_all("input")}
    assert fields == {"newsletter": PUBLIC, "address": "", "name": "", "website": ""}
    assert "J’accepte de recevoir" in form.get_text()
    [about] = form.find_all("a")
    assert about["href"] == "http://localhost:8000/donnees-personnelles" and "vos données" in about.get_text()
    elsewhere = {"Origin": "https://mairie.example", "Referer": "https://mairie.example/", "Accept-Language": "fr"}
    stranger = httpx.AsyncClient(
        transport=httpx.ASGITransport(app),  # type: ignore[arg-type]
        base_url="http://localhost:8000",
        headers=elsewhere,
        follow_redirects=True,
    )
    async with stranger:
        page = await stranger.post("/subscriptions", data=fields | {"address": "noor@example.org", "name": "Noor"})
        assert page.status_code == 200 and "Regardez votre courrier" in page.text
        page = await stranger.post("/subscriptions", data=fields | {"address": "noor"})
        assert page.status_code == 422 and 'value="noor"' in page.text and 'id="address-why"' in page.text
        page = await stranger.post("/subscriptions", data=fields | {"address": "x@example.org", "website": "spam"})
        assert page.status_code == 200 and "Regardez votre courrier" in page.text
    rows = await Subscription.select(Subscription.address).where(Subscription.since_at.is_null())
    assert [row["address"] for row in rows] == ["noor@example.org"], "who fills in what nobody sees is a machine"
    assert [job for job, _subject in bell.rung].count("answer_subscription") == 1


async def test_what_a_newsletter_is_called_breaks_out_of_nothing(village: Village, visitor: Visitor) -> None:
    await Newsletter.update({Newsletter.name: '"><script>x</script>'}).where(Newsletter.code == PUBLIC)
    newsletter = await Newsletter.objects().where(Newsletter.code == PUBLIC).first()
    assert newsletter and "<script>" not in newsletters.embedding_of(newsletter)
    await signed_in(visitor)
    assert not (await copied(visitor)).find_all("script")


async def test_what_is_not_for_everybody_has_no_form_to_copy(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    assert (await visitor.get(f"/newsletters/{INNER}/form")).url.path == f"/newsletters/{INNER}"


async def test_the_links_of_somebody_erased_or_gone_say_so_and_begin_nothing(
    village: Village, visitor: Visitor
) -> None:
    newsletter = await Newsletter.objects().where(Newsletter.code == PUBLIC).first()
    assert newsletter
    asked = await subscriptions.ask(newsletter, "Noor", "noor@example.org")
    link = urlsplit(subscriptions.link_of(asked)).path
    assert (await visitor.submit(link)).status_code == 200
    running = await Subscription.objects().where(Subscription.id == asked.id).first()
    assert running and running.is_running
    leave = f"/unsubscriptions/{deliveries.unsubscribe_token(running.id, 0)}"
    noor = await Person.objects().get(Person.id == running.person)
    assert noor
    await privacy.forget(noor)
    for answer in (await visitor.get(link), await visitor.submit(link)):
        assert answer.status_code == 400 and "Ce lien ne fonctionne" in answer.text
    page = await visitor.get(leave)
    assert page.status_code == 200 and "noor" not in page.text.lower()
    assert (await visitor.post(leave, data={"List-Unsubscribe": "One-Click"})).status_code == 200
    assert not await Subscription.exists().where(Subscription.address == "noor@example.org")
    assert not await Person.exists().where(Person.email == "noor@example.org")
