import re

import pytest

from deploy.mailbox import Mailbox
from events.bookings import bookings
from events.invitations import invitations
from events.tables import Invitation, WaitingPlace
from network.ground.clock import now
from network.plug import Village
from tests.conftest import Visitor, work
from tests.events.days import COMING, PAST, asked, begun, day, shift, waits
from tests.network.test_sign_in import signed_in

NEW = f"/events/{COMING}/invitations/new"


async def link_of(invitation: Invitation) -> str:
    return f"/invitations/{invitation.code}/{invitations.token_of(invitation)}"


@pytest.mark.commit
async def test_rita_invites_the_third_circle_and_mina_says_yes_from_her_letter(
    village: Village, visitor: Visitor, mailbox: Mailbox
) -> None:
    await work()
    mailbox.empty()
    await signed_in(visitor, "rita@example.org")
    assert "Inviter des personnes par leur nom" in (await visitor.get(f"/events/{COMING}")).text
    page = await visitor.get(f"{NEW}?circle=3&day={PAST}")
    assert "Inviter cette personne" in page.text and "2 autres" in page.text
    for _press in range(2):
        page = await visitor.submit("/invitations", event=COMING, circle="3", day=PAST, words="Venez !")
    assert "personne ne reçoit un second message" in page.text and page.url.path == f"/events/{COMING}/invitations"
    assert "Une personne invitée" in page.text
    visitor.cookies.clear()
    await work()
    [letter] = [one for one in mailbox.letters if "Invitation" in one.subject]
    links = re.findall(r'href="http://localhost:8000(/invitations/[^"]+)"', letter.html)
    assert [link.rpartition("=")[2] for link in links] == ["yes", "maybe", "no"] and "Venez" in letter.text
    for link in links * 2:  # whoever looks through letters follows them all
        page = await visitor.get(link)
        assert page.status_code == 200 and "Confirmer" in page.text
    assert await invitations.count(await day()) == {"": 1}
    assert re.search(r'value="no"\s+checked|value="no" checked', page.text)
    _empty, _where, code, token = links[0].split("?")[0].split("/")
    page = await visitor.submit("/answers", invitation=code, token=token, answer="yes")
    assert "Votre inscription" in page.text and "la place est gardée" in page.text
    assert await bookings.booking_of(await day(), village.people["mina"].id)
    page = await visitor.submit("/answers", invitation=code, token=token, answer="maybe")
    assert "La réponse est notée\N{NO-BREAK SPACE}: peut-être" in page.text
    assert await bookings.booking_of(await day(), village.people["mina"].id) is None


async def test_people_are_found_by_name_ticked_and_kept_while_others_are_looked_for(
    village: Village, visitor: Visitor
) -> None:
    await signed_in(visitor, "rita@example.org")
    mina, zoe = village.people["mina"], village.people["zoé"]
    page = await visitor.get(f"{NEW}?q=mina")
    assert mina.code in page.text
    page = await visitor.get(f"{NEW}?person={mina.code}&q=ferrand")
    assert page.text.count(f'value="{mina.code}"') == 2 and zoe.code in page.text, (
        "ticked, and in the form that invites"
    )
    page = await visitor.get(f"{NEW}?person={village.people['odile'].code}&person=zzz&circle=9&day=nowhere222")
    assert page.status_code == 200 and "Inviter cette" not in page.text


async def test_nobody_chosen_is_said_and_what_was_typed_is_kept(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "rita@example.org")
    page = await visitor.submit("/invitations", event=COMING, words="Mes mots")
    assert page.status_code == 422 and "Personne n’est encore choisi" in page.text
    page = await visitor.submit("/invitations", event=COMING, circle="3", words="x" * 2001)
    assert page.status_code == 422 and 'id="words-why"' in page.text and "xxxx" in page.text


async def test_a_day_not_published_says_to_publish_it_first(village: Village, visitor: Visitor) -> None:
    await shift(COMING, published_at=None)
    await signed_in(visitor, "rita@example.org")
    assert "publiez-la d’abord" in (await visitor.get(NEW)).text
    assert (await visitor.submit("/invitations", event=COMING, circle="3")).status_code == 409
    assert not await Invitation.exists()


