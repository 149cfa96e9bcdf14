"""A letter leaves once, to those whose subscription runs and who are within its reach, as the pair's rule lets it."""

import asyncio
from email import message_from_bytes, policy
from typing import Any

import msgspec
import pytest

from mailing import carriers, suppressions
from mailing.letters import agreements, blocks, departures, drafts, letters, proofs
from mailing.newsletters import audiences, newsletters, unsubscriptions
from mailing.plates import Content
from mailing.relays import Relay
from mailing.tables import Block, Delivery, Letter, Newsletter, Send, Subscription
from mailing.village import DRAFT, INNER, PUBLIC, SUBSCRIBED
from network.access import viewer_of
from network.ground.clock import today
from network.ground.errors import Conflict
from network.notes import write
from network.plug import Village
from network.tables import Consent, Mandate, Note, Person, Standing
from tests.conftest import Bell, Visitor
from tests.mailing.relays import scripted
from tests.network.test_sign_in import signed_in


async def draft() -> Letter:
    found = await Letter.objects().where(Letter.code == DRAFT).first()
    assert found
    return found


async def agreed(village: Village) -> Letter:
    letter, hedges = await draft(), village.communities["hedges"]
    digest = await drafts.digest_of(letter)
    await agreements.ask(letter, hedges, village.people["rita"].id, digest)
    await agreements.answer(letter, hedges, village.people["hugo"].id, "agreed", digest)
    return letter


async def sent(village: Village, letter: Letter) -> Letter:
    digest = await drafts.digest_of(letter)
    return await departures.send(letter, village.communities["hedges"], village.people["rita"].id, digest)


async def content_of(letter: Letter) -> Content:
    send = await Send.objects().get(Send.id == letter.send)
    assert send
    return msgspec.json.decode(send.content, type=Content)


async def notes() -> set[tuple[str, int]]:
    rows = await Note.select(Note.kind, Note.person).where(Note.kind == "mailing.sent_alone")
    return {(row["kind"], row["person"]) for row in rows}


async def test_it_leaves_with_the_agreement_of_the_pair_to_each_subscriber(village: Village, bell: Bell) -> None:
    letter = await agreed(village)
    with pytest.raises(Conflict):
        await departures.send(letter, village.communities["hedges"], village.people["rita"].id, "an older text")
    gone = await sent(village, letter)
    assert bell.rung[-1] == ("carry_send", gone.send) and (gone.sent_way, gone.sent_by) == (
        "agreed",
        village.people["rita"].id,
    )
    rows = await Delivery.objects().where(Delivery.send == gone.send).order_by(Delivery.position)
    assert [row.person for row in rows] == [village.people[name].id for name in SUBSCRIBED]
    assert all(row.subscription for row in rows) and await notes() == set()

    content = await content_of(gone)
    assert content.sender == ("Rita et Hugo, Haies et bocages", "terreau@localhost")
    assert [address for _name, address in content.reply_to] == ["rita@example.org", "hugo@example.org"]
    assert content.list_id and content.list_id[1].startswith("hedgespubl.communities.hedges.")
    assert content.unsubscribe and content.unsubscribe.startswith("http://localhost:8000/unsubscriptions/slot-token-")
    assert "slot-" in content.html and "slot-" not in gone.html and "Se désabonner" not in gone.html


