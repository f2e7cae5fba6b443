"""The states of a proof, as one table: from, what happened, to. The only door to a state. Pure."""

from backend.kernel.errors import Refusal
from backend.modules.proof.errors import ALREADY_DECIDED

STATES = ("waiting", "not_checked", "passed", "failed", "given_up", "replaced")
OPEN = frozenset({"waiting", "not_checked"})
# Nobody asks any more by himself; a person, or the platform, may wake these two.
WAKEABLE = frozenset({"waiting", "not_checked", "given_up"})
_CHANGES: dict[str, tuple[tuple[str, str], ...]] = {
    "wait": (("waiting", "waiting"), ("not_checked", "waiting"), ("given_up", "given_up"), ("failed", "failed")),
    "pass": (("waiting", "passed"), ("not_checked", "passed"), ("given_up", "passed"), ("failed", "passed")),
    "fail": (("waiting", "failed"), ("not_checked", "failed"), ("given_up", "failed"), ("failed", "failed")),
    "give_up": (("waiting", "given_up"), ("not_checked", "given_up"), ("given_up", "given_up")),
    "lose_sight": (("waiting", "not_checked"), ("not_checked", "not_checked")),
    "replace": (("waiting", "replaced"), ("not_checked", "replaced"), ("given_up", "replaced"), ("failed", "replaced")),
}


def step(state: str, happened: str) -> str:
    """The state after `happened`; refuses 409 what has its result already."""
    for source, target in _CHANGES[happened]:
        if source == state:
            return target
    raise Refusal(ALREADY_DECIDED)


def can(state: str, happened: str) -> bool:
    """Whether `step` would allow it."""
    return any(source == state for source, _ in _CHANGES[happened])
