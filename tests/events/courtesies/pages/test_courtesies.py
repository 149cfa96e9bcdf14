import re
from html import unescape

from events.courtesies import reminders, thanks
from events.tables import Attendance
from network.plug import Village
from network.tables import Person, WrittenNote
from tests.conftest import Visitor
from tests.events.days import COMING, PAST, day
from tests.network.test_sign_in import signed_in


async def test_the_reminder_is_decided_and_looked_at_from_the_day(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "rita@example.org")
    assert f"/events/{COMING}/courtesies" in (await visitor.get(f"/events/{COMING}")).text
    page = (await visitor.get(f"/events/{COMING}/courtesies")).text
    assert "la veille" in page and "(3 aujourd’hui)" in page
    kept = await visitor.submit("/courtesies", event=COMING, days="7", line="Prenez vos bottes.", by_itself="1")
    assert "Votre choix est enregistré" in kept.text and "Prenez vos bottes." in kept.text
    decided = await reminders.reminder_of(await day())
    assert (decided.days, (await thanks.thanks_of(await day())).by_itself) == (7, True)
    letter = await visitor.get(f"/events/{COMING}/reminder")
    assert "Prenez vos bottes." in letter.text and "sandbox" in letter.headers["Content-Security-Policy"]
    wrong = await visitor.submit("/courtesies", event=COMING, days="3", line="Ne partez pas", by_itself="")
    assert wrong.status_code == 422 and "Ne partez pas" in wrong.text
    too_long = await visitor.submit("/courtesies", event=COMING, days="1", line="x" * 601)
    assert too_long.status_code == 422 and "600" in too_long.text


async def test_thanks_are_read_and_sent_by_one_press(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "rita@example.org")
    page = (await visitor.get(f"/events/{PAST}/thanks")).text
    assert "3 personnes le recevront" in page and "Tailler sans abîmer" in page
    words = unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[1])  # type: ignore[index]
    code = re.search(r'name="code" value="(\w+)"', page)
    assert code and words.startswith("Bonjour,")
    empty = await visitor.submit("/thanks", event=PAST, code=code[1], subject="Merci", words="")
    assert empty.status_code == 422 and await WrittenNote.count() == 0
    for _time in range(2):
        sent = await visitor.submit("/thanks", event=PAST, code=code[1], subject="Merci", words=words)
        assert "Le mot est en route" in sent.text
    assert await WrittenNote.count() == 1
    after = (await visitor.get(f"/events/{PAST}/thanks")).text
    assert "ont été remerciées" in after and "<textarea" not in after
    row = await WrittenNote.objects().first()
    assert row and f"/written-notes/{row.code}" in (await visitor.get(f"/events/{PAST}")).text


async def test_thanks_name_those_who_will_not_get_them_however_many(village: Village, visitor: Visitor) -> None:
    came = (await audience_of_past())[:2]
    await Person.update({Person.email: None}).where(Person.id.is_in(came))
    await signed_in(visitor, "rita@example.org")
    page = (await visitor.get(f"/events/{PAST}/thanks")).text
    assert "2 personnes ne le recevront pas" in page.replace("\u00a0", " ")


async def audience_of_past() -> list[int]:
    rows = Attendance.select(Attendance.person).where(Attendance.event == (await day(PAST)).id)
    return [number for number in await rows.output(as_list=True) if number]


async def test_others_decide_and_thank_for_nothing(village: Village, visitor: Visitor) -> None:
    for who, answer in ((None, 401), ("zoe", 403), ("gil", 403)):
        if who:
            await signed_in(visitor, f"{who}@example.org")
        for page in (
            await visitor.get(f"/events/{COMING}/courtesies"),
            await visitor.get(f"/events/{COMING}/reminder"),
            await visitor.get(f"/events/{PAST}/thanks"),
            await visitor.submit("/courtesies", event=COMING, days="0"),
            await visitor.submit("/thanks", event=PAST),
        ):
            assert page.status_code == answer, (who, page.url)
    assert (await reminders.reminder_of(await day())).days == 1 and await WrittenNote.count() == 0
