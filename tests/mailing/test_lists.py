from mailing import lists
from network.access import viewer_of
from network.ground.words import speaking
from network.imports import columns
from network.plug import Village


async def test_a_list_of_subscribers_that_is_brought_again_keeps_its_names_whole(village: Village) -> None:
    viewer = await viewer_of(village.people["cora"].id)
    with speaking("fr"):
        headings = [str(one) for one in lists.subscribers_headings(viewer, village.communities["hedges"])]
    assert columns.guess(headings)[:2] == ["email", "full_name"]
