"""Columns of a list of participants: what each heading means, in French and English, as the sites write them; how long
somebody was there, and whether they came at all. A list of a webinar names those registered too: who stayed away is told
by a column of its own."""

import re

from network.ground.words import sort_key

NAMES = {"name", "full name", "display name", "user name", "username", "participant", "nom complet", "nom et prenom"}
NAMES |= {"nom d'affichage", "nom du participant", "nom de l'utilisateur", "nom d'utilisateur", "utilisateur"}
NAMES |= {"prenom et nom", "prenom nom", "nom prenom", "pseudo"}
GIVEN = {"first name", "firstname", "given name", "prenom"}
FAMILY = {"last name", "lastname", "surname", "family name", "nom de famille", "nom"}
CAME = {"attended", "has attended", "attended live", "attended session", "attended at", "attendance", "joined"}
CAME |= {"present", "presente", "presence", "present en direct", "presence en direct", "a participe", "participe"}
CAME |= {"a assiste", "assiste", "a assiste au direct", "participation", "statut de presence", "attendance status"}
AWAY = {"", "no", "non", "n", "false", "faux", "0", "0%", "absent", "absente", "no show", "did not attend", "inscrit"}
AWAY |= {"inscrite", "registered", "-", "--", "n'a pas participe", "pas venu", "pas venue", "excuse", "excusee"}
PARTS = re.compile(r"(\d+(?:[.,]\d+)?)\s*(h|m|s)[a-z]*\.?")
HOURS = {"h": 60.0, "m": 1.0, "s": 1 / 60}
LENGTH = re.compile(r"duree|duration|temps (de (presence|connexion|session)|passe|en ligne|total)|time in |online time")
SECONDS = re.compile(r"second|\(s\)|\bsec\b")


def score(headings: list[str]) -> int:
    """How much is known of them: none without a name or an address."""
    found = columns(headings)
    has_name = "name" in found or "family" in found
    if not has_name and "address" not in found:
        return 0
    return 2 * has_name + sum(one in found for one in ("address", "minutes", "came"))


def columns(headings: list[str]) -> dict[str, int]:
    """Where each stands: name, given, family, address, minutes, came."""
    found: dict[str, int] = {}
    for at, heading in enumerate(headings):
        if (meant := _meaning(sort_key(heading.replace("_", " ")).strip(" :*?¿"))) and meant not in found:
            found[meant] = at
    if "family" in found and not {"given", "name"} & found.keys():  # « Nom » alone is the whole of it
        found["name"] = found.pop("family")
    return found


def _meaning(heading: str) -> str:
    named = re.sub(r"\s*[(\[].*$", "", heading)
    if named in NAMES or heading.startswith(("name (", "nom (")):
        return "name"
    for meant, words in (("given", GIVEN), ("family", FAMILY), ("came", CAME)):
        if named in words:
            return meant
    if re.search(r"\be-?mail|\bmail|courriel|messagerie|\bupn\b|adresse electronique", heading) and "@" not in heading:
        return "address"
    return "minutes" if LENGTH.search(heading) else ""


def has_come(said: str) -> bool:
    """« Oui », "Yes", a moment, a length of time; not « Non », « Absente », "0 %", nor nothing."""
    return sort_key(said).replace(" %", "%") not in AWAY


def minutes_of(said: str, heading: str = "") -> int | None:
    """« 1 h 02 min », "01:02:03", "62": whole minutes."""
    plain = sort_key(said)
    if clock := re.fullmatch(r"(\d{1,3}):(\d{2})(?::(\d{2}))?", plain):
        return int(clock[1]) * 60 + int(clock[2])
    if parts := PARTS.findall(re.sub(r"(\d+)\s*h(?:rs?|eures?|ours?)?\s*(\d+)$", r"\1h \2m", plain)):
        return int(sum(float(number.replace(",", ".")) * HOURS[unit] for number, unit in parts))
    if number := re.fullmatch(r"\d+(?:[.,]\d+)?", plain):
        value = float(number[0].replace(",", "."))
        return int(value / 60 if SECONDS.search(sort_key(heading)) else value)
    return None
