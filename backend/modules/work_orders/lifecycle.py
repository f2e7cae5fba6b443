"""The lives of orders, items and visits as tables: from, action, to, who, offline. The only door to a state.

`python -m backend.modules.work_orders.lifecycle` writes docs/lifecycle.md and the phone's lifecycle.gen.ts.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from backend.kernel.errors import Refusal
from backend.modules.work_orders.errors import ROLE_MAY_NOT, WRONG_STATE

SYSTEM = "system"
FIELD = frozenset({"technician", "partner_technician"})
PLANNERS = frozenset({"dispatcher", "manager"})
INTAKE = frozenset({"agent", "complaint_handler", "dispatcher", "manager", "customer"})
ONLY_SYSTEM = frozenset({SYSTEM})


@dataclass(frozen=True)
class Step:
    """One allowed change. `offline`: the phone may do it with no signal and tell later."""

    source: str
    action: str
    target: str
    who: frozenset[str]
    offline: bool = False


@dataclass(frozen=True)
class Lifecycle:
    """All the steps of one kind of thing."""

    thing: str
    states: tuple[str, ...]
    steps: tuple[Step, ...]

    def step(self, state: str, action: str, roles: Iterable[str]) -> Step:
        """The step for this action from this state; refuses a wrong state (409) or role (403)."""
        for one in self.steps:
            if one.source == state and one.action == action:
                if not one.who & set(roles):
                    raise Refusal(ROLE_MAY_NOT, action=action, **action_words(action))
                return one
        raise Refusal(WRONG_STATE, state=state, action=action, **action_words(action), **state_words(self.thing, state))

    def can(self, state: str, action: str, roles: Iterable[str]) -> bool:
        """Whether `step` would allow it."""
        return any(one.source == state and one.action == action and bool(one.who & set(roles)) for one in self.steps)

    @property
    def actions(self) -> tuple[str, ...]:
        """Every action, in the order of the table."""
        return tuple(dict.fromkeys(one.action for one in self.steps))

    def ends(self) -> frozenset[str]:
        """The states that nothing leads out of."""
        return frozenset(self.states) - {one.source for one in self.steps if one.source != one.target}


def _steps(sources: str, action: str, target: str, who: frozenset[str], *, offline: bool = False) -> tuple[Step, ...]:
    """One step for each source; target "=" leaves the state as it is."""
    return tuple(Step(source, action, source if target == "=" else target, who, offline) for source in sources.split())


ORDER = Lifecycle(
    "order",
    (
        "draft", "submitted", "approved", "in_progress", "on_hold", "completed", "closed", "rejected", "cancelled",
    ),
    (
        *_steps("draft rejected", "submit", "submitted", INTAKE | {SYSTEM}),
        *_steps("submitted", "approve", "approved", frozenset({"manager"})),
        *_steps("submitted", "approve_by_rule", "approved", ONLY_SYSTEM),
        *_steps("submitted", "approve_verbally", "approved", frozenset({"agent", "dispatcher", "manager"})),
        *_steps("in_progress on_hold", "approve_verbally", "=", PLANNERS | {"agent"}),
        *_steps("submitted", "reject", "rejected", frozenset({"manager"})),
        *_steps("approved in_progress on_hold", "dispatch", "in_progress", PLANNERS),
        *_steps("in_progress", "return", "approved", ONLY_SYSTEM),
        *_steps("in_progress", "hold", "on_hold", ONLY_SYSTEM),
        *_steps("in_progress", "complete", "completed", ONLY_SYSTEM),
        *_steps("completed", "close", "closed", ONLY_SYSTEM),
        # The platform says that it does not work (R32): back to dispatch; and the way back, should it work after all.
        *_steps("completed", "reopen", "approved", ONLY_SYSTEM),
        *_steps("approved", "stand", "completed", ONLY_SYSTEM),
        *_steps("draft submitted approved", "cancel", "cancelled", PLANNERS | {"agent"}),
        *_steps("in_progress on_hold", "cancel", "cancelled", PLANNERS),
    ),
)  # fmt: skip

ITEM = Lifecycle(
    "item",
    ("open", "recorded", "suspended", "cancelled"),
    (
        *_steps("open suspended", "record", "open", FIELD, offline=True),
        *_steps("open suspended", "finish", "recorded", FIELD, offline=True),
        *_steps("open suspended", "suspend", "suspended", FIELD, offline=True),
        *_steps("suspended", "resume", "open", PLANNERS | {SYSTEM}),
        *_steps("open suspended", "cancel", "cancelled", ONLY_SYSTEM),
        *_steps("recorded", "reopen", "open", ONLY_SYSTEM),
        *_steps("open suspended", "stand", "recorded", ONLY_SYSTEM),
    ),
)

LIVE_VISIT = "planned dispatched accepted en_route on_site working"
VISIT = Lifecycle(
    "visit",
    (
        "planned", "dispatched", "accepted", "en_route", "on_site", "working",
        "completed", "declined", "suspended", "failed", "cancelled",
    ),
    (
        *_steps("planned", "dispatch", "dispatched", PLANNERS),
        *_steps("dispatched", "accept", "accepted", FIELD, offline=True),
        *_steps("dispatched accepted", "decline", "declined", FIELD, offline=True),
        *_steps("dispatched accepted en_route", "contact", "=", FIELD, offline=True),
        *_steps("dispatched accepted", "tick", "=", FIELD, offline=True),
        *_steps("accepted", "set_off", "en_route", FIELD, offline=True),
        *_steps("accepted en_route", "arrive", "on_site", FIELD, offline=True),
        *_steps("on_site", "start", "working", FIELD, offline=True),
        *_steps("on_site working", "photograph", "=", FIELD, offline=True),
        *_steps("working", "write", "=", FIELD, offline=True),
        *_steps("working", "sign", "=", FIELD, offline=True),
        *_steps("working", "complete", "completed", FIELD, offline=True),
        *_steps("accepted en_route on_site working", "report_word", "=", FIELD, offline=True),
        # Extra work on site: the customer agrees by his link while the technician is there (R17).
        *_steps("working", "answer_by_link", "=", frozenset({"customer"})),
        # The customer was away and signs by his link (R37): what he signs for has to be whole.
        *_steps("completed", "sign_by_link", "=", frozenset({"customer"})),
        *_steps("en_route on_site working", "suspend", "suspended", FIELD, offline=True),
        *_steps("accepted en_route on_site", "fail", "failed", FIELD, offline=True),
        *_steps("planned dispatched accepted", "reassign", "dispatched", PLANNERS),
        *_steps("planned dispatched accepted", "reschedule", "=", PLANNERS),
        *_steps("planned dispatched", "undo", "cancelled", PLANNERS),
        *_steps("dispatched accepted en_route on_site working", "join", "=", PLANNERS),
        *_steps(LIVE_VISIT, "cancel", "cancelled", PLANNERS | {"agent", SYSTEM}),
    ),
)  # fmt: skip

# What is done with a vehicle where the kind of order leaves no choice.
ACT_OF_KIND = {"install": "install", "removal": "remove", "transfer": "transfer", "inspection": "none"}
LIVE_VISIT_STATES = tuple(LIVE_VISIT.split())
LIVE_ORDER_STATES = ("draft", "submitted", "approved", "in_progress", "on_hold")
ALL = (ORDER, ITEM, VISIT)

# (zh, en) of every state and action, as people read them in a refusal and in the diagrams.
STATE_WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "order": {
        "draft": ("草稿", "draft"), "submitted": ("待批准", "waiting for approval"), "approved": ("待派工", "to be dispatched"),
        "in_progress": ("进行中", "in progress"), "on_hold": ("挂起", "on hold"), "completed": ("已完工", "completed"),
        "closed": ("已关闭", "closed"), "rejected": ("已驳回", "rejected"), "cancelled": ("已取消", "cancelled"),
    },
    "item": {
        "open": ("未做", "to do"), "recorded": ("已记完", "recorded"), "suspended": ("挂起", "suspended"),
        "cancelled": ("已取消", "cancelled"),
    },
    "visit": {
        "planned": ("已排", "planned"), "dispatched": ("已派单", "dispatched"), "accepted": ("已接单", "accepted"),
        "en_route": ("在路上", "on the way"), "on_site": ("已到达", "on site"), "working": ("施工中", "working"),
        "completed": ("已完工", "completed"), "declined": ("已拒单", "declined"), "suspended": ("中途挂起", "suspended"),
        "failed": ("空跑", "wasted trip"), "cancelled": ("已取消", "cancelled"),
    },
}  # fmt: skip
ACTION_WORDS: dict[str, tuple[str, str]] = {
    "submit": ("提交", "submitting"), "approve": ("批准", "approving"), "approve_by_rule": ("按规则批准", "approving by rule"),
    "approve_verbally": ("口头请示", "a verbal approval"), "reject": ("驳回", "rejecting"), "dispatch": ("派单", "dispatching"),
    "return": ("退回待派", "returning to dispatch"), "hold": ("挂起", "putting on hold"), "complete": ("完工", "completing"),
    "close": ("关闭", "closing"), "cancel": ("取消", "cancelling"), "record": ("记录", "recording"),
    "finish": ("记完", "finishing"), "suspend": ("挂起", "suspending"), "resume": ("恢复", "resuming"),
    "accept": ("接单", "accepting"), "decline": ("拒单", "declining"), "contact": ("联系客户", "contacting the customer"),
    "tick": ("勾选出发检查", "ticking the checklist"), "set_off": ("出发", "setting off"), "arrive": ("到达", "arriving"),
    "start": ("开工", "starting work"), "photograph": ("拍照", "adding a picture"), "write": ("记录施工", "recording work"),
    "sign": ("签字", "signing"), "sign_by_link": ("用链接签字", "signing by the link"),
    "report_word": ("记口头请示", "reporting a verbal approval"), "answer_by_link": ("用链接答复", "answering by the link"), "fail": ("记空跑", "recording a wasted trip"), "reassign": ("改派", "reassigning"),
    "reschedule": ("改约", "rescheduling"), "undo": ("撤回派单", "taking the dispatch back"), "join": ("加人", "sending a mate"),
    "reopen": ("重新打开", "reopening"), "stand": ("认可完工", "letting the work stand"),
}  # fmt: skip


def action_words(action: str) -> dict[str, str]:
    """The action in both languages, as parameters of a refusal."""
    zh, en = ACTION_WORDS[action]
    return {"action_zh": zh, "action_en": en}


def state_words(thing: str, state: str) -> dict[str, str]:
    """The state in both languages, as parameters of a refusal."""
    zh, en = STATE_WORDS[thing][state]
    return {"state_zh": zh, "state_en": en}


if __name__ == "__main__":
    from backend.modules.work_orders.lifecycle_printer import main

    main()
