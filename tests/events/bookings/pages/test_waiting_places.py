import re

import pytest

from deploy.mailbox import Mailbox
from events.bookings import bookings, withdrawals
from events.tables import Booking, WaitingPlace
from network.ground import tokens
from network.plug import Village
from network.tables import Person
from tests.conftest import Visitor, work
from tests.events.bookings.pages.test_bookings import nora
from tests.events.days import COMING, day, shift
from tests.network.test_sign_in import signed_in


def proof(link: str) -> dict[str, str]:
    _empty, _places, code, token = link.split("/")
    return {"waiting": code, "token": token}


async def amin_withdraws(village: Village) -> None:
    booking = await bookings.booking_of(await day(), village.people["amin"].id)
    assert booking
    await withdrawals.withdraw(booking)


@pytest.mark.commit
async def test_a_stranger_waits_by_letter_is_offered_a_place_and_takes_it_and_no_get_does_anything(
    village: Village, visitor: Visitor, mailbox: Mailbox
) -> None:
    await work()
    mailbox.empty()
    await shift(COMING, capacity=3)
    assert "Attendre une place" in (await visitor.get(f"/events/{COMING}")).text
    form = await visitor.get(f"/events/{COMING}/bookings/new")
    assert 'action="/waiting-places"' in form.text and "Attendre une place" in form.text
    assert "vous inscrit en liste" in (await visitor.submit("/waiting-places", **nora())).text
    await work()
    link = re.search(r'href="http://localhost:8000(/waiting-places/[^"]+)"', mailbox.letters[-1].html)
    assert link and mailbox.letters[-1].addresses == ["nora@example.org"]
    for _scanner in range(3):
        page = await visitor.get(link[1])
    assert "Nora Klein, vous serez en liste" in page.text
    assert not await Person.exists().where(Person.email == "nora@example.org")
    page = await visitor.submit("/waiting-confirmations", **proof(link[1]))
    assert page.status_code == 200 and "au rang 1" in page.text
    early = await visitor.submit("/taken-offers", **proof(link[1]))
    assert early.status_code == 400 and "Aucune place" in early.text
    await amin_withdraws(village)
    await work()
    offer = next(letter for letter in mailbox.letters if "libérée" in letter.subject)
    assert offer.addresses == ["nora@example.org"] and link[1] in offer.html
    assert "Elle vous est gardée jusqu" in (await visitor.get(link[1])).text
    page = await visitor.submit("/taken-offers", **proof(link[1]))
    assert page.url.path.startswith("/bookings/") and "Votre inscription est faite" in page.text
    assert "Vous avez une place" in (await visitor.get(link[1])).text
    await work()
    assert mailbox.letters[-1].subject.startswith("Inscription faite")


async def test_mina_waits_with_one_button_and_leaves_with_another(village: Village, visitor: Visitor) -> None:
    await shift(COMING, capacity=3)
    await signed_in(visitor, "mina@example.org")
    for _click in range(2):
        page = await visitor.submit("/waiting-places", event=COMING)
        assert "Vous êtes en liste d’attente, au rang" in page.text
    [waiting] = await WaitingPlace.objects()
    await amin_withdraws(village)
    assert "Je prends la place" in (await visitor.get(f"/events/{COMING}")).text
    page = await visitor.submit("/left-lines", waiting=waiting.code)
    assert "Vous n’êtes plus en liste" in page.text and "Je viens" in page.text
    page = await visitor.submit("/waiting-places", event=COMING)
    assert "Votre inscription est faite" in page.text, "there is a place after all"
    assert await Booking.exists().where(Booking.person == village.people["mina"].id, Booking.cancelled_at.is_null())


async def test_the_form_of_a_day_that_has_filled_meanwhile_becomes_the_one_of_the_line(
    village: Village, visitor: Visitor
) -> None:
    await shift(COMING, capacity=3)
    page = await visitor.submit("/bookings", **nora())
    assert page.status_code == 422 and 'action="/waiting-places"' in page.text and "Les Abeilles" in page.text


async def test_the_pair_sees_the_line_in_its_order_and_puts_in_it_who_calls(village: Village, visitor: Visitor) -> None:
    await shift(COMING, capacity=3)
    await signed_in(visitor, "rita@example.org")
    ida = {"given_name": "Ida", "family_name": "Roy", "code": tokens.code()}
    for who in ({"person": village.people["mina"].code}, ida):
        page = await visitor.submit("/phone-bookings", event=COMING, **who)
        assert "Cette personne est en liste d’attente" in page.text
    assert page.text.index("1. Mina") < page.text.index("2. Ida")
    await amin_withdraws(village)
    assert "une place proposée jusqu" in (await visitor.get(f"/events/{COMING}/attendance")).text
    assert "une personne en attente" in (await visitor.get(f"/events/{COMING}")).text


async def test_a_wrong_link_and_a_broken_form_are_refused(village: Village, visitor: Visitor) -> None:
    page = await visitor.get("/waiting-places/abcdefghij/0000")
    assert page.status_code == 404 and "coupé en deux" in page.text
    for path in ("/waiting-confirmations", "/taken-offers", "/left-lines"):
        assert (await visitor.submit(path, waiting="x", token="y")).status_code == 404
    wrong = await visitor.submit("/waiting-places", **nora(address="nora"))
    assert wrong.status_code == 422 and 'id="address-why"' in wrong.text
