"""A small company with something in every state, one signed-in person per role and centre, and a way back to the start.

Rows are put back by SQLite's own backup in a few milliseconds, so that every question is asked of the same world.
"""

import hashlib
import io
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import structlog
from fastapi import FastAPI
from httpx import Response
from PIL import Image
from sqlmodel import select

from backend.app import create_app
from backend.kernel.clock import SettableClock
from backend.kernel.jobs import run_due
from backend.kernel.settings import Settings
from backend.modules.auth import public as auth
from backend.modules.auth import service as auth_service
from backend.modules.auth.models import UserRow
from backend.modules.auth.permissions import FIELD, ROLES
from backend.modules.customers import public as customers
from backend.modules.followups import public as followups
from backend.modules.followups.models import FollowUp
from backend.modules.intake import public as intake
from backend.modules.inventory import public as inventory
from backend.modules.inventory.carriers import tasks as carrier_tasks
from backend.modules.inventory.carriers.models import BindingRuleRow
from backend.modules.inventory.models import NumberCaseRow
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.models import ApprovalRow, ApprovalRuleRow
from backend.wiring import JOBS, House, build_house
from tests.asgi_client import AsgiClient
from tests.backend.api.crew_on_stage import add_crew
from tests.backend.api.history_on_stage import add_history
from tests.backend.api.papers_on_stage import add_papers
from tests.backend.api.plans_on_stage import add_plans
from tests.backend.api.proofs_on_stage import add_proofs
from tests.backend.api.removed_on_stage import add_removed
from tests.backend.api.stock_on_stage import add_stock
from tests.backend.api.unsent_on_stage import add_unsent
from tests.backend.api.yard_on_stage import add_yard
from tests.backend.conftest import GUANGZHOU, NOW, SHENZHEN
from tests.backend.visit_story import OFFICE, Story
from tests.databases import wait_for_no_disk

SHEET = "车牌号,车牌颜色,车架号\n粤B55501,蓝,\n粤B55502,蓝,\n粤B5,蓝,\n"


def picture() -> bytes:
    """A small JPEG."""
    out = io.BytesIO()
    Image.new("RGB", (16, 16), (1, 2, 3)).save(out, "JPEG")
    return out.getvalue()


