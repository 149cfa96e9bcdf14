"""Licences: what others may do with a work, said in a word, with the text that says it whole."""

from dataclasses import dataclass

from network.ground.words import Sentence, _


@dataclass(frozen=True)
class Licence:
    words: Sentence
    text: str = ""  # where it can be read


_CC = "https://creativecommons.org/"

LICENCES = {
    "unknown": Licence(_("Not known: ask before you reuse it")),
    "reserved": Licence(_("All rights reserved")),
    "etalab": Licence(
        _("Licence Ouverte 2.0 (Etalab)"),
        "https://www.etalab.gouv.fr/wp-content/uploads/2017/04/ETALAB-Licence-Ouverte-v2.0.pdf",
    ),
    "cc0": Licence(_("CC0: free of rights"), f"{_CC}publicdomain/zero/1.0/"),
    "cc-by": Licence(_("CC BY: name the author"), f"{_CC}licenses/by/4.0/"),
    "cc-by-sa": Licence(_("CC BY-SA: name the author, share alike"), f"{_CC}licenses/by-sa/4.0/"),
    "cc-by-nd": Licence(_("CC BY-ND: name the author, change nothing"), f"{_CC}licenses/by-nd/4.0/"),
    "cc-by-nc": Licence(_("CC BY-NC: name the author, no commerce"), f"{_CC}licenses/by-nc/4.0/"),
    "cc-by-nc-sa": Licence(_("CC BY-NC-SA: name the author, no commerce, share alike"), f"{_CC}licenses/by-nc-sa/4.0/"),
    "cc-by-nc-nd": Licence(
        _("CC BY-NC-ND: name the author, no commerce, change nothing"), f"{_CC}licenses/by-nc-nd/4.0/"
    ),
    "odbl": Licence(_("ODbL: open database"), "https://opendatacommons.org/licenses/odbl/1-0/"),
    "public": Licence(_("Public domain, or an official text")),
}
