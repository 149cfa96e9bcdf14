from collections.abc import AsyncIterator

import pytest

from network.ground import limits


@pytest.fixture(autouse=True)
async def nobody_has_asked_yet(untouched: None) -> AsyncIterator[None]:
    """What is counted in Redis is not rolled back."""
    assert limits._redis is not None
    for key in await limits._redis.keys("limit:*"):
        await limits._redis.delete(key)
    yield
