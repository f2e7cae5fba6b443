"""The states of a follow-up call, as one table: from, action, to, who may."""

from dataclasses import dataclass

STATES = ("scheduled", "open", "done", "unreached", "cancelled")
ACTIONS = ("open", "answer", "call_again", "try_later", "give_up", "cancel", "revive")
CALLERS = frozenset({"agent", "complaint_handler"})
CLOCK = frozenset({"system"})


@dataclass(frozen=True)
class Change:
    """One allowed change of state."""

    source: str
    action: str
    target: str
    who: frozenset[str]


CHANGES = (
    Change("scheduled", "open", "open", CLOCK),
    # Nobody is asked how he liked what is known not to work (R32).
    Change("scheduled", "cancel", "cancelled", CLOCK),
    Change("open", "cancel", "cancelled", CLOCK),
    # It works after all, and nobody had to drive: the same completion stands, and its call is made.
    Change("cancelled", "revive", "scheduled", CLOCK),
    Change("open", "answer", "done", CALLERS),
    Change("open", "call_again", "scheduled", CALLERS),
    Change("open", "try_later", "scheduled", CALLERS),
    Change("open", "give_up", "unreached", CALLERS),
    # A customer who calls back by himself is heard, whenever the call would have been due.
    Change("scheduled", "answer", "done", CALLERS),
    Change("unreached", "answer", "done", CALLERS),
)


def next_state(state: str, action: str) -> str | None:
    """The state that `action` leads to from `state`; None when it is not allowed there."""
    for change in CHANGES:
        if change.source == state and change.action == action:
            return change.target
    return None
