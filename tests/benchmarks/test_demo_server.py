"""The real server with the demo's data, over HTTP: lists, board, ranking, the customer's page, a list of 10,000 vehicles."""

import gzip
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.backend.intake.nasty.sheets import write_big
from tests.benchmarks.figures import Figures, milliseconds, p
from tests.live_server import LiveServer

SignIn = Callable[[str], httpx.Client]
ROUNDS = 300


@pytest.fixture
def get(signed_in: SignIn) -> Callable[..., Any]:
    """`get("manager.sz", path)`: the JSON of an answer that has to be 200."""
    people: dict[str, httpx.Client] = {}

    def read(person: str, path: str, **query: Any) -> Any:
        browser = people.setdefault(person, people.get(person) or signed_in(person))
        answer = browser.get(path, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return read


@pytest.mark.parametrize(
    ("name", "person", "path", "limit"),
    [
        ("orders, first page of 50", "agent", "/api/orders", 500),
        ("board of one day, Shenzhen", "manager.sz", "/api/board", 1000),
        ("phone's day", "tech.sz01", "/api/phone/day", 1000),
    ],
)
def test_reading(get: Callable[..., Any], figures: Figures, name: str, person: str, path: str, limit: float) -> None:
    body = get(person, path)
    took = milliseconds(lambda: get(person, path), ROUNDS)
    figures.add(f"{name}: p50", p(50, took), "ms")
    assert figures.add(f"{name}: p99", p(99, took), "ms", limit).kept
    figures.add(f"{name}: size", len(json.dumps(body, ensure_ascii=False).encode()) / 1000, "kB")


def test_deep_page_costs_as_much_as_the_first(get: Callable[..., Any], figures: Figures) -> None:
    cursor, pages = None, 0
    while (following := get("agent", "/api/orders", **({"cursor": cursor} if cursor else {}))["next"]) is not None:
        cursor, pages = following, pages + 1
    assert pages > 2
    took = milliseconds(lambda: get("agent", "/api/orders", cursor=cursor), ROUNDS)
    assert figures.add(f"orders, page {pages + 1}: p99", p(99, took), "ms", 500).kept


def test_ranking(get: Callable[..., Any], figures: Figures) -> None:
    waiting = get("manager.sz", "/api/board")["waiting"]
    assert waiting
    path = f"/api/orders/{waiting[0]['order_id']}/ranking"
    took = milliseconds(lambda: get("manager.sz", path), 100)
    figures.add("ranking of one order, with every reason: p50", p(50, took), "ms")
    assert figures.add("ranking of one order, with every reason: p99", p(99, took), "ms", 1500).kept


def test_customers_page(demo: LiveServer, figures: Figures) -> None:
    url = json.loads((demo.data_dir / "demo.json").read_text(encoding="utf-8"))["tracking_url"]
    page = httpx.get(url, trust_env=False)
    assert page.status_code == 200
    took = milliseconds(lambda: httpx.get(url, trust_env=False), 100)
    figures.add("tracking page, on the way: p50 with a new connection", p(50, took), "ms")
    figures.add("tracking page, on the way: size", len(page.content), "bytes")
    assert figures.add("tracking page, on the way: size in gzip", len(gzip.compress(page.content)), "bytes", 6000).kept


def test_vehicle_list_of_ten_thousand_rows(signed_in: SignIn, figures: Figures, tmp_path: Path) -> None:
    write_big(tmp_path / "big.xlsx")
    content = (tmp_path / "big.xlsx").read_bytes()
    agent = signed_in("agent")
    begin = time.perf_counter()
    answer = agent.post("/api/intake/vehicle-sheet", files={"file": ("big.xlsx", content)})
    took = time.perf_counter() - begin
    assert answer.status_code == 201, answer.text
    assert answer.json()["good"] + len({fault["row"] for fault in answer.json()["faults"]}) == 10_000
    figures.add("vehicle list of 10,000 rows (.xlsx): file", len(content) / 1000, "kB")
    assert figures.add("vehicle list of 10,000 rows (.xlsx): every row checked", took, "s", 30).kept
