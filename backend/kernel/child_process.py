"""A process beside the server that is kept alive for as long as the server runs."""

import subprocess
import sys
import threading

import structlog

log = structlog.get_logger()
STOP_SECONDS = 10
AGAIN_SECONDS = 2


class Keeper(threading.Thread):
    """Keeps one child process alive: one that dies is followed by another, which takes its work up again."""

    def __init__(self, module: str) -> None:
        """`module` is run with this Python and sees to it that it ends with its parent. Nothing runs before `start`."""
        super().__init__(name=f"keeper-{module}", daemon=True)
        self._module = module
        self._stopping = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The process id of the child that runs now, or ran last."""
        return self._child.pid if self._child is not None else None

    def run(self) -> None:
        """Start a child, and another whenever one ends by itself."""
        while not self._stopping.is_set():
            # A session of its own: Ctrl-C ends the server, and the server ends its child.
            command = [sys.executable, "-m", self._module]
            self._child = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
            status = self._child.wait()
            if not self._stopping.wait(AGAIN_SECONDS):
                log.error("child_ended", module=self._module, status=status)

    def stop(self) -> None:
        """End the child in good order, by force when it does not."""
        self._stopping.set()
        child = self._child
        if child is not None:
            child.terminate()
            try:
                child.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()
        self.join(STOP_SECONDS)
