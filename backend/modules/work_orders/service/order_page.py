"""One order, whole: customer, site, vehicles with what is installed, visits, approvals."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from backend.kernel.numbers import mask_phone
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.customers import public as customers
from backend.modules.inventory import public as inventory
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import evidence_repository, policies, repository, trade_repository
from backend.modules.work_orders import schemas as wire
from backend.modules.work_orders.asked import repository as asked
from backend.modules.work_orders.asked.models import SignatureRequestRow
from backend.modules.work_orders.asked.schemas import ExtraOut, SignatureLinkOut
from backend.modules.work_orders.asked.showing import extras_out
from backend.modules.work_orders.models import ApprovalRow
from backend.modules.work_orders.regulated import lacks_of_removal
from backend.modules.work_orders.service.authority import state_of
from backend.modules.work_orders.service.leaving import Removals, removals_from
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
    words, today = _words(work), today_of(work, order.centre_id)
    removals = removals_from(work, [order_id], there.vehicles)
    site = there.site_of(order)
    return wire.OrderOut(
        **{name: getattr(order, name) for name in COPIED},
        symptom_en=words.faults.get(order.symptom, order.symptom),
        due_at=due_of(order, trade_repository.sla_limits(work)),
        authority=_authority(order, work.now),
        customer=_customer(order, there),
        contact=_contact(work, order),
        site=wire.SiteOut(**{name: getattr(site, name) for name in wire.SiteOut.model_fields}) if site else None,
        items=[_item(one, there, words, today, _removal(order, one, removals)) for one in items],
        visits=_visits(work, order_id, words, removals.unseen),
        approvals=[_approval(work, one, words) for one in repository.approvals_of(work, [order_id])],
        missing_to_close=missing_to_close(order.papers_done_at, order.fees_done_at, order.followup_done_at),
    )


COPIED = (
    "id", "no", "kind", "state", "state_reason", "priority", "centre_id", "version", "symptom", "fault_code",
    "since_text", "product_model", "purchase_date", "window_start", "window_end", "request_no", "note", "in_warranty",
    "rework_of", "created_at", "created_by", "approved_at", "completed_at", "closed_at",
)  # fmt: skip


@dataclass(frozen=True)
class Words:
    """Names of codes: families and products whole, photos and rules as (zh, en), faults as English by their Chinese."""

    families: dict[str, Family]
    products: dict[str, inventory.Product]
    photos: dict[str, tuple[str, str]]
    rules: dict[str, str]
    faults: dict[str, str]


def _words(work: UnitOfWork) -> Words:
    return Words(
        families=trade_repository.families(work),
        products={one.code: one for one in inventory.products(work)},
        photos=trade_repository.photo_codes(work),
        rules={one.id: one.name_en for one in repository.approval_rules(work)},
        faults={one.symptom_zh: one.symptom_en for one in trade_repository.faults(work)},
    )


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
    if name not in ("vehicle", "installed", "removal", "in_warranty", "family_name_zh", "family_name_en", "parts")
)


def _item(
    one: ItemView, there: Surroundings, words: Words, today: date, removal: wire.RemovalOut | None
) -> wire.ItemOut:
    installed, family = there.installed_of(one), words.families.get(one.family)
    return wire.ItemOut(
        **{name: getattr(one, name) for name in ITEM_FIELDS},
        family_name_zh=family.name_zh if family else one.family,
        family_name_en=family.name_en if family else one.family,
        parts=[_part(code, count, words) for code, count in one.parts.items()],
        vehicle=_vehicle(there.vehicles.get(one.vehicle_id)),
        installed=installed_out(installed),
        removal=removal,
        in_warranty=in_warranty(installed, today),
    )


def _removal(order: OrderView, one: ItemView, removals: Removals) -> wire.RemovalOut | None:
    leaving = removals.leaving(order.id, order.kind, one)
    if not leaving.guarded:
        return None
    reason = next((it for it in removals.reasons if it.code == one.removal_reason), None)
    return wire.RemovalOut(
        reason=one.removal_reason,
        reason_zh=reason.name_zh if reason else "",
        reason_en=reason.name_en if reason else "",
        note=one.removal_note,
        provider_released=one.provider_released,
        lacking=[it for it in lacks_of_removal(leaving, removals.reasons) if it != "approval"],
    )


def _authority(order: OrderView, now: datetime) -> wire.AuthorityOut | None:
    due, warn, at = order.authority_due_at, order.authority_warn_at, order.authority_set_at
    if due is None or warn is None or at is None:
        return None
    return wire.AuthorityOut(
        due_at=due,
        warn_at=warn,
        state=state_of(order, now),
        set_by=order.authority_set_by,
        set_at=at,
        notice_no=order.authority_notice_no,
        met_at=order.authority_met_at,
    )


def _part(code: str, count: int, words: Words) -> wire.PartOut:
    product = words.products.get(code)
    zh, en = (product.name_zh, product.name_en) if product else (code, code)
    return wire.PartOut(code=code, name_zh=zh, name_en=en, quantity=count)


def _vehicle(found: customers.Vehicle | None) -> wire.VehicleOut | None:
    if found is None:
        return None
    return wire.VehicleOut(**{name: getattr(found, name) for name in wire.VehicleOut.model_fields})


VISIT_FIELDS = tuple(
    name
    for name in wire.VisitOut.model_fields
    if name not in ("technician_name", "partner_name", "item_ids", "photos", "signature_link", "extras")
)


def _visits(work: UnitOfWork, order_id: str, words: Words, unseen: Collection[str]) -> list[wire.VisitOut]:
    visits = repository.visits_of(work, order_id)
    ids = [one.id for one in visits]
    covered, photos = repository.items_of_visits(work, ids), evidence_repository.photos_of_visits(work, ids)
    signatures = {one.visit_id: one for one in asked.signature_requests(work, [order_id])}
    added = extras_out(work, ids, words.products, unseen)
    people = {one.id: one for one in technicians.technicians(work, ids={one.technician_id for one in visits})}
    return [
        _visit(
            one,
            people.get(one.technician_id),
            covered.get(one.id, []),
            photos,
            words,
            signatures.get(one.id),
            added.get(one.id, []),
        )
        for one in visits
    ]


def _visit(
    one: VisitView,
    person: technicians.Technician | None,
    covered: list[ItemView],
    photos: list[Photo],
    words: Words,
    signature: SignatureRequestRow | None,
    added: list[ExtraOut],
) -> wire.VisitOut:
    return wire.VisitOut(
        **{name: getattr(one, name) for name in VISIT_FIELDS},
        technician_name=person.name if person else "",
        partner_name=person.partner_name if person else None,
        item_ids=[item.id for item in covered],
        signature_link=_signature_link(signature),
        extras=added,
        photos=[_photo(photo, words) for photo in photos if photo.visit_id == one.id],
    )


def _signature_link(row: SignatureRequestRow | None) -> SignatureLinkOut | None:
    if row is None:
        return None
    return SignatureLinkOut(**{name: getattr(row, name) for name in SignatureLinkOut.model_fields})


def _photo(photo: Photo, words: Words) -> wire.PhotoOut:
    zh, en = words.photos.get(photo.code, (photo.code, photo.code))
    return wire.PhotoOut(
        code=photo.code, name_zh=zh, name_en=en, sha256=photo.sha256, item_id=photo.item_id, taken_at=photo.taken_at
    )


def _approval(work: UnitOfWork, one: ApprovalRow, words: Words) -> wire.ApprovalOut:
    return wire.ApprovalOut(
        **{name: getattr(one, name) for name in wire.ApprovalOut.model_fields if name not in ("overdue", "by_name_en")},
        by_name_en=words.rules.get(one.rule_id or "", one.by_name),
        overdue=policies.approval_overdue(one.confirm_due, one.confirmed_at, work.now),
    )
