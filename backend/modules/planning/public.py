"""What the processes and the wiring may use of planning: the worker's side of day plans, what visits take along."""

from backend.modules.planning.plans.engine import get_ready
from backend.modules.planning.plans.working import work_on_next
from backend.modules.planning.stock_needs import stock_needs

__all__ = ["get_ready", "stock_needs", "work_on_next"]
