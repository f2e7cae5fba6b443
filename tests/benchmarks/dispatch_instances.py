"""Made-up cities for the dispatch benchmarks: the same one as VROOM's words and as the engine's objects.

A city has jobs and homes in clusters, eight skills of which a technician has two or three, a window of two hours on 30 % of the
jobs, shifts of eight hours that end at home, and lunch. Seconds count from midnight.
One seed is one city, on every machine.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dispatch import Break, Location, Skill, SpeedProfile, Stop, Technician, TravelModel, Window
from dispatch.travel import Floats

Table = NDArray[np.int32]

HOUR = 3600
SIZES = {"50/10": (50, 10), "200/35": (200, 35), "1000/170": (1000, 170), "5000/850": (5000, 850)}
SIZES["10000/1700"] = (10_000, 1_700)

MIDDLE = (31.2, 121.45)
SPREAD_KM = 2.0
KM_NORTH, KM_EAST = 1 / 111.0, 1 / 95.3
SHIFTS = (8 * HOUR, 8 * HOUR, 9 * HOUR, 10 * HOUR)
LUNCH = Break(Window(11 * HOUR + 1800, 13 * HOUR + 1800), 45 * 60)
SERVICES = (30, 40, 45, 50, 60, 70, 80)  # minutes
WINDOW_SHARE = 0.3
# How often a job asks for each skill, and how likely a technician has it
ASKED = (0.17, 0.16, 0.15, 0.13, 0.12, 0.1, 0.09, 0.08)
KNOWN = (0.4, 0.35, 0.35, 0.3, 0.3, 0.25, 0.25, 0.25)


@dataclass(frozen=True)
class WholeSeconds(TravelModel):
    """Travel in whole seconds, so that a table of integers says exactly the same."""

    def work(self, origins: Floats, destinations: Floats) -> Floats:
        """Seconds at normal speed, rounded up."""
        return np.ceil(super().work(origins, destinations))


TRAVEL = WholeSeconds(profile=SpeedProfile())


@dataclass(frozen=True)
class City:
    """Jobs and technicians. `places` (latitude, longitude) are those of the jobs, then the homes."""

    name: str
    seed: int
    stops: tuple[Stop, ...]
    technicians: tuple[Technician, ...]
    places: Floats

    @property
    def travel(self) -> TravelModel:
        """What the engine is given: the same seconds as the table."""
        return TRAVEL

    def table(self) -> Table:
        """Seconds between all places; row by row, so that nothing but the answer takes memory."""
        size = len(self.places)
        table = np.zeros((size, size), dtype=np.int32)
        for index in range(size):
            table[index] = TRAVEL.work(self.places[index], self.places)
        return table

    def problem(self, table: Table | None = None) -> dict[str, Any]:
        """The city in VROOM's words; `matrices` holds the numpy table instead of lists."""
        jobs = [self._job(index, stop) for index, stop in enumerate(self.stops)]
        vehicles = [self._vehicle(index, one) for index, one in enumerate(self.technicians)]
        durations = self.table() if table is None else table
        return {"jobs": jobs, "vehicles": vehicles, "matrices": {"car": {"durations": durations}}}

    def fingerprint(self) -> str:
        """A short hash of everything in the city."""
        facts = repr((self.stops, self.technicians)).encode()
        return hashlib.sha256(facts + self.places.tobytes()).hexdigest()[:16]

    def _job(self, index: int, stop: Stop) -> dict[str, Any]:
        job: dict[str, Any] = {"id": int(stop.id), "location": [stop.location.lon, stop.location.lat]}
        job |= {"location_index": index, "service": stop.service, "skills": [int(one.code) for one in stop.skills]}
        job["time_windows"] = [[window.start, window.end] for window in stop.windows]
        return job

    def _vehicle(self, index: int, one: Technician) -> dict[str, Any]:
        assert one.shift is not None
        home, place = [one.start.lon, one.start.lat], len(self.stops) + index
        lunches = [
            {"id": 1, "time_windows": [[p.window.start, p.window.end]], "service": p.seconds} for p in one.pauses
        ]
        return {
            "id": int(one.id),
            "start": home,
            "start_index": place,
            "end": home,
            "end_index": place,
            "skills": sorted(int(code) for code in one.skills),
            "time_window": [one.shift.start, one.shift.end],
            "breaks": lunches,
        }


def city(size: str, seed: int = 1) -> City:
    """The city of a size of SIZES; another one for each seed."""
    jobs, people = SIZES[size]
    chance = np.random.Generator(np.random.PCG64([seed, jobs, people]))
    radius = 6.5 * jobs**0.16  # kilometres: more work comes from a wider region, and denser
    clusters = _in_disc(chance, max(5, round(jobs**0.5 / 1.6)), radius)
    places = np.concatenate([_around(chance, clusters, count, radius) for count in (jobs, people)])
    knows = _skills(chance, people)
    stops = tuple(_stop(chance, index, place) for index, place in enumerate(places[:jobs].tolist()))
    technicians = tuple(
        _technician(chance, index, place, knows[index]) for index, place in enumerate(places[jobs:].tolist())
    )
    return City(size, seed, stops, technicians, places)


def _in_disc(chance: np.random.Generator, count: int, radius: float) -> Floats:
    angle = chance.uniform(0, 2 * np.pi, count)
    distance = radius * np.sqrt(chance.uniform(0, 1, count))
    return np.stack([distance * np.sin(angle), distance * np.cos(angle)], axis=1)


def _around(chance: np.random.Generator, clusters: Floats, count: int, radius: float) -> Floats:
    """Degrees of places near a cluster; one in five is anywhere."""
    near = clusters[chance.integers(0, len(clusters), count)] + chance.normal(0, SPREAD_KM, (count, 2))
    anywhere = _in_disc(chance, count, radius)
    km = np.where(chance.uniform(0, 1, (count, 1)) < 0.2, anywhere, near)
    degrees = np.array(MIDDLE) + km * np.array([KM_NORTH, KM_EAST])
    return np.asarray(np.round(degrees, 6), dtype=np.float64)


def _skills(chance: np.random.Generator, people: int) -> NDArray[np.bool_]:
    """Who knows what; at least two know each skill, and everybody one."""
    knows = chance.uniform(0, 1, (people, len(KNOWN))) < np.array(KNOWN)
    for skill in range(len(KNOWN)):
        while knows[:, skill].sum() < 2:
            knows[chance.integers(0, people), skill] = True
    for index in range(people):
        if not knows[index].any():
            knows[index, chance.integers(0, len(KNOWN))] = True
    return knows


def _stop(chance: np.random.Generator, index: int, place: list[float]) -> Stop:
    code = 1 + int(chance.choice(len(ASKED), p=ASKED))
    window = Window(8 * HOUR, 18 * HOUR)
    if chance.uniform() < WINDOW_SHARE:
        opens = int(chance.integers(16, 33)) * 1800
        window = Window(opens, opens + 2 * HOUR)
    service = int(chance.choice(SERVICES)) * 60
    return Stop(str(index + 1), Location(*place), window, service, skills=(Skill(str(code)),))


def _technician(chance: np.random.Generator, index: int, place: list[float], knows: NDArray[np.bool_]) -> Technician:
    home, start = Location(*place), int(chance.choice(SHIFTS))
    skills = {str(code + 1): 1 for code in np.flatnonzero(knows).tolist()}
    return Technician(str(index + 1), home, Window(start, start + 8 * HOUR), skills, pause=LUNCH, end=home)
