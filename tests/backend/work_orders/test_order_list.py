"""The list of orders: sorted as people look for them, paged without gaps, taken out of the app on record (R27)."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from backend.kernel.events import EventRow
from backend.modules.customers import public as customers
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.service import order_export
from tests.asgi_client import AsgiClient
from tests.backend.conftest import NOW
from tests.backend.work_orders.scene import SZ, Scene, actor

Client = Callable[..., AsgiClient]


def walk(browser: AsgiClient, **query: Any) -> list[dict[str, Any]]:
    """Every row of the list, two a page."""
    rows: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        page = browser.get("/api/orders", params={**query, "limit": 2, **({"cursor": cursor} if cursor else {})}).json()
        rows += page["items"]
        cursor = page["next"]
        if cursor is None:
            return rows


def mixed(scene: Scene) -> None:
    """Orders of three customers, some urgent, some with a window, one over."""
    with scene.units.write(actor("agent")) as work:
        others = customers.load_customers(
            work, [customers.NewCustomer(SZ, name) for name in ("=HYPERLINK(1)", "粤安", "安达")]
        )
    for hours, owner in enumerate((others[0], others[1], others[2], others[0]), 1):
        scene.customer_id = owner
        start = NOW + timedelta(hours=9 - hours)
        window: dict[str, Any] = {"window_start": start, "window_end": start + timedelta(hours=2)} if hours % 2 else {}
        scene.submitted(**window)
    scene.submitted(priority="urgent")
    over = scene.submitted()
    with scene.units.write(actor("manager")) as work:
        work_orders.cancel_order(work, over.id, over.version, "不装了")


def test_the_list_is_sorted_by_age_by_what_is_due_and_by_customer(scene: Scene, client: Client) -> None:
    mixed(scene)
    browser = client("agent")
    newest = walk(browser)
    assert [one["id"] for one in walk(browser, sort="oldest")] == [one["id"] for one in reversed(newest)]
    due = walk(browser, sort="due")
    promised = [one["due_at"] for one in due if one["due_at"]]
    assert promised == sorted(promised)
    assert due[0]["priority"] == "urgent"
    assert due[-1]["state"] == "cancelled", "nothing is promised for what is over"
    owners = [one["customer_name"] for one in walk(browser, sort="customer")]
    assert owners == sorted(owners)
    for rows in (due, walk(browser, sort="customer")):
        assert {one["id"] for one in rows} == {one["id"] for one in newest}
        assert len(rows) == len(newest)


def test_a_cursor_of_another_sorting_is_refused(scene: Scene, client: Client) -> None:
    mixed(scene)
    browser = client("agent")
    cursor = browser.get("/api/orders?limit=1&sort=due").json()["next"]
    assert browser.get("/api/orders", params={"cursor": cursor}).json()["code"] == "bad_cursor"
    assert browser.get("/api/orders?sort=luck").status_code == 422


def test_R27_an_export_holds_what_is_listed_no_phone_no_formula_and_is_on_record(scene: Scene, client: Client) -> None:
    mixed(scene)
    manager = client("manager", name="方经理")
    answer = manager.get("/api/orders.xlsx", params={"state": "submitted", "sort": "customer", "lang": "en"})
    assert answer.status_code == 200
    sheet = load_workbook(BytesIO(answer.content))["Orders"]
    rows = list(sheet.iter_rows(values_only=True))
    listed = walk(manager, state="submitted", sort="customer")
    assert [row[0] for row in rows[1:]] == [one["no"] for one in listed]
    assert "'=HYPERLINK(1)" in {row[5] for row in rows}
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert all("13826640917" not in str(cell) for row in rows for cell in row)
    with scene.units.read() as work:
        fact = work.session.exec(select(EventRow).where(EventRow.name == "order.exported")).one()
    assert (fact.actor_name, fact.payload["rows"], fact.payload["wanted"]["state"]) == ("方经理", 5, "submitted")


def test_an_export_that_is_too_long_is_refused_in_words(
    scene: Scene, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(order_export, "MOST", 3)
    mixed(scene)
    refused = client("manager").get("/api/orders.xlsx")
    assert (refused.status_code, refused.json()["code"]) == (422, "too_many_to_export")
    assert "3" in refused.json()["message"]["zh"]
    assert client("manager").get("/api/orders.xlsx?state=cancelled").status_code == 200
    assert client("agent").get("/api/orders.xlsx").json()["code"] == "not_allowed"
