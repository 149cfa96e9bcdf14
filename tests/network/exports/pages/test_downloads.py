"""Each list that can be got out is offered where it is read, to those who may have it and to nobody else."""

import re

import pytest

from deploy.house import HOUSE
from network.plug import Village
from tests.conftest import Visitor
from tests.network.test_sign_in import signed_in

HEDGES, OCCITANIE = "/communities/hedges", "/networks/occitanie"
WHERE = {  # list: its page, who gets it there, who reads the page without
    "network.people": (f"{HEDGES}/people", "rita", None),
    "network.standings": (f"{HEDGES}/exports", "rita", "amin"),  # has no page: it is on everybody's own
    "network.mandates": (f"{HEDGES}/mandates", "rita", None),
    "network.acts": (f"{HEDGES}/reports", "rita", None),
    "network.communities": (OCCITANIE, None, None),
    "library.works": (f"{HEDGES}/works", None, None),
    "mailing.letters": (f"{HEDGES}/letters", None, None),
    "mailing.subscribers": (f"{HEDGES}/newsletters", "cora", "rita"),
    "events.events": (f"{HEDGES}/events", None, None),
    "events.bookings": ("/events/hedgescome/attendance", "rita", None),
}


def forms_of(page: str, name: str) -> list[str]:
    """Where they are sent."""
    return [
        action
        for action, inside in re.findall(r'<form [^>]*action="([^"]+)">(.*?)</form>', page, re.DOTALL)
        if f'name="list" value="{name}"' in inside
    ]


def test_every_list_has_its_place() -> None:
    assert {kind.name for kind in HOUSE.every("exports")} == set(WHERE)


@pytest.mark.parametrize("name", WHERE)
async def test_a_list_is_got_out_from_the_page_where_it_is_read(village: Village, visitor: Visitor, name: str) -> None:
    path, who, without = WHERE[name]
    if who:
        await signed_in(visitor, f"{who}@example.org")
    page = (await visitor.get(path)).text
    [action] = forms_of(page, name)
    assert "Télécharger" in page
    sheet = await visitor.submit(action, list=name, form="excel")
    assert sheet.status_code == 200 and sheet.headers["Content-Type"].startswith("text/csv"), sheet.text
    if without:
        visitor.cookies.clear()
        await signed_in(visitor, f"{without}@example.org")
        seen = await visitor.get(path)
        assert seen.status_code == 200 and forms_of(seen.text, name) == []


async def test_an_empty_list_is_not_offered(village: Village, visitor: Visitor) -> None:
    assert forms_of((await visitor.get("/communities/soils/letters")).text, "mailing.letters") == []
