"""A phone on the stage that holds a refused command, and a call of each operation about unsent work."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from backend.kernel.ids import new_id
from tests.backend.conftest import NOW
from tests.backend.sync.rescue_files import command, content_of, sealed

if TYPE_CHECKING:
    from tests.backend.api.stage import Stage

Body = Callable[["Stage"], dict[str, Any]]


def add_unsent(stage: Stage) -> None:
    """A phone that holds a refused command, and has told so."""
    technician = ("technician", "SZ")
    stage.ids["phone_owner"] = stage.ask(technician, "GET", "/api/auth/me").json()["user"]["id"]
    stage.ids["phone"], stage.ids["refusal"] = f"phone-{new_id()}", new_id()
    lost = {"id": stage.ids["refusal"], "seq": 1, "kind": "visit.start", "event_time": NOW.isoformat(), "payload": {}}
    body = {"client_id": stage.ids["phone"], "commands": [lost]}
    stage.ask(technician, "POST", "/api/sync/commands", json=body)
    holds = {"client_id": stage.ids["phone"], "commands": 1, "photos": 0, "refused": [stage.ids["refusal"]]}
    stage.ask(technician, "POST", "/api/sync/unsent", json=holds)


def rescue_file(stage: Stage) -> dict[str, Any]:
    """The file of a phone whose one command has not arrived."""
    one = command(1, "visit.accept", visit_id=stage.ids["visit"])
    return sealed(content_of(stage.ids["phone_owner"], one, client_id=f"phone-{new_id()}"))


def holds(stage: Stage) -> dict[str, Any]:
    """What a phone tells."""
    return {
        "client_id": f"phone-{new_id()}", "commands": 2, "photos": 1, "refused": [stage.ids["refusal"]],
        "oldest_at": NOW.isoformat(), "device": "Android",
    }  # fmt: skip


UNSENT: dict[str, tuple[str, Body | None, dict[str, str], dict[str, str]]] = {
    "GET /api/unsent": ("dispatcher", None, {}, {}),
    "GET /api/phone-policy": ("agent", None, {}, {}),
    "PUT /api/phone-policy": ("manager", lambda s: {"keep_days": 5}, {}, {}),
    "POST /api/sync/unsent": ("technician", holds, {}, {}),
    "POST /api/unsent/refused/{command_id}/settle": (
        "dispatcher", lambda s: {"note": "改派了"}, {}, {"command_id": "refusal"},
    ),
    "POST /api/unsent/phones/{client_id}/put-away": (
        "dispatcher", lambda s: {"reason": "手机坏了"}, {}, {"client_id": "phone"},
    ),
    "POST /api/rescue/preview": ("dispatcher", rescue_file, {}, {}),
    "POST /api/rescue": ("agent", rescue_file, {}, {}),
    "PUT /api/rescue/{owner_id}/files/{sha256}": (
        "dispatcher", None, {}, {"owner_id": "phone_owner", "sha256": "sha256"},
    ),
}  # fmt: skip
