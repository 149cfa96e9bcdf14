from datetime import date, timedelta

from network.access import ANYONE
from network.communities import communities, gardeners, mandates
from network.plug import Period, Village
from network.reports import offices
from network.tables import Community

YEAR = Period(date(2024, 1, 1), date(2024, 12, 31))


async def opened(village: Village, on: date = date(2020, 1, 1)) -> Community:
    return await communities.open_community(village.networks["climat"], "young", "Nouvelle", on=on)


async def test_the_days_of_a_whole_pair_are_those_on_which_both_seats_were_held(village: Village) -> None:
    place, people = await opened(village), village.people
    await gardeners.appoint(people["rita"], place, 1, because="test", since=date(2023, 5, 1), until=date(2024, 3, 1))
    await gardeners.appoint(people["zoé"], place, 1, because="test", since=date(2024, 4, 1))
    await gardeners.appoint(people["hugo"], place, 2, because="test", since=date(2024, 2, 1))
    found = await offices.holders(place, YEAR)
    assert [holder.name for holder in found] == ["Rita Moreau", "Zoé Ferrand", "Hugo Lemoine"]
    assert offices.whole_days(found) == (29 + 275, 366)  # February of a leap year, then April to December
    section = await offices.tell(ANYONE, place, YEAR)
    assert [figure.value for figure in section.figures] == [304, 2, 1]
    assert section.figures[0].share == 83 and "2 sur 2" in str(section.sentence)
    assert section.listings[0].rows[0][1:] == ["Rita Moreau", "1er mai 2023", "29 février 2024"]


async def test_an_empty_seat_is_a_line_and_no_whole_day(village: Village) -> None:
    place = await opened(village)
    await gardeners.appoint(village.people["rita"], place, 1, because="test", since=date(2023, 5, 1))
    section = await offices.tell(ANYONE, place, YEAR)
    assert [row[1] for row in section.listings[0].rows] == ["Rita Moreau", "personne"]
    assert section.figures[0].value == 0 and "1 sur 2" in str(section.sentence)


async def test_a_pair_is_counted_from_the_opening_only(village: Village) -> None:
    place = await opened(village, on=date(2024, 12, 1))
    for who, position in (("rita", 1), ("hugo", 2)):
        await gardeners.appoint(village.people[who], place, position, because="test", since=date(2024, 12, 1))
    assert offices.whole_days(await offices.holders(place, YEAR)) == (31, 31)


async def test_a_network_sums_its_communities_and_a_mandate_outside_the_year_is_none(village: Village) -> None:
    place = await opened(village)
    ended = date(2023, 12, 31)
    mandate = await gardeners.appoint(village.people["rita"], place, 1, because="test", since=date(2023, 5, 1))
    await mandates.end(mandate, because="test", by=village.people["cora"].id, on=ended)
    found = await offices.holders(village.networks["climat"], YEAR)
    assert [holder.name for holder in found if holder.community == place.id] == [None, None]
    later = Period(ended - timedelta(days=1), date(2024, 1, 5))
    assert "Rita Moreau" in [holder.name for holder in await offices.holders(place, later)]
    section = await offices.tell(ANYONE, village.networks["climat"], YEAR)
    assert len(section.listings[0].columns) == 5
