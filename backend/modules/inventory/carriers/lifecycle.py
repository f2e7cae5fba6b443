"""The path of a carrier task as one table: from, act, to. The office moves it; a technician who rebinds on site too."""

STATE_NAMES: dict[str, tuple[str, str]] = {
    "asked": ("待报", "to file"),
    "filed": ("已报", "filed"),
    "done": ("已办好", "done"),
    "refused": ("没批", "refused"),
    "not_needed": ("不用办", "not needed"),
}
OPEN_STATES = ("asked", "filed")
CHANGES: tuple[tuple[str, str], ...] = (
    ("asked", "filed"),
    ("asked", "done"),
    ("asked", "refused"),
    ("asked", "not_needed"),
    ("filed", "done"),
    ("filed", "refused"),
    ("filed", "not_needed"),
)


def may_become(state: str, target: str) -> bool:
    """Whether a task in `state` can become `target`; taking the last step back is another matter (tasks.undo)."""
    return (state, target) in CHANGES
