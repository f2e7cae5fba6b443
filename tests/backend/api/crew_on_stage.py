"""What is told to one's own people on the stage, and the calls about it: a channel that nothing leaves by, and a notice that was given up."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from backend.modules.notifications.crew import channels
from backend.modules.notifications.crew.models import NoticeRow
from tests.backend.conftest import NOW, SHENZHEN
from tests.backend.visit_story import OFFICE

if TYPE_CHECKING:
    from tests.backend.api.stage import Stage

Body = Callable[["Stage"], dict[str, Any]]
CHANNEL = {"channel_id": "channel"}
# A mail server that is not there: the test message is answered at once, with a no.
NOWHERE = "mailto://127.0.0.1:9?from=paigong@example.com&to=su@example.com"


def _channel(stage: "Stage") -> dict[str, Any]:
    address = "https://open.feishu.cn/open-apis/bot/v2/hook/abc-1"
    about = {"name": "老李", "about": ["visits"], "lang": "zh", "centre_id": SHENZHEN.id, "technician_id": None}
    return about | {"address": address}


def _subscription(stage: "Stage") -> dict[str, Any]:
    # A point of P-256 and 16 bytes, as a browser gives them.
    point = "BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU"
    keys = {"p256dh": point, "auth": "AAAAAAAAAAAAAAAAAAAAAA"}
    return {"endpoint": "https://fcm.googleapis.com/fcm/send/abc", "lang": "zh", **keys}


# Operation → (role, body, query, names of things of the stage in its path).
CREW: dict[str, tuple[str, Body | None, dict[str, str], dict[str, str]]] = {
    "GET /api/channels": ("dispatcher", None, {}, {}),
    "POST /api/channels": ("manager", _channel, {}, {}),
    "PATCH /api/channels/{channel_id}": ("manager", lambda s: {"version": 1, "active": False}, {}, CHANNEL),
    "DELETE /api/channels/{channel_id}": ("manager", None, {}, CHANNEL),
    "POST /api/channels/{channel_id}/test": ("manager", None, {}, CHANNEL),
    "GET /api/notices/given-up": ("dispatcher", None, {}, {}),
    "POST /api/notices/{notice_id}/repeat": ("manager", None, {}, {"notice_id": "notice"}),
    "GET /api/phone/push": ("technician", None, {}, {}),
    "PUT /api/phone/push": ("technician", _subscription, {}, {}),
    "DELETE /api/phone/push": ("technician", None, {}, {}),
}


def add_crew(stage: "Stage") -> None:
    """Shenzhen's own, for one technician."""
    who = stage.ids["technician"]
    with stage.house.units.write(OFFICE) as work:
        made = channels.add(work, "苏师傅邮箱", NOWHERE, "", ["cases"], "zh", None, who)
        given_up = NoticeRow(
            cause="stage", target="push:none", code="visit_new", technician_id=who, centre_id=SHENZHEN.id, tag="t",
            said={"zh": ["新单", ""], "en": ["New visit", ""]}, path="/phone/today", state="failed", created_at=NOW,
            due_at=NOW,
        )  # fmt: skip
        work.session.add(given_up)
        stage.ids["channel"], stage.ids["notice"] = made.id, given_up.id
