"""How long the house takes to stand, and what it weighs: python -m tests.benchmarks.start [SECONDS AT REST]

On an empty folder, then again. Memory is the sum of PSS (each shared page counted once) over the house and its servers.
"""

import asyncio
import re
import shutil
import sys
import time
from collections import Counter
from pathlib import Path

import httpx

from tests.houses import House, alive, folder_for, standing, until_nobody_lives


def weight(folder: Path) -> Counter[str]:
    """Megabytes by program."""
    found: Counter[str] = Counter()
    for pid in alive(folder):
        name = Path(f"/proc/{pid}/comm").read_text().strip()
        pss = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
        found[name] += int(pss[1]) if pss else 0
    return Counter({name: round(kilobytes / 1024) for name, kilobytes in found.items()})


async def visit(house: House) -> float:
    """Milliseconds for a page, the best of ten."""
    took = []
    async with httpx.AsyncClient(base_url=house.address, headers={"Accept-Language": "fr"}) as visitor:
        for _ in range(10):
            began = time.perf_counter()
            (await visitor.get("/communities")).raise_for_status()
            took.append(time.perf_counter() - began)
    return min(took) * 1000


async def measure(folder: Path, words: str, rest: float) -> None:
    """One start, one look, one end."""
    began = time.perf_counter()
    async with standing(folder) as house:
        stands = time.perf_counter() - began
        page = await visit(house)
        await asyncio.sleep(rest)
        parts = weight(folder)
        began = time.perf_counter()
        await house.end()
        ended = time.perf_counter() - began
    said = ", ".join(f"{name} {megabytes}" for name, megabytes in parts.most_common())
    print(
        f"{words}: stands after {stands:.1f} s; a page {page:.0f} ms; {parts.total()} MB ({said}); ends in {ended:.1f} s"
    )
    await until_nobody_lives(folder)


async def main(rest: str = "5") -> None:
    """Prints both lines."""
    folder = folder_for("measured")
    shutil.rmtree(folder, ignore_errors=True)
    await measure(folder, "empty folder", float(rest))
    await measure(folder, "later", float(rest))
    shutil.rmtree(folder)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
