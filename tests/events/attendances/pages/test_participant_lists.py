import re

from events.tables import Attendance
from network.plug import Village
from tests.conftest import Visitor
from tests.events.attendances.test_participant_lists import ZOOM
from tests.events.days import COMING, PAST, day, shift
from tests.network.test_sign_in import signed_in

NEW = f"/events/{PAST}/participant-lists/new"


async def test_rita_brings_zooms_list_sees_who_that_is_and_writes_it(village: Village, visitor: Visitor) -> None:
    await shift(PAST, kind="webinar")
    await signed_in(visitor, "rita@example.org")
    assert NEW in (await visitor.get(f"/events/{PAST}/attendance")).text
    text = (
        ZOOM
        + "Lucie Marchal,lucie@example.org,x,y,45,Yes\nKarim Nouveau,karim@example.org,x,y,45,Yes\nVite Parti,,x,y,2,Yes\n"
    )
    before = await Attendance.count()
    token = re.search(r'name="_csrf_token" value="(\w+)"', (await visitor.get(NEW)).text)
    assert token
    sent = {"_csrf_token": token[1], "event": PAST, "minutes": "10"}
    page = await visitor.post("/participant-lists", data=sent, files={"file": ("zoom.csv", text.encode("utf-8-sig"))})
    assert (
        page.status_code == 200 and "Rien n’est encore enregistré" in page.text and await Attendance.count() == before
    )
    assert "Karim Nouveau" in page.text and "Vite Parti" in page.text and "2 sont déjà cochées" in page.text
    [karim] = re.findall(r'name="came" value="(\w+)"', page.text)
    kept = re.search(r"<textarea name=\"text\" hidden>(.*?)</textarea>", page.text, re.DOTALL)
    assert kept
    for _press in range(2):
        page = await visitor.submit("/participations", event=PAST, minutes="10", text=kept[1], came=karim)
        assert page.url.path == f"/events/{PAST}/attendance"
    assert await Attendance.count().where(Attendance.event == (await day(PAST)).id) == before + 2
    page = await visitor.submit("/participant-lists", event=PAST, text=text)
    assert "Il n’y a personne à noter" in page.text


async def test_an_empty_list_and_one_too_early_say_so(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "rita@example.org")
    page = await visitor.submit("/participant-lists", event=PAST)
    assert page.status_code == 422 and 'id="file-why"' in page.text
    page = await visitor.submit("/participant-lists", event=PAST, text="12\n13", minutes="7")
    assert page.status_code == 422 and "Aucun nom" in page.text and 'value="7"' in page.text and "12" in page.text
    assert "pas avant" in (await visitor.get(f"/events/{COMING}/participant-lists/new")).text
    assert (await visitor.submit("/participant-lists", event=COMING, text="Mina Costa")).status_code == 409
