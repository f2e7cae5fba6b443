"""The one error of the engine: the problem handed in makes no sense, and this is the field."""

from collections.abc import Iterator
from contextlib import contextmanager


class InvalidProblem(ValueError):
    """Input that cannot be judged.

    `field` is the path to the culprit (`jobs[3].time_windows[0]`), `problem` one plain sentence.
    """

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


@contextmanager
def located(prefix: str) -> Iterator[None]:
    """Put `prefix` before the field of an InvalidProblem raised inside the block."""
    try:
        yield
    except InvalidProblem as error:
        joint = "." if error.field else ""
        raise InvalidProblem(f"{prefix}{joint}{error.field}", error.problem) from None


def require(condition: bool, field: str, problem: str) -> None:
    """Raise InvalidProblem(field, problem) unless `condition` holds."""
    if not condition:
        raise InvalidProblem(field, problem)


def require_weights(options: object, *names: str) -> None:
    """Raise InvalidProblem unless each of these attributes is a weight from 0 up to a million."""
    for name in names:
        weight = getattr(options, name)
        require(0 <= weight < 1e6, name, f"{weight} is not a weight from 0 to 1,000,000")
