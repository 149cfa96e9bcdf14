"""Runs one script on one file, in bounds: python bound.py PARENT SECONDS BYTES SCRIPT FILE. Imports nothing of ours.

The limits are set before the script loads whatever reads the file; when the parent dies, this dies. See strangers.py.
"""

import ctypes
import os
import resource
import runpy
import signal
import sys


def bound(parent: int, seconds: int, memory: int) -> None:
    """From here on: so many seconds of processor, so many bytes, no file written, no life beyond the parent's."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        sys.exit(1)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    bound(*(int(number) for number in sys.argv[1:4]))
    sys.argv = sys.argv[4:]
    runpy.run_path(sys.argv[0], run_name="__main__")
