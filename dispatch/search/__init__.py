"""The search for a plan: ruin and recreate on flat arrays, compiled (`search`).

tables, tasks, columns, build   the problem as arrays
clockwork, chain                the arithmetic of one day
ruin, recreate, crews, anneal   one step of the search, and whether it is kept
opening, regions, conduct       where it begins, who works on what, and until when
"""

from dispatch.search.build import Case
from dispatch.search.entry import Outcome, search, warm_up

__all__ = ["Case", "Outcome", "search", "warm_up"]
