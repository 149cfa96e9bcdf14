"""The demonstration is loaded once for all that is read of it; what is tried on other days is loaded in a part."""

import hashlib
import sys
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from piccolo.columns import Timestamptz
from piccolo.table import Table

from deploy import demonstration
from deploy.demonstration import chance, crowds, gatherings, places
from deploy.demonstration.crowds import Crowd
from deploy.house import HOUSE
from events.coming import coming
from events.tables import Attendance, Booking, Event
from library.tables import Work
from mailing.tables import Delivery, Letter, Send, Subscription
from network.access import ANYONE, viewer_of
from network.communities import gardeners
from network.ground import clock
from network.ground.clock import today
from network.ground.database import engine
from network.plug import Period
from network.reports import movements
from network.tables import (
    Account,
    Act,
    Community,
    Consent,
    Mandate,
    Network,
    Note,
    Person,
    SignInLetter,
    Standing,
    Step,
)
from tests.conftest import Visitor
from tests.network.test_sign_in import signed_in

DRAWN = {"network_mandate": "code", "network_file": "code"}  # by verbs that take none
TOLD_BY_NUMBER = {"subject", "subscription", "proof", "digest", "content", "html", "text"}


async def contents() -> dict[str, str]:
    """A digest of each table, without numbers and hours: they differ from one load to the next."""
    tables = [one for app in HOUSE.domains for one in import_module(f"{app.name}.piccolo_app").APP_CONFIG.table_classes]
    return {table._meta.tablename: await digest_of(table) for table in tables}


async def digest_of(table: type[Table]) -> str:
    name, keys = table._meta.tablename, {one._meta.name for one in table._meta.foreign_key_columns} | {"id"}
    left_out = keys | {DRAWN.get(name, "")} | (set() if name == "mailing_letter" else TOLD_BY_NUMBER)
    if name == "mailing_letter":
        left_out |= {"html", "text"}
    kept = [one for one in table._meta.columns if one._meta.name not in left_out and not isinstance(one, Timestamptz)]
    rows = await table.select(*kept) if kept else [{}] * await table.count()
    return f"{len(rows)} {hashlib.sha256(repr(sorted(map(repr, rows))).encode()).hexdigest()}"


async def test_twice_is_once_and_two_loads_of_a_day_are_the_same_to_the_letter(untouched: None) -> None:
    async def load() -> dict[str, str]:
        held = engine().transaction()
        await held.__aenter__()
        assert await demonstration.load()
        found = await contents()
        assert not await demonstration.load()
        assert await contents() == found
        await held._savepoint.rollback()
        return found

    once = await load()
    assert int(once["network_person"].split()[0]) > 800
    assert await load() == once


async def nobody_is_real_and_nobody_is_written_to() -> None:
    addresses: list[str] = []
    for column in (Person.email, Subscription.address, Delivery.address, Booking.address, Account.address):
        addresses += await column._meta.table.select(column).where(column.is_not_null()).output(as_list=True)
    assert len(addresses) > 3000
    assert [one for one in addresses if one and not one.endswith("@example.org")] == []
    assert await Person.count().where(Person.known_from != chance.MADE_UP) == 0
    assert all("inventés" in one.purpose for one in await Network.objects())
    assert not await Note.exists() and not await SignInLetter.exists()
    assert not await Send.exists().where(Send.state != "done")


async def who_can_be_tried_can_sign_in(visitor: Visitor) -> None:
    for address, _role in demonstration.PEOPLE_TO_TRY:
        assert await Person.count().where(Person.email == address) == 1, address
        await signed_in(visitor, address)
        assert "Se déconnecter" in (await visitor.get("/")).text
        await visitor.submit("/sign-outs")


async def circles_are_as_large_as_the_file_says_and_the_year_has_moved_them() -> None:
    sizes = {
        one["slug"]: one["sizes"]
        for network in chance.read("networks.toml")["networks"]
        for one in network["communities"]
    }
    for community in await Community.objects():
        year = await movements.movements(community, Period(today() - timedelta(days=365), today()))
        civil = await Standing.count().where(
            Standing.community == community.id, Standing.circle == 1, Standing.until_on.is_null()
        )
        assert [year.end(circle) for circle in (2, 3)] == sizes[community.slug][1:]
        assert year.end(1) == civil >= sizes[community.slug][0]
        if community.slug != "commission":
            assert year.inward() >= 5 and year.outward() >= 1 and year.left >= 3 and year.entered >= 20
    assert await Step.count().where(Step.state == "open") >= 10


async def one_pair_is_not_whole_and_one_contract_comes_to_its_end() -> None:
    empty = [
        community.slug
        for community in await Community.objects()
        if any(seat.person is None for seat in await gardeners.pair_of(community))
    ]
    assert empty == ["energie"]
    ends = await Mandate.select(Mandate.until_on).where(Mandate.until_on > today()).output(as_list=True)
    assert ends == [today() + timedelta(days=76)]


