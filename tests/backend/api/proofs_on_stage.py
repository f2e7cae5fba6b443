"""Proofs on the stage: one that a person has to settle, one that went dark after it had been proven."""

from typing import TYPE_CHECKING, Any

from backend.modules.proof import public as proof
from backend.modules.proof.models import ProofRow, ReworkRow
from backend.modules.work_orders import public as work_orders
from tests.backend.conftest import NOW, SHENZHEN

if TYPE_CHECKING:
    from tests.backend.api.stage import Stage


def add_proofs(stage: "Stage") -> None:
    """The rows as the job leaves them when the platform could not be asked for days."""
    with stage.house.units.write() as work:
        proof.load_rules(work)
        order_id = stage.ids["done"]
        item, visit = work_orders.items(work, order_id)[0], work_orders.visits_of(work, order_id)[0]
        about: dict[str, Any] = {
            "item_id": item.id, "visit_id": visit.id, "order_id": order_id, "centre_id": SHENZHEN.id,
            "technician_id": visit.technician_id, "vehicle_id": item.vehicle_id, "plate": "粤B77778",
            "device_no": "T-77778", "opened_at": NOW,
        }  # fmt: skip
        checks = [
            {"code": "online", "state": "not_checked", "value_zh": "", "value_en": "", "wanted_zh": "", "wanted_en": ""}
        ]
        told: dict[str, Any] = {
            **about,
            "device_id": "device",
            "act": "swap_sim",
            "started_at": NOW,
            "finished_at": NOW,
        }
        lasting = ProofRow(cause="lasting", state="passed", decided_at=NOW, **told)
        unknown = ProofRow(cause="unknown", state="given_up", checks=checks, **told)
        work.session.add_all([lasting, unknown])
        work.session.flush()
        dark = ReworkRow(proof_id=lasting.id, proven_at=NOW, **about)
        work.session.add(dark)
        stage.ids["proof"], stage.ids["rework"] = unknown.id, dark.id
        stage.ids["item_done"], stage.ids["family"] = item.id, "*"
