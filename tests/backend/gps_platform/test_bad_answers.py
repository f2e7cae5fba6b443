"""Whatever a platform answers: nothing but PlatformAway comes out of it, and never a wrong fact."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog

from backend.gps_platform.asking import MOST_PAUSE_SECONDS, PAUSE_SECONDS
from backend.kernel.clock import SettableClock
from backend.kernel.ports import PlatformAway, PlatformTerminal
from tests.backend.gps_platform.conftest import NOW, ask, by_mapping
from tests.fakes.sick_server import SickServer, running_sick_server

TERMINAL = PlatformTerminal("7", "867000000000017", "粤B12345")
DEVICE = {"id": 7, "uniqueId": TERMINAL.number, "name": "粤B12345", "status": "online", "positionId": 5}
ROW = {
    "id": 5, "deviceId": 7, "valid": True, "latitude": 22.5, "longitude": 114.0, "attributes": {"sat": 9},
    "fixTime": "2026-11-23T01:00:00.000+00:00", "serverTime": "2026-11-23T01:00:02.000+00:00",
}  # fmt: skip
LOGIN = b"<!DOCTYPE html><html><body>Please sign in</body></html>"
# Status, body, and how long to leave it alone.
SICK: dict[str, tuple[int, bytes, dict[str, str]]] = {
    "hangs up": (0, b"", {}),
    "truncated": (200, json.dumps([DEVICE]).encode()[:-9], {}),
    "login page": (200, LOGIN, {}),
    "empty": (200, b"", {}),
    "not text": (200, b"\xff\xfe\x00", {}),
    "deep": (200, b"[" * 100_000, {}),
    "redirect": (302, b"", {"location": "https://elsewhere.example/login"}),
    "unauthorized": (401, b"HTTP 401 Unauthorized", {}),
    "forbidden": (403, b"", {}),
    "too many": (429, b"slow down", {}),
    "broken": (500, b"NullPointerException", {}),
    "restarting": (503, LOGIN, {}),
}
Calls = dict[str, Callable[[Any], Any]]
CALLS: Calls = {
    "find": lambda platform: platform.find(TERMINAL.number),
    "register": lambda platform: platform.register(TERMINAL.number, "粤B12345"),
    "fixes": lambda platform: platform.fixes(TERMINAL, NOW - timedelta(hours=9), NOW),
    "latest": lambda platform: platform.latest(TERMINAL),
}


class Hours:
    """A monotonic clock that jumps."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.ahead


@pytest.fixture(scope="module")
def one_server() -> Iterator[SickServer]:
    with running_sick_server() as running:
        yield running


@pytest.fixture
def server(one_server: SickServer) -> SickServer:
    """The sick server, not asked yet."""
    one_server.says(200, b"[]")
    one_server.asked.clear()
    return one_server


@pytest.fixture
def hours() -> Hours:
    return Hours()


@pytest.fixture(params=["traccar", "http"])
def platform(request: pytest.FixtureRequest, server: SickServer, hours: Hours, tmp_path: Path) -> Any:
    """Each adapter in front of the sick server."""
    clock = SettableClock(NOW)
    if request.param == "http":
        built: Any = by_mapping(clock, server.url, tmp_path)
    else:
        built = ask(clock, platform="traccar", platform_url=server.url, platform_token="t-1")
    built._asker._clock = hours
    return built


@pytest.fixture
def traccar(server: SickServer) -> Any:
    return ask(SettableClock(NOW), platform="traccar", platform_url=server.url, platform_token="t-1")


@pytest.mark.parametrize("illness", SICK)
def test_a_sick_platform_is_away_and_left_alone(illness: str, platform: Any, server: SickServer, hours: Hours) -> None:
    server.says(SICK[illness][0], SICK[illness][1], **SICK[illness][2])
    with structlog.testing.capture_logs() as logs:
        for call in CALLS.values():
            with pytest.raises(PlatformAway) as away:
                call(platform)
        asked = len(server.asked)
        assert asked == (2 if illness in ("hangs up", "restarting") else 1), "the others were not even asked"
        assert platform.state.endswith("_away")
        hours.ahead = PAUSE_SECONDS + 1
        with pytest.raises(PlatformAway):
            platform.find(TERMINAL.number)
        assert len(server.asked) > asked, "a minute later it is tried again"
    assert [one["event"] for one in logs] == ["gps_platform_away"]
    assert "t-1" not in str(logs) + str(away.value)


