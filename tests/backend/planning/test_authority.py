"""R39: the board, the ranking and the day plan see the nearer of the two deadlines of a regulated vehicle."""

from collections.abc import Callable
from datetime import timedelta

from backend.kernel.actor import SYSTEM
from backend.modules.customers import public as customers
from backend.modules.planning.needs import needs_of
from backend.modules.planning.plans import policy
from backend.modules.planning.plans.problem import read_problem
from backend.modules.work_orders import public as work_orders
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.conftest import NOW, SHENZHEN
from tests.backend.planning.conftest import Town, at


def regulate(house: House, vehicle_id: str) -> None:
    with house.units.write(SYSTEM) as work:
        one = customers.vehicle(work, vehicle_id)
        customers.update_vehicle(work, one.id, one.version, vehicle_type="重卡")


def test_R39_the_nearer_deadline_counts_for_ranking_plan_and_board(
    house: House, town: Town, open_order: Callable[..., str], dispatcher: AsgiClient
) -> None:
    """Agreed for 13 to 17, wanted by the authority at 14: nobody may begin later than that."""
    free = open_order(0, kind="repair", start=13, end=17)
    regulate(house, town.vehicle_ids[1])
    wanted = open_order(1, kind="repair", start=13, end=17, authority_due_at=at(14))
    with house.units.read(SYSTEM) as work:
        ends = {one: needs_of(work, work_orders.order(work, one)).window_end for one in (free, wanted)}
        stops = {one.id: one for one in read_problem(work, NOW.date(), [SHENZHEN.id]).stops}
    assert ends == {free: at(17), wanted: at(14)}
    latest = {key: stop.window.end for key, stop in stops.items()}
    assert latest == {f"order:{free}": at(17).timestamp(), f"order:{wanted}": at(14).timestamp()}
    waiting = dispatcher.get("/api/board").json()["waiting"]
    assert [(one["order_id"], one["regulated"], one["authority_state"]) for one in waiting] == [
        (wanted, True, "running"),
        (free, False, None),
    ]


def test_R39_a_clock_that_runs_out_goes_before_what_is_not_urgent(
    house: House, town: Town, open_order: Callable[..., str], dispatcher: AsgiClient
) -> None:
    """A date gone by leaves the agreed window as it is, and makes the visit urgent."""
    sooner = open_order(0, kind="repair", start=10, end=11)
    regulate(house, town.vehicle_ids[1])
    late = open_order(1, kind="repair", start=13, end=15, authority_due_at=NOW - timedelta(hours=1))
    with house.units.read(SYSTEM) as work:
        stops = {one.id: one for one in read_problem(work, NOW.date(), [SHENZHEN.id]).stops}
    stop = stops[f"order:{late}"]
    assert (stop.priority, stop.window.end) == (policy.URGENT, at(15).timestamp())
    assert stops[f"order:{sooner}"].priority == policy.WAITING
    board = dispatcher.get("/api/board").json()["waiting"]
    assert [(one["order_id"], one["authority_state"]) for one in board] == [(late, "late"), (sooner, None)]
