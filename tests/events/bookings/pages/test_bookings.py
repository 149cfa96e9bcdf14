import re
from datetime import timedelta

import pytest

from deploy.mailbox import Mailbox
from events.tables import Booking
from network.ground import tokens
from network.ground.clock import now
from network.plug import Village
from network.privacy import forget
from network.tables import Note, Person
from tests.conftest import Visitor, work
from tests.events.days import COMING, OF_NETWORK, day, shift
from tests.network.test_sign_in import signed_in


def nora(**other: object) -> dict[str, object]:
    said: dict[str, object] = {"event": COMING, "code": tokens.code(), "given_name": "Nora", "family_name": "Klein"}
    return said | {"address": "nora@example.org", "organisation": "Les Abeilles", "college": "civil"} | other


async def link_of(address: str = "nora@example.org") -> str:
    from events.bookings.bookings import token_of

    booking = await Booking.objects().get(Booking.address == address)
    assert booking
    return f"/bookings/{booking.code}/{token_of(booking)}"


def proof(link: str) -> dict[str, str]:
    _empty, _bookings, booking, token = link.split("/")
    return {"booking": booking, "token": token}


@pytest.mark.commit
async def test_nora_who_has_no_account_registers_by_her_letter_and_gives_her_place_back_by_it(
    village: Village, visitor: Visitor, mailbox: Mailbox
) -> None:
    await work()
    mailbox.empty()
    assert "Demander une place" in (await visitor.get(f"/events/{COMING}/bookings/new")).text
    assert "Nous avons écrit à cette adresse" in (await visitor.submit("/bookings", **nora())).text
    await work()
    [letter] = mailbox.letters
    link = re.search(r'href="http://localhost:8000(/bookings/[^"]+)"', letter.html)
    assert letter.addresses == ["nora@example.org"] and link
    for _scanner in range(3):
        page = await visitor.get(link[1])
    assert "Une place est gardée pour Nora Klein" in page.text
    assert not await Person.exists().where(Person.email == "nora@example.org"), "a GET confirms nothing"
    page = await visitor.submit("/confirmations", **proof(link[1]))
    assert page.status_code == 200 and "Votre place est confirmée" in page.text
    assert "Quelles essences pour demain" in page.text and "world café" in page.text
    await work()
    confirmed = mailbox.letters[-1]
    assert confirmed.subject.startswith("Inscription faite")
    calendar = re.search(r'href="http://localhost:8000(/bookings/[^"]+/day.ics)"', confirmed.html)
    assert calendar and b"BEGIN:VEVENT" in (await visitor.get(calendar[1])).content
    assert "Votre inscription est retirée" in (await visitor.submit("/withdrawals", **proof(link[1]))).text
    page = await visitor.get(link[1])
    assert "Cette inscription a été retirée" in page.text and "Confirmer" not in page.text


async def test_mina_registers_with_one_button_and_withdraws_with_another(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "mina@example.org")
    assert "Je viens" in (await visitor.get(f"/events/{COMING}")).text
    for _click in range(2):
        answer = await visitor.submit("/bookings", event=COMING)
        assert "Votre inscription est faite" in answer.text and "Je viens" not in answer.text
    assert "inscription faite" in (await visitor.get("/events")).text
    [mine] = await Booking.objects().where(Booking.person == village.people["mina"].id)
    assert "Votre inscription est retirée" in (await visitor.submit("/withdrawals", booking=mine.code)).text
    form = await visitor.get(f"/events/{COMING}/bookings/new")
    assert form.url.path == f"/events/{COMING}", "who is signed in needs no form"


async def test_a_stranger_hears_the_same_for_every_address(village: Village, visitor: Visitor) -> None:
    """Known, unknown, registered already, asked already: one answer; and on a full day one answer again."""
    for capacity in (30, 3):
        await shift(COMING, capacity=capacity)
        answers = set()
        for address in ("mina@example.org", "nobody@example.org", "amin@example.org", "nobody@example.org"):
            page = await visitor.submit("/bookings", **nora(address=address))
            said = re.sub(
                r'value="[a-z2-9]{10}"|value="[^"]*@example.org"|name="_csrf_token" value="\w+"', "", page.text
            )
            answers.add((page.status_code, re.sub(r"\d+ places sur", "places sur", said)))
        assert len(answers) == 1, capacity


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"address": "nora"}, "address"), ({"family_name": " "}, "family_name"), ({"college": "king"}, "college")],
)
async def test_what_is_wrong_is_said_on_its_field_and_the_rest_is_kept(
    village: Village, visitor: Visitor, wrong: dict[str, str], field: str
) -> None:
    page = await visitor.submit("/bookings", **nora(**wrong))
    assert page.status_code == 422 and f'id="{field}-why"' in page.text and "Les Abeilles" in page.text
    assert not await Note.exists().where(Note.kind == "events.asked")


async def test_a_full_day_is_said_above_the_form_and_nothing_typed_is_lost(village: Village, visitor: Visitor) -> None:
    await shift(COMING, capacity=3)
    page = await visitor.submit("/bookings", **nora())
    assert page.status_code == 422 and "Toutes les places sont prises" in page.text and "Les Abeilles" in page.text
    assert "Toutes les places sont prises" in (await visitor.get(f"/events/{COMING}")).text
    await signed_in(visitor, "mina@example.org")
    refused = await visitor.submit("/bookings", event=COMING)
    assert refused.status_code == 409 and "Toutes les places sont prises" in refused.text


