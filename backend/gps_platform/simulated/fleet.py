"""The terminals of a simulated platform: kept in memory, and in a file of lines where the later one wins."""

import json
import threading
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from backend.gps_platform.simulated.terminals import Behaviour, Reporter, SimulatedTerminal, written

# Where vehicles stand that nobody has said anything about.
_CENTRE = (22.5431, 113.9537)
_WRITTEN = ("number", "name", "lat", "lng", "iccid", "vin", "neighbour", "volts", "told")


class Taken(Exception):
    """A device of this number is there already."""


class Fleet:
    """All terminals by number. Safe to use from several threads."""

    def __init__(self, seed: int = 1, path: Path | None = None) -> None:
        """Empty; with a `path` every change is written behind what is there."""
        self.seed = seed
        self._path = path
        self._reading = False
        self._lock = threading.RLock()
        self._terminals: dict[str, SimulatedTerminal] = {}
        self._by_id: dict[int, str] = {}
        self._places: dict[str, tuple[float, float]] = {}

    def all(self) -> list[SimulatedTerminal]:
        """Every terminal, in the order they came."""
        with self._lock:
            return list(self._terminals.values())

    def find(self, number: str) -> SimulatedTerminal | None:
        """By the number it is registered by."""
        with self._lock:
            return self._terminals.get(number)

    def get(self, terminal_id: int) -> SimulatedTerminal | None:
        """By the platform's own number."""
        with self._lock:
            return self._terminals.get(self._by_id.get(terminal_id, ""))

    def put(self, number: str, since: datetime, **said: Any) -> SimulatedTerminal:
        """Add a terminal, or say something else of a known one; without a place it stands where its vehicle does.

        One that is swapped from now on has been given the neighbour's name too, until somebody names it anew.
        """
        with self._lock:
            known, other = self._terminals.get(number), self._terminals.get(said.get("neighbour", ""))
            if other and said.get("behaviour") is Behaviour.SWAPPED and not self._reading:
                said = said | {"name": other.name}
            if known is None:
                name = said.setdefault("name", number)
                lat, lng = self._places.get(name) or self._somewhere(number)
                said = {"lat": lat, "lng": lng} | said
                made = SimulatedTerminal(id=len(self._terminals) + 1, number=number, since=since, **said)
            else:
                made = replace(known, since=since, **said)
            self._keep(made)
            self._write(_line(made))
            return made

    def create(self, number: str, since: datetime, **said: Any) -> SimulatedTerminal:
        """Add a terminal. Raises Taken."""
        with self._lock:
            if number in self._terminals:
                raise Taken
            return self.put(number, since, **said)

    def park(self, name: str, lat: float, lng: float) -> None:
        """Say where a vehicle stands, for terminals that will be registered under its name."""
        with self._lock:
            self._places[name] = (lat, lng)
            self._write({"park": name, "lat": lat, "lng": lng})

    def save(self, path: Path) -> None:
        """Write everything down, for `read_fleet`."""
        with self._lock:
            parked = [{"park": name, "lat": lat, "lng": lng} for name, (lat, lng) in self._places.items()]
            lines = [*parked, *map(_line, self._terminals.values())]
        path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines), encoding="utf-8")

    def reporter(self, terminal: SimulatedTerminal) -> Reporter:
        """What the terminal reports; a swapped one sits in the neighbour's vehicle."""
        other = self.find(terminal.neighbour) if terminal.behaviour is Behaviour.SWAPPED else None
        vehicle = other or terminal
        return Reporter(terminal, self.seed, (vehicle.lat, vehicle.lng), vehicle.vin)

    def read(self, lines: list[str]) -> None:
        """Take in what was written. Raises ValueError for a line that is none."""
        with self._lock:
            self._reading = True
            try:
                for line in filter(str.strip, lines):
                    told = json.loads(line)
                    if "park" in told:
                        self.park(told["park"], told["lat"], told["lng"])
                    else:
                        since = datetime.fromisoformat(told.pop("since"))
                        self.put(told.pop("number"), since, **_behaving(told))
            finally:
                self._reading = False

    def _keep(self, terminal: SimulatedTerminal) -> None:
        self._terminals[terminal.number] = terminal
        self._by_id[terminal.id] = terminal.number

    def _write(self, line: dict[str, Any]) -> None:
        if self._path is not None and not self._reading:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")

    def _somewhere(self, number: str) -> tuple[float, float]:
        drawn = Random(f"{self.seed}:{number}:home")
        return _CENTRE[0] + drawn.uniform(-0.05, 0.05), _CENTRE[1] + drawn.uniform(-0.08, 0.08)


def read_fleet(path: Path, seed: int = 1) -> Fleet:
    """The fleet of a file, which need not be there yet; changes are written to it. Raises ValueError for bad lines."""
    fleet = Fleet(seed, path)
    if path.exists():
        fleet.read(path.read_text(encoding="utf-8").splitlines())
    return fleet


def _behaving(told: dict[str, Any]) -> dict[str, Any]:
    return told | {"behaviour": Behaviour(told["behaviour"])} if "behaviour" in told else told


def _line(terminal: SimulatedTerminal) -> dict[str, Any]:
    kept = {name: getattr(terminal, name) for name in _WRITTEN}
    return kept | {"since": written(terminal.since), "behaviour": terminal.behaviour.value}
