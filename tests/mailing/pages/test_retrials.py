from mailing import suppressions
from network.plug import Village
from network.tables import Trace
from tests.conftest import Visitor
from tests.network.test_sign_in import signed_in


async def test_the_page_of_a_person_says_that_letters_do_not_arrive_and_leads_to_trying_again(
    village: Village, visitor: Visitor
) -> None:
    mina = village.people["mina"]
    await signed_in(visitor, "rita@example.org")
    assert "/retrials/" not in (await visitor.get(f"/people/{mina.code}")).text
    await suppressions.suppress("mina@example.org", suppressions.BOUNCED)
    page = (await visitor.get(f"/people/{mina.code}")).text
    assert f"/retrials/{mina.code}" in page and "n’existe pas" in page
    asked = (await visitor.get(f"/retrials/{mina.code}")).text
    assert "mina@example.org" in asked and f"/people/{mina.code}/edit" in asked
    done = await visitor.submit("/retrials", person=mina.code, because="Elle m’a écrit hier")
    assert done.url.path == f"/people/{mina.code}" and "/retrials/" not in done.text
    assert not await suppressions.among(["mina@example.org"])
    [trace] = await Trace.select(Trace.what, Trace.because, Trace.by).where(Trace.person == mina.id)
    assert trace == {"what": "retried", "because": "Elle m’a écrit hier", "by": village.people["rita"].id}
    await visitor.submit("/retrials", person=mina.code)
    assert await Trace.count().where(Trace.person == mina.id) == 1, "twice is once"
    assert "arrivent" in (await visitor.get(f"/retrials/{mina.code}")).text


async def test_who_does_not_see_the_person_tries_nothing(village: Village, visitor: Visitor) -> None:
    mina = village.people["mina"]
    await suppressions.suppress("mina@example.org", suppressions.BOUNCED)
    await signed_in(visitor, "gil@example.org")
    assert (await visitor.get(f"/retrials/{mina.code}")).status_code == 404
    assert (await visitor.submit("/retrials", person=mina.code)).status_code == 404
    assert await suppressions.among(["mina@example.org"])
