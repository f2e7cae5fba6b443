"""Platforms over real HTTP, each with the same terminals behind it."""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from backend.geocoding import Point
from backend.gps_platform import build_platform
from backend.gps_platform.simulated import Behaviour, Fleet, Simulator, serving
from backend.kernel.clock import Clock, SettableClock, SystemClock
from backend.kernel.ports import GpsPlatform
from backend.kernel.settings import Settings
from tests.fakes.chinese_platform import KEY, MAPPING, ChinesePlatform, running_chinese_platform

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
HOME = Point(22.6012, 114.0523)
ICCID = "89860412345678901234"
VIN = "LZZ5CLVB8JA123456"
TOKEN = "t-1"
REAL_URL, REAL_TOKEN = (os.environ.get(f"PAIGONG_TEST_TRACCAR_{name}", "") for name in ("URL", "TOKEN"))
PLATFORMS = ["traccar", "http", *(["real traccar"] if REAL_URL and REAL_TOKEN else [])]


@dataclass
class World:
    """A platform, and a way to bring a terminal to it that has reported for the last half hour from HOME."""

    platform: GpsPlatform
    clock: Clock
    report: Callable[[str, str], None]

    def number(self) -> str:
        """A number that nobody has used there yet."""
        return f"86{uuid4().int % 10**13:013d}"


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock(NOW)


@pytest.fixture
def fleet() -> Fleet:
    return Fleet(seed=7)


@pytest.fixture
def simulator(fleet: Fleet, clock: SettableClock) -> Iterator[Simulator]:
    with serving(Simulator(fleet, clock, TOKEN)) as running:
        yield running


@pytest.fixture
def control(simulator: Simulator) -> Iterator[httpx.Client]:
    """Straight to the simulated platform, past the adapter."""
    with httpx.Client(base_url=simulator.url, headers={"authorization": f"Bearer {TOKEN}"}, verify=False) as client:
        yield client


@pytest.fixture
def traccar(simulator: Simulator, clock: SettableClock) -> GpsPlatform:
    """The adapter for Traccar over the simulated fleet."""
    return ask(clock, platform="traccar", platform_url=simulator.url, platform_token=TOKEN)


@pytest.fixture(params=PLATFORMS)
def world(request: pytest.FixtureRequest, fleet: Fleet, clock: SettableClock, tmp_path: Path) -> Iterator[World]:
    """Every adapter; a real Traccar only where PAIGONG_TEST_TRACCAR_URL and _TOKEN name one."""

    def put(number: str, name: str) -> None:
        home = {"lat": HOME.lat, "lng": HOME.lng, "iccid": ICCID, "vin": VIN}
        fleet.put(number, clock.now() - timedelta(minutes=30), name=name, behaviour=Behaviour.HEALTHY, **home)

    with ExitStack() as stack:
        if request.param == "traccar":
            running = stack.enter_context(serving(Simulator(fleet, clock, TOKEN)))
            platform = ask(clock, platform="traccar", platform_url=running.url, platform_token=TOKEN)
            yield World(platform, clock, put)
        elif request.param == "http":
            other = stack.enter_context(running_chinese_platform(ChinesePlatform(fleet, clock)))
            yield World(by_mapping(clock, other.url, tmp_path), clock, put)
        else:
            yield _real_world()


def by_mapping(clock: Clock, url: str, folder: Path) -> GpsPlatform:
    """The generic adapter with the fake's mapping."""
    file = folder / "mapping.json"
    file.write_text(json.dumps(MAPPING), encoding="utf-8")
    return ask(clock, platform="http", platform_url=url, platform_token=KEY, platform_mapping=str(file))


def ask(clock: Clock, **chosen: object) -> GpsPlatform:
    """The adapter that these settings name."""
    found = build_platform(Settings(_env_file=None, **{"platform_timeout": 2.0, **chosen}), clock)
    assert found is not None
    return found


def _real_world() -> World:
    """A real Traccar; terminals report to it by its OsmAnd protocol, on PAIGONG_TEST_TRACCAR_OSMAND (port 5055)."""
    platform, clock = (
        ask(SystemClock(), platform="traccar", platform_url=REAL_URL, platform_token=REAL_TOKEN),
        SystemClock(),
    )
    osmand = os.environ.get("PAIGONG_TEST_TRACCAR_OSMAND") or f"http://{httpx.URL(REAL_URL).host}:5055"

    def report(number: str, name: str) -> None:
        platform.register(number, name)
        for minutes in range(30, -1, -1):
            at = int((clock.now() - timedelta(minutes=minutes)).timestamp())
            said = httpx.QueryParams(
                id=number, lat=HOME.lat, lon=HOME.lng, timestamp=at, ignition="true", sat=11, power=27.4, vin=VIN
            )
            httpx.get(osmand, params=said).raise_for_status()
        time.sleep(2)  # it writes them in its own time

    return World(platform, clock, report)