async def test_a_field_that_nobody_sees_is_filled_in_by_machines_only(village: Village, visitor: Visitor) -> None:
    page = await visitor.submit("/bookings", **nora(website="https://spam.example"))
    assert "Nous avons écrit à cette adresse" in page.text
    assert not await Booking.exists().where(Booking.address == "nora@example.org")


async def test_an_address_is_written_to_five_times_an_hour(village: Village, visitor: Visitor) -> None:
    answers = [(await visitor.submit("/bookings", **nora())).status_code for _time in range(6)]
    assert answers == [200] * 5 + [429]
    assert await Note.count().where(Note.kind == "events.asked") == 5
    assert (await visitor.submit("/bookings", **nora(address="ida@example.org"))).status_code == 200


async def test_a_network_address_asks_thirty_times_an_hour(village: Village, visitor: Visitor) -> None:
    asked = [await visitor.submit("/bookings", **nora(address=f"n{n}@example.org", event="x")) for n in range(2)]
    assert {page.status_code for page in asked} == {404}
    for number in range(30):
        await visitor.submit("/bookings", **nora(address=f"n{number}@example.org"))
    refused = await visitor.submit("/bookings", **nora(address="last@example.org"))
    assert refused.status_code == 429 and "trop" in refused.text
    assert 'value="last@example.org"' in refused.text and "conservé" in refused.text, "nothing is to be typed again"
    assert 0 < int(refused.headers["Retry-After"]) <= 3600 and "Réessayez dans une heure" in refused.text


async def test_a_link_that_is_too_old_or_not_right_says_so(village: Village, visitor: Visitor) -> None:
    await visitor.submit("/bookings", **nora())
    link = await link_of()
    wrong = await visitor.get(link[:-4] + "0000")
    assert wrong.status_code == 404 and "coupé en deux" in wrong.text
    assert (await visitor.submit("/confirmations", **proof(link[:-4] + "0000"))).status_code == 404
    assert (await visitor.submit("/withdrawals", **proof(link[:-4] + "0000"))).status_code == 404
    for path in ("/confirmations", "/withdrawals"):
        assert (await visitor.submit(path, booking="x", token="y")).status_code == 404
    await Booking.update({Booking.asked_at: now() - timedelta(hours=25)}).where(Booking.address.is_not_null())
    old = await link_of()
    assert "elles sont passées" in (await visitor.get(old)).text
    refused = await visitor.submit("/confirmations", **proof(old))
    assert refused.status_code == 400 and "elles sont passées" in refused.text


async def test_a_link_into_a_cancelled_day_says_why(village: Village, visitor: Visitor) -> None:
    await visitor.submit("/bookings", **nora())
    await shift(COMING, cancelled_at=now(), cancelled_because="Tempête")
    page = await visitor.get(await link_of())
    assert "Tempête" in page.text and "Confirmer" not in page.text
    assert (await visitor.submit("/confirmations", **proof(await link_of()))).status_code == 409


async def test_another_persons_booking_is_not_withdrawn(village: Village, visitor: Visitor) -> None:
    amins = await Booking.objects().get(Booking.person == village.people["amin"].id)
    assert amins
    for who in (None, "mina@example.org", "rita@example.org"):
        if who:
            await signed_in(visitor, who)
        assert (await visitor.submit("/withdrawals", booking=amins.code)).status_code == 404
    assert await Booking.exists().where(Booking.id == amins.id, Booking.cancelled_at.is_null())


async def test_a_day_of_the_network_takes_no_strangers(village: Village, visitor: Visitor) -> None:
    assert (await visitor.get(f"/events/{OF_NETWORK}/bookings/new")).status_code == 404
    assert (await visitor.submit("/bookings", **nora(event=OF_NETWORK))).status_code == 404
    await signed_in(visitor, "mina@example.org")
    assert "Votre inscription est faite" in (await visitor.submit("/bookings", event=OF_NETWORK)).text
    assert (await day(OF_NETWORK)).capacity == 80


async def test_once_the_day_has_begun_the_link_says_that_there_is_nothing_to_withdraw(
    village: Village, visitor: Visitor
) -> None:
    from events.bookings.bookings import token_of

    amins = await Booking.objects().get(Booking.code == "aminbooked")
    assert amins
    link = f"/bookings/{amins.code}/{token_of(amins)}"
    assert "Finalement, je ne peux pas venir" in (await visitor.get(link)).text
    await shift(COMING, starts_at=now() - timedelta(hours=3), ends_at=now() - timedelta(hours=1))
    page = await visitor.get(link)
    assert page.status_code == 200 and "a commencé ou est passée" in page.text
    assert "Finalement, je ne peux pas venir" not in page.text and "bientôt" not in page.text
    assert (await visitor.submit("/withdrawals", **proof(link))).status_code == 409


async def test_an_erased_persons_link_says_that_nothing_is_held(village: Village, visitor: Visitor) -> None:
    from events.bookings.bookings import token_of

    amins = await Booking.objects().get(Booking.code == "aminbooked")
    assert amins
    await forget(village.people["amin"])
    page = await visitor.get(f"/bookings/{amins.code}/{token_of(amins)}")
    assert page.status_code == 404 and "a été effacée" in page.text
