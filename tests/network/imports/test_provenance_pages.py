import re
from html import unescape

from network.imports import provenances
from network.plug import Village
from network.tables import WrittenNote
from tests.conftest import Visitor
from tests.network.imports.arrived import brought_in
from tests.network.test_sign_in import signed_in

HERE = "/imports/hedgesdone/provenance"


async def test_from_the_import_to_the_letter_and_what_is_left(village: Village, visitor: Visitor) -> None:
    row = await brought_in(village)
    await signed_in(visitor, "rita@example.org")
    assert HERE in (await visitor.get("/imports/hedgesdone")).text
    first = (await visitor.get(HERE)).text
    assert "3 personnes" in first and "<textarea" not in first
    page = (await visitor.get(HERE, params={"source": "la liste de la Fédération"})).text
    words = unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[1])  # type: ignore[index]
    assert "la liste de la Fédération" in words and "2 personnes le recevront" in page
    found = {
        name: unescape(value) for name, value in re.findall(r'name="(code|digest|subject)"[^>]* value="([^"]*)"', page)
    }
    sent = {"imported": "hedgesdone", "source": "la liste de la Fédération", "words": words, **found}
    lacking = await visitor.submit("/import-letters", **(sent | {"source": ""}))
    assert lacking.status_code == 422 and "la liste de la Fédération" in lacking.text
    stale = await visitor.submit("/import-letters", **(sent | {"digest": "another"}))
    assert stale.status_code == 422 and "ont changé" in stale.text and await WrittenNote.count() == 0
    for _time in range(2):
        done = await visitor.submit("/import-letters", **sent)
        assert "La lettre est partie" in done.text, re.findall(r'class="(?:why|note).*', done.text)
    assert await WrittenNote.count() == 1
    after = (await visitor.get(HERE)).text
    assert "Paul Sans" in after and "aucune adresse de courriel connue" in after and "<textarea" not in after
    assert "…" * 16 in (await visitor.get(f"{HERE}/letter")).text  # to be written by hand
    printed = (await visitor.get(f"{HERE}/letter", params={"source": "la liste"})).text
    assert "rita@example.org" in printed and "la liste" in printed
    [paul] = await provenances.owed(row)
    nobody = await visitor.submit("/import-tellings", imported="hedgesdone", how="par courrier")
    assert nobody.status_code == 422 and "par courrier" in nobody.text
    told = await visitor.submit("/import-tellings", imported="hedgesdone", how="par courrier", person=paul.code)
    assert "Toutes les personnes" in told.text and "Paul Sans" not in told.text
    assert "3 personnes" in (await visitor.get("/imports/hedgesdone")).text


async def test_others_tell_nobody_anything(village: Village, visitor: Visitor) -> None:
    await brought_in(village)
    for who in (None, "zoe", "gil", "karl"):
        if who:
            await signed_in(visitor, f"{who}@example.org")
        for page in (
            await visitor.get(HERE),
            await visitor.get(f"{HERE}/letter"),
            await visitor.submit("/import-letters", imported="hedgesdone"),
            await visitor.submit("/import-tellings", imported="hedgesdone"),
        ):
            assert page.status_code == 404, (who, page.url)
    assert await WrittenNote.count() == 0
