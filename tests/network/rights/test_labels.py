"""What is held of a person is said in words: every column that a page may show of it has a name."""

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from deploy.catalogues import HERE
from deploy.house import HOUSE
from events.tables import Event, Invitation
from network.ground.clock import now
from network.people.disclosures import FIELDS
from network.plug import Village
from network.rights import holdings
from network.tables import Note, Step
from tests.conftest import Visitor
from tests.events.days import COMING
from tests.network.test_sign_in import signed_in

HOLD = ("held_by", "held_so", "left_without")
MARKS = {"form", "code"}  # in what is taken away only: words of programs


def shown_in(file: Path) -> Iterator[str]:
    """The columns named where a holding is made: `held_by(…)`, `left_without(…)`, `held_so(…)`, `Table.select(…)`, `shown = …`."""
    for node in ast.walk(ast.parse(file.read_text())):
        parts: list[ast.expr] = []
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func).rpartition(".")[2]
            parts = node.args if called == "select" else node.args[2:] if called in HOLD else []
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("shown", "became"):
            parts = node.value.elts if isinstance(node.value, ast.Tuple | ast.List) else [node.value]
        for part in parts:
            while isinstance(part, ast.Starred | ast.Call):  # *shown, a column under another name
                part = part.value if isinstance(part, ast.Starred) else part.func
            if isinstance(part, ast.Attribute) and part.attr not in ("id", "select", "as_alias"):
                yield part.attr


def test_every_column_that_a_person_may_be_shown_has_a_name() -> None:
    files = [*HERE.glob("*/privacy.py"), *HERE.glob("*/holdings.py"), HERE / "network/exports/archives.py"]
    shown = {column for file in files for column in shown_in(file)}
    assert {"offered_at", "merged_at", "made_at", "invited_at", "text_shown"} <= shown
    assert shown - MARKS - holdings.LABELS.keys() == set()


def test_every_kind_of_letter_every_consent_and_every_list_is_called_something() -> None:
    words = dict(HOUSE.every("called"))
    writers = {kind for kind, _writer in HOUSE.every("note_writers")}
    consents = {"mailing.newsletter", *(f"network.{field}_shown" for field in FIELDS)}
    assert words.keys() == writers | consents
    for kind in [*words, *(kind.name for kind in HOUSE.every("exports"))]:
        assert "." not in holdings.say_value("kind", kind), kind


async def test_what_is_taken_away_says_states_and_answers_in_the_language_of_who_reads(
    village: Village, visitor: Visitor
) -> None:
    mina = village.people["mina"]
    event = await Event.objects().where(Event.code == COMING).first()
    assert event
    invitation = Invitation(code="minainvite", event=event.id, person=mina.id, answer="yes", answered_at=now())
    invitation.invited_at = invitation.written_at = now()
    await invitation.save()
    await Step(code="minasteps1", person=mina.id, community=event.community, to_circle=2, proposed_at=now()).save()
    for number, kind in enumerate(("events.reminder", "network.sign_in")):
        note = Note(
            code=f"minaletter{number}"[-10:], kind=kind, person=mina.id, subject=1, asked_at=now(), ring_at=now()
        )
        await note.save()
    await signed_in(visitor, "mina@example.org")
    page = (await visitor.get(f"/people/{mina.code}/data")).text.replace("\u00a0", " ")
    assert "Réponse : oui" in page and "État : attend une réponse" in page and "le rappel d’une rencontre" in page
    taken = await visitor.submit("/takeouts", person=mina.code)
    with ZipFile(BytesIO(taken.content)) as zipped:
        sheets = {name: zipped.read(name).decode("utf-8-sig") for name in zipped.namelist() if name.endswith(".csv")}
        assert b'"answer": "yes"' in zipped.read("data.json"), "for programs"
    whole = "\n".join(sheets.values())
    assert "oui" in whole and "attend une réponse" in whole and "français" in whole
    codes = {"yes", "open", "fr", "waiting", "events.reminder", "network.sign_in", "mailing.newsletter"}
    cells = {cell.strip('"') for line in whole.splitlines() for cell in line.split(";")}
    assert cells & codes == set()
