from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from network.ground.clock import now, today
from network.ground.errors import Fault
from network.notices import audits
from network.plug import Village
from tests.conftest import Visitor
from tests.network.test_sign_in import signed_in


@pytest.fixture(autouse=True)
async def looked_again() -> AsyncIterator[None]:
    """What one test recorded the next must not know."""
    yield
    audits._known, audits._known_at = audits.NOT, now() - audits.FRESH


@pytest.mark.parametrize(
    ("rate", "days", "said"),
    [
        (49, 1, audits.NOT),
        (50, 1, audits.PARTLY),
        (99, 1, audits.PARTLY),
        (100, 1, audits.FULLY),
        (100, 1200, audits.NOT),
    ],
)
async def test_the_state_follows_the_newest_audit_for_three_years(
    village: Village, rate: int, days: int, said: object
) -> None:
    assert audits.state_of(await audits.latest()) is audits.NOT
    day = today() - timedelta(days=days)
    await audits.record(day, "Cabinet Clair", rate, "", village.people["ada"].id)
    assert audits.known() is said


async def test_no_audit_is_of_a_day_to_come(village: Village) -> None:
    with pytest.raises(Fault):
        await audits.record(today() + timedelta(days=1), "…", 80, "", village.people["ada"].id)


async def test_the_foot_of_each_page_says_it_and_the_administration_records_an_audit(
    village: Village, visitor: Visitor
) -> None:
    assert "Accessibilité\u00a0: non conforme" in (await visitor.get("/events")).text
    assert "Défenseur des droits" in (await visitor.get("/accessibilite")).text
    await signed_in(visitor, "ada@example.org")
    form = {"done_on": str(today()), "done_by": "Cabinet Clair", "rate": "72", "faults": "Les PDF"}
    page = (await visitor.submit("/audits", **form)).text
    assert "Cabinet Clair" in page and "72" in page
    assert "Accessibilité\u00a0: partiellement conforme" in (await visitor.get("/events")).text