async def what_came_before_is_there_with_its_acts_letters_and_works() -> None:
    assert await Event.count() > 150 and await Attendance.count() > 1500 and await Booking.count() > 2000
    came = await Act.count().where(Act.kind == "events.came")
    assert came == await Attendance.count()
    assert await Letter.count().where(Letter.sent_at.is_not_null()) > 40
    assert await Letter.count().where(Letter.sent_at.is_null()) == 1
    given = await Consent.count().where(Consent.is_given == True)
    assert given == await Subscription.count() > 300
    full = await Event.raw(
        """SELECT event.id FROM events_event AS event JOIN events_booking AS booking ON booking.event = event.id
           WHERE booking.cancelled_at IS NULL GROUP BY event.id HAVING count(*) > event.capacity"""
    )
    assert full == []


async def the_text_under_a_free_licence_names_its_source() -> None:
    work = await Work.objects(Work.file).where(Work.licence == "cc-by-sa", Work.file.is_not_null()).first()
    assert work and "Orléans Métropole" in work.rights and "CC BY-SA" not in work.title
    text = (chance.FOLDER / "assises-orleans.txt").read_text("utf-8")
    assert text.startswith("Source : Orléans Métropole") and "Creative Commons BY-SA" in text
    assert "Adaptation sous la même licence" in text


PATH = [
    "/",
    "/communities",
    "/communities/citoyennete",
    "/communities/citoyennete/events",
    "/networks/occitanie",
    "/events",
    "/works",
    "/letters",
    "/reports",
]


async def every_page_of_the_path_opens_for_the_gardener(visitor: Visitor) -> None:
    await signed_in(visitor, demonstration.PEOPLE_TO_TRY[0][0])
    year = today().year
    reports = [f"/communities/citoyennete/reports/{year - back}" for back in range(4)]
    event = await Event.objects().where(Event.title.like("La journée de la citoyenneté%")).first()
    work = await Work.objects().first()
    letter = await Letter.objects().where(Letter.sent_at.is_not_null(), Letter.community.slug == "citoyennete").first()
    assert event and work and letter
    shown = [f"/events/{event.code}", f"/works/{work.code}", f"/letters/{letter.code}"]
    answers = {path: (await visitor.get(path)).status_code for path in [*PATH, *reports, *shown]}
    assert {path: status for path, status in answers.items() if status != 200} == {}


@pytest.mark.parametrize("day", ["2027-01-01", "2028-02-29", "2026-12-31", "2027-07-14"])
async def test_whatever_the_day_something_is_to_come(
    day: str, untouched: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    noon = datetime.fromisoformat(f"{day}T11:00").replace(tzinfo=UTC)
    on_that_day(monkeypatch, noon)
    crowd = Crowd(*await crowds.organisations())
    found, _networks, _heads = await places.open_all(crowd)
    place = next(one for one in found if one.row.slug == "commission")  # the smallest
    await gatherings.gather(place)
    by = await viewer_of(place.pair[0].number)
    assert len([one for one in await coming(by, place.row) if one.is_published]) >= 2
    assert not await Booking.exists().where(Booking.asked_at > noon)
    assert not await Standing.exists().where(Standing.since_on > noon.date())


def on_that_day(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Every module that has asked the clock for its two functions gets others."""
    real = {"now": clock.now, "today": clock.today}
    others: dict[str, Any] = {"now": lambda: moment, "today": lambda: moment.astimezone(clock.HERE).date()}
    for module in [one for name, one in sys.modules.items() if name.split(".")[0] in ("network", "events", "deploy")]:
        for name, function in real.items():
            if getattr(module, name, None) is function:
                monkeypatch.setattr(module, name, others[name])


async def a_stranger_sees_what_is_to_come_and_not_the_closed_commission(visitor: Visitor) -> None:
    assert len(await coming(ANYONE)) >= 2
    assert (await visitor.get("/communities/commission")).status_code == 404
    assert (await visitor.get("/communities/energie")).status_code == 200


READ = [
    nobody_is_real_and_nobody_is_written_to,
    circles_are_as_large_as_the_file_says_and_the_year_has_moved_them,
    one_pair_is_not_whole_and_one_contract_comes_to_its_end,
    what_came_before_is_there_with_its_acts_letters_and_works,
    the_text_under_a_free_licence_names_its_source,
]
SEEN = [
    a_stranger_sees_what_is_to_come_and_not_the_closed_commission,
    every_page_of_the_path_opens_for_the_gardener,
    who_can_be_tried_can_sign_in,
]


async def test_what_is_loaded_once_holds(untouched: None, visitor: Visitor, subtests: pytest.Subtests) -> None:
    """A load takes seconds: all that only reads shares one."""
    await demonstration.load()
    for holds in READ:
        with subtests.test(holds.__name__):
            await holds()
    for is_seen in SEEN:
        with subtests.test(is_seen.__name__):
            await is_seen(visitor)
            visitor.cookies.clear()
