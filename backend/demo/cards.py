"""Cards for the carriers (R31): what the history has left is settled, and a few wait for the keeper at every step."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from backend.demo.field_play import act_as, minutes
from backend.demo.history import Play
from backend.kernel.unit_of_work import UnitOfWork, UnitsOfWork
from backend.modules.inventory import public as inventory
from backend.modules.work_orders import public as work_orders

OLD = timedelta(days=2)
CENTRE = "SZ"
ASKED = 4
RULES = {"cmcc": "rebind_first", "cucc": "rebind_first", "cbn": "ask_office"}


def play_cards(units: UnitsOfWork, stage: Play, now: datetime) -> None:
    """Tasks of the days before are done or refused; today some are asked, and one of them is filed."""
    with units.write() as work:
        for code, centre_id in stage.ids.centres.items():
            keeper = stage.ids.users.get(f"warehouse.{code.lower()}")
            if keeper is not None:
                act_as(work, now - timedelta(hours=20), keeper, "warehouse")
                _settle_old(work, centre_id, now)
        for visit, item_id, sim, imei in list(_bound_cards(work, stage))[:ASKED]:
            stage.phone_of(visit.technician_id).tell(
                work, now - minutes(35), "carrier.ask", visit_id=visit.id, item_id=item_id, iccid=sim.iccid,
                old_imei=sim.bound_imei, new_imei=imei, act="swap_device", rule=RULES[sim.operator],
            )  # fmt: skip
        act_as(work, now, stage.ids.users[f"warehouse.{CENTRE.lower()}"], "warehouse")
        for task in inventory.carrier_tasks_asked(work, stage.ids.centres[CENTRE]):
            if task.decision == "ask":
                inventory.mark_carrier_tasks(work, [(task.id, task.version)], "filed", "批次 07")
                break


def _settle_old(work: UnitOfWork, centre_id: str, now: datetime) -> None:
    old = [one for one in inventory.carrier_tasks_asked(work, centre_id) if one.asked_at < now - OLD]
    for number, task in enumerate(old):
        target, note = ("refused", "实名信息不符") if number % 9 == 4 else ("done", "")
        inventory.mark_carrier_tasks(work, [(task.id, task.version)], target, note)


def _bound_cards(work: UnitOfWork, stage: Play) -> Iterator[tuple[work_orders.VisitView, str, inventory.Sim, str]]:
    """Visits under way whose vehicle has a bound card, with the item and the IMEI of a terminal on the van."""
    for order in work_orders.open_orders(work, [stage.ids.centres[CENTRE]]):
        for visit in work_orders.live_visits(work, order.id) if order.kind == "repair" else ():
            item = work_orders.items_of_visit(work, visit.id)[0]
            installed = inventory.installed_in(work, [item.vehicle_id]).get(item.vehicle_id)
            van = inventory.van_stock(work, visit.technician_id).devices
            if installed and installed.sim and installed.sim.operator in RULES and van:
                yield visit, item.id, installed.sim, van[0].imei
