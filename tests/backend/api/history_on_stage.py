"""For the stage: a terminal and a card with a history, and a number case that was settled."""

from typing import Any

from sqlmodel import col, select

from backend.modules.inventory import public as inventory
from backend.modules.inventory.cases import open_case
from backend.modules.inventory.models import DeviceRow, PlaceRow
from backend.modules.inventory.settling.settle import settle
from tests.backend.conftest import NOW, SHENZHEN
from tests.backend.visit_story import OFFICE

CARD = "89860426192300000041"


def add_history(stage: Any) -> None:
    """Put them on the stage."""
    van = inventory.PlaceRef("van", stage.ids["technician"], centre_id=SHENZHEN.id)
    with stage.house.units.write(OFFICE) as work:
        [stage.ids["sim"]] = inventory.load_sims(work, [inventory.NewSim(CARD, van)])
        placed = select(DeviceRow.id).join(PlaceRow, col(PlaceRow.id) == col(DeviceRow.place_id))
        mine = placed.where(PlaceRow.centre_id == SHENZHEN.id).order_by(DeviceRow.id)
        stage.ids["device"] = work.session.exec(mine).first()
        stage.ids["kind"] = "terminal"
        act = inventory.FieldAct("none", "nowhere", stage.ids["technician"], None, NOW)
        stage.ids["case_settled"] = open_case(work, act, "part_short", "TIE", {}, centre_id=SHENZHEN.id)
        settle(work, stage.ids["case_settled"], "", "keep")
