"""Today's open work: orders in every state, so that each screen has something true to show at any hour."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from backend.demo import history
from backend.demo.field_play import minutes
from backend.demo.history import Play
from backend.demo.records import Request
from backend.demo.requests import make_requests
from backend.demo.seed_company import ZONE
from backend.kernel.unit_of_work import UnitsOfWork
from backend.modules.finance import public as finance

# How far each order of the day has come, in turn; None is not dispatched yet.
STAGES: tuple[str | None, ...] = (
    "completed", None, "contacted", "working", "completed", "accepted", None, "en_route", "completed", "accepted",
    "working", "dispatched", None, "submitted", "contacted",
)  # fmt: skip


def play(units: UnitsOfWork, stage: Play, now: datetime) -> str:
    """Open today's and tomorrow's requests and bring each as far as its turn says; returns an order on the way."""
    day = _working_day(now)
    requests = [
        one
        for offset in range(6)
        for one in make_requests(stage.company, history_seed(stage), day + timedelta(days=offset))
        if one.kind in {"repair", "install", "inspection"}
    ][:84]
    on_the_way = ""
    for number, request in enumerate(requests):
        wanted = STAGES[number % len(STAGES)]
        with units.write() as work:
            moved = _at(request, _start(now, number, wanted))
            received = min(moved.window_start, now) - minutes(70 + 7 * (number % 9))
            order = history.open_order(work, stage, moved, received)
            if wanted == "submitted":
                continue
            order = history.approve(work, stage, order, received + minutes(9))
            if wanted is None:
                continue
            visit = history.dispatch(work, stage, moved, order, received + minutes(16))
            if visit is not None and wanted != "dispatched":
                history.drive(work, stage, visit, wanted if request.kind != "install" else _less(wanted), now)
            if visit is not None and (wanted == "en_route" or not on_the_way):
                on_the_way = order.id
    _hand_in(units, stage, now)
    return on_the_way


def _hand_in(units: UnitsOfWork, stage: Play, now: datetime) -> None:
    """Some technicians have said that they hand money in; finance has not counted it yet."""
    with units.write() as work:
        holding = [one for one in stage.ids.technicians.values() if finance.held_fen(work, one)]
        for technician_id in holding[::2]:
            held = finance.held_fen(work, technician_id)
            stage.phone_of(technician_id).tell(work, now - minutes(40), "remittance.submit", amount_fen=held)


def history_seed(stage: Play) -> int:
    """The seed that today's requests are drawn by: another than the history's."""
    return len(stage.ids.vehicles) + 7


def _working_day(now: datetime) -> date:
    return now.astimezone(ZONE).date()


def _start(now: datetime, number: int, wanted: str | None) -> datetime:
    """When the window begins: past for what is under way, ahead for the rest, within the working day if it can be."""
    spread = number % 4
    offsets = {
        "completed": -150 - 50 * spread,
        "working": -35 - 10 * spread,
        "en_route": 15 + 5 * spread,
        "contacted": 60 + 45 * spread,
        "accepted": 100 + 45 * spread,
        "dispatched": 150 + 45 * spread,
    }
    start = now + minutes(offsets.get(wanted or "", 80 + 40 * (number % 6)))
    local = start.astimezone(ZONE)
    if wanted in {"completed", "working", "en_route"} or time(8) <= local.time() <= time(18):
        quarter = local.minute - local.minute % 15
        return local.replace(minute=quarter, second=0, microsecond=0).astimezone(now.tzinfo)
    morning = local.date() + timedelta(days=1 if local.time() > time(18) else 0)
    return datetime.combine(morning, time(9 + number % 8), ZONE).astimezone(now.tzinfo)


def _at(request: Request, start: datetime) -> Request:
    """The same request with its window moved to `start`, two hours long."""
    return replace(request, window_start=start, window_end=start + timedelta(hours=2))


def _less(wanted: str) -> str:
    """An installation asked for today has its terminals still in the warehouse's list, so it stops before the work."""
    return "en_route" if wanted in {"completed", "working"} else wanted
