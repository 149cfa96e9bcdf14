from datetime import timedelta

import pytest
from piccolo.conf.apps import Finder

from mailing.newsletters import newsletters
from mailing.tables import Letter, Newsletter, Subscription
from network.access import viewer_of
from network.communities import communities, gardeners, models
from network.ground.clock import today
from network.ground.errors import Fault
from network.plug import Village
from network.tables import Community, Person, Seat, Team


async def opened_after(village: Village, name: str, reach: str = "public") -> Community:
    model = village.communities[name]
    return await communities.open_community(
        village.networks["occitanie"], "mares", "Les mares", "Creuser.", reach, model=model
    )


async def rows_about_people() -> dict[str, int]:
    """How many rows there are in each table that points to a person."""
    tables = [
        table
        for table in Finder().get_table_classes()
        if any(key._foreign_key_meta.resolved_references is Person for key in table._meta.foreign_key_columns)
    ]
    assert len(tables) > 15
    return {table._meta.tablename: await table.count() for table in tables}


async def test_the_seats_of_the_model_come_and_are_empty(village: Village) -> None:
    contract = await communities.open_community(
        village.networks["occitanie"], "c", "C", seats=(*communities.RULES["contract"], ("Élue", "elected"))
    )
    await gardeners.appoint(village.people["hugo"], contract, 1, because="", since=today())
    board = Team(kind="board", name="Comité", community=contract.id)
    await board.save()
    await Seat(team=board.id, position=1, title="Présidence", college=None).save()
    opened = await communities.open_community(village.networks["occitanie"], "d", "D", model=contract)
    pair = await gardeners.pair_of(opened)
    assert [(seat.position, seat.title, seat.college, seat.person) for seat in pair] == [
        (1, "owner", "agent", None),
        (2, "contractor", None, None),
        (3, "Élue", "elected", None),
    ]
    named = await Seat.select(Seat.title, Seat.team.name).where(
        Seat.team.community == opened.id, Seat.team.kind == "board"
    )
    assert named == [{"title": "Présidence", "team.name": "Comité"}]
    assert (opened.model, opened.opened_on) == (contract.id, today())


async def test_the_newsletters_come_without_subscribers_and_letters(village: Village) -> None:
    hedges = village.communities["hedges"]
    await newsletters.make(hedges, f"Lettre de {hedges.name}", f"Les nouvelles de {hedges.name}.", "network")
    opened = await opened_after(village, "hedges")
    made = await Newsletter.objects().where(Newsletter.community == opened.id).order_by(Newsletter.id)
    assert [(one.name, one.description, one.reach) for one in made] == [
        ("La lettre des haies", "Une fois par mois.", "public"),
        ("Entre nous", "Pour le premier cercle.", "circle_1"),
        ("Lettre de Les mares", "Les nouvelles de Les mares.", "network"),
    ]
    numbers = [one.id for one in made]
    assert not await Subscription.exists().where(Subscription.newsletter.is_in(numbers))
    assert not await Letter.exists().where(Letter.newsletter.is_in(numbers))


async def test_no_newsletter_reaches_farther_than_the_new_community(village: Village) -> None:
    opened = await opened_after(village, "hedges", reach="community")
    made = Newsletter.select(Newsletter.reach).where(Newsletter.community == opened.id).order_by(Newsletter.id)
    assert [row["reach"] for row in await made] == ["community", "circle_1"]


@pytest.mark.parametrize("name", ["hedges", "budget", "jury"])
async def test_nobody_comes_along(village: Village, name: str) -> None:
    before = await rows_about_people()
    opened = await opened_after(village, name)
    assert await rows_about_people() == before
    assert all(seat.person is None for seat in await gardeners.pair_of(opened))


async def test_opened_twice_it_is_one_and_has_everything_once(village: Village) -> None:
    first, second = [await opened_after(village, "hedges") for _double_click in range(2)]
    assert first.id == second.id
    assert await Team.count().where(Team.community == first.id) == 1
    assert await Newsletter.count().where(Newsletter.community == first.id) == 2


async def test_what_fails_on_the_way_leaves_no_community(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    await Newsletter.raw("ALTER TABLE mailing_newsletter ADD CONSTRAINT no_more CHECK (name <> 'Entre nous') NOT VALID")
    try:
        with pytest.raises(Exception, match="no_more"):
            await opened_after(village, "hedges")
    finally:
        await Newsletter.raw("ALTER TABLE mailing_newsletter DROP CONSTRAINT no_more")
    assert not await Community.exists().where(Community.slug == "mares")


async def test_a_model_is_of_the_network_and_seen(village: Village) -> None:
    cora = await viewer_of(village.people["cora"].id)
    occitanie = village.networks["occitanie"]
    assert [one.slug for one in await models.offered(cora, occitanie)] == ["budget", "hedges", "jury"]
    assert await models.chosen(cora, occitanie, "") is None
    for slug in ("soils", "nowhere"):
        with pytest.raises(Fault) as refused:
            await models.chosen(cora, occitanie, slug)
        assert refused.value.field == "model"


async def test_who_may_not_see_the_model_does_not_hear_of_it(village: Village) -> None:
    opened = await opened_after(village, "jury")
    await gardeners.appoint(village.people["rita"], opened, 1, because="", since=today() - timedelta(days=1))
    for name, slug in (("cora", "jury"), ("rita", None)):
        found = await models.model_of(await viewer_of(village.people[name].id), opened)
        assert (found.slug if found else None) == slug
