"""What the visits ahead take along: told to inventory, which knows no visits, through the wiring."""

from datetime import timedelta

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.inventory.public import VisitNeed
from backend.modules.planning import policies
from backend.modules.planning.day import read_trips
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import public as work_orders

AHEAD = frozenset({"planned", "dispatched", "accepted", "en_route"})


def stock_needs(work: UnitOfWork, days: int) -> list[VisitNeed]:
    """What each visit from now to the end of the local day `days` days on needs, within the actor's centres."""
    found: list[VisitNeed] = []
    for centre in auth.centres(work):
        if not work.actor.reaches(centre.id):
            continue
        today = policies.local_day(work.now, centre.time_zone)
        start, _ = policies.day_bounds(today, centre.time_zone)
        _, end = policies.day_bounds(today + timedelta(days=days), centre.time_zone)
        people = [one.id for one in technicians.technicians(work, [centre.id])]
        for technician_id, trips in read_trips(work, work_orders.day_visits(work, people, start, end)).items():
            for trip in trips:
                visit, order = trip.visit, trip.order
                if visit.state in AHEAD and visit.needed_stock:
                    found.append(
                        VisitNeed(
                            visit.id, visit.no, order.id, order.no, technician_id, centre.id, visit.planned_start,
                            trip.customer_name, visit.needed_stock,
                        )
                    )  # fmt: skip
    return found
