"""A repair, removal, transfer or inspection of vehicles that are known (R2)."""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from backend.kernel.errors import NOT_FOUND, Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.customers import public as customers
from backend.modules.customers.public import Vehicle
from backend.modules.intake import errors
from backend.modules.intake.schemas import RepairIn
from backend.modules.intake.service.parties import parties_of
from backend.modules.inventory import public as inventory
from backend.modules.inventory.public import Installed
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.public import NewItem, NewOrder, OrderView

REPEAT_WITHIN = timedelta(days=30)  # R23


def open_repair(work: UnitOfWork, said: RepairIn) -> tuple[OrderView, int]:
    """Open the order and hand it in for approval; returns it with the number of vehicles.

    Refuses 409 likely_duplicate when one of the vehicles has an open order of the same kind, unless told to ignore it.
    """
    customer = customers.customer(work, said.customer_id)
    work.actor.require_centre(customer.centre_id)
    vehicles = _checked(work, said)
    if not said.ignore_duplicate:
        refuse_duplicate(work, said.kind, vehicles)
    parties = parties_of(work, said)
    at = _where_it_sits(said, vehicles)
    sitting = inventory.installed_in(work, [*(one.id for one in vehicles), *at])
    order = work_orders.create_order(
        work,
        NewOrder(
            kind=said.kind,
            centre_id=customer.centre_id,
            customer_id=customer.id,
            items=tuple(_item(one, said, sitting, _removal(work, said, vehicles)) for one in vehicles),
            priority=said.priority,
            site_id=parties.site_id,
            contact_name=parties.contact_name,
            contact_phone=parties.contact_phone,
            symptom=said.symptom,
            fault_code=said.fault_code,
            since_text=said.since_text,
            product_model=said.product_model
            or next((sitting[one].device.product_name_zh for one in at if one in sitting), ""),
            purchase_date=said.purchase_date,
            window_start=said.window_start,
            window_end=said.window_end,
            note=said.note,
            in_warranty=in_warranty(work, customer.centre_id, [sitting.get(one) for one in at]),
            rework_of=repeat_of(work, said.kind, [one.id for one in vehicles]),
            authority_due_at=said.authority_due_at,
            authority_notice_no=said.authority_notice_no,
        ),
    )
    return work_orders.submit(work, order.id), len(vehicles)


def _checked(work: UnitOfWork, said: RepairIn) -> list[Vehicle]:
    _check_fault(work, said.fault_code)
    return _vehicles(work, said)


def _where_it_sits(said: RepairIn, vehicles: Sequence[Vehicle]) -> list[str]:
    """The vehicles of the terminals that the work is about: what moves sits in the old vehicle still."""
    if said.kind == "transfer" and said.from_vehicle_id is not None:
        return [said.from_vehicle_id]
    return [one.id for one in vehicles]


def _vehicles(work: UnitOfWork, said: RepairIn) -> list[Vehicle]:
    wanted = list(dict.fromkeys(said.vehicle_ids))
    found = customers.vehicles(work, [*wanted, *([said.from_vehicle_id] if said.from_vehicle_id else [])])
    for vehicle_id in wanted:
        if vehicle_id not in found:
            raise Refusal(NOT_FOUND, field="vehicle_ids")
        _own(work, found[vehicle_id], said.customer_id)
    if said.kind == "transfer":
        if said.from_vehicle_id is None or said.from_vehicle_id in wanted:
            raise Refusal(errors.TRANSFER_NEEDS_OLD, field="from_vehicle_id")
        if said.from_vehicle_id not in found:
            raise Refusal(NOT_FOUND, field="from_vehicle_id")
        _own(work, found[said.from_vehicle_id], said.customer_id)
    return [found[one] for one in wanted]


def _own(work: UnitOfWork, vehicle: Vehicle, customer_id: str) -> None:
    if vehicle.customer_id != customer_id:
        owner = customers.customer(work, vehicle.customer_id)
        raise Refusal(errors.VEHICLE_OF_OTHER, field="vehicle_ids", plate=vehicle.label, owner=owner.name)


