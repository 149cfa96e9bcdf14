from mailing import suppressions
from mailing.tables import Suppression


async def test_an_address_is_banned_whatever_its_capitals_and_cannot_be_read_back() -> None:
    await suppressions.suppress("Rita@Example.org", "complaint")
    await suppressions.suppress("rita@example.org", "bounced")
    assert await suppressions.among(["RITA@example.org", "amin@example.org"]) == {"RITA@example.org"}
    assert await suppressions.among([]) == set()
    [row] = await Suppression.select()
    assert row["reason"] == "complaint" and "rita" not in str(row).lower()
