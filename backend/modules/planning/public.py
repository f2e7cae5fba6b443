"""What the processes may use of planning: the worker's side of day plans."""

from backend.modules.planning.plans.engine import get_ready
from backend.modules.planning.plans.working import work_on_next

__all__ = ["get_ready", "work_on_next"]
