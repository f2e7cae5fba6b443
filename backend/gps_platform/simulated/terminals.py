"""What one simulated terminal reports, as a function of the seed, the terminal and the time."""

import math
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from random import Random
from typing import Any

_METRES_A_DEGREE = 111_320.0
_ONLINE_FOR = timedelta(minutes=10)
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
# A vehicle stays where its terminal was fitted, then makes a round of an hour every four hours.
_STAYS, _IN_GARAGE = timedelta(days=1), timedelta(hours=2)
_ROUND_SECONDS, _EVERY_SECONDS = 3600, 4 * 3600
_LIVES = timedelta(days=2)
# It reports often while it is being fitted and looked at, and more seldom once it is on its own.
_DENSE, _SPARSE, _DENSE_REPORTS = timedelta(minutes=1), timedelta(minutes=5), 180
_ENGINE_RUNS_SECONDS = 20 * 60
# The numbers of reports are made from the terminal's and the report's own.
_MOST_REPORTS = 10_000_000


class Behaviour(StrEnum):
    """How a terminal does."""

    HEALTHY = "healthy"
    NO_FIX = "no_fix"  # reports, and has no position: the antenna is not plugged in
    WRONG_ICCID = "wrong_iccid"  # another card sits in it than was told
    SWAPPED = "swapped"  # reports as the neighbour's vehicle, from where that one stands
    SLOW = "slow"  # every 30 to 60 minutes
    DAILY = "daily"
    NO_POWER = "no_power"  # lives on its battery
    NO_IGNITION = "no_ignition"  # the ACC wire is not connected
    GARAGE = "garage"  # no position until it drives off two hours later
    DIES = "dies"  # dark after two days
    SILENT = "silent"  # has never reported


