from datetime import timedelta

from network import acts
from network.acts import ActKind
from network.ground.clock import today
from network.ground.words import _
from network.people import organisations, people
from network.plug import Village
from network.tables import Act

CARRIED = ActKind("network.carried", _("guide"))


async def test_done_twice_is_done_once_and_taken_back_is_not_done(village: Village) -> None:
    zoé, hedges = village.people["zoé"], village.communities["hedges"]
    mine = (Act.kind == CARRIED.name) & (Act.person == zoé.id)
    for _time in range(2):
        await acts.record(CARRIED, zoé.id, hedges, about=7)
    assert await Act.count().where(mine) == 1
    await acts.record(CARRIED, zoé.id, hedges, about=8)
    await acts.withdraw(CARRIED, zoé.id, about=7)
    assert await Act.select(Act.subject).where(mine).output(as_list=True) == [8]


async def test_an_act_is_credited_to_the_organisation_and_college_of_its_own_day(village: Village) -> None:
    zoé, hedges = village.people["zoé"], village.communities["hedges"]
    farm = await organisations.find_or_add("Ferme des Trois Mares")
    changed = today() - timedelta(days=10)
    await people.affiliate(zoé, "civil", farm, since=changed)
    for day, about in ((changed - timedelta(days=1), 1), (changed, 2)):
        await acts.record(CARRIED, zoé.id, hedges, about=about, on=day)
    rows = await Act.select(Act.college, Act.organisation.name).where(Act.kind == CARRIED.name).order_by(Act.done_on)
    assert [(row["college"], row["organisation.name"]) for row in rows] == [
        ("elected", "Commune d’Auch"),
        ("civil", "Ferme des Trois Mares"),
    ]


async def test_an_act_belongs_to_a_network_or_to_a_community(village: Village) -> None:
    karl, climate = village.people["karl"], village.networks["climat"]
    await acts.record(CARRIED, karl.id, climate, about=1)
    act = await Act.objects().where(Act.kind == CARRIED.name).first()
    assert act and act.network == climate.id and act.community is None
