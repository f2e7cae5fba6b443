"""The path of a complaint (R23), as one table: from, act, to, who may."""

from dataclasses import dataclass

STATE_NAMES: dict[str, tuple[str, str]] = {
    "received": ("已受理", "received"),
    "classified": ("已分类", "classified"),
    "answered": ("已首次答复", "answered"),
    "investigated": ("已调查", "investigated"),
    "settled": ("已处理", "settled"),
    "told": ("已告知客户", "told to the customer"),
    "confirmed": ("客户已认可", "accepted by the customer"),
    "archived": ("已归档", "archived"),
}
STATES = tuple(STATE_NAMES)
HANDLERS = frozenset({"complaint_handler", "manager"})


@dataclass(frozen=True)
class Change:
    """One allowed step and what people call it."""

    source: str
    act: str
    target: str
    zh: str
    en: str
    who: frozenset[str] = HANDLERS


CHANGES = (
    Change("received", "classify", "classified", "分类", "Classify"),
    Change("classified", "classify", "classified", "改分类", "Classify again"),
    Change("classified", "answer", "answered", "首次答复", "First answer"),
    Change("answered", "investigate", "investigated", "调查完", "Investigated"),
    Change("investigated", "settle", "settled", "处理完", "Settle"),
    Change("settled", "tell", "told", "告知客户", "Tell the customer"),
    Change("told", "confirm", "confirmed", "客户认可", "Customer agrees"),
    # Not content with the result: looked into again, and the manager hears of it.
    Change("told", "reopen", "answered", "客户不认可", "Customer disagrees"),
    Change("confirmed", "archive", "archived", "归档", "Archive"),
)
ACTS = tuple(dict.fromkeys(change.act for change in CHANGES))


def step(state: str, act: str) -> Change | None:
    """The step `act` from `state`; None when it is not allowed there."""
    for change in CHANGES:
        if change.source == state and change.act == act:
            return change
    return None


def next_acts(state: str) -> list[Change]:
    """What may be done in this state."""
    return [change for change in CHANGES if change.source == state]
