from mailing import suppressions
from mailing.tables import Suppression


async def test_an_address_is_banned_whatever_its_capitals_and_cannot_be_read_back() -> None:
    await suppressions.suppress("Rita@Example.org", "complaint")
    await suppressions.suppress("rita@example.org", "bounced")
    assert await suppressions.among(["RITA@example.org", "amin@example.org"]) == {"RITA@example.org"}
    [row] = await Suppression.select()
    assert row["reason"] == "complaint" and "rita" not in str(row).lower()


async def test_lifted_it_may_be_written_to_again() -> None:
    await suppressions.suppress("rita@example.org", "asked")
    await suppressions.lift("RITA@example.org")
    assert await suppressions.among(iter(["rita@example.org"])) == set() == await suppressions.among([])
