"""Settings and mappings that cannot work are told at the start; times, datums and events of a mapping."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from backend.geocoding import Point
from backend.geocoding.datum import to_gcj02
from backend.gps_platform import PlatformEvent, UnreadableEvent, build_platform, event_reader
from backend.gps_platform.generic import Generic
from backend.gps_platform.mapping import Mapping, moment_of, read_mapping
from backend.gps_platform.simulated.beside import with_simulated_platform
from backend.kernel.clock import SettableClock, SystemClock
from backend.kernel.settings import Settings
from tests.backend.gps_platform.conftest import NOW
from tests.fakes.chinese_platform import MAPPING

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
EVENT = {
    "event": {"id": 1, "deviceId": 7, "type": "deviceOffline", "eventTime": "2026-11-23T01:30:00.000+00:00", "positionId": 0},
    "device": {"id": 7, "uniqueId": "867000000000017", "name": "粤B12345", "status": "offline"},
}  # fmt: skip


def settings(**chosen: Any) -> Settings:
    return Settings(_env_file=None, **chosen)


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"platform": "gps51"}, "traccar, http"),
        ({"platform": "traccar"}, "PAIGONG_PLATFORM_URL"),
        ({"platform": "traccar", "platform_url": "gps.example"}, "PAIGONG_PLATFORM_URL"),
        ({"platform": "traccar", "platform_url": "https://gps.example"}, "PAIGONG_PLATFORM_TOKEN"),
        ({"platform": "traccar", "platform_url": "https://gps.example", "platform_token": "a\nb"}, "character"),
        ({"platform": "http", "platform_url": "https://gps.example"}, "PAIGONG_PLATFORM_MAPPING"),
        ({"platform": "http", "platform_url": "https://gps.example", "platform_mapping": "/none.json"}, "cannot be read"),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_work_is_told_at_the_start(chosen: dict[str, str], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        build_platform(settings(**chosen), SystemClock())


def test_without_a_setting_there_is_no_platform() -> None:
    assert build_platform(settings(), SystemClock()) is None


@pytest.mark.parametrize(
    ("path", "put", "words"),
    [
        ("find", None, "find: Field required"),
        ("datum", "cgcs", "datum"),
        ("zone", "Asia/Shenzhen", "no time zone"),
        ("time", "%H:%M", "milliseconds"),
        ("fix.lat", None, "fix.lat: Field required"),
        ("terminal.id", "", "terminal.id"),
        ("find.path", "/v1/terminal", "find must hold {number}"),
        ("find.path", "/v1/terminal?no={imei}", "can be filled in"),
        ("find.path", "/v1/terminal?no={number", "find.path"),
        ("latest.path", "/v1/last", "latest must hold"),
        ("fixes.body", {"vid": "{id}"}, "since, until"),
        ("surprise", 1, "surprise"),
    ],
)
def test_a_mapping_that_lacks_something_is_told_with_its_place(path: str, put: Any, words: str, tmp_path: Path) -> None:
    told = json.loads(json.dumps(MAPPING))
    *above, last = path.split(".")
    room = told[above[0]] if above else told
    if put is None:
        del room[last]
    else:
        room[last] = put
    file = tmp_path / "mapping.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(ValueError, match="PAIGONG_PLATFORM_MAPPING") as fault:
        read_mapping(file)
    assert words in str(fault.value)


def test_a_mapping_that_is_no_json_is_told(tmp_path: Path) -> None:
    file = tmp_path / "mapping.json"
    file.write_text("{'find':", encoding="utf-8")
    with pytest.raises(ValueError, match="no JSON"):
        read_mapping(file)


@pytest.mark.parametrize(
    ("time", "told"),
    [
        ("seconds", 1795397400),
        ("seconds", "1795397400"),
        ("milliseconds", 1795397400000),
        ("iso", "2026-11-23T09:30:00+08:00"),
        ("iso", "2026-11-23T01:30:00Z"),
        ("%Y-%m-%d %H:%M:%S", "2026-11-23 09:30:00"),
        ("%Y%m%d%H%M%S", "20261123093000"),
    ],
)
def test_times_are_read_as_they_are_written(time: str, told: Any) -> None:
    assert moment_of(Mapping.model_validate(MAPPING | {"time": time}), told) == AT


@pytest.mark.parametrize(
    ("time", "told"),
    [("seconds", 1795397400000000), ("seconds", 0), ("milliseconds", 1795397400), ("iso", "2026-11-23 01:30:00"),
     ("iso", 5), ("%Y-%m-%d %H:%M:%S", "23/11/2026"), ("%Y-%m-%d %H:%M:%S", None), ("seconds", [])],
)  # fmt: skip
def test_times_that_cannot_be_are_none(time: str, told: Any) -> None:
    assert moment_of(Mapping.model_validate(MAPPING | {"time": time}), told) is None


@pytest.mark.parametrize(("datum", "shifted"), [("wgs84", lambda place: place), ("gcj02", to_gcj02), ("bd09", None)])
def test_places_come_out_in_wgs84(datum: str, shifted: Any) -> None:
    mapping = Mapping.model_validate(MAPPING | {"datum": datum, "degrees": 1, "time": "iso"})
    platform = Generic("http://127.0.0.1:9", "", 1, SettableClock(NOW).now, mapping)
    # The same door in Shenzhen: as it is, and as Baidu writes it.
    door = Point(22.54286, 113.95965)
    told = shifted(door) if shifted else Point(22.546156, 113.971051)
    fix = platform._fix({"t": "2026-11-23T01:00:00Z", "gps": {"t": "2026-11-23T01:00:00Z", "y": told.lat, "x": told.lng, "ok": "Y"}})  # fmt: skip
    assert fix is not None
    assert fix.valid
    assert (fix.lat, fix.lng) == pytest.approx(door, abs=0.0005)


def test_traccars_events_are_read() -> None:
    read = event_reader(settings())
    assert read(EVENT) == (PlatformEvent("867000000000017", "offline", AT),)
    assert read(EVENT | {"event": EVENT["event"] | {"type": "deviceUnknown"}})[0].kind == "unknown"
    assert read(EVENT | {"event": EVENT["event"] | {"type": "geofenceEnter"}}) == ()


@pytest.mark.parametrize(
    "body",
    [None, [], "x", 7, {}, {"event": EVENT["event"]}, {"device": EVENT["device"]}, EVENT | {"device": {}},
     EVENT | {"event": {"type": "deviceOnline"}}, EVENT | {"event": {}}, EVENT | {"event": {"type": []}},
     EVENT | {"event": EVENT["event"] | {"eventTime": "soon"}}],
)  # fmt: skip
def test_a_body_that_traccar_would_never_post_is_unreadable(body: Any) -> None:
    with pytest.raises(UnreadableEvent):
        event_reader(settings())(body)


def test_another_platforms_events_are_read_by_the_mapping(tmp_path: Path) -> None:
    file = tmp_path / "mapping.json"
    file.write_text(json.dumps(MAPPING), encoding="utf-8")
    read = event_reader(settings(platform="http", platform_mapping=str(file)))
    rows = [{"no": "1", "what": 0, "t": "2026-11-23 09:30:00"}, {"no": "2", "what": 9, "t": "2026-11-23 09:30:00"}]
    assert read({"list": [*rows, rows[0] | {"what": 44}]}) == (
        PlatformEvent("1", "offline", AT),
        PlatformEvent("2", "unknown", AT),
    )
    for body in (None, {}, {"list": [{"no": "1"}]}, {"list": [rows[0] | {"t": "x"}]}):
        with pytest.raises(UnreadableEvent):
            read(body)
    file = tmp_path / "silent.json"
    file.write_text(json.dumps({name: one for name, one in MAPPING.items() if name != "events"}), encoding="utf-8")
    with pytest.raises(UnreadableEvent, match="mapping"):
        event_reader(settings(platform="http", platform_mapping=str(file)))({"list": rows})


def test_only_a_demo_without_a_platform_gets_a_simulated_one(monkeypatch: pytest.MonkeyPatch) -> None:
    environment: dict[str, str] = {}
    monkeypatch.setattr("backend.gps_platform.simulated.beside.os.environ", environment)
    for chosen in ({"demo": False}, {"platform": "http", "demo": True}):
        own = settings(**chosen)
        assert with_simulated_platform(own) is own
    assert environment == {}
    found = with_simulated_platform(settings(demo=True))
    assert found.platform == "traccar"
    assert environment["PAIGONG_PLATFORM_URL"] == found.platform_url
    assert timedelta(seconds=found.platform_timeout) < timedelta(minutes=1)
    assert build_platform(found, SystemClock()) is not None
