"""One order, whole: customer, site, vehicles with what is installed, visits, approvals."""

from datetime import date
from zoneinfo import ZoneInfo

from backend.kernel.numbers import mask_phone
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.customers import public as customers
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import policies, repository, trade_repository
from backend.modules.work_orders import schemas as wire
from backend.modules.work_orders.models import ApprovalRow
from backend.modules.work_orders.service.order_list import due_of
from backend.modules.work_orders.service.settle import missing_to_close
from backend.modules.work_orders.service.surroundings import Surroundings, around, in_warranty, installed_out
from backend.modules.work_orders.shapes import Family, ItemView, OrderView, Photo, VisitView


def order_page(work: UnitOfWork, order_id: str) -> wire.OrderOut:
    """The whole order; refuses 404, and 403 when it belongs to another centre."""
    order = repository.order(work, order_id)
    work.actor.require_centre(order.centre_id)
    items = repository.items(work, order_id)
    there = around(work, [order], items)
    known, today = trade_repository.families(work), today_of(work, order.centre_id)
    site = there.site_of(order)
    return wire.OrderOut(
        **{name: getattr(order, name) for name in COPIED},
        due_at=due_of(order, trade_repository.sla_limits(work)),
        customer=_customer(order, there),
        contact=_contact(work, order),
        site=wire.SiteOut(**{name: getattr(site, name) for name in wire.SiteOut.model_fields}) if site else None,
        items=[_item(one, there, known, today) for one in items],
        visits=_visits(work, order_id),
        approvals=[_approval(work, one) for one in repository.approvals_of(work, [order_id])],
        missing_to_close=missing_to_close(order.papers_done_at, order.fees_done_at, order.followup_done_at),
    )


COPIED = (
    "id", "no", "kind", "state", "state_reason", "priority", "centre_id", "version", "symptom", "fault_code",
    "since_text", "product_model", "purchase_date", "window_start", "window_end", "request_no", "note", "in_warranty",
    "rework_of", "created_at", "created_by", "approved_at", "completed_at", "closed_at",
)  # fmt: skip


def today_of(work: UnitOfWork, centre_id: str) -> date:
    """The calendar day it is at the centre."""
    return work.now.astimezone(ZoneInfo(auth.centre(work, centre_id).time_zone)).date()


def _customer(order: OrderView, there: Surroundings) -> wire.CustomerOut:
    found = there.customers.get(order.customer_id)
    return wire.CustomerOut(
        id=order.customer_id, name=found.name if found else "", kind=found.kind if found else "company"
    )


def _contact(work: UnitOfWork, order: OrderView) -> wire.ContactOut:
    whole = auth.may(work, "customers.see_phones")
    phone = order.contact_phone if whole else mask_phone(order.contact_phone)
    return wire.ContactOut(name=order.contact_name, phone=phone)


ITEM_FIELDS = tuple(
    name
    for name in wire.ItemOut.model_fields
    if name not in ("vehicle", "installed", "in_warranty", "family_name_zh", "family_name_en")
)


def _item(one: ItemView, there: Surroundings, known: dict[str, Family], today: date) -> wire.ItemOut:
    installed, family = there.installed_of(one), known.get(one.family)
    return wire.ItemOut(
        **{name: getattr(one, name) for name in ITEM_FIELDS},
        family_name_zh=family.name_zh if family else one.family,
        family_name_en=family.name_en if family else one.family,
        vehicle=_vehicle(there.vehicles.get(one.vehicle_id)),
        installed=installed_out(installed),
        in_warranty=in_warranty(installed, today),
    )


def _vehicle(found: customers.Vehicle | None) -> wire.VehicleOut | None:
    if found is None:
        return None
    return wire.VehicleOut(**{name: getattr(found, name) for name in wire.VehicleOut.model_fields})


VISIT_FIELDS = tuple(
    name for name in wire.VisitOut.model_fields if name not in ("technician_name", "partner_name", "item_ids", "photos")
)


def _visits(work: UnitOfWork, order_id: str) -> list[wire.VisitOut]:
    visits = repository.visits_of(work, order_id)
    ids = [one.id for one in visits]
    covered, photos = repository.items_of_visits(work, ids), repository.photos_of_visits(work, ids)
    people = {one.id: one for one in technicians.technicians(work, ids={one.technician_id for one in visits})}
    return [_visit(one, people.get(one.technician_id), covered.get(one.id, []), photos) for one in visits]


def _visit(
    one: VisitView, person: technicians.Technician | None, covered: list[ItemView], photos: list[Photo]
) -> wire.VisitOut:
    return wire.VisitOut(
        **{name: getattr(one, name) for name in VISIT_FIELDS},
        technician_name=person.name if person else "",
        partner_name=person.partner_name if person else None,
        item_ids=[item.id for item in covered],
        photos=[
            wire.PhotoOut(code=photo.code, sha256=photo.sha256, item_id=photo.item_id, taken_at=photo.taken_at)
            for photo in photos
            if photo.visit_id == one.id
        ],
    )


def _approval(work: UnitOfWork, one: ApprovalRow) -> wire.ApprovalOut:
    return wire.ApprovalOut(
        **{name: getattr(one, name) for name in wire.ApprovalOut.model_fields if name != "overdue"},
        overdue=policies.approval_overdue(one.confirm_due, one.confirmed_at, work.now),
    )
