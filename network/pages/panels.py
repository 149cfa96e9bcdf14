"""What the domains have to show on the page of a community or a network."""

from dataclasses import replace

from network.access import Viewer
from network.owners import Owner
from network.plug import Panel, house

MOST = 3  # items of a panel: the rest is behind its link


async def panels_of(viewer: Viewer, owner: Owner) -> list[Panel]:
    """Those that have something to say here, what comes first, then what is written of it, then what stays: the
    floors from above."""
    panels = [await panel(viewer, owner) for panel in reversed(house().every("community_panels"))]
    return [replace(panel, items=panel.items[:MOST]) for panel in panels if panel]
