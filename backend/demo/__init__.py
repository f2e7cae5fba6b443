"""The demo company: facts of the trade as files, and a seeded company of them that never touches a database.

`make_company(seed, today)` and `make_requests(company, seed, day)` give the same answer for the same arguments.
Everything is invented. The demo sends no text message and dials no number.
"""

from backend.demo.company import make_company
from backend.demo.requests import make_requests

__all__ = ["make_company", "make_requests"]
