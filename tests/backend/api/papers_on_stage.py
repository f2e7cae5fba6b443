"""What papers are printed of: a slip of the keeper, a visit that took something out, an order at work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from backend.modules.inventory import public as inventory
from backend.modules.inventory.removed.models import RemovedRow
from backend.modules.work_orders import public as work_orders
from tests.backend.visit_story import OFFICE

if TYPE_CHECKING:
    from tests.backend.api.stage import Stage


def add_papers(stage: Stage) -> None:
    """Their ids."""
    with stage.house.units.write(OFFICE) as work:
        stage.ids["stock_paper"] = inventory.issue(work, stage.ids["technician"], parts={"TIE": 1}).id
        took_out = select(RemovedRow.visit_id).where(RemovedRow.visit_id.is_not(None))  # type: ignore[union-attr]
        stage.ids["visit_took_out"] = work.session.exec(took_out).first() or ""
        stage.ids["order_at_work"] = work_orders.visit(work, stage.ids["visit_at_work"]).order_id
