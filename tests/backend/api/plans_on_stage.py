"""Day plans on the stage: one that waits, one that is ready, one that was taken over."""

from typing import TYPE_CHECKING, Any

from backend.modules.planning.models import DayPlanRow
from backend.modules.planning.plans.applying import Record
from backend.modules.planning.plans.schemas import ChangeOut, ProposalOut
from tests.backend.conftest import NOW, SHENZHEN

if TYPE_CHECKING:
    from tests.backend.api.stage import Stage


def add_plans(stage: "Stage") -> None:
    """The rows as the worker leaves them; making one would take a second of every run."""
    change = ChangeOut(
        id=f"order:{stage.ids['approved']}", kind="place", order_id=stage.ids["approved"], visit_id=None,
        version=stage.versions["approved"], no="PG", order_kind="install", priority="normal", customer_name="深港",
        district="坪山区", plates=[], visit_state=None, from_id=None, from_name=None, to_id=stage.ids["technician"],
        to_name="苏师傅", start_before=None, start=NOW, end=NOW, window_start=NOW, window_end=NOW, late=False,
    )  # fmt: skip
    taken = Record(state="applied", visit_id=stage.ids["visit"], version=stage.versions["visit"])
    plans = {
        "plan_queued": _plan(state="queued"),
        "plan": _plan(state="ready", result=ProposalOut(changes=[change]).model_dump(mode="json")),
        "plan_accepted": _plan(
            state="accepted", result=ProposalOut(changes=[change]).model_dump(mode="json"),
            outcomes={change.id: taken.model_dump(mode="json")},
        ),
    }  # fmt: skip
    with stage.house.units.write() as work:
        for name, row in plans.items():
            work.session.add(row)
            stage.ids[name] = row.id


def _plan(**more: Any) -> DayPlanRow:
    return DayPlanRow(
        day=NOW.date(),
        centre_ids=[SHENZHEN.id],
        asked_by="somebody",
        asked_by_name="邱敏",
        seconds=5,
        created_at=NOW,
        **more,
    )
