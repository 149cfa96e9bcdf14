from datetime import timedelta

import pytest

from library import panels, works
from library.tables import Work
from library.works import Description
from network.access import ANYONE, Audience, viewer_for, viewer_of
from network.ground.clock import now, today
from network.plug import Period, Village

GUIDE, NOTE = "Planter une haie champêtre", "Ce que le premier cercle garde pour lui"


def week() -> Period:
    """Until today, whenever midnight passes."""
    return Period(today() - timedelta(days=7), today())


@pytest.mark.parametrize(
    ("owner", "reach", "titles"),
    [
        ("hedges", "public", [GUIDE]),
        ("hedges", "network", [GUIDE]),
        ("hedges", "circle_2", [GUIDE]),
        ("hedges", "circle_1", [NOTE, GUIDE]),
        ("jury", "public", []),
        ("jury", "network", []),
        ("jury", "community", ["Document de travail du jury"]),
        ("occitanie", "public", [GUIDE]),
        ("occitanie", "network", ["Étude régionale sur le partage de l’eau", GUIDE]),
        ("climat", "network", []),
    ],
)
async def test_a_letter_shows_the_new_works_that_all_its_readers_may_open(
    village: Village, owner: str, reach: str, titles: list[str]
) -> None:
    whose = village.communities.get(owner) or village.networks[owner]
    block = await panels.fill_new_works(viewer_for(Audience(whose, reach)), whose, week())
    assert [item.title for item in block.items] == titles


async def test_works_of_another_week_and_withdrawn_ones_are_not_news(village: Village) -> None:
    hedges = village.communities["hedges"]
    guide = await Work.objects().where(Work.title == GUIDE).first()
    assert guide
    await Work.update({Work.deposited_at: now() - timedelta(days=9)}).where(Work.id == guide.id)
    assert (await panels.fill_new_works(ANYONE, hedges, week())).items == []
    await Work.update({Work.deposited_at: now()}).where(Work.id == guide.id)
    assert len((await panels.fill_new_works(ANYONE, hedges, week())).items) == 1
    await works.withdraw(guide, "périmé")
    assert (await panels.fill_new_works(ANYONE, hedges, week())).items == []


async def test_the_panel_shows_the_last_three_and_offers_the_deposit_to_who_may(village: Village) -> None:
    hedges = village.communities["hedges"]
    for number in range(4):
        said = Description(title=f"Cahier {number}", type="note", words="Des mots.", reach="public")
        await works.deposit(hedges, said)
    panel = await panels.newest(ANYONE, hedges)
    assert [item.title for item in panel.items] == ["Cahier 3", "Cahier 2", "Cahier 1"] and panel.act is None
    for name, path in [("mina", "/communities/hedges/works/new"), ("lucie", None), ("gil", None)]:
        act = (await panels.newest(await viewer_of(village.people[name]), hedges)).act
        assert (act and act.path) == path
