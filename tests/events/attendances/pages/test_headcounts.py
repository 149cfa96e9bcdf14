from network.ground import tokens
from network.plug import Village
from tests.conftest import Visitor
from tests.events.days import COMING, PAST
from tests.network.test_sign_in import signed_in


async def test_rita_counts_and_corrects_and_both_stand_there(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "rita@example.org")
    assert f"/events/{PAST}/headcounts" in (await visitor.get(f"/events/{PAST}/attendance")).text
    sent = {"event": PAST, "code": tokens.code(), "people": "1 042", "how": "door", "counted_by": "Léa"}
    for _press in range(2):
        page = await visitor.submit("/headcounts", **sent)
        assert page.status_code == 200 and "comptage à l’entrée, par Léa" in page.text
    wrong = await visitor.submit("/headcounts", **sent | {"code": tokens.code(), "people": "900"})
    assert wrong.status_code == 422 and 'id="because-why"' in wrong.text and 'value="900"' in wrong.text
    page = await visitor.submit(
        "/headcounts", **sent | {"code": tokens.code(), "people": "900", "because": "Vérifié sur les photos"}
    )
    assert "Vérifié sur les photos" in page.text and "Noté auparavant" in page.text
    assert "900 personnes" in (await visitor.get(f"/events/{PAST}")).text
    again = (await visitor.get(f"/events/{PAST}/headcounts")).text
    assert 'value="900"' in again and 'value="door" checked' in again and 'value="Léa"' in again


async def test_what_is_wrong_is_said_on_each_field(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "rita@example.org")
    page = await visitor.submit("/headcounts", event=PAST, code=tokens.code(), people="-3", how="", counted_by="")
    assert page.status_code == 422
    assert all(f'id="{field}-why"' in page.text for field in ("people", "counted_by"))
    early = await visitor.get(f"/events/{COMING}/headcounts")
    assert "le jour même ou après" in early.text and "Qui a compté" not in early.text
