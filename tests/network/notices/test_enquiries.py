from datetime import timedelta
from html import unescape

import pytest

from deploy.mailbox import Mailbox
from network.access import ANYONE
from network.ground import tokens
from network.ground.clock import now
from network.notices import enquiries, imprints
from network.plug import Village
from network.tables import Enquiry, Note
from tests.conftest import Visitor, work

SAID = {"name": "Ismaël Berger", "address": "ismael@town.example", "words": "Bonjour,\n\nJe voudrais <vous> rejoindre."}


@pytest.mark.commit
async def test_a_stranger_writes_to_the_pair_and_the_answer_goes_to_the_stranger_who_gets_no_copy(
    village: Village, visitor: Visitor, mailbox: Mailbox
) -> None:
    await work()
    mailbox.empty()
    form = {**SAID, "code": tokens.code(), "to": "communities/hedges"}
    for _ in range(2):  # sent twice, it is one
        answer = await visitor.submit("/contact", **form)
        assert "C’est parti" in answer.text
    await work()
    assert sorted(one for letter in mailbox.letters for one in letter.addresses) == [
        "hugo@example.org",
        "rita@example.org",
    ]
    [letter] = mailbox.to("rita@example.org")
    assert "Je voudrais &lt;vous&gt; rejoindre." in letter.html and "personne ne l’a vérifiée" in letter.html
    assert b"Reply-To: =?utf-8?q?Isma" in letter.source or b"ismael@town.example" in letter.source


async def test_whom_nobody_reads_for_the_administration_reads_for(village: Village) -> None:
    assert [address for _name, address in await enquiries.readers(None)] == ["ada@example.org"]
    await imprints.publish(village.people["ada"].id, contact="bonjour@reseau.example")
    assert await enquiries.readers(None) == [("", "bonjour@reseau.example")]


async def test_a_machine_that_fills_in_everything_writes_to_nobody(village: Village, visitor: Visitor) -> None:
    await visitor.submit("/contact", **SAID, code=tokens.code(), website="https://spam.example")
    assert not await Enquiry.exists()


async def test_more_than_five_in_an_hour_from_one_place_are_refused(village: Village, visitor: Visitor) -> None:
    pages = [await visitor.submit("/contact", **SAID, code=tokens.code()) for _ in range(6)]
    answers = [page.status_code for page in pages]
    assert answers == sorted(answers) and answers[-1] == 429
    assert SAID["words"] in unescape(pages[-1].text) and "Réessayez" in pages[-1].text, "what was written is kept"


async def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(
    visitor: Visitor, village: Village
) -> None:
    answer = await visitor.submit("/contact", **{**SAID, "address": "nowhere"}, code=tokens.code())
    assert answer.status_code == 422 and "Ismaël Berger" in answer.text and 'id="address-why"' in answer.text


async def test_after_ninety_days_it_is_forgotten(village: Village) -> None:
    old = await enquiries.ask("abcdefghij", None, "I", "i@town.example", "…", ANYONE)
    new = await enquiries.ask("abcdefghik", None, "I", "i@town.example", "…", ANYONE)
    await Enquiry.update({Enquiry.asked_at: now() - timedelta(days=91)}).where(Enquiry.id == old.id)
    await enquiries.forget_old_enquiries()
    assert [row.id for row in await Enquiry.objects()] == [new.id]
    note = await Note.objects().get((Note.kind == enquiries.KIND) & (Note.subject == old.id))
    assert note and await enquiries.write(note) is None
