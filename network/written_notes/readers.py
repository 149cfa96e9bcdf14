"""Readers: who will get a note, and who will not and why, worked out before it is sent and again as it is.

Everybody of the audience is in one of the two, once. Those who share an address share one letter, which names them.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from network.ground import tokens
from network.ground.words import Sentence, _
from network.plug import house
from network.tables import Person

NO_ADDRESS = "no_address"


class Reader(msgspec.Struct, frozen=True):
    """Somebody of the audience."""

    person: int
    name: str
    address: str


class Readership(msgspec.Struct):
    """Each letter with those who will read it; those left out, each with the word for why; how many are erased."""

    letters: list[list[Reader]]
    left_out: list[tuple[Reader, str]]
    erased: int = 0

    @property
    def people(self) -> list[Reader]:
        return [reader for letter in self.letters for reader in letter]

    @property
    def digest(self) -> str:
        """What somebody has looked at: when it is another at the moment of sending, they look again."""
        goes = [sorted((one.person, one.address.lower()) for one in letter) for letter in self.letters]
        return tokens.derive("readers", sorted(goes), sorted(one.person for one, _why in self.left_out))[:16]


def share_out(everybody: Iterable[Reader], spared: Mapping[int, str], erased: int = 0) -> Readership:
    """Pure: in the order that they come in, each person once."""
    letters: dict[str, list[Reader]] = {}
    left_out: list[tuple[Reader, str]] = []
    for one in {reader.person: reader for reader in everybody}.values():
        if why := spared.get(one.person) or ("" if one.address.strip() else NO_ADDRESS):
            left_out.append((one, why))
        else:
            letters.setdefault(one.address.strip().lower(), []).append(one)
    return Readership([*letters.values()], left_out, erased)


async def of(people: Sequence[int | None]) -> Readership:
    """As they are now, by name."""
    known = [number for number in people if number is not None]
    rows = await Person.raw(  # they may be thousands: a number each in the statement is slow to write and to read
        """
        SELECT id AS person, trim(given_name || ' ' || family_name) AS name, coalesce(email, '') AS address
        FROM network_person WHERE id = ANY({}::int[]) ORDER BY sort_key, id
        """,
        known,
    )
    everybody = msgspec.convert(rows, list[Reader])
    return share_out(everybody, await _spared(everybody), len(people) - len(known))


async def _spared(everybody: Sequence[Reader]) -> dict[int, str]:
    asked, spared = [(one.person, one.address) for one in everybody if one.address], dict[int, str]()
    for word, sparing in house().every("note_sparings"):
        spared |= dict.fromkeys(await sparing.among(asked), word)
    return spared


def why_left_out(word: str) -> Sentence:
    """In words, for the list of those left out."""
    known: dict[str, Sentence] = {NO_ADDRESS: _("no e-mail address is known")}
    known |= {name: sparing.words for name, sparing in house().every("note_sparings")}
    return known.get(word, _("not written to"))
