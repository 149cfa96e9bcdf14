"""Columns: what a spreadsheet with people may hold, and how its headings are usually written."""

import re
from collections.abc import Sequence

from network.ground.spreadsheets.sheets import Row, Tab
from network.ground.words import _, sort_key

FIELDS = {
    "family_name": _("Family name"),
    "given_name": _("Given name"),
    "full_name": _("Full name (FAMILY NAME in capitals, or given name first)"),
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
    "full_name": "nom complet|nom et prenom|nom prenom|nom prenoms|prenom nom|prenom et nom|contact|personne|full name",
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
AT_ONCE = 16  # are asked for on one page
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


def heading_row(rows: Sequence[Row]) -> int:
    """Which of the first rows has the headings: the one with most words of ours. Without any: the first, unless it is a
    title alone above what has several cells."""
    first = rows[:LOOKED_THROUGH]
    known = [sum(map(bool, guess(row.cells))) for row in first]
    if max(known, default=0) >= 2:
        return known.index(max(known))
    widths = [sum(map(bool, row.cells)) for row in first]
    return 1 if widths[:1] == [1] and len(widths) > 1 and widths[1] > 1 else 0


def likeliest(tabs: Sequence[Tab]) -> int:
    """Of several sheets the one whose headings say most of people; the first of equals."""
    found = [len([*filter(None, guess(tab.rows[heading_row(tab.rows)].cells))]) if tab.rows else -1 for tab in tabs]
    return found.index(max(found))


def plain(text: str) -> str:
    """« N° de téléphone * » is "n de telephone"."""
    return re.sub(r"[^a-z0-9]+", " ", sort_key(re.sub(r"\([^)]*\)", " ", text))).strip()
