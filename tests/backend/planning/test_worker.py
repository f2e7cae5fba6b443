"""Plans are made in a process of their own: it can be stopped, killed and replaced, and nobody's plan is lost."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from backend.kernel.actor import SYSTEM
from backend.kernel.child_process import Keeper
from backend.kernel.clock import SettableClock
from backend.kernel.settings import Settings
from backend.modules.customers import public as customers
from backend.modules.customers.public import NewContact, NewCustomer, NewSite, NewVehicle
from backend.modules.planning.models import DayPlanRow
from backend.modules.planning.plans import policy
from backend.modules.planning.public import work_on_next
from backend.modules.technicians import public as technicians
from backend.modules.technicians.public import NewTechnician, WeekdayShift
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.public import NewApprovalRule, NewItem, NewOrder
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.conftest import SHENZHEN
from tests.processes import end_with_parent

KINDS = ("day", "mend")
SHIFTS = tuple(WeekdayShift(day, 8 * 60, 18 * 60, 12 * 60, 60) for day in range(7))
Plan = dict[str, Any]


@pytest.fixture
def clock() -> SettableClock:
    """The real time: a process of its own has no other."""
    return SettableClock(datetime.now(UTC))


@pytest.fixture
def dispatcher(client: Callable[..., AsgiClient]) -> AsgiClient:
    """A dispatcher of Shenzhen."""
    return client("dispatcher", name="邱敏")


@pytest.fixture
def asked(house: House, dispatcher: AsgiClient) -> Plan:
    """A plan of tomorrow that waits: three technicians, five orders without an appointment."""
    with house.units.write(SYSTEM) as work:
        work_orders.add_approval_rule(work, NewApprovalRule("都批", "All"))
        technicians.load_technicians(
            work,
            [
                NewTechnician(
                    SHENZHEN.id, name, "13800138000", start_lat=22.6, start_lng=114.0 + number / 20, shifts=SHIFTS
                )
                for number, name in enumerate(("梁伟东", "陈志明", "何俊"))
            ],
        )
        site = NewSite("深圳市龙岗区盐龙大道210号", district="龙岗区", lat=22.7238, lng=114.2421)
        owner = NewCustomer(SHENZHEN.id, "顺捷冷链", contacts=(NewContact("赵国强", "13826640917"),), sites=(site,))
        customer = customers.load_customers(work, [owner])[0]
        cars = customers.load_vehicles(work, [NewVehicle(customer, f"粤B7{n:04d}", "yellow") for n in range(5)])
        for car in cars:
            new = NewOrder(
                kind="inspection", centre_id=SHENZHEN.id, customer_id=customer, items=(NewItem(car),),
                site_id=customers.sites(work, customer)[0].id,
            )  # fmt: skip
            assert work_orders.submit(work, work_orders.create_order(work, new).id).state == "approved"
    day = house.units.clock.now().astimezone(ZoneInfo(SHENZHEN.time_zone)).date() + timedelta(days=1)
    answer = dispatcher.post("/api/plans", json={"day": day.isoformat(), "centre_ids": [SHENZHEN.id], "seconds": 60})
    assert answer.status_code == 202, answer.text
    plan: Plan = answer.json()
    return plan


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The search takes all the time it is given, however small the day."""
    monkeypatch.setattr(policy, "time_for", lambda visits, seconds: seconds)