@pytest.mark.parametrize("how", ["cancelled", "begun"])
async def test_to_a_day_that_is_off_or_has_begun_nobody_is_asked_to_choose_anybody(
    village: Village, visitor: Visitor, how: str
) -> None:
    await signed_in(visitor, "rita@example.org")
    await (shift(COMING, cancelled_at=now()) if how == "cancelled" else begun())
    page = (await visitor.get(NEW)).text
    assert 'name="circle"' not in page
    assert ("Cette rencontre est annulée" if how == "cancelled" else "on n’y invite plus personne") in page


async def test_the_list_shows_each_answer_and_who_calls_is_written_down(village: Village, visitor: Visitor) -> None:
    await asked(village.people["mina"].id, "minaasked2")
    await asked(village.people["zoé"].id, "zoeasked22")
    await signed_in(visitor, "rita@example.org")
    page = await visitor.get(f"/events/{COMING}/invitations")
    assert page.text.index("Elles et ils viennent") < page.text.index("Ferrand") < page.text.index("Sans réponse")
    assert "2 personnes invitées" in page.text and "/invitations/minaasked2" in page.text
    assert "Quelle est sa réponse" in (await visitor.get("/invitations/minaasked2")).text
    page = await visitor.submit("/answers", invitation="minaasked2", answer="no")
    assert page.url.path == f"/events/{COMING}/invitations" and "Elles et ils ne viennent pas" in page.text
    wrong = await visitor.submit("/answers", invitation="minaasked2", answer="")
    assert wrong.status_code == 422 and 'id="answer-why"' in wrong.text
    await begun()
    page = await visitor.get(f"/events/{COMING}/invitations")
    assert "Inviter d’autres personnes" not in page.text and "/invitations/minaasked2" not in page.text


async def test_mina_answers_on_the_page_of_the_day_when_she_is_signed_in(village: Village, visitor: Visitor) -> None:
    await asked(village.people["mina"].id, "minaasked2")
    await signed_in(visitor, "mina@example.org")
    assert "On vous invite" in (await visitor.get(f"/events/{COMING}")).text
    page = await visitor.submit("/answers", invitation="minaasked2", answer="maybe")
    assert page.url.path == f"/events/{COMING}" and "votre réponse\N{NO-BREAK SPACE}: peut-être" in page.text
    page = await visitor.submit("/answers", invitation="minaasked2", answer="yes")
    assert "Votre inscription est faite" in page.text


async def test_the_page_of_the_link_says_all_that_the_answer_hangs_on(village: Village, visitor: Visitor) -> None:
    await shift(COMING, capacity=4, bring="Des bottes", day_contact="06 12 34 56 78")
    event, link = await day(), await link_of(await asked(village.people["mina"].id, "minaasked2"))
    page = (await visitor.get(link)).text
    assert "toutes les places sont prises" not in page.casefold() and "Des bottes" in page and "06 12" not in page
    await shift(COMING, capacity=3)
    assert (
        "«\N{NO-BREAK SPACE}oui\N{NO-BREAK SPACE}» vaut une place en liste d’attente" in (await visitor.get(link)).text
    )
    waiting = await waits(village.people["mina"].id, "minawaits2")
    await WaitingPlace.update({WaitingPlace.offered_at: now(), WaitingPlace.offered_until: event.starts_at}).where(
        WaitingPlace.id == waiting.id
    )
    offered = (await visitor.get(link)).text
    assert "«\N{NO-BREAK SPACE}oui\N{NO-BREAK SPACE}» la prend" in offered and "rang" not in offered


async def test_a_link_cut_in_two_and_a_day_that_is_over_say_so(village: Village, visitor: Visitor) -> None:
    invitation = await asked(village.people["mina"].id, "minaasked2")
    cut = await visitor.get("/invitations/minaasked2/0000")
    assert cut.status_code == 404 and "coupé en deux" in cut.text
    odd = await visitor.get(f"{await link_of(invitation)}?answer=perhaps")
    assert odd.status_code == 200 and "checked" not in odd.text
    await begun()
    over = await visitor.get(await link_of(invitation))
    assert "les réponses sont closes" in over.text and "Confirmer" not in over.text
    _empty, _where, code, token = (await link_of(invitation)).split("/")
    assert (await visitor.submit("/answers", invitation=code, token=token, answer="yes")).status_code == 409
