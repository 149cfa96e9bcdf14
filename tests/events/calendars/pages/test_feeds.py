from datetime import timedelta
from email.utils import format_datetime

import pytest
from icalendar import Calendar

from events import events
from events.calendars import feeds
from network.ground import tokens
from network.ground.clock import now
from network.plug import Village
from network.tables import Network
from tests.conftest import Visitor
from tests.events.days import COMING, PAST, day, seen_by, shift
from tests.network.test_sign_in import signed_in

PUBLIC = ["/events.ics", "/communities/hedges/events.ics", "/networks/occitanie/events.ics"]


def titles(packed: bytes) -> list[str]:
    return [str(entry["SUMMARY"]) for entry in Calendar.from_ical(packed).walk("VEVENT")]


@pytest.mark.parametrize("path", PUBLIC)
async def test_anybody_reads_the_days_for_everybody_and_a_member_no_more(
    village: Village, visitor: Visitor, path: str
) -> None:
    public = await visitor.get(path)
    assert public.status_code == 200 and public.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert titles(public.content) == ["Tailler sans abîmer", "Planter en année sèche"]
    await signed_in(visitor, "zoe@example.org")
    assert (await visitor.get(path)).content == public.content, "a feed says the same whoever is signed in"


async def test_a_closed_community_has_no_public_feed_not_even_for_its_members(
    village: Village, visitor: Visitor
) -> None:
    assert (await visitor.get("/communities/jury/events.ics")).status_code == 404
    await signed_in(visitor, "odile@example.org")
    assert (await visitor.get("/communities/jury/events.ics")).status_code == 404
    assert (await visitor.get("/communities/nowhere/events.ics")).status_code == 404


async def test_who_has_it_already_is_told_so(village: Village, visitor: Visitor) -> None:
    await shift(COMING, changed_at=now() - timedelta(hours=1))
    await shift(PAST, changed_at=now() - timedelta(hours=1))
    for code in ("jurycircle", "occitanday"):
        await shift(code, changed_at=now() - timedelta(hours=1))
    first = await visitor.get(PUBLIC[1])
    tag, last = first.headers["ETag"], first.headers["Last-Modified"]
    for asked in (
        {"If-None-Match": tag},
        {"If-None-Match": f'"other", W/{tag}'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": last},
        {"If-Modified-Since": format_datetime(now(), usegmt=True)},
    ):
        again = await visitor.get(PUBLIC[1], headers=asked)
        assert (again.status_code, again.content) == (304, b""), asked
        assert again.headers["ETag"] == tag
    for asked in (
        {"If-None-Match": '"other"'},
        {"If-None-Match": '"other"', "If-Modified-Since": last},
        {"If-Modified-Since": format_datetime(now() - timedelta(days=2), usegmt=True)},
        {"If-Modified-Since": "yesterday"},
    ):
        assert (await visitor.get(PUBLIC[1], headers=asked)).status_code == 200, asked
    await events.cancel(await day(), "La salle a brûlé.", await seen_by(village, "rita"))
    changed = await visitor.get(PUBLIC[1], headers={"If-None-Match": tag})
    assert changed.status_code == 200 and b"STATUS:CANCELLED" in changed.content
    assert (await visitor.get(PUBLIC[1], headers={"If-Modified-Since": last})).status_code == 200, "within its second"


async def test_a_device_reads_its_person_s_days_in_their_language_and_nobody_is_signed_in_by_it(
    village: Village, visitor: Visitor
) -> None:
    await Network.update({Network.time_zone: "Indian/Reunion"}).where(Network.slug == "occitanie")
    feed = await feeds.make(await seen_by(village, "odile"), "Mon téléphone", "all", tokens.code())
    path = feeds.address_of(feed).removeprefix("http://localhost:8000")
    read = await visitor.get(path, headers={"Accept-Language": "en"})
    assert "Puits et rivières" in titles(read.content) and "no-cache" in read.headers["Cache-Control"]
    calendar = Calendar.from_ical(read.content)
    assert calendar["X-WR-TIMEZONE"] == "Indian/Reunion" and calendar["NAME"] == "Terreau, Odile Le Gall"
    assert "Last-Modified" not in read.headers, "what a person may see changes without any day changing"
    assert (await visitor.get(path, headers={"If-None-Match": read.headers["ETag"]})).status_code == 304
    assert (await visitor.get("/people/me")).status_code == 401
    assert (await visitor.get(path.removesuffix(".ics"))).status_code == 404
    assert (await visitor.get(path.replace(feed.code, "aaaaaaaaaa"))).status_code == 404
