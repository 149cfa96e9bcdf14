"""The browser of the machine: found, or on Debian as root installed. `python -m tests.browser.browsers` says which."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NONE = "No browser was found: install the package `chromium`, or say in $CHROMIUM where one is."


def find() -> str | None:
    """The one that $CHROMIUM names, else the first in the PATH."""
    return shutil.which(os.environ.get("CHROMIUM") or "") or next(filter(None, map(shutil.which, NAMES)), None)


def install() -> None:
    """What a fresh machine of the continuous integration needs."""
    quietly = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for act in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
        subprocess.run(["apt-get", *act], check=True, env=quietly, stdout=subprocess.DEVNULL)


def found_or_installed() -> str:
    """Or one sentence that names the package."""
    if not find() and os.geteuid() == 0 and Path("/etc/debian_version").exists() and shutil.which("apt-get"):
        print("Installing chromium, for the tests in a browser.", flush=True)
        install()
    return find() or sys.exit(NONE)


if __name__ == "__main__":
    print(f"The tests in a browser run in {found_or_installed()}.")
