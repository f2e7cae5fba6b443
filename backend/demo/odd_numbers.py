"""Odd numbers of the demo: yesterday some hands slipped, and the keeper of Shenzhen finds a case for each (R10, R30)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from backend.demo import history
from backend.demo.field_play import act_as, minutes
from backend.demo.history import Play
from backend.demo.records import Request
from backend.demo.requests import make_requests
from backend.demo.seed_company import ZONE
from backend.demo.swaps import swap
from backend.kernel.unit_of_work import UnitOfWork, UnitsOfWork
from backend.modules.inventory import public as inventory
from backend.modules.work_orders.public import VisitView

CENTRE = "SZ"
SEED = 97
MOST_TRIED = 24
Fields = dict[str, object]


def play_cases(units: UnitsOfWork, play: Play, now: datetime) -> None:
    """Each slip once, on a repair of the day before; the first case is settled, and its technician is told."""
    left, cases = list(WAYS), list[str]()
    for request in _repairs(play, now)[:MOST_TRIED]:
        if left:
            with units.write() as work:
                visit = _repaired(work, play, request, WAYS[left[0]])
                if visit is not None:
                    left.pop(0)
                    cases += inventory.cases_of_visit(work, visit.id)
    with units.write() as work:
        act_as(work, now - minutes(50), play.ids.users[f"warehouse.{CENTRE.lower()}"], "warehouse")
        for case_id in cases[:1]:
            inventory.settle_case(work, case_id, "看了卡的照片，是新领的一批，已补登记", "accept")


def _repairs(play: Play, now: datetime) -> list[Request]:
    day = (now - timedelta(days=1)).astimezone(ZONE).date()
    drawn = (one for back in range(6) for one in make_requests(play.company, SEED + back, day))
    return [one for one in drawn if one.kind == "repair" and one.centre == CENTRE and len(one.items) == 1]


def _repaired(work: UnitOfWork, play: Play, request: Request, way: "Way") -> VisitView | None:
    """The repair from the call to the signature, with this slip in it; None when nothing could be swapped there."""
    vehicle_id = play.ids.vehicles[request.items[0].vehicle]
    if vehicle_id not in inventory.installed_in(work, [vehicle_id]):
        return None
    order = history.open_order(work, play, request, request.received_at)
    order = history.approve(work, play, order, request.received_at + minutes(6))
    visit = history.dispatch(work, play, request, order, request.received_at + minutes(12))
    fields = swap(work, visit.technician_id, vehicle_id, "factory") if visit else None
    slip = way(work, play, visit, vehicle_id, fields) if visit and fields else None
    if visit is not None:
        history.drive(work, play, visit, "completed", fields={**fields, **slip} if fields and slip else None)
    return visit if slip else None


Way = Callable[[UnitOfWork, Play, VisitView, str, Fields], Fields | None]


def _mistyped(number: str, is_known: Callable[[str], bool]) -> str | None:
    """The number with one digit wrong, so that no other thing has it."""
    for place in range(len(number) - 2, 2, -1):
        for step in (1, 3, 7):
            if number[place].isdigit():
                wrong = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
                if not is_known(wrong):
                    return wrong
    return None


def _wrong_terminal(work: UnitOfWork, field: str, fields: Fields) -> Fields | None:
    wrong = _mistyped(str(fields[field]), lambda one: bool(inventory.find_devices(work, one)))
    return {field: wrong, "unknown_reason": "标签糊了，手输的"} if wrong else None


def _wrong_card(work: UnitOfWork, _: Play, __: VisitView, ___: str, fields: Fields) -> Fields | None:
    wrong = _mistyped(str(fields["new_iccid"]), lambda one: inventory.find_sim(work, one) is not None)
    return {"new_iccid": wrong, "unknown_reason": "新领的卡"} if wrong else None


def _borrowed(work: UnitOfWork, play: Play, visit: VisitView, _: str, fields: Fields) -> Fields | None:
    """A colleague lent him a terminal in the yard, and nobody wrote it down."""
    family = _family(work, fields)
    for other in play.own[CENTRE]:
        lent = [one for one in inventory.van_stock(work, other).devices if one.family == family]
        if other != visit.technician_id and lent:
            return {"new_device_no": lent[0].terminal_no}
    return None


def _elsewhere(work: UnitOfWork, play: Play, _: VisitView, vehicle_id: str, fields: Fields) -> Fields | None:
    """He reads the number of the lorry that stands beside it."""
    family, here = _family(work, fields), {one.code for one in play.company.customers if one.centre == CENTRE}
    near = [play.ids.vehicles[one.code] for one in play.company.vehicles if one.customer in here]
    beside = inventory.installed_in(work, near[:80])
    read = [one.device.terminal_no for car, one in beside.items() if car != vehicle_id and one.device.family == family]
    return {"new_device_no": read[0]} if read else None


def _family(work: UnitOfWork, fields: Fields) -> str:
    device = inventory.find_device(work, str(fields["new_device_no"]))
    return device.family if device else ""


WAYS: dict[str, Way] = {
    "card": _wrong_card,
    "terminal": lambda work, _, __, ___, fields: _wrong_terminal(work, "new_device_no", fields),
    "elsewhere": _elsewhere,
    "borrowed": _borrowed,
    "old": lambda work, _, __, ___, fields: _wrong_terminal(work, "old_device_no", fields),
}
