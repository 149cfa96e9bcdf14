"""Whatever belongs to somebody is found again at its owner's, and nowhere else."""

from piccolo.custom_types import Combinable

from network.owners import Owner, belongs_to, lies_in, network_number, network_of, numbers_of, owner_of, owners_of
from network.plug import Village
from network.tables import Act


def owners_in(village: Village) -> dict[str, Owner]:
    return {**village.networks, **village.communities}


async def deed_of(village: Village, name: str) -> Act:
    owner = owners_in(village)[name]
    act = Act(kind=f"tests.{name}", person=village.people["rita"].id, subject=owner.id, done_on=owner.opened_on)
    act.community, act.network = numbers_of(owner)
    await act.save()
    return act


async def test_a_thing_leads_back_to_its_owner_and_to_the_network_around(village: Village) -> None:
    hedges, occitanie = village.communities["hedges"], village.networks["occitanie"]
    assert (await owner_of(await deed_of(village, "hedges"))).path == hedges.path == "/communities/hedges"
    assert (await owner_of(await deed_of(village, "occitanie"))).path == occitanie.path == "/networks/occitanie"
    for owner in (hedges, occitanie):
        assert network_number(owner) == (await network_of(owner)).id == occitanie.id


async def test_what_is_a_communitys_own_lies_in_its_network_too(village: Village) -> None:
    deeds = {name: (await deed_of(village, name)).id for name in ("hedges", "occitanie", "climat")}
    owners = owners_in(village)

    async def found(clause: Combinable) -> set[str]:
        ids = await Act.select(Act.id).where(clause, Act.kind.like("tests.%")).output(as_list=True)
        return {name for name, number in deeds.items() if number in ids}

    for name in deeds:
        assert await found(belongs_to(owners[name], Act.network, Act.community)) == {name}
    assert await found(lies_in(owners["hedges"], Act.network, Act.community)) == {"hedges"}
    assert await found(lies_in(owners["occitanie"], Act.network, Act.community)) == {"occitanie", "hedges"}


async def test_the_owners_of_many_things_come_in_the_order_of_the_things(village: Village) -> None:
    names = ["jury", "occitanie", "hedges", "jury"]
    deeds = {name: await deed_of(village, name) for name in dict.fromkeys(names)}
    found = await owners_of([deeds[name] for name in names])
    assert [owner.slug for owner in found] == [owners_in(village)[name].slug for name in names]
    assert await owners_of([]) == []
