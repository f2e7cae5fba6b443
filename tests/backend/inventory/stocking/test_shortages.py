"""What the visits ahead need against vans, warehouse and minimum levels."""

from collections.abc import Callable

import pytest

from backend.modules.inventory.stocking import shortages
from backend.modules.inventory.stocking.shortages import VisitNeed
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.conftest import NOW
from tests.backend.inventory.store import CENTRE, LI, STORE, SU, fill, iccid, place_of, terminal

SignIn = Callable[..., AsgiClient]


def need(number: int, who: str, **stock: int) -> VisitNeed:
    """A visit of tomorrow."""
    codes = {code.replace("_", "-"): count for code, count in stock.items()}
    return VisitNeed(
        f"visit-{number}", f"V-{number}", f"order-{number}", f"O-{number}", who, CENTRE, NOW, "深港冷链", codes
    )


@pytest.mark.one_database
def test_R9_what_a_van_lacks_for_its_visits_is_suggested_from_the_warehouse(house: House) -> None:
    fill(house)
    needs = [need(1, LI, BD_500=2, SIM=2, RELAY=3), need(2, LI, RELAY=9), need(3, SU, BD_500=1)]
    with house.units.read() as work:
        load, short = shortages.suggestion(work, LI, needs)
        [relays, *rest] = shortages.shortages(work, needs)
    assert (load.devices, load.sims, load.parts) == ([terminal(21)], [iccid(21)], {"RELAY": 10})
    assert dict(short) == {"RELAY": 2}
    assert (relays.product.code, relays.needed, relays.lacking, relays.in_store, relays.short) == (
        "RELAY",
        12,
        12,
        10,
        2,
    )
    assert [one.visit_no for one in relays.visits] == ["V-1", "V-2"]
    assert [(one.product.code, one.short, one.lacking) for one in rest] == [("BD-500", 0, 1), ("SIM", 0, 1)]


@pytest.mark.one_database
def test_a_minimum_counts_what_is_left_once_the_vans_are_filled(house: House, client: SignIn) -> None:
    fill(house)
    keeper = client("warehouse")
    level = f"/api/stock/levels/{place_of(STORE)}/RELAY"
    assert keeper.put(level, json={"least": 9, "was": 0}).json()["least"] == 9
    assert keeper.put(level, json={"least": 8, "was": 0}).json()["code"] == "changed_meanwhile"
    assert client("dispatcher").put(level, json={"least": 8, "was": 9}).json()["code"] == "not_allowed"
    assert (
        keeper.put(f"/api/stock/levels/{place_of(STORE)}/TRAVEL", json={"least": 1, "was": 0}).json()["code"]
        == "unknown_product"
    )
    assert keeper.get("/api/stock/shortages").json()["items"] == []
    everything = keeper.get("/api/stock/shortages", params={"everything": True}).json()["items"]
    assert {one["code"] for one in everything} == {"RELAY", "BD-500", "SIM"}
    with house.units.read() as work:
        [relays] = shortages.shortages(work, [need(1, LI, RELAY=3)])
    assert (relays.low, relays.short) == (2, 0)