async def test_what_arrives_has_one_click_and_no_third_party(
    village: Village, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setattr("mailing.journals._folder", lambda: tmp_path)
    gone = await sent(village, await agreed(village))
    async with scripted() as relay:
        monkeypatch.setattr(carriers, "our_relay", lambda: Relay.parse(relay.url))
        monkeypatch.setattr("mailing.smtp.our_relay", lambda: Relay.parse(relay.url))
        assert gone.send
        await carriers.carry(gone.send)
        assert await letters.progress_of(gone) == {"accepted": 5, "all": 5}
        message: Any = message_from_bytes(relay.taken[0].body, policy=policy.default)
    assert (
        message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click" and "hugo@example.org" in message["Reply-To"]
    )
    html, text = (message.get_body((kind,)).get_content() for kind in ("html", "plain"))
    token = message["List-Unsubscribe"].strip("<>").rsplit("/", 1)[1]
    assert html.count(token) == 2 and token in text and "<img" not in html and "<link" not in html
    assert "http" not in html.replace("http://localhost:8000/", "").replace("http://www.w3.org/", "").replace(
        "http-equiv", ""
    )
    found = await unsubscriptions.behind(token)
    assert found and found[0].address in html


async def test_without_an_agreement_it_stays(village: Village) -> None:
    with pytest.raises(Conflict):
        await sent(village, await draft())
    letter = await agreed(village)
    [text, *_rest] = await blocks.of(letter)
    await Block.update({Block.words: "Autre chose"}).where(Block.id == text.id)
    with pytest.raises(Conflict):
        await sent(village, letter)
    assert not await Send.exists()


async def test_an_urgent_one_leaves_alone_and_others_are_told(village: Village) -> None:
    letter = await draft()
    await agreements.mark_urgent(letter, "La salle a changé.")
    gone = await sent(village, letter)
    hugo, cora = village.people["hugo"].id, village.people["cora"].id
    assert gone.sent_way == "urgent" and await notes() == {("mailing.sent_alone", hugo), ("mailing.sent_alone", cora)}
    note = await Note.objects().where(Note.person == hugo, Note.kind == "mailing.sent_alone").first()
    assert note
    pressed = await write(note)
    assert pressed and "La salle a changé." in pressed.text and "Rita Moreau" in pressed.text


async def test_with_an_empty_seat_it_leaves_and_the_coordination_is_told(village: Village) -> None:
    hugo = village.people["hugo"].id
    await Mandate.update({Mandate.until_on: today()}).where(Mandate.person == hugo, Mandate.role == "gardener")
    gone = await sent(village, await draft())
    assert gone.sent_way == "vacant" and await notes() == {("mailing.sent_alone", village.people["cora"].id)}
    assert (await content_of(gone)).sender[0] == "Rita, Haies et bocages"


async def test_sent_twice_is_sent_once(village: Village) -> None:
    letter = await agreed(village)
    first, second = await sent(village, letter), await sent(village, letter)
    assert first.send == second.send and await Send.count() == 1


@pytest.mark.commit
async def test_two_gardeners_at_once_send_once(village: Village) -> None:
    letter, hedges = await agreed(village), village.communities["hedges"]
    digest = await drafts.digest_of(letter)
    both = [village.people["rita"].id, village.people["hugo"].id]
    gone = await asyncio.gather(*(departures.send(letter, hedges, who, digest) for who in both))
    assert gone[0].send == gone[1].send and await Send.count() == 1 and await Delivery.count() == len(SUBSCRIBED)


async def test_nobody_subscribed_is_said_and_too_heavy_too(village: Village) -> None:
    budget, gil = village.communities["budget"], village.people["gil"].id
    letter = await drafts.begin(budget, await newsletters.first_of(budget), gil, "Bonjour")
    departure = await departures.departure_of(letter, budget, gil)
    assert departure.way == "vacant" and "Personne n’est encore abonné" in str(departure.hindrance)
    heavy = await agreed(village)
    await blocks.add(heavy, "text", "Un paragraphe qui pèse.\n\n" * 2500)
    weighed = await departures.departure_of(heavy, village.communities["hedges"], village.people["rita"].id)
    assert weighed.weight > proofs.TOO_HEAVY
    await agreements.mark_urgent(heavy, "La salle a changé.")
    weighed = await departures.departure_of(heavy, village.communities["hedges"], village.people["rita"].id)
    assert weighed.way == "urgent" and "trop lourde" in str(weighed.hindrance)


async def test_an_empty_letter_does_not_leave(village: Village) -> None:
    letter = await agreed(village)
    for block in await blocks.of(letter):
        await blocks.put_aside(letter, block.id)
    await blocks.add(letter, "text", "  ")
    await agreements.mark_urgent(letter, "La salle a changé.")
    departure = await departures.departure_of(letter, village.communities["hedges"], village.people["rita"].id)
    assert departure.way == "urgent" and "rien dans la lettre" in str(departure.hindrance)
    with pytest.raises(Conflict):
        await sent(village, letter)
    assert not await Send.exists()


async def test_the_audience_is_who_is_subscribed_with_consent_and_within_reach(village: Village) -> None:
    hedges = village.communities["hedges"]
    public, inner = [
        await Newsletter.objects().where(Newsletter.code == code).first() or Newsletter() for code in (PUBLIC, INNER)
    ]
    found = await audiences.of(public, hedges)
    assert [one.name for one in found.readers] == [village.people[name].name for name in SUBSCRIBED]
    assert str(found.readers[0].why).startswith("abonnement depuis le ")
    await Consent.delete().where(Consent.person == village.people["amin"].id)
    twin = await Subscription.objects().where(Subscription.person == village.people["lucie"].id).first()
    assert twin
    await Subscription.update({Subscription.address: "Zoe@example.org"}).where(Subscription.id == twin.id)
    assert len((await audiences.of(public, hedges)).readers) == 3, "no consent, no letter; an address once"

    assert [one.name for one in (await audiences.of(inner, hedges)).readers] == ["Zoé Ferrand"]
    await Standing.update({Standing.circle: 2}).where(Standing.person == village.people["zoé"].id)
    moved = await audiences.of(inner, hedges)
    assert moved.readers == [] and [one.name for one in moved.beyond] == ["Zoé Ferrand"]


async def test_reaches_are_those_of_the_doors(village: Village) -> None:
    from mailing.newsletters import consents
    from network.ground import tokens
    from network.ground.clock import now

    hedges = village.communities["hedges"]
    newsletter = await newsletters.make(hedges, "Essai", "", "network")
    for person in village.people.values():
        row = Subscription(code=tokens.code(), newsletter=newsletter.id, person=person.id, address=person.email)
        row.asked_at = row.since_at = now()
        await row.save()
        await consents.note_down(row, True, "page", "")
    for reach in ("public", "network", "community", "circle_2", "circle_1"):
        newsletter.reach = reach
        read = {one.person for one in (await audiences.of(newsletter, hedges)).readers}
        for name, person in village.people.items():
            viewer = await viewer_of(person)
            sees = reach == "public" or hedges.id in viewer.gardens or hedges.network in viewer.coordinates
            sees |= reach == "network" and hedges.network in viewer.networks
            sees |= viewer.circles.get(hedges.id, 9) <= {"community": 3, "circle_2": 2, "circle_1": 1}.get(reach, 0)
            assert (person.id in read) == sees, (reach, name)


async def test_a_trial_goes_to_whoever_writes_and_ends_nothing(village: Village, bell: Bell) -> None:
    letter, hedges = await draft(), village.communities["hedges"]
    viewer = await viewer_of(village.people["rita"])
    assert await departures.try_out(letter, hedges, viewer) == "rita@example.org"
    [row] = await Delivery.objects()
    assert row.address == "rita@example.org" and row.subscription is None and (await draft()).sent_at is None
    [send] = await Send.objects()
    assert "[Essai] Replanter en hiver" in send.content
    await Person.update({Person.email: None}).where(Person.id == village.people["rita"].id)
    with pytest.raises(Conflict):
        await departures.try_out(letter, hedges, viewer)


async def test_the_letter_of_a_network_comes_from_its_coordination(village: Village) -> None:
    occitanie, cora = village.networks["occitanie"], village.people["cora"]
    letter = await drafts.begin(occitanie, await newsletters.first_of(occitanie), cora.id, "Nouvelles")
    departure = await departures.departure_of(letter, occitanie, cora.id)
    assert departure.way == "free" and departure.reply_to == (("Cora Vidal", "cora@example.org"),)
    assert departure.sender[0] == "Occitanie"


async def test_addresses_where_nothing_arrives_are_counted_before_it_leaves(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "rita@example.org")
    path = f"/letters/{(await agreed(village)).code}/departure"
    everybody = (await departures.departure_of(await draft(), village.communities["hedges"], 0)).audience.readers
    assert f"Elle part à {len(everybody)} personnes abonnées" in (await visitor.get(path)).text
    await suppressions.suppress(everybody[0].address, suppressions.BOUNCED)
    page = (await visitor.get(path)).text
    assert f"Elle part à {len(everybody) - 1} personnes abonnées" in page and "où rien n’arrive plus" in page
