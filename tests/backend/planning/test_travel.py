"""R5: where a routing service is configured, who is near by road comes first; without it, or while it is away, the line."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
import structlog

from backend.geocoding import Point
from backend.kernel.settings import Settings
from backend.modules.planning.plans.problem import read_problem
from backend.modules.planning.public import work_on_next
from backend.routing import build_roads
from backend.wiring import House
from dispatch import points
from tests.asgi_client import AsgiClient
from tests.backend.conftest import NOW, SHENZHEN
from tests.backend.planning.conftest import Town
from tests.fakes.routing_server import RoutingServer, running_server, seconds_of

pytestmark = pytest.mark.one_database
Open = Callable[..., str]
Send = Callable[..., Any]
NAMES = ("osrm", "valhalla", "amap")
# 梁伟东 starts 1.5 km from the customer as the crow flies, but behind a river.
BEHIND_THE_RIVER = Point(22.721, 114.250)
OVER_THE_BRIDGE = (5400.0, 60_000.0)
BY_ROAD = (600.0, 6000.0)


def river(here: Point, there: Point) -> tuple[float, float]:
    crossed = [
        abs(one.lat - BEHIND_THE_RIVER.lat) + abs(one.lng - BEHIND_THE_RIVER.lng) < 1e-4 for one in (here, there)
    ]
    return OVER_THE_BRIDGE if crossed[0] != crossed[1] else BY_ROAD


@pytest.fixture
def server() -> Iterator[RoutingServer]:
    with running_server() as running:
        running.way = river
        yield running


@pytest.fixture
def connect(house: House, server: RoutingServer) -> Callable[..., None]:
    """`connect("osrm")`: from now on the house asks that service."""

    def connected(name: str = "osrm", **more: Any) -> None:
        chosen = {"routing": name, "routing_url": server.url, "routing_key": "k-1", **more}
        house.units.ports = replace(house.units.ports, roads=build_roads(Settings(_env_file=None, **chosen)))

    return connected


def ranking(client: AsgiClient, order_id: str) -> list[dict[str, Any]]:
    answer = client.get(f"/api/orders/{order_id}/ranking")
    assert answer.status_code == 200, answer.text
    ranked: list[dict[str, Any]] = answer.json()["ranked"]
    return ranked


def names(client: AsgiClient, order_id: str) -> list[str]:
    return [one["name"] for one in ranking(client, order_id)]


@pytest.mark.parametrize("name", NAMES)
def test_R5_who_is_near_by_road_comes_first(
    name: str, connect: Callable[..., None], dispatcher: AsgiClient, open_order: Open, town: Town
) -> None:
    order = open_order()
    assert names(dispatcher, order) == ["梁伟东", "陈志明"]
    connect(name)
    ranked = ranking(dispatcher, order)
    assert [one["name"] for one in ranked] == ["陈志明", "梁伟东"]
    assert [one["distance_m"] for one in ranked] == [6000, 60_000]


def test_R5_while_the_service_is_away_the_line_decides_and_only_the_first_waits(
    connect: Callable[..., None], server: RoutingServer, dispatcher: AsgiClient, open_order: Open, town: Town
) -> None:
    order = open_order()
    before = ranking(dispatcher, order)
    connect(routing_timeout=0.3)
    server.illness = "slow"
    assert 0.3 < seconds_of(lambda: ranking(dispatcher, order)) < 1.5
    assert ranking(dispatcher, order) == before
    assert len(server.asked) == 1


def test_R5_a_dispatch_asks_nobody_and_judges_by_what_the_ranking_was_told(
    connect: Callable[..., None],
    server: RoutingServer,
    dispatcher: AsgiClient,
    open_order: Open,
    send: Send,
    town: Town,
) -> None:
    order = open_order(start=9, end=10)
    connect()
    refused = send(order, town.chen)
    assert (refused.status_code, refused.json()["code"]) == (422, "overrule_reason_needed"), (
        "too far by the straight line"
    )
    assert server.asked == [], "the transaction of a dispatch may hold the writer"
    assert names(dispatcher, order) == ["陈志明"]
    count = len(server.asked)
    assert send(order, town.chen).status_code == 201
    assert len(server.asked) == count


def test_the_writer_is_free_while_the_service_is_asked_for_options(
    connect: Callable[..., None],
    server: RoutingServer,
    dispatcher: AsgiClient,
    open_order: Open,
    town: Town,
    house: House,
) -> None:
    order = open_order(priority="urgent")
    written: list[bool] = []

    def meanwhile(here: Point, there: Point) -> tuple[float, float]:
        if not written:
            with house.units.write() as work:  # waits for 30 s where somebody else holds it
                work.session.connection()
            written.append(True)
        return river(here, there)

    server.way = meanwhile
    connect()
    answer = dispatcher.post(f"/api/orders/{order}/options", json={"window_start": None, "window_end": None})
    assert answer.status_code == 201, answer.text
    assert answer.json()["proposal"]["options"][0]["technician_name"] == "陈志明"
    assert written == [True]
    assert house.units.ports.travel == "osrm"


def test_the_readers_connection_is_free_while_the_service_is_asked(
    connect: Callable[..., None],
    server: RoutingServer,
    dispatcher: AsgiClient,
    open_order: Open,
    town: Town,
    house: House,
) -> None:
    order = open_order()
    held = []

    def meanwhile(here: Point, there: Point) -> tuple[float, float]:
        held.append(house.units.database._reader.pool.checkedout())  # type: ignore[attr-defined]
        return river(here, there)

    server.way = meanwhile
    connect()
    ranking(dispatcher, order)
    assert set(held) == {0}


def test_a_day_plan_is_made_by_road(
    connect: Callable[..., None],
    server: RoutingServer,
    dispatcher: AsgiClient,
    open_order: Open,
    town: Town,
    house: House,
) -> None:
    order = open_order()
    connect()
    asked = dispatcher.post("/api/plans", json={"day": "2026-11-23", "centre_ids": [SHENZHEN.id], "seconds": 1}).json()
    with structlog.testing.capture_logs() as logs:
        assert work_on_next(house.units, "worker", ("day",))
    assert server.asked
    assert next(one for one in logs if one["event"] == "plan_made")["travel"] == "osrm"
    plan = dispatcher.get(f"/api/plans/{asked['id']}").json()
    assert [one["to_id"] for one in plan["proposal"]["changes"]] == [town.chen]
    assert plan["proposal"]["totals"]["travel_after"] == 10
    accepted = dispatcher.post(f"/api/plans/{asked['id']}/accept", json={})
    assert accepted.json()["proposal"]["changes"][0]["outcome"]["state"] == "applied", order


def test_a_pair_that_the_service_does_not_know_is_the_straight_line(
    connect: Callable[..., None], server: RoutingServer, open_order: Open, town: Town, house: House
) -> None:
    open_order()

    def only_bridges(here: Point, there: Point) -> tuple[float, float] | None:
        return river(here, there) if river(here, there) == OVER_THE_BRIDGE else None

    server.way = only_bridges
    with house.units.read() as work:
        line = read_problem(work, NOW.date(), [SHENZHEN.id])
        connect()
    with house.units.read() as work:
        road = read_problem(work, NOW.date(), [SHENZHEN.id])
    site = [one.location for one in road.stops]
    for worker in road.workers:
        start = [worker.start]
        known = worker.id == town.liang
        told = float(road.travel.work(points(start), points(site))[0])
        assert told == (OVER_THE_BRIDGE[0] if known else float(line.travel.work(points(start), points(site))[0]))
        rush = road.travel.arrive(road.first, 600.0)
        assert rush == line.travel.arrive(line.first, 600.0), "the time of day stays ours"


def test_the_board_tells_what_the_service_said_before_and_asks_nobody(
    connect: Callable[..., None],
    server: RoutingServer,
    dispatcher: AsgiClient,
    open_order: Open,
    send: Send,
    town: Town,
) -> None:
    connect()
    order = open_order(start=13, end=15)
    assert send(order, town.liang).status_code == 201
    assert _drive(dispatcher, town.liang) < 20
    assert server.asked == []
    ranking(dispatcher, open_order(1, start=13, end=17))
    count = len(server.asked)
    assert _drive(dispatcher, town.liang) >= 90
    assert len(server.asked) == count


def _drive(client: AsgiClient, technician_id: str) -> int:
    lanes = client.get("/api/board").json()["lanes"]
    lane = next(one for one in lanes if one["technician"]["id"] == technician_id)
    minutes: int = lane["visits"][0]["travel_minutes"]
    return minutes


def test_health_says_what_travel_times_rest_on(
    connect: Callable[..., None], server: RoutingServer, dispatcher: AsgiClient, open_order: Open, stranger: AsgiClient
) -> None:
    def told() -> str:
        travel: str = stranger.get("/health").json()["travel"]
        return travel

    assert told() == "straight_line"
    connect("valhalla")
    assert told() == "valhalla"
    server.illness = "500"
    ranking(dispatcher, open_order())
    assert told() == "valhalla_away"
