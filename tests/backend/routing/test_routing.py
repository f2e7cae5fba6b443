"""Driving times over HTTP: the same contract for each service, sick or well."""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pytest
import structlog

from backend.geocoding import Point
from backend.kernel.settings import Settings
from backend.routing import RememberedRoads, build_roads
from backend.routing.memory import AGE_SECONDS, Memory, key_of
from backend.routing.roads import PAUSE_SECONDS
from tests.fakes.routing_server import RoutingServer, crossing, level, running_server, seconds_of

SERVICES = ("osrm", "valhalla", "amap")
ILLNESSES = ("500", "rubbish", "list", "negative", "short")
Roads = Callable[..., RememberedRoads]


class Hours:
    """A clock that jumps."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.ahead


@pytest.fixture
def server() -> Iterator[RoutingServer]:
    with running_server() as running:
        yield running


@pytest.fixture
def clock() -> Hours:
    return Hours()


@pytest.fixture
def roads(server: RoutingServer, clock: Hours) -> Roads:
    """`roads("osrm")` asks the fake."""

    def built(name: str, **more: Any) -> RememberedRoads:
        chosen = {"routing": name, "routing_url": server.url, "routing_key": "k-1", "routing_timeout": 1.0, **more}
        found = build_roads(Settings(_env_file=None, **chosen))
        assert found is not None
        found._clock = clock
        found._memory = Memory(clock=clock)
        return found

    return built


def town(size: int) -> list[Point]:
    """Places in Shenzhen, kilometres apart."""
    return [Point(22.5 + 0.01 * (number % 17), 113.9 + 0.01 * (number // 17)) for number in range(size)]


def truth(places: Sequence[Point], of: Any = level) -> np.ndarray[Any, Any]:
    return np.array([[of(here, there) for there in places] for here in places], dtype=np.float64)


@pytest.mark.parametrize("name", SERVICES)
def test_a_table_tells_seconds_and_metres_from_row_to_column(name: str, roads: Roads, server: RoutingServer) -> None:
    places = town(5)
    found = roads(name).tables(places)
    np.testing.assert_allclose(found.seconds, truth(places)[..., 0], atol=2)
    np.testing.assert_allclose(found.metres, truth(places)[..., 1], atol=20)
    assert server.keys[0] == ("k-1" if name == "amap" else "Bearer k-1")


@pytest.mark.parametrize("name", ["osrm", "valhalla"])
def test_there_and_back_are_two_ways(name: str, roads: Roads, server: RoutingServer) -> None:
    server.way = crossing
    places = town(4)
    found = roads(name).tables(places)
    assert found.seconds[0, 1] == pytest.approx(2 * found.seconds[1, 0], abs=2)
    np.testing.assert_allclose(found.seconds, truth(places, crossing)[..., 0], atol=2)


def test_amap_is_asked_for_one_way_only(roads: Roads, server: RoutingServer) -> None:
    found = roads("amap").tables(town(5))
    assert sum(origins * destinations for origins, destinations in server.asked) == 10, "of 20 ways"
    np.testing.assert_array_equal(found.seconds, found.seconds.T)


@pytest.mark.parametrize("name", SERVICES)
def test_no_request_names_more_places_than_the_service_takes(name: str, roads: Roads, server: RoutingServer) -> None:
    places = town(130)
    found = roads(name, routing_timeout=10).tables(places)
    np.testing.assert_allclose(found.seconds, truth(places)[..., 0], atol=2)
    assert max(origins + destinations for origins, destinations in server.asked) <= 101
    assert len(server.asked) > 1


@pytest.mark.parametrize("name", SERVICES)
def test_only_wanted_ways_are_asked_for_and_those_of_the_first_place_come_first(
    name: str, roads: Roads, server: RoutingServer
) -> None:
    places = town(120)
    wanted = np.zeros((120, 120), dtype=np.bool_)
    wanted[0] = wanted[:, 0] = True
    wanted[118, 119] = True
    found = roads(name).tables(places, wanted)
    assert np.isfinite(found.seconds[wanted]).all()
    assert {1} == {min(one) for one in server.asked}
    assert max(server.asked[0]) > 90
    assert len(server.asked) <= 5


@pytest.mark.parametrize("name", SERVICES)
def test_what_was_asked_once_is_remembered_for_hours(
    name: str, roads: Roads, server: RoutingServer, clock: Hours
) -> None:
    asking = roads(name)
    first = asking.tables(town(5))
    count = len(server.asked)
    moved = [Point(lat + 0.00003, lng) for lat, lng in town(5)]  # 3 m
    np.testing.assert_array_equal(asking.tables(moved).seconds, first.seconds)
    assert len(server.asked) == count
    asking.tables(town(6))
    # One request says it all; of AMap, where each destination is one, only what is missing is asked.
    assert server.asked[count:] == ([(1, 1)] * 5 if name == "amap" else [(6, 6)])
    clock.ahead = AGE_SECONDS + 1
    count = len(server.asked)
    asking.tables(town(5))
    assert len(server.asked) > count


@pytest.mark.parametrize("name", SERVICES)
def test_a_way_that_does_not_exist_is_unknown_and_asked_for_once(
    name: str, roads: Roads, server: RoutingServer
) -> None:
    places = town(4)
    island = places[2]
    apart = 0.004
    server.way = lambda here, there: (
        None
        if any(abs(one.lat - island.lat) + abs(one.lng - island.lng) < apart for one in (here, there))
        else (60, 500)
    )
    asking = roads(name)
    found = asking.tables(places)
    assert np.isnan(found.seconds[0, 2])
    assert np.isnan(found.metres[2, 3])
    assert found.seconds[0, 1] == 60
    count = len(server.asked)
    asking.tables(places)
    assert len(server.asked) == count
    assert asking.state == name


@pytest.mark.parametrize("name", SERVICES)
def test_a_place_far_from_every_road_is_no_illness(name: str, roads: Roads, server: RoutingServer) -> None:
    server.illness = "no road"
    asking = roads(name)
    found = asking.tables(town(3))
    assert np.isnan(found.seconds[~np.eye(3, dtype=np.bool_)]).all()
    assert asking.state == name


@pytest.mark.parametrize("illness", ILLNESSES)
@pytest.mark.parametrize("name", SERVICES)
def test_a_sick_service_is_left_alone_for_a_minute_and_told_of_once(
    name: str, illness: str, roads: Roads, server: RoutingServer, clock: Hours
) -> None:
    server.illness = illness
    asking = roads(name)
    with structlog.testing.capture_logs() as logs:
        for _ in range(3):
            assert np.isnan(asking.tables(town(3)).seconds[0, 1])
        assert len(server.keys) == 1
        assert asking.state == f"{name}_away"
        clock.ahead = PAUSE_SECONDS + 1
        asking.tables(town(3))
        assert len(server.keys) == 2, "a minute later it is tried again"
    assert [one["event"] for one in logs] == ["routing_away"]
    assert "k-1" not in str(logs)
    server.illness = ""
    clock.ahead = 2 * PAUSE_SECONDS + 2
    assert np.isfinite(asking.tables(town(3)).seconds).all()
    assert asking.state == name


@pytest.mark.parametrize("illness", ["slow", "drops"])
@pytest.mark.parametrize("name", SERVICES)
def test_nobody_waits_longer_than_the_timeout_and_the_next_not_at_all(
    name: str, illness: str, roads: Roads, server: RoutingServer
) -> None:
    server.illness = illness
    asking = roads(name, routing_timeout=0.2)
    assert 0.15 < seconds_of(lambda: asking.tables(town(3))) < 0.6
    assert seconds_of(lambda: asking.tables(town(3))) < 0.1
    assert asking.state == f"{name}_away"


def test_without_the_pause_the_next_one_would_wait_again(
    roads: Roads, server: RoutingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.routing.roads.PAUSE_SECONDS", 0.0)
    server.illness = "slow"
    asking = roads("osrm", routing_timeout=0.2)
    asking.tables(town(3))
    assert seconds_of(lambda: asking.tables(town(3))) > 0.15


def test_a_slow_but_sound_service_goes_on_where_it_was(roads: Roads, server: RoutingServer) -> None:
    def slowly(here: Point, there: Point) -> tuple[float, float]:
        server.well_again.wait(0.02)
        return 60, 500

    server.way = slowly
    asking = roads("amap", routing_timeout=0.3)
    wanted = np.ones((8, 8), dtype=np.bool_)
    first = np.isfinite(asking.tables(town(8), wanted).seconds).sum()
    assert 8 < first < 64
    assert asking.state == "amap"
    for _ in range(4):
        last = asking.tables(town(8), wanted).seconds
    assert np.isfinite(last).all()


def test_a_server_that_is_not_there_and_what_is_remembered_meanwhile(roads: Roads, server: RoutingServer) -> None:
    asking = roads("osrm")
    asking.tables(town(3))
    asking._service = roads("osrm", routing_url="http://127.0.0.1:9")._service
    found = asking.tables(town(4))
    assert asking.state == "osrm_away"
    assert np.isfinite(found.seconds[:3, :3]).all()
    assert np.isnan(found.seconds[0, 3])


def test_no_patience_asks_nobody(roads: Roads, server: RoutingServer) -> None:
    assert np.isnan(roads("osrm").tables(town(3), patience=0).seconds[0, 1])
    assert server.asked == []


def test_the_memory_forgets_who_was_used_longest_ago() -> None:
    memory = Memory(most=3)
    a, b, c, d = (key_of(one) for one in town(4))
    minute = np.full((1, 1), 60.0)
    memory.write([a], [b], minute, minute)
    memory.write([b], [c], minute, minute)
    memory.read([b, c])
    memory.write([c], [d], minute, minute)
    assert not memory.read([a, b]).asked[0, 1]
    memory.write([a], [b], minute, minute)
    assert memory.read([a, b]).asked.tolist() == [[True, True], [False, True]]


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"routing": "google"}, "osrm, valhalla, amap"),
        ({"routing": "osrm"}, "PAIGONG_ROUTING_URL"),
        ({"routing": "valhalla", "routing_url": "maps.example"}, "PAIGONG_ROUTING_URL"),
        ({"routing": "amap"}, "PAIGONG_ROUTING_KEY"),
    ],
)
def test_a_setting_that_cannot_work_is_told_at_the_start(chosen: dict[str, str], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        build_roads(Settings(_env_file=None, **chosen))


def test_without_a_setting_there_is_no_service() -> None:
    assert build_roads(Settings(_env_file=None)) is None
