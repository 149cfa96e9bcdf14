"""Which rows of the house belong to a network: found by walking from table to table along their references.

A row belongs that points, by whatever way, to its network. What several networks share (people, organisations, files,
territories) belongs where a row that belongs points to it: of the people, those who stood, held office, came, registered
or subscribed here; not whoever merely decided something. A table that is in no archive says why (Domain.archived).
"""

import re
from collections.abc import Mapping
from functools import cache

from piccolo.columns import Column
from piccolo.conf.apps import Finder
from piccolo.table import Table

from network.plug import Archived, house
from network.tables import File, Network, Organisation, Person, Territory

SHARED: frozenset[type[Table]] = frozenset([Person, Organisation, File, Territory])
SECRET = re.compile(r"digest|token|secret|proof|signature|asked_from")


def tables() -> list[type[Table]]:
    """Every table of the house, in the order of its floors."""
    return list(Finder().get_table_classes())


def left_out() -> dict[type[Table], Archived]:
    """Those that are in no archive, with the reason."""
    return {table: said for table, said in _said().items() if said.reason}


def _said() -> Mapping[type[Table], Archived]:
    return dict(house().every("archived"))


def said_of(table: type[Table]) -> Archived | None:
    """What its domain says of it."""
    return _said().get(table)


def archived() -> list[type[Table]]:
    """Those of which an archive has rows."""
    return [table for table in tables() if table not in left_out()]


def columns_of(table: type[Table]) -> list[Column]:
    """All but secrets and their digests."""
    return [column for column in table._meta.columns if not SECRET.search(column._meta.name)]


def references(table: type[Table]) -> dict[str, type[Table]]:
    """Where its columns point."""
    return {
        key._meta.name: key._foreign_key_meta.resolved_references
        for key in table._meta.foreign_key_columns
        if key._foreign_key_meta.resolved_references is not table
    }


@cache
def _owned() -> dict[type[Table], list[str]]:
    """Each table that leads to a network by references of its own, and by which columns."""
    owned: dict[type[Table], list[str]] = {Network: []}
    known = [table for table in archived() if table not in SHARED]
    grows = True
    while grows:
        found = {
            table: [name for name, to in references(table).items() if to in owned]
            for table in known
            if table is not Network
        }
        found = {table: by for table, by in found.items() if by}
        grows = {*found} != {*owned} - {Network}
        owned = {Network: [], **found}
    return owned


def rows_of(table: type[Table], network: int) -> str:
    """The condition, in SQL, that its rows belong to this network. Raises LookupError where no way leads there."""
    said = said_of(table)
    where = _belongs(table, network, frozenset())
    if said and said.only:
        only = re.sub(r"\[(\w+)\]", lambda name: _belongs(_named(name[1]), network, frozenset()), said.only)
        where = f"({where}) AND ({only})"
    return where


def _named(name: str) -> type[Table]:
    return next(table for table in tables() if table._meta.tablename == name)


def _belongs(table: type[Table], network: int, seen: frozenset[type[Table]]) -> str:
    if table is Network:
        return f"id = {int(network)}"
    if table in _owned():
        ways = _owned()[table]
        return " OR ".join(_points(name, references(table)[name], network, seen) for name in ways)
    behind = seen | {table}
    if table in SHARED or not references(table).get("person"):
        ways = [
            f'id IN (SELECT "{name}" FROM "{other._meta.tablename}" WHERE "{name}" IS NOT NULL'
            f" AND ({_belongs(other, network, behind)}))"
            for other in archived()
            if other not in behind and (other in _owned() or (table is not Person and _leads(other)))
            for name, to in references(other).items()
            if to is table and (table is not Person or name == "person")
        ]
        if ways:
            return " OR ".join(ways)
    unshared = [name for name, to in references(table).items() if to not in SHARED and to not in left_out()]
    ways = unshared or [name for name, to in references(table).items() if to is Person and name == "person"]
    if not ways:
        raise LookupError(f"no way leads from {table.__name__} to a network: say in Domain.archived why it is left out")
    return " OR ".join(_points(name, references(table)[name], network, behind) for name in ways)


def _leads(table: type[Table]) -> bool:
    """A table about people that an archive has: what it points to goes with it."""
    return table not in SHARED and references(table).get("person") is Person


def _points(name: str, to: type[Table], network: int, seen: frozenset[type[Table]]) -> str:
    return f'"{name}" IN (SELECT id FROM "{to._meta.tablename}" WHERE {_belongs(to, network, seen)})'
