"""When a search has to end."""

from dataclasses import dataclass

from dispatch.stopwatch import Stopwatch


@dataclass(slots=True)
class Clock:
    """How far the search has come: by steps if they are limited, else by time. `limit` is in seconds."""

    stopwatch: Stopwatch
    limit: float
    most_steps: int | None = None
    stopped: bool = False

    def share(self, steps: int) -> float:
        """0 to 1."""
        by_time = self.stopwatch.seconds() / max(self.limit, 1e-9)
        if self.stopped or by_time >= 1.0:
            return 1.0
        if self.most_steps is None:
            return by_time
        return min(1.0, steps / self.most_steps) if self.most_steps else 1.0
