import json
from datetime import timedelta
from typing import Any

import pytest

from events.attendances.attendance import CAME
from events.tables import Attendance, Booking, Event
from network import acts, privacy
from network.access import viewer_of
from network.circles import circles
from network.ground.clock import now, today
from network.ground.errors import Conflict, Fault, Forbidden
from network.ledgers import pointing_to
from network.people import arrivals, disclosures, merges
from network.people.arrivals import Arrival
from network.plug import Village
from network.tables import Account, Act, Affiliation, Consent, Mandate, Merge, Person, SignIn, Standing
from tests.conftest import Visitor
from tests.network.test_sign_in import signed_in

CODE = "mergemerge"


async def snapshot() -> dict[str, Any]:
    """Everything that points to a person, and every person."""
    tables = {"network_person", *(table for table, _column in await pointing_to("network_person"))} - {"network_merge"}
    return {
        table: sorted(row["row"] for row in await Person.raw(f"SELECT to_jsonb(one)::text AS row FROM {table} AS one"))
        for table in tables
    }


async def second(village: Village, who: str = "zoé", circle: int = 3) -> Person:
    """The same human once more, as a spreadsheet would have brought them."""
    first = village.people[who]
    said = Arrival(
        first.given_name, first.family_name.upper(), "agent", circle, "zoe.pro@example.org", "05 61 00 00 00"
    )
    said.organisation = "Région Occitanie"
    return await arrivals.welcome(village.communities["hedges"], said, village.people["rita"].id, "a spreadsheet")


async def test_everything_that_either_had_is_kept_and_everything_can_be_undone(village: Village) -> None:
    rita, zoe, hedges = await viewer_of(village.people["rita"]), village.people["zoé"], village.communities["hedges"]
    twin = await second(village)
    await acts.record(CAME, twin.id, hedges, about=4242, on=today())
    await acts.record(CAME, twin.id, hedges, about=4243, on=today())
    await acts.record(CAME, zoe.id, hedges, about=4243, on=today())
    for one in (zoe, twin):
        await disclosures.choose(one, "community")
    before, ledger = await snapshot(), await Consent.count().where(Consent.person.is_in([zoe.id, twin.id]))
    row = await merges.merge(rita, zoe, twin, "one person, two files", CODE)
    assert (await merges.merge(rita, zoe, twin, "sent twice", CODE)).id == row.id
    assert not await Person.exists().where(Person.id == twin.id)
    kept = await Person.objects().get(Person.id == zoe.id)
    assert kept and (kept.email, kept.phone) == ("zoe@example.org", "05 61 00 00 00")
    assert await Act.count().where(Act.person == zoe.id, Act.subject.is_in([4242, 4243])) == 2, "one day is one day"
    assert await circles.circle_of(kept, hedges) == 1, "the place of whoever stays"
    assert await Standing.count().where(Standing.person == zoe.id) == 1, "of the other's no day is left"
    assert await Affiliation.count().where(Affiliation.person == zoe.id, Affiliation.until_on.is_null()) == 1
    assert await Consent.count().where(Consent.person == zoe.id) == ledger
    await merges.undo(rita, row)
    assert await snapshot() == before
    await merges.undo(rita, row)
    assert await snapshot() == before and await Merge.exists().where(Merge.lines == "[]")


async def test_places_fill_up_with_the_others_past(village: Village) -> None:
    mina, budget = village.people["mina"], village.communities["budget"]
    twin = await second(village, "mina")
    long_ago, then = today() - timedelta(days=900), today() - timedelta(days=300)
    await Standing(person=twin.id, community=budget.id, circle=1, since_on=long_ago).save()
    await Standing(person=mina.id, community=budget.id, circle=2, since_on=then).save()
    await merges.merge(await viewer_of(village.people["cora"]), mina, twin, "", CODE)
    rows = (
        await Standing.objects()
        .where(Standing.person == mina.id, Standing.community == budget.id)
        .order_by(Standing.since_on)
    )
    assert [(one.circle, one.since_on, one.until_on) for one in rows] == [(1, long_ago, then), (2, then, None)]


async def test_two_places_at_one_day_are_one_and_who_came_came_once(village: Village) -> None:
    rita, zoe = await viewer_of(village.people["rita"]), village.people["zoé"]
    twin = await second(village)
    day = await Event.objects().get(Event.code == "hedgescome")
    assert day
    await Booking.update({Booking.cancelled_at: now()}).where(Booking.person.is_in([zoe.id, twin.id]))
    for one in (zoe, twin):
        await Booking(
            code=f"bk{one.id:08}".replace("0", "a").replace("1", "b"),
            event=day.id,
            person=one.id,
            asked_at=now(),
            confirmed_at=now(),
        ).save()
    theirs = await Booking.objects().get((Booking.person == twin.id) & Booking.cancelled_at.is_null())
    assert theirs
    await Attendance(code="tickedtwin", event=day.id, booking=theirs.id, person=twin.id, ticked_at=now()).save()
    before = await snapshot()
    row = await merges.merge(rita, zoe, twin, "", CODE)
    running = await Booking.objects().where(
        Booking.event == day.id, Booking.person == zoe.id, Booking.cancelled_at.is_null()
    )
    ticked = await Attendance.objects().where(Attendance.event == day.id, Attendance.person == zoe.id)
    assert len(running) == len(ticked) == 1 and ticked[0].booking == running[0].id
    await merges.undo(rita, row)
    assert await snapshot() == before


