"""Two people at the same moment, over real HTTP against a running server, on both databases: one wins, one is told."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier, Thread
from typing import Any

import httpx
import pytest
import uvicorn

from backend.modules.customers import public as customers
from backend.modules.work_orders import public as work_orders
from tests.backend.api.calls import times
from tests.backend.api.stage import Stage, raised_stage
from tests.backend.conftest import SHENZHEN
from tests.backend.visit_story import OFFICE
from tests.processes import free_port

ROUNDS = 5
Asked = tuple[tuple[str, str], str, dict[str, Any]]


@dataclass
class Running:
    """The stage behind a port."""

    stage: Stage
    url: str
    serial: int = 0

    def post(self, asked: Asked, start: Barrier | None = None) -> httpx.Response:
        """One person's request on a connection of his own."""
        who, path, body = asked
        session, csrf = self.stage.keys[who]
        headers = {"cookie": f"pg_session={session}", "x-csrf-token": csrf}
        with httpx.Client(base_url=self.url, headers=headers, timeout=60, trust_env=False) as client:
            client.get("/health")  # connected before the start
            if start is not None:
                start.wait()
            return client.post(path, json=body)

    def at_once(self, *asked: Asked) -> list[httpx.Response]:
        """All of them at the same moment."""
        start = Barrier(len(asked))
        with ThreadPoolExecutor(len(asked)) as people:
            return list(people.map(lambda one: self.post(one, start), asked))

    def order(self, approved: bool) -> work_orders.OrderView:
        """A new order, waiting for its approval or for a technician."""
        self.serial += 1
        customer_id = self.stage.ids["customer"]
        with self.stage.house.units.write(OFFICE) as work:
            new = customers.NewVehicle(customer_id, f"粤B{90000 + self.serial}", "blue")
            item = work_orders.NewItem(customers.add_vehicle(work, new).id, "BD")
            order = work_orders.create_order(
                work,
                work_orders.NewOrder(
                    "install", SHENZHEN.id, customer_id, (item,), contact_name="李队长", contact_phone="13800138000"
                ),
            )
            order = work_orders.submit(work, order.id)
            return work_orders.approve(work, order.id, order.version) if approved else order

    def trail(self, order_id: str, name: str) -> list[dict[str, Any]]:
        """The facts of one kind about an order."""
        answer = self.stage.ask(("manager", "SZ"), "GET", f"/api/audit?subject=order:{order_id}&limit=200")
        return [one for one in answer.json()["items"] if one["name"] == name]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def running(
    request: pytest.FixtureRequest,
    new_module_database: Callable[[str], str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Running]:
    """The application behind uvicorn, as `paigong run` serves it."""
    with raised_stage(new_module_database(request.param), tmp_path_factory.mktemp("stage")) as stage:
        port = free_port()
        settings = uvicorn.Config(stage.app, port=port, log_level="critical", lifespan="off")
        server = uvicorn.Server(settings)
        thread = Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            thread.join(0.02)
            assert thread.is_alive()
        yield Running(stage, f"http://127.0.0.1:{port}")
        server.should_exit = True
        thread.join()


def codes(answers: list[httpx.Response]) -> list[tuple[int, str]]:
    """Status and code of each, sorted."""
    return sorted((one.status_code, one.json().get("code", "")) for one in answers)


def test_R8_two_dispatchers_send_one_technician(running: Running) -> None:
    """The second one is told who was sent, by whom and when, and no second visit is there."""
    for _ in range(ROUNDS):
        order = running.order(approved=True)
        path = f"/api/orders/{order.id}/dispatch"
        bodies = [
            times(version=order.version, technician_id=running.stage.ids[name], overrule_reason="就近")
            for name in ("technician", "colleague")
        ]
        answers = running.at_once((("dispatcher", "SZ"), path, bodies[0]), (("manager", "SZ"), path, bodies[1]))
        assert codes(answers) == [(201, ""), (409, "changed_meanwhile")]
        refused = next(one.json() for one in answers if one.status_code == 409)
        assert refused["details"]["technician_name"] in {"苏建国", "李明"}
        assert {"by", "at"} <= set(refused["details"])
        assert len(running.trail(order.id, "visit.dispatched")) == 1


def test_R3_two_managers_approve_once(running: Running) -> None:
    for _ in range(ROUNDS):
        order = running.order(approved=False)
        asked: Asked = (("manager", "SZ"), f"/api/orders/{order.id}/approve", {"version": order.version})
        assert codes(running.at_once(asked, asked)) == [(200, ""), (409, "changed_meanwhile")]
        assert len(running.trail(order.id, "order.approved")) == 1


def test_R3_approved_or_rejected_but_not_both(running: Running) -> None:
    for _ in range(ROUNDS):
        order = running.order(approved=False)
        who, body = ("manager", "SZ"), {"version": order.version, "reason": "资料不全"}
        answers = running.at_once(
            (who, f"/api/orders/{order.id}/approve", {"version": order.version}),
            (who, f"/api/orders/{order.id}/reject", body),
        )
        assert codes(answers) == [(200, ""), (409, "changed_meanwhile")]
        told = [len(running.trail(order.id, name)) for name in ("order.approved", "order.rejected")]
        assert sorted(told) == [0, 1]


def test_R19_a_remittance_is_confirmed_once(running: Running) -> None:
    """However many press the button; the books still balance."""
    path = f"/api/finance/remittances/{running.stage.ids['remittance']}/confirm"
    body = {"counted": {"loose": running.stage.versions["remittance_fen"]}}
    answers = running.at_once(*[(("finance", "SZ"), path, body)] * 4)
    assert sorted(one.status_code for one in answers) == [200, 409, 409, 409]
    assert running.stage.ask(("finance", "SZ"), "GET", "/api/finance/balance").json()["balanced"] is True


def test_many_writers_wait_for_their_turn(running: Running) -> None:
    """Sixteen at once: each is served, none is told that the system is busy."""
    path = f"/api/customers/{running.stage.ids['customer']}/contacts"
    people: list[Asked] = [
        (("agent", "SZ"), path, {"name": f"联系人{number}", "phone": f"138{number:08d}"}) for number in range(16)
    ]
    assert [one.status_code for one in running.at_once(*people)] == [201] * 16


def test_one_plate_is_registered_once(running: Running) -> None:
    """Two agents type the same vehicle in at the same moment."""
    path = f"/api/customers/{running.stage.ids['customer']}/vehicles"
    for number in range(ROUNDS):
        asked: Asked = (("agent", "SZ"), path, {"plate": f"粤B8{number:04d}", "plate_colour": "blue"})
        answers = running.at_once(asked, asked)
        assert codes(answers) == [(201, ""), (409, "vehicle_exists")]
