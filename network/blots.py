"""Blots: where the house, or somebody in it, wrote the name of a person into a text: when the person is erased, the name,
the address and the phone are made unreadable there, however they are wrapped, escaped or written in capitals.

A name of one word is left alone, for it may be any word; so is one that somebody else here bears too: it leads to nobody.
"""

import re
from collections import defaultdict

from piccolo.columns import Column
from piccolo.table import Table

from network.tables import Person

BLOT = "…"
SIGNS = r"[\s./\u00a0\u202f-]*"
BETWEEN = r"(?:\s|\\n|&nbsp;|\u00a0|\u202f)+"  # the words of a name: in letters lines are wrapped, in JSON by a word of two signs
ESCAPED = {
    "'": "(?:'|’|&#39;|&#x27;|&apos;)",
    "’": "(?:'|’|&#39;|&#x27;|&apos;)",
    "&": "&(?:amp;)?",
    '"': '(?:"|&#34;|&quot;)',
}


async def secrets_of(person: Person) -> list[str]:
    """What leads to this person alone, as patterns that PostgreSQL and Python read alike."""
    found = [rf"(?<![\w.+-]){_plain(person.email)}(?!\w)"] if person.email and await _is_theirs_alone(person) else []
    if number := _number(person.phone or ""):
        found.append(number)
    given, family = person.given_name.split(), person.family_name.split()
    names = [[*given, *family], [*family, *given]]
    is_shared = await Person.exists().where(Person.sort_key == person.sort_key, Person.id != person.id)
    if len(names[0]) > 1 and not is_shared:
        found += [rf"(?<!\w){BETWEEN.join(_plain(word) for word in words)}(?!\w)" for words in names]
    return list(dict.fromkeys(found))


async def blot(person: Person, *columns: Column, within: str = "TRUE") -> None:
    """In these columns, whoever wrote them; in those rows."""
    if not (secrets := await secrets_of(person)):
        return
    pattern, by_table = "|".join(secrets), defaultdict[type[Table], list[str]](list)
    for column in columns:
        by_table[column._meta.table].append(column._meta.db_column_name)
    for table, names in by_table.items():
        blotted = ", ".join(f"{name} = regexp_replace({name}, {{}}, '{BLOT}', 'gi')" for name in names)
        tells = " OR ".join(f"{name} ~* {{}}" for name in names)
        await table.raw(
            f"UPDATE {table._meta.tablename} SET {blotted} WHERE ({within}) AND ({tells})", *[pattern] * 2 * len(names)
        )


def blotted(text: str, secrets: list[str]) -> str:
    """The same of a text that is at hand."""
    return re.sub("|".join(secrets), BLOT, text, flags=re.IGNORECASE) if secrets else text


def _plain(word: str) -> str:
    return "".join(ESCAPED.get(sign) or (sign if sign.isalnum() else rf"\{sign}") for sign in word)


async def _is_theirs_alone(person: Person) -> bool:
    """An address of an association, or of a couple, is still somebody's."""
    return not await Person.exists().where(Person.email == person.email, Person.id != person.id)


def _number(phone: str) -> str:
    """As it is kept, and as people write it: with the country or without, in pairs, with or without signs between them."""
    figures = "".join(sign for sign in phone if sign.isdigit())
    if len(figures) < 9:
        return ""
    return rf"(?<!\d)(?:\+\d\d|0)?{SIGNS}{SIGNS.join(figures[-9:])}(?!\d)"


def name_in_files(person: Person) -> str:
    """The family name alone, as files are called by it."""
    return rf"(?<![[:alpha:]]){_plain(person.family_name)}(?![[:alpha:]])"
