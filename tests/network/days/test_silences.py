from datetime import timedelta

from network import acts
from network.access import viewer_of
from network.acts import ActKind
from network.days.silences import silences
from network.ground.clock import today
from network.plug import Village
from network.tables import Act, Network

CAME = ActKind("tests.came", "came")  # type: ignore[arg-type]


async def test_the_first_circle_is_silent_after_the_time_of_its_network(village: Village) -> None:
    await Act.delete(force=True)
    hugo, gil = [await viewer_of(village.people[name]) for name in ("hugo", "gil")]
    [zoe] = await silences(hugo)  # Rita gardens; Amin and Mina stand farther out
    assert zoe.path == f"/people/{village.people['zoé'].code}" and "sans nouvelles" in str(zoe.words)
    assert await silences(gil) == []
    await Network.update({Network.silence_days: 500}).where(Network.slug == "occitanie")
    assert await silences(hugo) == []


async def test_an_act_ends_the_silence_and_the_next_silence_is_a_new_fact(village: Village) -> None:
    await Act.delete(force=True)
    hugo, hedges, zoe = await viewer_of(village.people["hugo"]), village.communities["hedges"], village.people["zoé"]
    [before] = await silences(hugo)
    await acts.record(CAME, zoe.id, hedges, about=1, on=today() - timedelta(days=179))
    assert await silences(hugo) == []
    await Act.update({Act.done_on: today() - timedelta(days=180)}).where(Act.person == zoe.id)
    [after] = await silences(hugo)
    assert after.key != before.key and after.since == today()
    assert "une participation" in str(after.words)
