"""Regulated vehicles in the demo (R39): authorities that have written, and a removal that waits for its approval."""

from datetime import datetime, timedelta

from backend.demo.field_play import act_as
from backend.demo.history import Play
from backend.kernel.unit_of_work import UnitOfWork, UnitsOfWork
from backend.modules.work_orders import public as work_orders

CENTRE = "SZ"
# When the authority wants the vehicle back online, from now, and its notice.
NOTICES = (
    (timedelta(minutes=25), "SZJT-2026-1187"),
    (timedelta(minutes=-50), "SZJT-2026-1142"),
    (timedelta(hours=30), "SZJT-2026-1203"),
)


def play_regulated(units: UnitsOfWork, stage: Play, now: datetime) -> None:
    """Three authorities name their own date, one has gone by; a carrier changes its provider."""
    with units.write() as work:
        open_ones = work_orders.open_orders(work, [stage.ids.centres[CENTRE]])
        chosen = [one for one in open_ones if one.authority_due_at is not None and one.state == "approved"]
        for order, (left, notice) in zip(chosen, NOTICES, strict=False):
            act_as(work, now, stage.ids.users[f"dispatcher.{CENTRE.lower()}"], "dispatcher")
            work_orders.set_clock(work, order.id, order.version, now + left, notice)
        _removal(work, stage, now)


def _removal(work: UnitOfWork, stage: Play, now: datetime) -> None:
    equipped = {one.vehicle for one in stage.company.installations}
    near = {one.code: one for one in stage.company.customers if one.centre == CENTRE}
    fleet = (one for one in stage.company.vehicles if one.regulated and one.customer in near)
    vehicle = next(one for one in fleet if one.code in equipped)
    owner = near[vehicle.customer]
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
        ),
    )
    work_orders.submit(work, order.id)