@pytest.fixture
def start_worker(house: House, tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts the real worker on the test's database."""
    started: list[subprocess.Popen[bytes]] = []
    own = {"PAIGONG_DATABASE_URL": house.settings.database_url, "PAIGONG_DATA_DIR": str(tmp_path / "worker")}

    def start() -> subprocess.Popen[bytes]:
        one = subprocess.Popen(
            [sys.executable, "-m", "backend.cli", "worker"], env={**os.environ, **own}, preexec_fn=end_with_parent
        )
        started.append(one)
        return one

    yield start
    for one in started:
        one.kill()
        one.wait()


def read(client: AsgiClient, plan: Plan) -> Plan:
    found: Plan = client.get(f"/api/plans/{plan['id']}").json()
    return found


def wait_until(holds: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


def forget(house: House, plan: Plan) -> None:
    """As if the worker had said nothing for a minute."""
    with house.units.write() as work:
        row = work.session.get_one(DayPlanRow, plan["id"])
        row.beat_at = work.now - timedelta(minutes=1)
        work.session.add(row)


def test_a_worker_killed_half_way_is_followed_by_another_that_makes_the_plan(
    asked: Plan, dispatcher: AsgiClient, house: House, start_worker: Callable[[], subprocess.Popen[bytes]]
) -> None:
    first = start_worker()
    wait_until(lambda: read(dispatcher, asked)["state"] == "running")
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert read(dispatcher, asked)["state"] == "running", "nobody could say that it ended"
    assert not work_on_next(house.units, "second", KINDS), "it may still be alive: left alone"
    forget(house, asked)
    assert work_on_next(house.units, "second", KINDS)
    plan = read(dispatcher, asked)
    assert plan["state"] == "ready"
    assert len(plan["proposal"]["changes"]) == 5


@pytest.mark.one_database
def test_a_real_worker_makes_the_plan_and_ends_when_told(
    asked: Plan, dispatcher: AsgiClient, start_worker: Callable[[], subprocess.Popen[bytes]]
) -> None:
    worker = start_worker()
    wait_until(lambda: read(dispatcher, asked)["state"] == "ready")
    worker.terminate()
    assert worker.wait(15) == 0


@pytest.mark.usefixtures("patient")
def test_a_stopped_search_ends_within_a_second_or_so_and_stays_stopped(
    asked: Plan, dispatcher: AsgiClient, house: House
) -> None:
    at_work = threading.Thread(target=work_on_next, args=(house.units, "worker", KINDS))
    at_work.start()
    wait_until(lambda: read(dispatcher, asked)["progress"]["share"] > 0)
    seen = read(dispatcher, asked)
    assert (seen["state"], seen["progress"]["served"]) == ("running", 5)
    began = time.monotonic()
    assert dispatcher.post(f"/api/plans/{asked['id']}/cancel").json()["state"] == "cancelled"
    at_work.join(20)
    assert time.monotonic() - began < 5, "a minute was asked for"
    assert read(dispatcher, asked)["state"] == "cancelled"


@pytest.mark.usefixtures("patient")
def test_a_worker_that_is_stopped_leaves_the_plan_to_the_next(
    asked: Plan, dispatcher: AsgiClient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    until = time.monotonic() + 1
    assert work_on_next(house.units, "first", KINDS, lambda: time.monotonic() > until)
    assert read(dispatcher, asked)["state"] == "queued"
    monkeypatch.setattr(policy, "time_for", lambda visits, seconds: 0.5)
    assert work_on_next(house.units, "second", KINDS)
    assert read(dispatcher, asked)["state"] == "ready"


@pytest.mark.one_database
def test_a_plan_that_breaks_every_worker_fails_in_words(asked: Plan, dispatcher: AsgiClient, house: House) -> None:
    with house.units.write() as work:
        row = work.session.get_one(DayPlanRow, asked["id"])
        row.state, row.worker, row.attempts = "running", "gone", 3
        work.session.add(row)
    forget(house, asked)
    assert work_on_next(house.units, "fourth", KINDS)
    plan = read(dispatcher, asked)
    assert (plan["state"], plan["failure"]["code"]) == ("failed", "broke_off")


@pytest.mark.one_database
def test_a_fault_in_the_search_is_told_to_who_waits(
    asked: Plan, dispatcher: AsgiClient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr("backend.modules.planning.plans.working.make_plan", broken)
    assert work_on_next(house.units, "worker", KINDS)
    plan = read(dispatcher, asked)
    assert (plan["state"], plan["failure"]["code"]) == ("failed", "engine")


def test_the_servers_keeper_replaces_a_dead_worker_and_takes_it_along_when_it_ends(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAIGONG_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("PAIGONG_DATA_DIR", str(tmp_path / "data"))
    assert Settings(_env_file=None).worker, "`paigong run` has one unless told otherwise"
    keeper = Keeper("backend.worker")
    keeper.start()
    wait_until(lambda: keeper.pid is not None)
    first = keeper.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: keeper.pid not in (None, first))
    second = keeper.pid
    keeper.stop()
    assert not keeper.is_alive()
    assert second is not None
    with pytest.raises(ProcessLookupError):
        os.kill(second, 0)
