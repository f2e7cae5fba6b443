"""The states of a remittance, as one table: from, action, to."""

from dataclasses import dataclass

STATES = ("submitted", "confirmed", "returned")
ACTIONS = ("confirm", "return")


@dataclass(frozen=True)
class Change:
    """One allowed change of state and the roles that may make it."""

    source: str
    action: str
    target: str
    roles: frozenset[str]


CHANGES = (
    Change("submitted", "confirm", "confirmed", frozenset({"finance"})),
    Change("submitted", "return", "returned", frozenset({"finance"})),
)


def next_state(state: str, action: str) -> str | None:
    """The state that `action` leads to from `state`; None when it is not allowed there."""
    for change in CHANGES:
        if change.source == state and change.action == action:
            return change.target
    return None
