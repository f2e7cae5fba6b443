"""For the stage: a terminal and a card with a history, and a number case that was settled."""

from typing import Any

from sqlmodel import col, select

from backend.modules.inventory.cases import open_case
from backend.modules.inventory.models import DeviceRow, PlaceRow, SimRow
from backend.modules.inventory.public import FieldAct
from backend.modules.inventory.settling.settle import settle
from tests.backend.conftest import NOW, SHENZHEN
from tests.backend.visit_story import OFFICE


def add_history(stage: Any) -> None:
    """Put them on the stage."""
    with stage.house.units.write(OFFICE) as work:
        for name, table in (("device", DeviceRow), ("sim", SimRow)):
            mine = (
                select(table.id)
                .join(PlaceRow, col(PlaceRow.id) == col(table.place_id))
                .where(PlaceRow.centre_id == SHENZHEN.id)
            )
            stage.ids[name] = work.session.exec(mine.order_by(table.id)).first()
        stage.ids["kind"] = "terminal"
        act = FieldAct("none", "nowhere", stage.ids["technician"], None, NOW)
        stage.ids["case_settled"] = open_case(work, act, "part_short", "TIE", {}, centre_id=SHENZHEN.id)
        settle(work, stage.ids["case_settled"], "", "keep")
