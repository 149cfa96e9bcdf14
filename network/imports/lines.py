"""Lines: what one row of a spreadsheet says of a person, or every fault it has.

A fault names the line as the spreadsheet shows it, the column, what was read, and what is expected. A line with a fault
does not come in; nothing is guessed but what a spreadsheet is known to spoil.
"""

import re
from collections.abc import Sequence

import msgspec

from network.colleges import COLLEGES
from network.ground.errors import Fault
from network.ground.forms import ADDRESS
from network.ground.spreadsheets.sheets import Row
from network.ground.words import Sentence, _
from network.imports import names
from network.imports.columns import plain
from network.people import phones
from network.people.arrivals import Arrival

MOST = {
    "family_name": 80,
    "given_name": 80,
    "full_name": 160,
    "family_first": 160,
    "organisation": 200,
    "function": 120,
}
NONE = {"neant", "nc", "n c", "na", "n a", "aucun", "aucune", "sans", "pas de mail", "pas d adresse", "non renseigne"}
NO_VALUE = re.compile(
    r"=|#(N/A|DIV/0 ?!|REF ?!|NAME\?|NOM ?\?|VAL(UE|EUR) ?!|N(UM|OMBRE) ?!|NULL? ?!|SPILL!)|Err:\d{3}$"
)
COLLEGE_OF = {
    word: college
    for college, words in {
        "elected": "elu|elue|elus|elues|personne elue|personnes elues|elected|maire",
        "agent": "agent|agente|agents|agentes|agent territorial|agente territoriale|agents territoriaux|technicien|technicienne|techniciens|technique",
        "civil": "societe civile|civil|civile|asso|association|associations|associatif|civil society",
        "expert": "expert|experte|experts|expertes|chercheur|chercheuse|universitaire",
        "citizen": "citoyen|citoyenne|citoyens|citoyennes|habitant|habitante|habitants|citizen|citizens",
    }.items()
    for word in words.split("|")
}
CIRCLE_OF = {"engage": 1, "engages": 1, "engagee": 1, "engagees": 1, "informe": 2, "informes": 2, "informee": 2}
CIRCLE_OF |= {"informees": 2, "citoyen": 3, "citoyens": 3, "citoyenne": 3, "citoyennes": 3}
CIRCLE_OF |= {"engaged": 1, "informed": 2, "citizens": 3}
CIRCLE_OF |= {"premier": 1, "deuxieme": 2, "second": 2, "troisieme": 3, "i": 1, "ii": 2, "iii": 3}


class LineFault(msgspec.Struct):
    line: int
    column: int | None  # none: the whole line
    read: str
    sentence: Sentence


def read(row: Row, columns: Sequence[str], college: str) -> tuple[Arrival, list[LineFault]]:
    """What the line says, and what is wrong with it. Whoever has no college gets the one given, no circle the third."""
    faults: list[LineFault] = []
    said: dict[str, str] = {}

    def wrong(column: int | None, cell: str, sentence: Sentence) -> None:
        faults.append(LineFault(row.line, column, cell[:60], sentence))

    if len(row.cells) > len(columns):
        wrong(None, " · ".join(row.cells[len(columns) :]), _("This line has more cells than there are headings."))
    for column, (field, cell) in enumerate(zip(columns, row.cells, strict=False)):
        if not field:
            continue
        text = " ".join(cell.split())
        if NO_VALUE.match(text):
            wrong(
                column, text, _("The spreadsheet has no value in this cell, but a formula or an error: mend it there.")
            )
        elif len(text) > MOST.get(field, 300):
            wrong(column, text, too_long(MOST.get(field, 300)))
        elif field in names.NAMES or not says_none(text):
            said |= {field: text} if text else {}
    arrival = Arrival(*names.read(said), college, organisation=said.get("organisation", ""))
    arrival.function, arrival.is_college_said = said.get("function", ""), "college" in said
    if not arrival.family_name and not any(fault.column is not None for fault in faults):
        at = next(columns.index(field) for field in ("family_name", *names.WHOLE) if field in columns)
        wrong(at, "", _("A family name is expected."))
    elif doubtful := names.doubt(said):
        field, sentence = doubtful
        wrong(columns.index(field), said[field], sentence)
    elif max(len(arrival.family_name), len(arrival.given_name)) > MOST["family_name"]:
        whole = next(field for field in names.WHOLE if field in said)
        wrong(columns.index(whole), said[whole], too_long(MOST["family_name"]))
    for column, field in enumerate(columns):
        if field in READERS and field in said:
            try:
                setattr(arrival, field, READERS[field](said[field]))
            except Fault as fault:
                wrong(column, said[field], fault.sentence)
    return arrival, faults


def too_long(most: int) -> Sentence:
    """The sentence for a cell in which more was written than is kept."""
    return _("This is too long: %(most)s characters at most.", most=most)


def says_none(text: str) -> bool:
    """« - », « néant », « N/C »: people write it into cells that are to stay empty."""
    return not any(letter.isalnum() for letter in text) or plain(text) in NONE


def says_nothing(row: Row, columns: Sequence[str]) -> bool:
    """Nothing in any column of ours, as a numbered line that was never filled in."""
    return len(row.cells) <= len(columns) and not any(
        cell.strip() for field, cell in zip(columns, row.cells, strict=False) if field
    )


def read_address(text: str) -> str:
    """Lower case. « Zoé Ferrand <zoe@…> » is the address between the brackets. Raises Fault."""
    if len({*re.findall(r"[^\s<>()\[\];,/:]+@[^\s<>()\[\];,/:]+", text.lower())}) > 1:
        raise Fault("email", _("Several addresses stand here: keep the one to write to."))
    inner = re.search(r"<([^<>]+)>\s*$", text)
    address = (inner[1] if inner else text).strip().removeprefix("mailto:").rstrip(";,.").lower()
    if not re.fullmatch(ADDRESS, address) or len(address) > 254:
        raise Fault("email", _("One e-mail address is expected, like first.name@town.example."))
    return address


def read_college(text: str) -> str:
    """Raises Fault."""
    words = plain(re.split(r"[·•./]", text)[0])
    words = re.sub(r"^college (?:des |de la |d |de )?", "", words)
    if words in COLLEGES:
        return words
    if words not in COLLEGE_OF:
        raise Fault("college", _("One of these is expected: élus, agents, société civile, experts, citoyens."))
    return COLLEGE_OF[words]


def read_circle(text: str) -> int:
    """Raises Fault."""
    words = plain(re.split(r"[·•.]", text)[0])
    if found := re.fullmatch(r"(?:cercle |circle |c |c|cercle)?([123])(?:er|e|eme|nd|nde|st|rd)?(?: cercle)?", words):
        return int(found[1])
    words = re.sub(r"^(?:cercle|circle) (?:des )?| (?:cercle|circle)$", "", words)
    if words not in CIRCLE_OF:
        raise Fault("circle", _("1, 2 or 3 is expected, or engagés, informés, citoyens."))
    return CIRCLE_OF[words]


READERS = {"email": read_address, "phone": phones.read, "college": read_college, "circle": read_circle}
