"""The keeper's things on the stage: a paper to undo, a transfer on the road, counts, a list; and a call of each operation."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from backend.kernel.ids import new_id
from tests.backend.conftest import GUANGZHOU, SHENZHEN

if TYPE_CHECKING:
    from tests.backend.api.stage import Stage

KEEPER, FAR = ("warehouse", "SZ"), ("warehouse", "GZ")
LIST = "配件编号,数量\nTIE,3\nTIE,-1\n"
Body = Callable[["Stage"], dict[str, Any]]


def add_stock(stage: Stage) -> None:
    """One of each thing that an act of the keeper needs."""
    near = {"id": new_id(), "centre_id": SHENZHEN.id, "parts": {"FUSE": 50}}
    stage.ids["store"] = _ask(stage, KEEPER, "receipts", near)["paper"]["to_place"]["id"]
    away = {"id": new_id(), "centre_id": GUANGZHOU.id, "parts": {"FUSE": 50}}
    stage.ids["far_store"] = _ask(stage, FAR, "receipts", away)["paper"]["to_place"]["id"]
    one = {"technician_id": stage.ids["technician"], "parts": {"TIE": 1}}
    stage.ids["issue"] = _ask(stage, KEEPER, "issue", one)["paper"]["id"]
    for name, ends in (("coming", ("far_store", "store")), ("going", ("store", "far_store"))):
        road = {"id": new_id(), "from_place": stage.ids[ends[0]], "to_place": stage.ids[ends[1]], "parts": {"FUSE": 2}}
        stage.ids[name] = _ask(stage, FAR if name == "coming" else KEEPER, "transfers", road)["paper"]["id"]
    stock = stage.ask(KEEPER, "GET", "/api/stock").json()["items"]
    vans = {row["place"]["technician_id"]: row["place"]["id"] for row in stock if row["place"]["kind"] == "van"}
    stage.ids["van"] = vans[stage.ids["technician"]]
    count = {"id": new_id(), "place_id": stage.ids["store"]}
    stage.ids["count"] = _ask(stage, KEEPER, "counts", count)["count"]["id"]
    seen = _ask(stage, KEEPER, f"counts/{stage.ids['count']}/see", {"text": "NO-SUCH-1"})
    stage.ids["entry"] = seen["last"][0]["entry_id"]
    for code in ("FUSE", "TIE"):
        _ask(stage, KEEPER, f"counts/{stage.ids['count']}/parts", {"code": code, "quantity": 40})
    waiting = {"id": new_id(), "place_id": stage.ids["van"]}
    stage.ids["count_waiting"] = _ask(stage, KEEPER, "counts", waiting)["count"]["id"]
    parts = {
        one["code"]
        for row in stock
        if row["place"]["id"] == stage.ids["van"]
        for one in row["items"]
        if one["kind"] == "part"
    }
    for code in sorted(parts):
        _ask(stage, KEEPER, f"counts/{stage.ids['count_waiting']}/parts", {"code": code, "quantity": 0})
    _ask(stage, KEEPER, f"counts/{stage.ids['count_waiting']}/finish", {"version": 1, "note": "找不到"})
    asked = f"/api/stock/sheets?kind=parts&centre_id={SHENZHEN.id}"
    sheet = stage.ask(KEEPER, "POST", asked, files={"file": ("parts.csv", LIST.encode(), "text/csv")})
    stage.ids["stock_sheet"] = sheet.json()["sheet_id"]
    stage.ids["list_kind"] = "parts"
    stage.ids["part_code"] = "FUSE"


def _ask(stage: Stage, who: tuple[str, str], path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = stage.ask(who, "POST", f"/api/stock/{path}", json=body)
    assert answer.status_code < 300, answer.text
    return dict(answer.json())


def _load(stage: Stage) -> dict[str, Any]:
    return {
        "id": new_id(),
        "technician_id": stage.ids["technician"],
        "parts": {"TIE": 1},
        "devices": [],
        "sims": [],
        "note": "补",
    }


def _receipt(_: Stage) -> dict[str, Any]:
    sims = [
        {"iccid": "89860426192300000991", "msisdn": "", "operator": "cmcc", "card_type": "plug", "product_code": "SIM"}
    ]
    return {"id": new_id(), "centre_id": SHENZHEN.id, "devices": [], "sims": sims, "parts": {"TIE": 2}, "note": ""}


def _transfer(stage: Stage) -> dict[str, Any]:
    ends = {"from_place": stage.ids["store"], "to_place": stage.ids["far_store"]}
    return {"id": new_id(), **ends, "parts": {"FUSE": 1}, "devices": [], "sims": [], "note": ""}


# Operation → (role, body, query, names of things of the stage in its path).
STOCK: dict[str, tuple[str, Body | None, dict[str, str], dict[str, str]]] = {
    "POST /api/stock/receipts/read": ("warehouse", lambda s: {"text": "89860426192300000991"}, {}, {}),
    "POST /api/stock/receipts": ("warehouse", _receipt, {}, {}),
    "GET /api/stock/templates/{kind}": ("warehouse", None, {}, {"kind": "list_kind"}),
    "POST /api/stock/sheets": ("warehouse", None, {"centre_id": SHENZHEN.id, "kind": "parts"}, {}),
    "GET /api/stock/sheets/{sheet_id}": ("warehouse", None, {}, {"sheet_id": "stock_sheet"}),
    "GET /api/stock/sheets/{sheet_id}/faulty.xlsx": ("warehouse", None, {}, {"sheet_id": "stock_sheet"}),
    "POST /api/stock/sheets/{sheet_id}/take": ("warehouse", lambda s: {"note": ""}, {}, {"sheet_id": "stock_sheet"}),
    "POST /api/stock/issue": ("warehouse", _load, {}, {}),
    "POST /api/stock/return": ("warehouse", _load, {}, {}),
    "POST /api/stock/transfers": ("warehouse", _transfer, {}, {}),
    "GET /api/stock/papers": ("warehouse", None, {"kind": "issue", "limit": "5"}, {}),
    "GET /api/stock/papers/{paper_id}": ("warehouse", None, {}, {"paper_id": "issue"}),
    "POST /api/stock/papers/{paper_id}/undo": ("warehouse", lambda s: {"reason": "发错"}, {}, {"paper_id": "issue"}),
    "POST /api/stock/papers/{paper_id}/arrive": ("warehouse", lambda s: {"arrived": {"FUSE": 1}}, {}, {"paper_id": "coming"}),
    "POST /api/stock/papers/{paper_id}/give-up": ("manager", lambda s: {"reason": "丢件"}, {}, {"paper_id": "going"}),
    "GET /api/stock/suggestion": ("warehouse", None, {"technician_id": "@technician", "days": "1"}, {}),
    "GET /api/stock/shortages": ("warehouse", None, {"days": "1", "everything": "true"}, {}),
    "PUT /api/stock/levels/{place_id}/{code}": (
        "warehouse", lambda s: {"least": 5, "was": 0}, {}, {"place_id": "store", "code": "part_code"},
    ),
    "GET /api/stock/movements": ("warehouse", None, {"place": "@store", "why": "issue", "limit": "5"}, {}),
    "GET /api/stock/movements.xlsx": ("warehouse", None, {"place": "@store", "lang": "en"}, {}),
    "GET /api/stock/counts": ("warehouse", None, {"limit": "5"}, {}),
    "POST /api/stock/counts": ("warehouse", lambda s: {"id": s.ids["count"], "place_id": s.ids["store"], "note": ""}, {}, {}),
    "GET /api/stock/counts/{count_id}": ("warehouse", None, {}, {"count_id": "count"}),
    "POST /api/stock/counts/{count_id}/see": ("warehouse", lambda s: {"text": "NO-SUCH-2"}, {}, {"count_id": "count"}),
    "POST /api/stock/counts/{count_id}/parts": ("warehouse", lambda s: {"code": "FUSE", "quantity": 3}, {}, {"count_id": "count"}),
    "DELETE /api/stock/counts/{count_id}/entries/{entry_id}": ("warehouse", None, {}, {"count_id": "count", "entry_id": "entry"}),
    "POST /api/stock/counts/{count_id}/finish": (
        "warehouse", lambda s: {"version": 1, "note": "用掉了", "reasons": {"FUSE": "用掉了"}}, {}, {"count_id": "count"},
    ),
    "POST /api/stock/counts/{count_id}/cancel": ("warehouse", lambda s: {"version": 1}, {}, {"count_id": "count"}),
    "POST /api/stock/counts/{count_id}/approve": (
        "manager", lambda s: {"version": 2, "note": ""}, {}, {"count_id": "count_waiting"},
    ),
    "POST /api/stock/counts/{count_id}/refuse": (
        "manager", lambda s: {"version": 2, "note": "再盘"}, {}, {"count_id": "count_waiting"},
    ),
}  # fmt: skip
