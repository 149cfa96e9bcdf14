"""Columns: what a spreadsheet with people may hold, and how its headings are usually written."""

import re
from collections.abc import Sequence

from network.ground.forms import ADDRESS
from network.ground.spreadsheets.sheets import Row, Tab
from network.ground.words import _, sort_key
from network.imports.names import NAMES, WHOLE

FIELDS = {
    "family_name": _("Family name"),
    "given_name": _("Given name"),
    "full_name": _("Full name (FAMILY NAME in capitals, or given name first)"),
    "family_first": _("Full name (FAMILY NAME in capitals, or family name first)"),
    "email": _("E-mail address"),
    "phone": _("Phone"),
    "organisation": _("Organisation"),
    "function": _("Function"),
    "college": _("College"),
    "circle": _("Circle"),
}
HEADINGS = {
    "family_name": "nom|nom de famille|nom usuel|nom d usage|noms|name|last name|surname|family name",
    "given_name": "prenom|prenoms|first name|given name|forename",
    "full_name": "nom complet|prenom nom|prenoms nom|prenom et nom|contact|personne|gecos|nom affiche|full name|display name",
    "family_first": "nom et prenom|nom prenom|nom prenoms|nom et prenoms|noms prenoms|noms et prenoms|last name first name",
    "email": "courriel|courriels|e mail|email|emails|mail|mails|mel|m el|adresse electronique|adresse e mail|"
    "adresse mail|adresse courriel|adresse de courriel|adresse email|address|e mail address|email address",
    "phone": "telephone|tel|tel fixe|telephone fixe|portable|mobile|telephone portable|tel portable|phone|"
    "numero de telephone|n de telephone|n telephone|phone number",
    "organisation": "organisme|organisation|structure|collectivite|entreprise|association|employeur|etablissement|"
    "societe|institution|organization|company|nom de la structure|nom de l organisme|organisme de rattachement",
    "function": "fonction|fonctions|poste|role|titre|mandat|function|job|job title|position|qualite",
    "college": "college|colleges|categorie|type d acteur|college d acteurs",
    "circle": "cercle|cercles|niveau d engagement|circle",
}
LIKELY = {  # parts of headings that nobody has listed: « Votre adresse mail », « Nom participant », « Tél. mairie »
    "email": re.compile(r"\b(?:e ?mails?|mails?|mel|courriels?|messagerie)\b"),
    "phone": re.compile(r"\b(?:tel|telephones?|portable|mobile|gsm)\b"),
    "family_first": re.compile(r"\bnoms? (?:et )?prenoms?\b"),
    "full_name": re.compile(r"\bprenoms? (?:et )?noms?\b"),
    "given_name": re.compile(r"^(?:votre |le )?prenoms?\b"),
    "family_name": re.compile(
        r"^(?:votre |le )?nom\b(?!.*\b(?:structures?|organismes?|associations?|communes?|ville|collectivites?|entreprise|"
        r"societe|etablissement|rue|voie|lieu|tarif|fichier|groupe|equipe|pere|mere|conjoint|jeune fille|naissance)\b)"
    ),
    "organisation": re.compile(
        r"^raison sociale\b|^nom (?:de (?:la |l )?)?(?:structure|organisme|association|collectivite)\b"
    ),
}
AT_ONCE = 16  # are asked for on one page
HOLDS_ADDRESS = re.compile(ADDRESS.strip("^$"))
LOOKED_THROUGH = 20  # rows: titles and remarks above the headings are fewer
FIELD_OF = {words: field for field, said in HEADINGS.items() for words in said.split("|")}


def guess(headings: Sequence[str]) -> list[str]:
    """What each column holds, as its heading says; each field once, "" for what is nothing of ours."""
    found: list[str] = []
    for heading in headings:
        field = FIELD_OF.get(plain(heading), "")
        found.append("" if field in found else field)
    if "full_name" in found and "family_name" in found:  # « Contact » beside « Nom » is something else
        found[found.index("full_name")] = ""
    return found


def guess_likely(found: Sequence[str], headings: Sequence[str]) -> list[str]:
    """Of what no heading said in so many words, the first column whose heading has a part of it."""
    likely = [*found]
    for field, part in LIKELY.items():
        if field in likely or _is_named_otherwise(field, likely):
            continue
        at = next((at for at, one in enumerate(headings) if not likely[at] and part.search(plain(one))), None)
        if at is not None:
            likely[at] = field
    return likely


def _is_named_otherwise(field: str, found: Sequence[str]) -> bool:
    """A name is in one column, or in two for its two parts."""
    return field in NAMES and bool({*WHOLE} & {*found}) or field in WHOLE and "family_name" in found


def heading_row(rows: Sequence[Row]) -> int | None:
    """Which of the first rows has the headings: the one with most words of ours. Without any: the first, unless it is a
    title alone above what has several cells. None where that row has somebody's address: it is a person."""
    first = rows[:LOOKED_THROUGH]
    known = [_known(row) for row in first]
    if max(known, default=0) >= 2:
        return known.index(max(known))
    widths = [sum(map(bool, row.cells)) for row in first]
    likely = 1 if widths[:1] == [1] and len(widths) > 1 and widths[1] > 1 else 0
    is_a_person = bool(first) and any(re.fullmatch(ADDRESS, cell) for cell in first[likely].cells)
    return None if is_a_person else likely


def likeliest(tabs: Sequence[Tab]) -> int:
    """Of several sheets the one whose headings say most of people; the first of equals."""
    found = [max(map(_known, _heading(tab)), default=-1) for tab in tabs]
    return found.index(max(found))


def find_address(found: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """Where no heading says it: the first column that is nothing of ours yet and holds addresses, says where they are."""
    cells = [[row.cells[at] for row in rows[:LOOKED_THROUGH] if row.cells[at]] for at in range(len(found))]
    for at, said in enumerate(cells):
        if "email" not in found and not found[at] and said and all(HOLDS_ADDRESS.search(one) for one in said):
            return [*found[:at], "email", *found[at + 1 :]]
    return [*found]


def _known(row: Row) -> int:
    """How many of its cells are headings of ours."""
    return sum(map(bool, guess_likely(guess(row.cells), row.cells)))


def _heading(tab: Tab) -> list[Row]:
    """One row, or none."""
    at = heading_row(tab.rows)
    return tab.rows[:1] if at is None else tab.rows[at : at + 1]


def plain(text: str) -> str:
    """« N° de téléphone * » is "n de telephone"."""
    return re.sub(r"[^a-z0-9]+", " ", sort_key(re.sub(r"\([^)]*\)", " ", text))).strip()