async def test_nobody_gets_the_powers_of_another_nor_their_way_to_sign_in(village: Village) -> None:
    people, rita = village.people, await viewer_of(village.people["rita"])
    with pytest.raises(Fault):
        await merges.merge(rita, people["amin"], people["hugo"], "", CODE)
    twin = await second(village, "hugo")
    await Account(person=twin.id, address="zoe.pro@example.org", verified_at=now()).save()
    await SignIn(person=twin.id, digest="x" * 64, created_at=now(), seen_at=now(), ends_at=now()).save()
    offices = await Mandate.count()
    row = await merges.merge(rita, people["hugo"], twin, "", CODE)
    assert await Mandate.count() == offices
    assert not await Account.exists().where(Account.address == "zoe.pro@example.org")
    assert not await SignIn.exists().where(SignIn.person == people["hugo"].id, SignIn.digest == "x" * 64)
    await merges.undo(rita, row)
    assert await Account.exists().where(Account.address == "zoe.pro@example.org", Account.person == twin.id)


async def test_whoever_stands_elsewhere_too_is_for_the_coordination(village: Village) -> None:
    rita, cora = [await viewer_of(village.people[who]) for who in ("rita", "cora")]
    twin = await second(village)
    await Standing(person=twin.id, community=village.communities["budget"].id, circle=3, since_on=today()).save()
    with pytest.raises(Forbidden):
        await merges.merge(rita, village.people["zoé"], twin, "", CODE)
    assert await merges.merge(cora, village.people["zoé"], twin, "", CODE)
    with pytest.raises(Fault):
        await merges.merge(cora, village.people["zoé"], village.people["zoé"], "", "othercodes")


async def test_the_last_is_undone_first_and_what_has_come_since_stays(village: Village) -> None:
    rita, zoe, hedges = await viewer_of(village.people["rita"]), village.people["zoé"], village.communities["hedges"]
    one, two = await second(village), await second(village)
    first = await merges.merge(rita, zoe, one, "", "aaaaaaaaaa")
    last = await merges.merge(rita, zoe, two, "", "bbbbbbbbbb")
    with pytest.raises(Conflict):
        await merges.undo(rita, first)
    await acts.record(CAME, zoe.id, hedges, about=4242, on=today())
    await merges.undo(rita, last)
    await merges.undo(rita, first)
    assert await Person.count().where(Person.id.is_in([one.id, two.id])) == 2
    assert await Act.exists().where(Act.person == zoe.id, Act.subject == 4242)


async def test_what_the_ledger_knows_is_forgotten_with_the_person(village: Village) -> None:
    zoe, twin = village.people["zoé"], await second(village)
    row = await merges.merge(await viewer_of(village.people["rita"]), zoe, twin, "", CODE)
    assert "zoe.pro@example.org" in json.dumps(json.loads(row.lines))
    await privacy.forget(zoe)
    assert not await Merge.exists()


async def test_likely_pairs_are_listed_and_compared_and_brought_together(village: Village, visitor: Visitor) -> None:
    twin, zoe = await second(village), village.people["zoé"]
    await signed_in(visitor)
    page = await visitor.get("/communities/hedges/likenesses")
    assert "Zoé FERRAND" in page.text and f"one={zoe.code}" in page.text and f"other={twin.code}" in page.text
    page = await visitor.get(f"/merges/new?one={zoe.code}&other={twin.code}")
    assert "zoe@example.org" in page.text and "zoe.pro@example.org" in page.text and "Région Occitanie" in page.text
    assert len([part for part in page.text.split("<") if part[:1].isalpha()]) <= 300
    said = {"one": zoe.code, "other": twin.code, "code": CODE}
    page = await visitor.submit("/merges", **said)
    assert page.status_code == 422 and "Une réponse est à reprendre" in page.text
    page = await visitor.submit("/merges", **said, kept=zoe.code, because="la même")
    assert "n’en font plus qu’une" in page.text and "/merges/" in page.text
    page = await visitor.get(f"/merges/{CODE}")
    assert "Zoé FERRAND" in page.text and "la même" in page.text
    assert "Aucun doublon en vue" in (await visitor.get("/communities/hedges/likenesses")).text
    page = await visitor.submit("/merge-undoings", merge=CODE)
    assert "à nouveau deux personnes" in page.text and await Person.exists().where(Person.id == twin.id)
    office = await visitor.submit(
        "/merges", one=zoe.code, other=village.people["hugo"].code, code="eeeeeeeeee", kept=zoe.code
    )
    assert office.status_code == 422 and "exerce un mandat" in office.text


async def test_two_at_one_address_are_likely_and_two_strangers_are_not(village: Village) -> None:
    hedges, rita = village.communities["hedges"], village.people["rita"].id
    for given in ("Anne", "Paul"):
        await arrivals.welcome(hedges, Arrival(given, "Foyer", "civil", 3, "foyer@example.org"), rita, "by hand")
    [pair] = await merges.likely(hedges)
    assert {one.name for one in pair} == {"Anne Foyer", "Paul Foyer"}