@pytest.mark.parametrize("status", [-1, -2])
def test_nobody_waits_longer_than_the_timeout_and_the_next_not_at_all(
    status: int, platform: Any, server: SickServer
) -> None:
    server.says(status, json.dumps([DEVICE]).encode())
    platform._asker._timeout = 0.2
    start = time.perf_counter()
    with pytest.raises(PlatformAway, match="in time"):
        platform.find(TERMINAL.number)
    first = time.perf_counter() - start
    assert 0.15 < first < 0.8
    with pytest.raises(PlatformAway, match="left alone"):
        platform.find(TERMINAL.number)
    assert time.perf_counter() - start - first < 0.1


def test_one_passing_fault_is_not_noticed(traccar: Any, server: SickServer) -> None:
    server.answers = [(0, b"", {}), (200, json.dumps([DEVICE]).encode(), {})]
    found = traccar.find(TERMINAL.number)
    assert found is not None
    assert found.online
    assert traccar.state == "traccar"


def test_it_is_left_alone_as_long_as_it_asks_for_within_reason(traccar: Any, server: SickServer) -> None:
    hours = Hours()
    traccar._asker._clock = hours
    server.says(429, retry_after="300")
    for ahead, asked in ((0, 1), (PAUSE_SECONDS + 1, 1), (301, 2)):
        hours.ahead = ahead
        with pytest.raises(PlatformAway):
            traccar.find(TERMINAL.number)
        assert len(server.asked) == asked
    server.says(429, retry_after="99999999")
    hours.ahead = 700
    for more in (0.0, MOST_PAUSE_SECONDS + 1):
        hours.ahead += more
        with pytest.raises(PlatformAway, match="429"):
            traccar.find(TERMINAL.number)


def test_a_question_it_refuses_is_no_illness(traccar: Any, server: SickServer) -> None:
    server.says(400, b"SecurityException")
    with pytest.raises(PlatformAway, match="400"):
        traccar.find(TERMINAL.number)
    assert traccar.state == "traccar"


