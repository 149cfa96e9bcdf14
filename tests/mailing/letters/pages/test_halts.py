"""A letter on its way is paused, goes on, or is ended for the rest, in the browser."""

from mailing.letters import agreements, departures, drafts
from mailing.tables import Delivery, Letter, Send
from mailing.village import DRAFT, SENT
from network.plug import Village
from tests.conftest import Visitor
from tests.network.test_sign_in import signed_in

PAGE = f"/letters/{DRAFT}"


async def on_its_way(village: Village) -> Letter:
    letter = await Letter.objects().where(Letter.code == DRAFT).first()
    assert letter
    await agreements.mark_urgent(letter, "La salle a changé.")
    hedges, rita = village.communities["hedges"], village.people["rita"].id
    return await departures.send(letter, hedges, rita, await drafts.digest_of(letter))


async def test_paused_by_one_resumed_by_the_other_and_the_page_says_who(village: Village, visitor: Visitor) -> None:
    await on_its_way(village)
    await signed_in(visitor)
    page = await visitor.submit("/pauses", letter=DRAFT)
    assert "L’envoi est en pause" in page.text and "Rita Moreau a mis l’envoi en pause" in page.text
    assert (await visitor.submit("/pauses", letter=DRAFT)).status_code == 409
    visitor.cookies.clear()
    await signed_in(visitor, "hugo@example.org")
    page = await visitor.submit("/resumptions", letter=DRAFT)
    assert page.url.path == PAGE and "l’a repris" in page.text and "/pauses" in page.text
    assert (await visitor.submit("/resumptions", letter=DRAFT)).status_code == 409


async def test_ended_it_says_how_many_do_not_get_it(village: Village, visitor: Visitor) -> None:
    letter = await on_its_way(village)
    await signed_in(visitor)
    assert "reçue :" not in (await visitor.get(f"{PAGE}/ending")).text.replace("\u00a0", " ")  # nobody has
    await Delivery.update({Delivery.state: "accepted"}).where(
        Delivery.send == letter.send, Delivery.address == "rita@example.org"
    )
    page = await visitor.get(f"{PAGE}/ending")
    assert "4 adresses n’ont pas encore reçu" in page.text and "Une l’a reçue" in page.text
    page = await visitor.submit("/endings", letter=DRAFT)
    assert page.url.path == PAGE and "Sans la lettre\u202f: 4" in page.text.replace("\u00a0:", "\u202f:")
    assert "avant 4 adresses" in page.text and "l’a arrêté pour les autres" in page.text
    assert await Send.exists().where(Send.state == "done")
    assert (await visitor.submit("/endings", letter=DRAFT)).status_code == 409
    assert (await visitor.get(f"{PAGE}/ending")).url.path == PAGE


async def test_a_letter_without_a_way_is_told_so(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    for act in ("pauses", "resumptions", "endings"):
        page = await visitor.submit(f"/{act}", letter=SENT)
        assert page.status_code == 409 and "n’est pas en chemin" in page.text
