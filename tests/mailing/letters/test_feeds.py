"""The public letters in a feed reader: the same for everybody, and nothing that is for fewer."""

from datetime import timedelta
from xml.etree import ElementTree as xml

from mailing.letters import feeds
from mailing.tables import Letter
from mailing.village import SENT
from network.ground.clock import now
from network.plug import Village
from tests.conftest import Visitor
from tests.network.test_sign_in import signed_in

FEED = "/communities/hedges/letters.atom"
ATOM = {"a": feeds.ATOM}


async def test_it_holds_the_public_letters_and_no_others_for_whoever_asks(village: Village, visitor: Visitor) -> None:
    nobody = await visitor.get(FEED)
    assert nobody.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = xml.fromstring(nobody.text)
    [entry] = feed.findall("a:entry", ATOM)
    assert entry.findtext("a:title", "", ATOM) == "Nos haies en automne"
    assert entry.findtext("a:id", "", ATOM) == f"tag:localhost,2026:letters/{SENT}"
    assert feed.findtext("a:id", "", ATOM) == "tag:localhost,2026:letters/communities/hedges"
    link = entry.find("a:link", ATOM)
    assert link is not None and link.get("href") == f"http://localhost:8000/letters/{SENT}"
    assert feed.findtext("a:updated", "", ATOM) == entry.findtext("a:updated", "", ATOM)
    assert "Entre nous" not in nobody.text and "Replanter" not in nobody.text
    await signed_in(visitor)
    assert (await visitor.get(FEED, headers={"Accept-Language": "en"})).text == nobody.text


async def test_who_has_it_already_is_told_so(village: Village, visitor: Visitor) -> None:
    etag = (await visitor.get(FEED)).headers["etag"]
    again = await visitor.get(FEED, headers={"If-None-Match": f'"other", W/{etag}'})
    assert again.status_code == 304 and again.content == b"" and again.headers["etag"] == etag
    await Letter.update({Letter.subject: "Autre"}).where(Letter.code == SENT)
    assert (await visitor.get(FEED, headers={"If-None-Match": etag})).status_code == 200


async def test_a_letter_that_was_put_right_is_updated_that_day(village: Village) -> None:
    hedges = village.communities["hedges"]
    letter = await Letter.objects().where(Letter.code == SENT).first()
    assert letter and letter.sent_at
    erratum = Letter(code="putsitrite", newsletter=letter.newsletter, community=hedges.id, subject="Erratum & \x0b<b>")
    erratum.erratum_of, erratum.since_on, erratum.written_at = letter.id, letter.since_on, now()
    erratum.changed_at = erratum.sent_at = letter.sent_at + timedelta(days=2)
    await erratum.save()
    feed = xml.fromstring(await feeds.atom_of(hedges))
    updated = {
        entry.findtext("a:title", "", ATOM): entry.findtext("a:updated", "", ATOM)
        for entry in feed.findall("a:entry", ATOM)
    }
    assert updated["Nos haies en automne"] == updated["Erratum & <b>"] == f"{erratum.sent_at:%Y-%m-%dT%H:%M:%SZ}"


async def test_an_empty_one_is_a_feed_too_and_the_page_leads_to_it(village: Village, visitor: Visitor) -> None:
    feed = xml.fromstring(await feeds.atom_of(village.networks["occitanie"]))
    assert feed.findall("a:entry", ATOM) == [] and feed.findtext("a:updated", "", ATOM).endswith("Z")
    page = (await visitor.get("/communities/hedges/letters")).text
    assert f'rel="alternate" type="application/atom+xml" title="Lettres\u00a0: Haies et bocages" href="{FEED}"' in page