def test_more_than_can_be_read_is_the_fault_of_the_question(
    traccar: Any, server: SickServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.gps_platform.asking.MOST_BYTES", 1000)
    server.says(200, json.dumps([ROW] * 20).encode())
    with pytest.raises(PlatformAway, match="more than"):
        traccar.fixes(TERMINAL, NOW - timedelta(hours=9), NOW)
    assert traccar.state == "traccar"


@pytest.mark.parametrize("told", ["null", "{}", '{"error": "no"}', "7", '"x"', "[[]]", "[null, 3]"])
def test_json_of_another_shape_is_no_fact(told: str, platform: Any, server: SickServer) -> None:
    server.says(200, told.encode())
    for name, call in CALLS.items():
        try:
            found = call(platform)
        except PlatformAway:
            continue
        assert not found, name


def test_an_empty_list_is_a_terminal_that_is_not_there(traccar: Any, server: SickServer) -> None:
    server.says(200, b"[]")
    assert traccar.find(TERMINAL.number) is None
    assert traccar.latest(TERMINAL) is None
    assert traccar.fixes(TERMINAL, NOW - timedelta(hours=1), NOW) == []


@pytest.mark.parametrize(
    "device",
    [DEVICE | {"uniqueId": "867000000000018"}, DEVICE | {"id": None}, {"id": 7}, {**DEVICE, "uniqueId": None}],
)
def test_another_terminal_in_the_answer_is_not_taken_for_the_one_asked_for(
    device: dict[str, Any], traccar: Any, server: SickServer
) -> None:
    server.says(200, json.dumps([device]).encode())
    assert traccar.find(TERMINAL.number) is None


def test_two_devices_of_one_number_are_nobodys_word(traccar: Any, server: SickServer) -> None:
    server.says(200, json.dumps([DEVICE, DEVICE]).encode())
    assert traccar.find(TERMINAL.number) is not None
    server.says(200, json.dumps([DEVICE, DEVICE | {"id": 8}]).encode())
    with pytest.raises(PlatformAway, match="two terminals"):
        traccar.find(TERMINAL.number)


def test_a_number_that_somebody_else_registered_meanwhile_is_found_again(traccar: Any, server: SickServer) -> None:
    server.answers = [(200, b"[]", {}), (400, b"Duplicate entry", {}), (200, json.dumps([DEVICE]).encode(), {})]
    assert traccar.register(TERMINAL.number, "粤B12345").id == "7"
    assert [method for method, _ in server.asked] == ["GET", "POST", "GET"]
    server.answers = [(200, b"[]", {}), (400, b"Duplicate entry", {}), (200, b"[]", {})]
    with pytest.raises(PlatformAway, match="may not see"):
        traccar.register(TERMINAL.number, "粤B12345")
    assert traccar.state == "traccar"


@pytest.mark.parametrize(
    ("said", "online", "seen"),
    [
        ({"status": "offline"}, False, None),
        ({"status": "unknown"}, None, None),
        ({"status": 1, "lastUpdate": "yesterday", "attributes": []}, None, None),
        ({"lastUpdate": "2026-11-23T09:00:00+08:00"}, True, datetime(2026, 11, 23, 1, tzinfo=UTC)),
        ({"lastUpdate": "2031-01-01T00:00:00Z"}, True, None),
        ({"lastUpdate": "1970-01-01T00:00:00Z"}, True, None),
        ({"lastUpdate": "2026-11-23T01:00:00"}, True, None),
    ],
)
def test_what_a_device_says_of_itself_is_read_carefully(
    said: dict[str, Any], online: bool | None, seen: datetime | None, traccar: Any, server: SickServer
) -> None:
    server.says(200, json.dumps([DEVICE | said]).encode())
    found = traccar.find(TERMINAL.number)
    assert (found.online, found.last_seen) == (online, seen)


@pytest.mark.parametrize(
    "said",
    [
        {"valid": False},
        {"valid": "true"},
        {"outdated": True},
        {"latitude": 200.0},
        {"longitude": -181},
        {"latitude": 0, "longitude": 0},
        {"latitude": None},
        {"latitude": "north"},
        {"latitude": True},
        {"longitude": float("nan")},
        {"longitude": 1e400},
        {"fixTime": "1970-01-01T00:00:00.000+00:00"},
        {"fixTime": "2026-11-23T01:20:00Z"},
        {"fixTime": "2098-11-23T01:20:00Z"},
        {"fixTime": None},
        {"fixTime": 1763859600000},
    ],
)
def test_an_absurd_place_or_time_is_no_position(said: dict[str, Any], traccar: Any, server: SickServer) -> None:
    server.answers = [(200, json.dumps([DEVICE]).encode(), {}), (200, json.dumps([ROW | said]).encode(), {})]
    fix = traccar.latest(TERMINAL)
    assert fix.valid is False
    assert fix.fixed_at <= fix.received_at <= NOW
    assert abs(fix.lat) <= 90
    assert abs(fix.lng) <= 180
    assert fix.satellites == 9, "the rest of it stands"


@pytest.mark.parametrize(
    "said",
    [{"deviceId": 8}, {"serverTime": "2031-01-01T00:00:00Z"}, {"serverTime": None, "fixTime": "0001-01-01T00:00:00Z"}],
)
def test_a_report_of_another_terminal_or_of_no_time_is_none(
    said: dict[str, Any], traccar: Any, server: SickServer
) -> None:
    server.says(200, json.dumps([ROW | said, ROW]).encode())
    assert len(traccar.fixes(TERMINAL, NOW - timedelta(hours=9), NOW)) == 1


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ({"sat": 9, "ignition": True, "power": 12.46, "iccid": "8986041234567890123f", "vin": " lzz5 "},
         (9, True, 12.46, "8986041234567890123", "LZZ5")),
        ({"sat": -1, "ignition": "on", "power": 12460, "iccid": "", "vin": None}, (None, None, None, None, None)),
        ({"sat": 8.5, "ignition": 1, "power": "full", "iccid": ["1"], "vin": {}}, (None, None, None, None, None)),
        ({"sat": 0, "ignition": False, "power": 0}, (0, False, 0.0, None, None)),
    ],
)  # fmt: skip
def test_what_a_terminal_says_is_a_fact_or_silence(
    said: dict[str, Any], read: tuple[Any, ...], traccar: Any, server: SickServer
) -> None:
    server.says(200, json.dumps([ROW | {"attributes": said}]).encode())
    (fix,) = traccar.fixes(TERMINAL, NOW - timedelta(hours=9), NOW)
    assert (fix.satellites, fix.ignition, fix.external_volts, fix.iccid, fix.vin) == read
    assert fix.valid


def test_a_server_that_is_not_there(server: SickServer) -> None:
    nobody = ask(SettableClock(NOW), platform="traccar", platform_url="http://127.0.0.1:9", platform_token="t-1")
    with pytest.raises(PlatformAway, match="ConnectError"):
        nobody.find(TERMINAL.number)
