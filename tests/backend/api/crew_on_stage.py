"""A channel that nothing leaves by (no carrier of texts is connected), and a notice that was given up."""

from typing import TYPE_CHECKING

from backend.modules.notifications.crew import channels
from backend.modules.notifications.crew.models import NoticeRow
from tests.backend.conftest import NOW, SHENZHEN
from tests.backend.visit_story import OFFICE

if TYPE_CHECKING:
    from tests.backend.api.stage import Stage


def add_crew(stage: "Stage") -> None:
    """Shenzhen's own, for one technician."""
    who = stage.ids["technician"]
    with stage.house.units.write(OFFICE) as work:
        made = channels.add(work, "苏师傅短信", "13900139000", ["cases"], "zh", None, who)
        given_up = NoticeRow(
            cause="stage", target="push:none", code="visit_new", technician_id=who, centre_id=SHENZHEN.id, tag="t",
            said={"zh": ["新单", ""], "en": ["New visit", ""]}, path="/phone/today", state="failed", created_at=NOW,
            due_at=NOW,
        )  # fmt: skip
        work.session.add(given_up)
        stage.ids["channel"], stage.ids["notice"] = made.id, given_up.id
