"""Takeouts: everything held on a person, for them to take away: JSON for programs, CSV for spreadsheets, in one zip."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec

from network import traces
from network.access import Viewer
from network.ground.queue import together
from network.ground.spreadsheets import sheets
from network.ground.words import gettext
from network.rights import holdings
from network.rights.acting import require_reason
from network.tables import Person

SELF = ("given_name", "family_name", "email", "phone", "language", "known_since_at", "known_from")


async def take_out(viewer: Viewer, person: Person, because: str = "") -> bytes:
    """The zip; that it was made is a line of the person's journal. Raises Conflict where no reason is given."""
    require_reason(viewer, person, because)
    async with together():
        await traces.leave(person, "exported", viewer.person, because)
        sections = await holdings.of(person)
        journal = await traces.of(person, most=1_000)
    own = {name: getattr(person, name) for name in SELF}
    data = {"person": own, **{section.table: section.facts for section in sections}}
    data["journal"] = [msgspec.structs.asdict(line) | {"what": str(line.what)} for line in journal]
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as zipped:
        zipped.writestr("data.json", msgspec.json.format(msgspec.json.encode(data, enc_hook=str)))
        rows = [[holdings.label_of(key), holdings.say_value(key, value or "")] for key, value in own.items()]
        zipped.writestr(f"00 {gettext('Person')}.csv", sheets.write(rows))
        for number, section in enumerate(sections, start=1):
            keys = [*{key: None for fact in section.facts for key in fact}]
            lines = [
                [holdings.say_value(key, "" if fact.get(key) is None else fact[key], section.called) for key in keys]
                for fact in section.facts
            ]
            name = f"{number:02} {section.title.replace('/', '-')}.csv"
            zipped.writestr(name, sheets.write([[holdings.label_of(key) for key in keys], *lines]))
    return packed.getvalue()
