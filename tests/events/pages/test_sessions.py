from events.tables import Session
from network.ground import tokens
from network.plug import Village
from tests.conftest import Visitor
from tests.events.days import COMING, day
from tests.network.test_sign_in import signed_in


async def test_a_part_of_the_agenda_is_changed_and_taken_out(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    part = await Session.objects().get(Session.event == (await day()).id)
    assert part
    said = {"code": part.code, "starts": "08:00", "ends": "09:30", "title": "Café"}
    refused = await visitor.submit(f"/sessions/{part.code}", **said)
    assert refused.status_code == 422 and "commence plus tard" in refused.text and 'value="Café"' in refused.text
    assert "C’est modifié" in (await visitor.submit(f"/sessions/{part.code}", **said | {"starts": "09:00"})).text
    assert (await visitor.get(f"/sessions/{part.code}/edit")).status_code == 200
    assert "Retiré du programme" in (await visitor.submit("/dropped-sessions", session=part.code)).text
    wrong = await visitor.submit("/sessions", event=COMING, starts="10:00", ends="09:00", title="X", code=tokens.code())
    assert wrong.status_code == 422 and "<details open>" in wrong.text


async def test_the_agenda_is_changed_by_those_who_animate_only(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "mina@example.org")
    assert (await visitor.get("/sessions/welcomehdg/edit")).status_code == 403
    for path, sent in (("/sessions", {"event": COMING}), ("/dropped-sessions", {"session": "welcomehdg"})):
        assert (await visitor.submit(path, **sent)).status_code == 403
    assert (await visitor.submit("/dropped-sessions", session="nothing")).status_code == 404
    assert await Session.exists().where(Session.code == "welcomehdg")
