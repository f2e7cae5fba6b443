"""The simulated platform's pushes: a POST for each terminal that went online or dark, as Traccar forwards events."""

import threading

import httpx
import structlog

from backend.gps_platform.simulated.devices import event
from backend.gps_platform.simulated.fleet import Fleet
from backend.gps_platform.simulated.terminals import SimulatedTerminal
from backend.kernel.clock import Clock

log = structlog.get_logger()
_TIMEOUT_SECONDS = 5.0


class Pusher:
    """Looks at the fleet now and then and tells an address what has changed since the last time."""

    def __init__(self, fleet: Fleet, clock: Clock, url: str, secret: str) -> None:
        """`url` is posted to with the secret as a bearer token, as `event.forward.header` sets it in Traccar."""
        self._fleet, self._clock, self._url = fleet, clock, url
        # To this very machine, so over no proxy and without certificates to read.
        self._client = httpx.Client(headers={"authorization": f"Bearer {secret}"}, trust_env=False, verify=False)
        self._online: dict[str, bool] = {}
        self._stop = threading.Event()

    def push_changes(self) -> int:
        """Push what has changed since the last call and return how many went out; the first call only looks."""
        now, pushed, first = self._clock.now(), 0, not self._online
        for terminal in self._fleet.all():
            online = self._fleet.reporter(terminal).is_online(now)
            before = self._online.get(terminal.number, False)
            self._online[terminal.number] = online
            if online != before and not first:
                pushed += self.push(terminal, "online" if online else "offline")
        return pushed

    def push(self, terminal: SimulatedTerminal, kind: str) -> bool:
        """Push one event; returns whether it was taken. Like Traccar it does not try again by itself."""
        body = event(self._fleet, terminal, kind, self._clock.now())
        try:
            answer = self._client.post(self._url, json=body, timeout=_TIMEOUT_SECONDS)
        except httpx.HTTPError as error:
            log.warning("simulated_event_lost", terminal=terminal.number, error=type(error).__name__)
            return False
        if not answer.is_success:
            log.warning("simulated_event_lost", terminal=terminal.number, status=answer.status_code)
        return answer.is_success

    def run(self, every_seconds: float) -> None:
        """Push changes until `stop`."""
        while not self._stop.wait(every_seconds):
            self.push_changes()

    def stop(self) -> None:
        """End `run`."""
        self._stop.set()
