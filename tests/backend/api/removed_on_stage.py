"""Removed parts for the stage: one on the van, one reported lost, some in the store, in a batch and at the factory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.backend.conftest import SHENZHEN

if TYPE_CHECKING:
    from tests.backend.api.stage import Stage

KEEPER = ("warehouse", "SZ")
PARCEL = {"centre_id": SHENZHEN.id, "factory": "华南终端厂", "carrier": "顺丰", "parcel_no": "SF1"}


def add_removed(stage: Stage) -> None:
    """Old cameras that were handed in without a record, each brought as far as its name says."""
    stage.ids["removed"] = _handed_in(stage, "OLD-1", on_van=True)
    stage.ids["removed_lost"] = _handed_in(stage, "OLD-2", on_van=True)
    _ask(stage, f"/api/removed/{stage.ids['removed_lost']}/act", {"act": "report_loss", "note": "找不到"})
    stage.ids["removed_in"] = _handed_in(stage, "OLD-3")
    stage.ids["batch"], stage.ids["line"] = _packed(stage, _handed_in(stage, "OLD-4"))
    stage.ids["batch_sent"], stage.ids["line_sent"] = _packed(stage, _handed_in(stage, "OLD-5"))
    _ask(stage, f"/api/return-batches/{stage.ids['batch_sent']}/act", {"act": "send"})
    stage.ids["batch_back"], stage.ids["line_back"] = _packed(stage, _handed_in(stage, "OLD-6"))
    back = f"/api/return-batches/{stage.ids['batch_back']}"
    _ask(stage, f"{back}/act", {"act": "send"})
    _ask(stage, f"{back}/lines/{stage.ids['line_back']}/result", {"result": "repaired"})


def _handed_in(stage: Stage, number: str, *, on_van: bool = False) -> str:
    body = {
        "kind": "part",
        "number": number,
        "product_code": "CAM-1080",
        "centre_id": SHENZHEN.id,
        "bound_for": "factory",
    }
    van = {"technician_id": stage.ids["technician"]} if on_van else {}
    return str(_ask(stage, "/api/removed", body | van)["entry"]["id"])


def _packed(stage: Stage, removed_id: str) -> tuple[str, str]:
    batch = _ask(stage, "/api/return-batches", PARCEL)
    path = f"/api/return-batches/{batch['id']}/lines"
    lines = _ask(stage, path, {"removed_ids": [removed_id], "claim": True})["lines"]
    return batch["id"], lines[0]["id"]


def _ask(stage: Stage, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = stage.ask(KEEPER, "POST", path, json=body)
    assert answer.status_code < 300, answer.text
    found: dict[str, Any] = answer.json()
    return found