@dataclass
class Stage:
    """The running application and the ids of what is on it."""

    house: House
    app: FastAPI
    browser: AsgiClient
    pristine: Path
    ids: dict[str, str] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    keys: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    _watcher: sqlite3.Connection | None = None
    _untouched: int | None = None

    def ask(self, who: tuple[str, str] | None, method: str, path: str, **request: Any) -> Response:
        """Ask as the person of a role at a centre, or as nobody."""
        headers: dict[str, str] = dict(request.pop("headers", {}))
        if who is not None:
            session, csrf = self.keys[who]
            headers |= {"cookie": f"{auth.SESSION_COOKIE}={session}", auth.CSRF_HEADER: csrf}
        self.browser.cookies.clear()  # signing in, tried as input, must not make the next person somebody else
        return self.browser.request(method, path, headers=headers, follow_redirects=False, **request)

    @property
    def can_restore(self) -> bool:
        """Only SQLite is copied fast enough; on PostgreSQL the stage goes on as the requests leave it."""
        return self.house.units.database.is_sqlite

    def keep(self) -> None:
        """Remember the rows as they are now."""
        if not self.can_restore:
            return
        self.pristine.unlink(missing_ok=True)
        with closing(sqlite3.connect(self.pristine)) as copy:
            self._connection().backup(copy)

    def restore(self) -> None:
        """Put the rows back, where any was changed."""
        if not self.can_restore or self.writes() == self._untouched:
            return
        with closing(sqlite3.connect(self.pristine)) as copy:
            copy.backup(self._connection())
        self._untouched = self.writes()

    def writes(self) -> int:
        """A number that changes with every committed change of any row, and with nothing else."""
        if not self.can_restore:
            return 0
        if self._watcher is None:
            self._watcher = sqlite3.connect(self.house.units.database.engine.url.database or "", isolation_level=None)
        return int(self._watcher.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Let the file go."""
        self.browser.close()
        if self._watcher is not None:
            self._watcher.close()
        self.house.units.database.close()

    def _connection(self) -> sqlite3.Connection:
        raw = self.house.units.database.engine.raw_connection()
        try:
            return cast(sqlite3.Connection, raw.driver_connection)
        finally:
            raw.close()


@contextmanager
def raised_stage(database_url: str, folder: Path) -> Iterator[Stage]:
    """A stage on a fresh database; closed afterwards."""
    # Thousands of requests: their log lines would cost more than they tell.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    clock = SettableClock(NOW - timedelta(hours=26))
    settings = Settings(database_url=database_url, data_dir=folder / "data", _env_file=None)
    house = build_house(settings, clock)
    wait_for_no_disk(house.units.database)
    app = create_app(house, background=False)
    stage = Stage(house, app, AsgiClient(app), folder / "pristine.sqlite3")
    _furnish(stage, clock)
    stage.keep()
    yield stage
    stage.close()
    structlog.reset_defaults()


def _furnish(stage: Stage, clock: SettableClock) -> None:
    with stage.house.units.write() as work:
        auth.add_centre(work, SHENZHEN)
        auth.add_centre(work, GUANGZHOU)
        followups.load_scripts(work)
        intake.load_scripts(work)
    story = Story.begin(stage.house)
    stage.ids["technician"], stage.ids["customer"] = story.technician_id, story.customer_id
    stage.ids["colleague"] = story.add_technician("李明")
    stage.ids["far_technician"] = story.add_technician("何志强", GUANGZHOU.id)
    _yesterday(stage, story)
    clock.set(NOW)
    run_due(stage.house.units, JOBS)
    _today(stage, story)
    _cards(stage, story)
    _people(stage)
    _papers(stage)
    add_removed(stage)
    add_papers(stage)
    add_stock(stage)
    _read_back(stage)
    add_history(stage)
    add_plans(stage)
    add_proofs(stage)
    add_crew(stage)


def _yesterday(stage: Stage, story: Story) -> None:
    """A repair whose call is due now, a cash repair whose money was handed in, one paid into the bank."""
    stage.ids["done"] = story.free_repair().order_id
    for method in ("cash", "transfer"):
        sent, total = story.paid_repair()
        paid = story.does(sent, "payment.collect", method=method, amount_fen=total)
        story.leaves(sent)
        stage.ids[f"payment_{method}"] = str((paid or {})["payment_id"])
        stage.ids[f"visit_{method}"] = sent.visit_id
        if method == "cash":
            handed = story.phone(sent.technician_id, "remittance.submit", amount_fen=total)
            stage.ids["remittance"] = str((handed or {})["remittance_id"])
            stage.versions["remittance_fen"] = total
    sent, total = story.paid_repair()
    held = story.does(sent, "payment.collect", method="cash", amount_fen=total)
    story.leaves(sent)
    stage.ids["payment_held"] = str((held or {})["payment_id"])


def _today(stage: Stage, story: Story) -> None:
    """Orders at every step of the office, stock in the store and on the van, a number that nobody knows."""
    van = inventory.PlaceRef("van", story.technician_id, centre_id=SHENZHEN.id)
    store = inventory.PlaceRef("warehouse", SHENZHEN.id, centre_id=SHENZHEN.id, name="深圳仓")
    with stage.house.units.write(OFFICE) as work:
        # Only now, since yesterday's visits are told without photos.
        work_orders.load_defaults(work)
        rule = work_orders.NewApprovalRule("巡检", "Inspections", kind="inspection", centre_id=SHENZHEN.id)
        work_orders.add_approval_rule(work, rule)
        inventory.load_stock(work, [inventory.NewStock(store, "TIE", 50)])
        inventory.load_places(work, [van])
        stage.ids["vehicle_spare"] = customers.add_vehicle(
            work, customers.NewVehicle(story.customer_id, "粤B77777", "blue")
        ).id
    for name in ("submitted", "approved", "verbal", "urgent"):
        stage.ids[name] = _order(stage, story, name)
    stage.ids["type_code"] = "swap_body"
    _regulated(stage, story)
    sent = story.send(story.vehicle())
    stage.ids["dispatched"], stage.ids["visit"] = sent.order_id, sent.visit_id
    at_work = story.send(story.vehicle())
    story.arrives(at_work)
    stage.ids["visit_at_work"], stage.ids["item_at_work"] = at_work.visit_id, at_work.item_ids[0]
    add_yard(stage, story)
    unpaid, stage.versions["unpaid_fen"] = story.paid_repair()
    stage.ids["visit_unpaid"] = unpaid.visit_id
    unknown = story.send(story.vehicle())
    story.arrives(unknown)
    swap = {"act": "swap_device", "new_device_no": "X-99999", "old_device_end": "warehouse", "fault_code": "F01"}
    story.does(unknown, "item.record", item_id=unknown.item_ids[0], fields=swap)
    story.does(unknown, "item.finish", item_id=unknown.item_ids[0])
    stage.house.courier.run_until_idle()


def _order(stage: Stage, story: Story, name: str) -> str:
    item = work_orders.NewItem(story.vehicle(installed=False), "BD")
    with stage.house.units.write(OFFICE) as work:
        new = work_orders.NewOrder(
            "install", SHENZHEN.id, story.customer_id, (item,), contact_name="李队长", contact_phone="13800138000",
            priority="urgent" if name in {"verbal", "urgent"} else "normal",
        )  # fmt: skip
        order = work_orders.submit(work, work_orders.create_order(work, new).id)
        if name == "approved":
            order = work_orders.approve(work, order.id, order.version)
        if name == "verbal":
            order = work_orders.verbal_approval(
                work, order.id, order.version, giver="方经理", how="电话", at=work.now, note=""
            )
        stage.versions[name] = order.version
        return order.id


def _regulated(stage: Stage, story: Story) -> None:
    """A repair with the authority's clock running."""
    with stage.house.units.write(OFFICE) as work:
        truck = customers.NewVehicle(story.customer_id, "粤B88888", "yellow", vehicle_type="重卡")
        item = work_orders.NewItem(customers.add_vehicle(work, truck).id, "BD")
        new = work_orders.NewOrder("repair", SHENZHEN.id, story.customer_id, (item,), symptom="不上线")
        order = work_orders.create_order(work, new)
        stage.ids["regulated"], stage.versions["regulated"] = order.id, order.version


def _people(stage: Stage) -> None:
    for role in ROLES:
        for centre in (SHENZHEN, GUANGZHOU):
            near = "technician" if role == "technician" else "colleague"
            technician = stage.ids["far_technician" if centre is GUANGZHOU else near] if role in FIELD else None
            with stage.house.units.write() as work:
                user = auth.add_user(
                    work, username=f"{role}-{centre.code}", name=role, password_hash="none", technician_id=technician,
                    grants=[(role, centre.id)],
                )  # fmt: skip
                row = work.session.get_one(UserRow, user.id)
                stage.keys[role, centre.code] = auth_service.open_session(work, row, 24)


def _papers(stage: Stage) -> None:
    """What comes in over HTTP: a list of vehicles, a photo, a complaint, a customer with a contact."""
    agent, technician = ("agent", "SZ"), ("technician", "SZ")
    files = {"file": ("list.csv", SHEET.encode(), "text/csv")}
    sheet = stage.ask(agent, "POST", "/api/intake/vehicle-sheet", files=files)
    stage.ids["sheet"] = sheet.json()["sheet_id"]
    content = picture()
    digest = hashlib.sha256(content).hexdigest()
    stage.ids["sha256"] = digest
    stage.ask(technician, "PUT", f"/api/sync/files/{digest}", content=content, headers={"content-type": "image/jpeg"})
    add_unsent(stage)
    complaint = {"order_id": stage.ids["dispatched"], "text": "师傅没来"}
    stage.ids["complaint"] = stage.ask(agent, "POST", "/api/complaints", json=complaint).json()["id"]
    customer = stage.ask(agent, "GET", f"/api/customers/{stage.ids['customer']}").json()
    stage.ids["contact"] = customer["contacts"][0]["id"]


def _cards(stage: Stage, story: Story) -> None:
    """The carriers' rules, and two cards that are to be bound to another terminal; one is filed."""
    with stage.house.units.write(OFFICE) as work:
        inventory.load_binding_rules(work, inventory.DEFAULT_BINDING_RULES)
        stage.ids["binding_rule"] = work.session.exec(select(BindingRuleRow.id)).first() or ""
    for name, card in (("carrier_task", "89860426192300000017"), ("carrier_task_filed", "89860426192300000025")):
        told = story.phone(
            story.technician_id, "carrier.ask", visit_id=stage.ids["visit_at_work"], item_id=stage.ids["item_at_work"],
            iccid=card, old_imei="864217051182637", new_imei="865372060334189", act="swap_device", rule="rebind_first",
        )  # fmt: skip
        stage.ids[name] = str((told or {})["task_id"])
    with stage.house.units.write(OFFICE) as work:
        carrier_tasks.mark(work, [(stage.ids["carrier_task_filed"], 1)], "filed", "")


def _read_back(stage: Stage) -> None:
    """The ids that only the tables know."""
    with stage.house.units.read() as work:
        due = select(FollowUp.id).where(FollowUp.state == "open", FollowUp.order_id == stage.ids["done"])
        stage.ids["follow_up"] = work.session.exec(due).one()
        unknown = select(NumberCaseRow.id).where(NumberCaseRow.code == "unknown_device")
        stage.ids["case"] = work.session.exec(unknown).one()
        verbal = select(ApprovalRow.id).where(ApprovalRow.order_id == stage.ids["verbal"])
        stage.ids["approval"] = work.session.exec(verbal).one()
        stage.ids["rule"] = work.session.exec(select(ApprovalRuleRow.id)).one()
        stage.versions["visit"] = work_orders.visit(work, stage.ids["visit"]).version
        stage.versions["dispatched"] = work_orders.order(work, stage.ids["dispatched"]).version