def _check_fault(work: UnitOfWork, code: str | None) -> None:
    if code is not None and code not in {fault.code for fault in work_orders.faults(work)}:
        raise Refusal(errors.FAULT_UNKNOWN, field="fault_code", value=code)


def _removal(work: UnitOfWork, said: RepairIn, vehicles: Sequence[Vehicle]) -> tuple[str | None, str]:
    """Why a terminal leaves a regulated vehicle (R39), and the words to it; (None, "") where nobody has to say."""
    if said.kind not in ("removal", "transfer"):
        return None, ""
    source = customers.vehicle(work, said.from_vehicle_id) if said.from_vehicle_id and said.kind == "transfer" else None
    guarded = any(one.regulated for one in ([source] if source else vehicles))
    if said.removal_reason is None and not guarded:
        return None, ""
    reason = next((one for one in work_orders.removal_reasons(work) if one.code == said.removal_reason), None)
    if reason is None:
        raise Refusal(errors.REMOVAL_REASON, field="removal_reason")
    if reason.needs_note and not said.removal_note:
        raise Refusal(errors.REMOVAL_NOTE, field="removal_note")
    return reason.code, said.removal_note


def _item(vehicle: Vehicle, said: RepairIn, sitting: dict[str, Installed], leaving: tuple[str | None, str]) -> NewItem:
    source = said.from_vehicle_id if said.kind == "transfer" else None
    device = sitting.get(source or vehicle.id)
    return NewItem(
        vehicle_id=vehicle.id,
        family=device.device.family if device else "",
        from_vehicle_id=source,
        fault_code=said.fault_code,
        removal_reason=leaving[0],
        removal_note=leaving[1],
    )


def refuse_duplicate(work: UnitOfWork, kind: str, vehicles: Sequence[Vehicle]) -> None:
    """Refuse (409, with the order in the details) when a vehicle waits for the same kind of work already."""
    waiting = work_orders.open_orders_of_vehicles(work, [one.id for one in vehicles])
    for vehicle in vehicles:
        for order in waiting.get(vehicle.id, []):
            if order.kind == kind:
                raise Refusal(
                    errors.LIKELY_DUPLICATE,
                    field="vehicle_ids",
                    plate=vehicle.label,
                    no=order.no,
                    order=_told(work, order),
                )


def _told(work: UnitOfWork, order: OrderView) -> dict[str, object]:
    live = work_orders.live_visits(work, order.id)
    name = technicians.technician(work, live[-1].technician_id).name if live else None
    times = {"created_at": order.created_at, "window_start": order.window_start, "window_end": order.window_end}
    return {
        "id": order.id,
        "no": order.no,
        "kind": order.kind,
        "state": order.state,
        "symptom": order.symptom,
        "created_by": order.created_by,
        "technician_name": name,
        "visit_state": live[-1].state if live else None,
        **{key: at.isoformat().replace("+00:00", "Z") if at else None for key, at in times.items()},
    }


def in_warranty(work: UnitOfWork, centre_id: str, sitting: Sequence[Installed | None]) -> bool | None:
    """Whether every device is in warranty today at the centre; None where one is unknown and none is out."""
    today = work.now.astimezone(ZoneInfo(auth.centre(work, centre_id).time_zone)).date()
    ends = [one.device.warranty_end if one else None for one in sitting]
    if any(end is not None and end < today for end in ends):
        return False
    return None if None in ends or not ends else True


def repeat_of(work: UnitOfWork, kind: str, vehicle_ids: Sequence[str]) -> str | None:
    """The order that this repair repeats: done on the same vehicle within the last 30 days (R23)."""
    if kind != "repair":
        return None
    since = work.now - REPEAT_WITHIN
    recent = work_orders.recent_orders_of_vehicles(work, vehicle_ids)
    done = [
        order
        for orders in recent.values()
        for order in orders
        if order.kind in ("repair", "install") and order.completed_at and order.completed_at >= since
    ]
    return max(done, key=lambda order: order.completed_at or since).id if done else None
