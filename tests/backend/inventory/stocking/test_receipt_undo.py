"""A receipt entered by mistake is undone while nothing of it has moved, and its numbers can be received again."""

import io
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from backend.modules.inventory import public as inventory
from backend.modules.inventory.stocking.receiving import Delivery, DeviceLine, receive
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.conftest import GUANGZHOU
from tests.backend.inventory.store import (
    CENTRE,
    STORE,
    SU,
    booked,
    census,
    entered,
    fill,
    iccid,
    imei,
    place_of,
    replayed,
)

SignIn = Callable[..., AsgiClient]
CAME: dict[str, Any] = {
    "devices": [{"number": "N-1", "imei": imei(71), "product_code": "BD-500"}, {"imei": imei(72), "product_code": "YX-100"}],
    "sims": [{"iccid": iccid(71), "operator": "cucc"}],
    "parts": {"RELAY": 5},
}  # fmt: skip


@pytest.fixture
def keeper(house: House, client: SignIn) -> AsgiClient:
    fill(house)
    return client("warehouse", centre_id=None)


def post(keeper: AsgiClient, path: str, body: dict[str, Any], status: int = 200) -> Any:
    answer = keeper.post(f"/api/stock/{path}", json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


def received(keeper: AsgiClient, centre: str = CENTRE, **other: Any) -> Any:
    body = {"id": new_id(), "centre_id": centre, "note": "", **CAME, **other}
    return post(keeper, "receipts", body, 201)["paper"]


def undone(keeper: AsgiClient, paper: dict[str, Any], status: int = 200) -> Any:
    return post(keeper, f"papers/{paper['id']}/undo", {"reason": "收错了仓库"}, status)


def store(house: House, number: str) -> str | None:
    """The kind of place where a terminal is by the books, and of which model it is."""
    with house.units.read() as work:
        found = inventory.find_device(work, number)
        assert replayed(work) == booked(work)
        assert census(work) == entered(work)
    return f"{found.place_kind} {found.product_code}" if found else None


def test_what_came_leaves_the_books_and_comes_in_again_at_the_right_place(house: House, keeper: AsgiClient) -> None:
    wrong = received(keeper)
    assert wrong["may_undo"]
    paper = undone(keeper, wrong)["paper"]
    assert (paper["state"], paper["end_note"], paper["may_undo"]) == ("undone", "收错了仓库", False)
    assert store(house, "N-1") == "void BD-500"
    places = keeper.get("/api/stock").json()["items"]
    [here] = [one for one in places if one["place"]["id"] == place_of(STORE)]
    assert {one["code"]: one["quantity"] for one in here["items"]} == {"BD-500": 1, "SIM": 1, "RELAY": 10}
    assert undone(keeper, wrong, 409)["code"] == "paper_state"

    # The number was misread too: what is received now is what counts, and the IMEI finds one terminal.
    devices = [{"number": "N-9", "imei": imei(71), "product_code": "YX-100"}, CAME["devices"][1]]
    right = received(keeper, GUANGZHOU.id, devices=devices)
    assert right["state"] == "booked"
    assert store(house, "N-9") == store(house, imei(71)) == store(house, imei(72)) == "warehouse YX-100"
    with house.units.read() as work:
        card = inventory.find_sim(work, iccid(71))
        assert card is not None
        assert card.operator == "cucc"
    undone(keeper, right)
    assert store(house, imei(72)) == "void YX-100"


def test_the_same_receipt_sent_again_after_it_was_undone_enters_nothing(house: House, keeper: AsgiClient) -> None:
    body = {"id": new_id(), "centre_id": CENTRE, "note": "", **CAME}
    undone(keeper, post(keeper, "receipts", body, 201)["paper"])
    assert post(keeper, "receipts", body, 201)["paper"]["state"] == "undone"
    assert store(house, "N-1") == "void BD-500"


def test_of_two_receipts_at_once_only_one_brings_a_number_back(house: House, keeper: AsgiClient) -> None:
    undone(keeper, received(keeper))
    came = Delivery([DeviceLine("N-1", "BD-500", imei(71))])

    def there() -> str:
        try:
            with house.units.write() as work:
                return receive(work, GUANGZHOU.id, came).state
        except Refusal as refusal:
            return refusal.code

    with ThreadPoolExecutor(1) as pool:
        with house.units.write() as work:
            receive(work, CENTRE, came)
            second = pool.submit(there)
            time.sleep(0.2)  # until it has looked, and waits
        assert second.result() in ("stock_faults", "duplicate_number")
    assert store(house, "N-1") == "warehouse BD-500"


def test_what_has_moved_is_named_and_everything_stays(house: House, keeper: AsgiClient) -> None:
    paper = received(keeper)
    load = {"technician_id": SU, "devices": ["N-1"], "sims": [iccid(71)], "parts": {"RELAY": 12}, "note": ""}
    post(keeper, "issue", load)
    post(keeper, "return", {**load, "devices": [], "parts": {}})
    refused = undone(keeper, paper, 422)
    told = [(one["number"], one["zh"]) for one in refused["details"]["faults"]]
    assert told == [
        ("N-1", "账上不在这里，在苏师傅车上"), (iccid(71), "进账以后动过"), ("RELAY", "账上只有 3 个，要 5 个"),
    ]  # fmt: skip
    assert store(house, "N-1") == "van BD-500"
    assert store(house, imei(72)) == "warehouse YX-100"


@pytest.mark.one_database
def test_a_number_entered_by_mistake_cannot_be_handed_out(house: House, keeper: AsgiClient) -> None:
    undone(keeper, received(keeper))
    load = {"technician_id": SU, "devices": ["N-1"], "sims": [], "parts": {}, "note": ""}
    [why] = post(keeper, "issue", load, 422)["details"]["faults"]
    assert (why["zh"], why["en"]) == (
        "账上不在这里，在录错的号码里", "By the books it is not here but at numbers entered by mistake",
    )  # fmt: skip


@pytest.mark.one_database
def test_a_list_taken_by_mistake_can_be_taken_anew(house: House, keeper: AsgiClient) -> None:
    def handed_in() -> Any:
        file = io.BytesIO(f"终端号,IMEI,型号\nL-1,{imei(81)},BD-500\n".encode())
        answer = keeper.post(
            f"/api/stock/sheets?kind=devices&centre_id={CENTRE}", files={"file": ("到货.csv", file, "text/csv")}
        )
        assert answer.status_code == 201, answer.text
        return answer.json()

    first = handed_in()
    paper = post(keeper, f"sheets/{first['sheet_id']}/take", {})
    assert handed_in()["paper_id"] == paper["id"]
    undone(keeper, paper)
    again = handed_in()
    assert (again["paper_id"], again["good"], again["faults"]) == (None, 1, [])
    second = post(keeper, f"sheets/{again['sheet_id']}/take", {})
    assert (second["id"] != paper["id"], second["state"]) == (True, "booked")
    assert store(house, "L-1") == "warehouse BD-500"
