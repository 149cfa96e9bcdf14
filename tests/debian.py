"""The floor of versions: runs a command on Debian 12's own PostgreSQL 15, Redis 7 and Python 3.11.

    python3 tests/debian.py COMMAND ...        `make test-floor` is this with `make test`

Root has what is missing installed; anybody may run it where it is there. Nothing of the system's is started, stopped or
changed: the tests start these programs themselves, as an account without rights, in a folder of their own. It needs
nothing but the standard library, for it runs before anything is installed.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

PROGRAMS, REDIS, PYTHON = Path("/usr/lib/postgresql/15/bin"), Path("/usr/bin/redis-server"), Path("/usr/bin/python3")
PACKAGES = {  # what each brings
    "postgresql-15": PROGRAMS / "postgres",
    "redis-server": REDIS,
    "python3-venv": Path("/usr/lib/python3.11/ensurepip"),
}
NO_DAEMONS = Path("/usr/sbin/policy-rc.d")  # what Debian asks whether an installed server may be started


def missing() -> list[str]:
    """The packages of which nothing is here."""
    return [package for package, program in PACKAGES.items() if not program.exists()]


def install(packages: list[str]) -> None:
    """And their servers stay off."""
    quietly = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    is_ours = not NO_DAEMONS.exists()
    if is_ours:
        NO_DAEMONS.write_text("#!/bin/sh\nexit 101\n")
        NO_DAEMONS.chmod(0o755)
    try:
        for act in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
            subprocess.run(["apt-get", *act], check=True, env=quietly, stdout=subprocess.DEVNULL)
    finally:
        if is_ours:
            NO_DAEMONS.unlink()


def prepare() -> None:
    """Or one sentence that says what to do."""
    wanted = missing()
    if not wanted:
        return
    names = " ".join(wanted)
    debian = Path("/etc/debian_version")
    if not (debian.exists() and debian.read_text().startswith("12.")):
        sys.exit(f"The floor of versions is tried on Debian 12, whose programs are wanted: {names}.")
    if os.geteuid():
        sys.exit(f"Please install what is missing, as root: apt-get install {names}")
    print(f"Installing {names}.", flush=True)
    install(wanted)


def versions() -> str:
    """As the programs say them."""
    said = [subprocess.check_output([program, "--version"], text=True) for program in (PROGRAMS / "postgres", REDIS)]
    said += [subprocess.check_output([PYTHON, "--version"], text=True)]
    return ", ".join(line.strip() for line in said)


def main() -> None:
    """Ends as the command does."""
    prepare()
    print(f"On {versions()}.", flush=True)
    floor = {"POSTGRESQL_PROGRAMS": str(PROGRAMS), "REDIS_PROGRAM": str(REDIS)}
    began = time.monotonic()
    done = subprocess.run(sys.argv[1:], check=False, env=os.environ | floor)
    minutes, seconds = divmod(round(time.monotonic() - began), 60)
    print(
        f"On {versions()}: {'passed' if done.returncode == 0 else 'failed'} in {minutes} min {seconds} s.", flush=True
    )
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
