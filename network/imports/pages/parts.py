"""What every page of an import shows."""

from typing import Any

from network.colleges import COLLEGES
from network.imports import imports


async def context_of(row: Any) -> dict[str, Any]:
    """What every page of an import shows."""
    return {"row": row, "community": await imports.community_of(row), "colleges": COLLEGES}
