"""The life of a day plan as a table: from, action, to. The only door to its state."""

from backend.kernel.errors import Refusal
from backend.modules.planning.errors import PLAN_STATE

STATES = {
    "queued": ("排队中", "waiting for its turn"),
    "running": ("正在排", "being made"),
    "ready": ("已排好", "ready"),
    "accepted": ("已采用", "accepted"),
    "discarded": ("已放弃", "put aside"),
    "failed": ("没排成", "not made"),
    "cancelled": ("已停止", "stopped"),
}
STEPS = {
    ("queued", "claim"): "running",
    # The worker that had it is gone; another takes it up again.
    ("running", "claim"): "running",
    # The worker is stopped in good order and leaves it to the next one.
    ("running", "release"): "queued",
    ("running", "deliver"): "ready",
    ("running", "fail"): "failed",
    ("queued", "stop"): "cancelled",
    ("running", "stop"): "cancelled",
    ("ready", "stop"): "discarded",
    ("ready", "accept"): "accepted",
    ("accepted", "undo"): "accepted",
}


def step(state: str, action: str) -> str:
    """The state after this action; refuses (409) what cannot follow."""
    target = STEPS.get((state, action))
    if target is None:
        zh, en = STATES[state]
        raise Refusal(PLAN_STATE, state=state, state_zh=zh, state_en=en)
    return target
