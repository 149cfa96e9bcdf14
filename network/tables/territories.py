from typing import Any

from piccolo.columns import Array, ForeignKey, Integer, OnDelete, Serial, Varchar
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table


class Territory(Table, tablename="network_territory"):
    """A region, department, intercommunality or commune (INSEE's code, kept as text), or a project's own territory."""

    id: Serial
    kind = Varchar(length=20)  # region, department, intercommunality, commune, project
    code = Varchar(length=12)
    name = Varchar(length=120)
    sort_key = Varchar(length=120, index=True)
    population = Integer(null=True, default=None)
    postcodes = Array(base_column=Varchar(length=5), default=list)
    parent: ForeignKey[Any] = ForeignKey(  # a commune lies in a department, a department in a region
        LazyTableReference("Territory", module_path="network.tables.territories"),
        null=True,
        default=None,
        on_delete=OnDelete.set_null,
        index=True,
    )
    intercommunality: ForeignKey[Any] = ForeignKey(
        LazyTableReference("Territory", module_path="network.tables.territories"),
        null=True,
        default=None,
        on_delete=OnDelete.set_null,
        index=True,
    )
