"""Strangers: files that others made, read each in a process of its own.

A file can claim what is not there, unpack three megabytes into three gigabytes, or meet a fault in the library that reads
it. There it may use up its seconds and its memory and fall over; whoever asked looks on and is told how it went. The
script answers on standard output, in JSON: what it drew, or {"fault": …} with a word that its caller knows.
"""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

BOUND = Path(__file__).with_name("bound.py")


async def draw(script: Path, file: Path, seconds: float, processor: int, memory: int, most: int) -> dict[str, Any]:
    """What the script says of the file, in at most `most` bytes; or {"fault": "lost", "broken" or "too_much"}."""
    if not file.exists():
        return {"fault": "lost"}
    bounds = [str(number) for number in (os.getpid(), processor, memory)]
    reader = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", str(BOUND), *bounds, str(script), str(file)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert reader.stdout is not None
    try:
        async with asyncio.timeout(seconds):
            said = await _read(reader.stdout, most)
            await reader.wait()
    except TimeoutError:
        return {"fault": "too_much"}
    finally:
        if reader.returncode is None:
            reader.kill()
            await asyncio.shield(reader.wait())
    if reader.returncode != 0:
        return {"fault": "broken" if reader.returncode in (1, -11) else "too_much"}
    answer: dict[str, Any] = json.loads(said)
    return answer


async def _read(stream: asyncio.StreamReader, most: int) -> bytes:
    """All of it, up to the bound."""
    said = bytearray()
    while (piece := await stream.read(256 * 1024)) and len(said) <= most:
        said += piece
    return bytes(said)
