from collections.abc import AsyncIterator

import pytest

from network.ground.slate import slate


@pytest.fixture(autouse=True)
async def nobody_has_asked_yet(untouched: None) -> AsyncIterator[None]:
    """What is counted in Redis is not rolled back."""
    for key in await slate().keys("limit:*"):
        await slate().delete(key)
    yield
