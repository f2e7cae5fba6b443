"""Regulated vehicles in the demo (R39): authorities that have written, and a removal that waits for its approval."""

from datetime import datetime, timedelta

from backend.demo.field_play import act_as
from backend.demo.history import Play
from backend.kernel.unit_of_work import UnitOfWork, UnitsOfWork
from backend.modules.work_orders import public as work_orders

# When the authority wants the vehicle back online, from now, and its notice.
NOTICES = (
    (timedelta(hours=2, minutes=30), "深交通〔2026〕1187 号"),
    (timedelta(minutes=-50), "粤道运〔2026〕402 号"),
    (timedelta(hours=30), "深交通〔2026〕1203 号"),
)


def play_regulated(units: UnitsOfWork, stage: Play, now: datetime) -> None:
    """Three authorities name their own date, one has gone by; a carrier changes its provider."""
    with units.write() as work:
        running = [one for one in work_orders.open_orders(work, None) if one.authority_due_at is not None]
        chosen = [one for one in running if one.state in ("approved", "in_progress")][::3]
        for order, (left, notice) in zip(chosen, NOTICES, strict=False):
            act_as(work, now, stage.ids.users[f"dispatcher.{_city(stage, order.centre_id)}"], "dispatcher")
            work_orders.set_clock(work, order.id, order.version, now + left, notice)
        _removal(work, stage, now)


def _city(stage: Play, centre_id: str) -> str:
    return next(code for code, one in stage.ids.centres.items() if one == centre_id).lower()


def _removal(work: UnitOfWork, stage: Play, now: datetime) -> None:
    equipped = {one.vehicle for one in stage.company.installations}
    vehicle = next(one for one in stage.company.vehicles if one.regulated and one.code in equipped)
    owner = next(one for one in stage.company.customers if one.code == vehicle.customer)
    act_as(work, now - timedelta(minutes=25), stage.ids.users["agent"], "agent")
    item = work_orders.NewItem(stage.ids.vehicles[vehicle.code], "BD", removal_reason="provider")
    contact = owner.contacts[0]
    order = work_orders.create_order(
        work,
        work_orders.NewOrder(
            kind="removal",
            centre_id=stage.ids.centres[owner.centre],
            customer_id=stage.ids.customers[owner.code],
            site_id=stage.ids.sites[vehicle.site],
            items=(item,),
            contact_name=contact.name,
            contact_phone=contact.phone,
            symptom="换服务商，拆下旧终端",
        ),
    )
    work_orders.submit(work, order.id)
