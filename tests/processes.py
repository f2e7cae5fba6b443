"""Child processes of the tests: they end when the tests end, however those end."""

import ctypes
import os
import signal
import socket
import sys

PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """For `preexec_fn`: the kernel interrupts this child when the tests are killed (Linux only; else a no-op)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def free_port() -> int:
    """A TCP port of 127.0.0.1 that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_root() -> bool:
    """True where the tests run as the superuser."""
    return hasattr(os, "geteuid") and os.geteuid() == 0
