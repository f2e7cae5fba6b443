"""Tables of driving times: from memory, from the service for what is missing, and never waiting longer than agreed."""

import threading
import time
from collections.abc import Callable, Iterable, Sequence

import httpx
import numpy as np
import structlog

from backend.geocoding import Point
from backend.kernel.ports import Bools, RoadTable
from backend.kernel.settings import Settings
from backend.routing.amap import Amap
from backend.routing.blocks import to_many_places, to_one_place
from backend.routing.errand import Errand
from backend.routing.memory import Memory, key_of
from backend.routing.osrm import Osrm
from backend.routing.port import Service
from backend.routing.valhalla import Valhalla

log = structlog.get_logger()
# After a failure nobody asks for so long: everybody would wait in vain, one after the other.
PAUSE_SECONDS = 60.0
Key = tuple[int, int]


class RememberedRoads:
    """`kernel.ports.Roads` over one service. Safe to use from several threads; one of them asks at a time."""

    def __init__(
        self,
        service: Service,
        timeout: float,
        memory: Memory | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`timeout` is in seconds, for the whole of what one caller waits."""
        self._service = service
        self._client = httpx.Client()
        self._timeout = timeout
        self._memory = memory or Memory()
        self._clock = clock
        self._away = False
        self._paused_until = -1.0
        self._turn = threading.Lock()

    @property
    def most(self) -> int:
        """How many places a table may have."""
        return self._memory.most

    @property
    def state(self) -> str:
        """Which service, and whether it is away at the moment."""
        return f"{self._service.name}_away" if self._away else self._service.name

    def tables(
        self, places: Sequence[tuple[float, float]], wanted: Bools | None = None, patience: int = 1
    ) -> RoadTable:
        """Seconds and metres between the first `most` places; NaN where the service was not asked or knows no way.

        `wanted` says which pairs are needed (all by default), the first place's come first. `patience` is how many
        times the timeout the caller can wait; 0 gives what is remembered.
        """
        points = [Point(lat, lng) for lat, lng in places[: self.most]]
        keys = [key_of(one) for one in points]
        spots = dict(zip(reversed(keys), reversed(points), strict=True))  # the first point of each key
        order = {key: number for number, key in enumerate(dict.fromkeys(keys))}
        within = np.array([order[key] for key in keys], dtype=np.int64)
        if patience > 0:
            needed = _among(len(order), within, wanted)
            self._fetch([spots[key] for key in order], list(order), needed, self._timeout * patience)
        known = self._memory.read(list(order))
        cells = np.ix_(within, within)
        return RoadTable(known.seconds[cells].astype(np.float64), known.metres[cells].astype(np.float64))

    def _fetch(self, points: list[Point], keys: list[Key], needed: Bools, seconds: float) -> None:
        until = self._clock() + seconds
        if self._paused() or not self._missing(keys, needed).any() or not self._turn.acquire(timeout=seconds):
            return
        try:
            # Who had the turn before may have found all of it, or nobody at home.
            missing = self._missing(keys, needed)
            if missing.any() and not self._paused():
                self._send(points, keys, missing, until)
        finally:
            self._turn.release()

    def _send(self, points: list[Point], keys: list[Key], missing: Bools, until: float) -> None:
        service = self._service
        if service.mirrored:
            missing = np.tril(missing | missing.T)
        blocks = (to_one_place if service.one_destination else to_many_places)(missing, service.together)
        errand = Errand(service, self._client, self._memory, points, keys, blocks, until, self._clock)
        failure = errand.run_until_due()
        if failure:
            self._pause(failure)
        elif errand.answered:
            self._resume()

    def _missing(self, keys: list[Key], needed: Bools) -> Bools:
        missing: Bools = needed & ~self._memory.read(keys).asked
        return missing

    def _paused(self) -> bool:
        return self._clock() < self._paused_until

    def _pause(self, failure: str) -> None:
        self._paused_until = self._clock() + PAUSE_SECONDS
        if not self._away:
            self._away = True
            log.warning("routing_away", service=self._service.name, error=failure, retry_seconds=PAUSE_SECONDS)

    def _resume(self) -> None:
        if self._away:
            self._away = False
            log.info("routing_back", service=self._service.name)


def build_roads(settings: Settings) -> RememberedRoads | None:
    """The routing service that `settings.routing` names; None without one.

    Raises ValueError for a name that is none of osrm, valhalla, amap, for the first two without an address, and for
    AMap without a key.
    """
    if not settings.routing:
        return None
    if settings.routing not in _MAKERS:
        raise ValueError(f"PAIGONG_ROUTING must be empty or one of {_listed(_MAKERS)}")
    make, usual = _MAKERS[settings.routing]
    url = (settings.routing_url or usual).rstrip("/")
    if not url.startswith(("http://", "https://")):
        raise ValueError("PAIGONG_ROUTING_URL must be the http(s) address of the routing service")
    if settings.routing == "amap" and not settings.routing_key:
        raise ValueError("PAIGONG_ROUTING=amap needs PAIGONG_ROUTING_KEY")
    return RememberedRoads(make(url, settings.routing_key, settings.routing_most), settings.routing_timeout)


_MAKERS: dict[str, tuple[Callable[[str, str, int], Service], str]] = {
    "osrm": (Osrm, ""),
    "valhalla": (Valhalla, ""),
    "amap": (Amap, "https://restapi.amap.com"),
}


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _among(size: int, within: np.ndarray[tuple[int], np.dtype[np.int64]], wanted: Bools | None) -> Bools:
    """Which pairs of the `size` different places are wanted, by those of the places as they were named."""
    if wanted is None:
        return np.ones((size, size), dtype=np.bool_)
    needed = np.zeros((size, size), dtype=np.bool_)
    rows, columns = np.nonzero(wanted[: len(within), : len(within)])
    needed[within[rows], within[columns]] = True
    return needed