@dataclass(frozen=True)
class SimulatedTerminal:
    """A terminal and the vehicle it sits in: WGS-84 degrees, fitted and powered at `since` (UTC).

    `volts` is what its vehicle's battery has by name (12 or 24); `told` holds what else was written to the device through the API (groupId, phone, attributes …).
    """

    id: int
    number: str
    name: str
    lat: float
    lng: float
    since: datetime
    behaviour: Behaviour = Behaviour.HEALTHY
    iccid: str = ""
    vin: str = ""
    neighbour: str = ""
    volts: int = 24
    told: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reporter:
    """The reports of one terminal; `place` and `vin` are the vehicle's it really sits in."""

    terminal: SimulatedTerminal
    seed: int
    place: tuple[float, float]
    vin: str

    def count(self, now: datetime) -> int:
        """How many reports there are by `now`."""
        if self.terminal.behaviour is Behaviour.DIES:
            now = min(now, self.terminal.since + _LIVES)
        return 0 if self.terminal.behaviour is Behaviour.SILENT else max(0, self._by(now))

    def last_seen(self, now: datetime) -> datetime | None:
        """When it reported last."""
        count = self.count(now)
        return self._at(count - 1) if count else None

    def is_online(self, now: datetime) -> bool:
        """Whether the platform still takes it to be connected."""
        seen = self.last_seen(now)
        return seen is not None and now - seen <= _ONLINE_FOR

    def position_id(self, now: datetime) -> int:
        """The number of its last report, as the platform keeps it; 0 when there is none."""
        count = self.count(now)
        return self.terminal.id * _MOST_REPORTS + count if count else 0

    def position(self, number: int, now: datetime) -> dict[str, Any] | None:
        """The report of this number in Traccar's shape."""
        place = number % _MOST_REPORTS
        return self._report(place - 1) if 1 <= place <= self.count(now) else None

    def positions(self, since: datetime, until: datetime, now: datetime) -> list[dict[str, Any]]:
        """The reports whose fix lies between two moments, as Traccar selects them."""
        first = max(0, self._by(since) - 1)
        last = min(self.count(now), self._by(until))
        found = [self._report(place) for place in range(first, last)]
        return [one for one in found if since <= datetime.fromisoformat(one["fixTime"]) <= until]

    def _drawn(self, what: object = "") -> Random:
        return Random(f"{self.seed}:{self.terminal.number}:{what}")

    @cached_property
    def _first_at(self) -> datetime:
        return self.terminal.since + timedelta(seconds=self._drawn().randrange(20))

    @cached_property
    def _every(self) -> timedelta | None:
        """The time between two reports of one that reports seldom."""
        if self.terminal.behaviour is Behaviour.SLOW:
            return timedelta(seconds=1800 + self._drawn("every").randrange(1801))
        return timedelta(days=1) if self.terminal.behaviour is Behaviour.DAILY else None

    def _at(self, place: int) -> datetime:
        """When the report at this place of the row comes: every minute at first, later every five."""
        if self._every:
            return self._first_at + place * self._every
        return self._first_at + place * _DENSE + max(0, place - _DENSE_REPORTS) * (_SPARSE - _DENSE)

    def _by(self, moment: datetime) -> int:
        """How many reports would have come by then; not more than 0 before the first."""
        gone = moment - self._first_at
        if self._every:
            return gone // self._every + 1
        if gone <= _DENSE_REPORTS * _DENSE:
            return gone // _DENSE + 1
        return _DENSE_REPORTS + (gone - _DENSE_REPORTS * _DENSE) // _SPARSE + 1

    def _report(self, place: int) -> dict[str, Any]:
        terminal, at, drawn = self.terminal, self._at(place), self._drawn(place)
        lat, lng, speed, course = self._where(at, drawn)
        fixed, valid = at, True
        if terminal.behaviour is Behaviour.NO_FIX:
            # As JT/T 808 terminals do: the time of the report, and a place that is none.
            lat, lng, valid = 0.0, 0.0, False
        elif terminal.behaviour is Behaviour.GARAGE and at < self._leaves:
            # As Traccar does for reports without a place: all of the last fix is copied, and there has been none.
            fixed, lat, lng, valid = _NEVER, 0.0, 0.0, False
        return {
            "id": terminal.id * _MOST_REPORTS + place + 1,
            "attributes": self._said(at, drawn, valid, speed),
            "deviceId": terminal.id,
            "protocol": "huabao",
            "serverTime": written(at),
            "deviceTime": written(at),
            "fixTime": written(fixed),
            "outdated": False,
            "valid": valid,
            "latitude": lat,
            "longitude": lng,
            "altitude": 0.0,
            "speed": speed,
            "course": course,
            "address": None,
            "accuracy": 0.0,
            "network": None,
            "geofenceIds": None,
        }

    def _said(self, at: datetime, drawn: Random, valid: bool, speed: float) -> dict[str, Any]:
        behaviour = self.terminal.behaviour
        ignition = behaviour is not Behaviour.NO_IGNITION and (speed > 0 or self._engine_runs(at))
        # A charging battery has some 15 % more than its name says.
        external = round(
            self.terminal.volts * (drawn.uniform(1.13, 1.18) if ignition else drawn.uniform(1.02, 1.06)), 2
        )
        said: dict[str, Any] = {
            "sat": drawn.randrange(8, 15) if valid else drawn.randrange(0, 3),
            "ignition": ignition,
            "power": 0.0 if behaviour is Behaviour.NO_POWER else external,
            "batteryLevel": drawn.randrange(30, 60) if behaviour is Behaviour.NO_POWER else 100,
            "rssi": drawn.randrange(14, 31),
            "motion": speed > 0,
        }
        if self.terminal.iccid:
            said["iccid"] = self._card()
        return said | ({"vin": self.vin} if self.vin else {})

    def _card(self) -> str:
        card = self.terminal.iccid
        if self.terminal.behaviour is not Behaviour.WRONG_ICCID or len(card) < 18:
            return card
        return f"{card[:16]}{(int(card[16]) + 5) % 10 if card[16].isdecimal() else 5}{card[17:]}"

    def _engine_runs(self, at: datetime) -> bool:
        """While it is fitted and tried out, then a part of every hour; a slow reporter wakes up with the engine."""
        seconds = int((at - self.terminal.since).total_seconds())
        return self._every is not None or seconds % 3600 < _ENGINE_RUNS_SECONDS

    @property
    def _leaves(self) -> datetime:
        return self.terminal.since + (_IN_GARAGE if self.terminal.behaviour is Behaviour.GARAGE else _STAYS)

    def _where(self, at: datetime, drawn: Random) -> tuple[float, float, float, float]:
        """Degrees, knots and course: at home, give or take some metres, or on a round that ends at home."""
        lat, lng = self.place
        metres_east, metres_north = drawn.uniform(-8, 8), drawn.uniform(-8, 8)
        since_leaving = (at - self._leaves).total_seconds()
        speed = course = 0.0
        if since_leaving >= 0 and since_leaving % _EVERY_SECONDS < _ROUND_SECONDS:
            own = self._drawn("round")
            radius, heading = own.uniform(900, 3500), own.uniform(0, 2 * math.pi)
            angle = 2 * math.pi * (since_leaving % _EVERY_SECONDS) / _ROUND_SECONDS
            metres_east += radius * (math.cos(heading + angle) - math.cos(heading))
            metres_north += radius * (math.sin(heading + angle) - math.sin(heading))
            speed = round(2 * math.pi * radius / _ROUND_SECONDS * 1.944, 1)
            course = round(math.degrees(-heading - angle) % 360, 1)
        north = lat + metres_north / _METRES_A_DEGREE
        east = lng + metres_east / (_METRES_A_DEGREE * math.cos(math.radians(lat)))
        return round(north, 6), round(east, 6), speed, course


def terminal_of(number: int) -> int:
    """The number of the terminal whose report has this number."""
    return number // _MOST_REPORTS


def written(moment: datetime) -> str:
    """A moment as Traccar writes it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
