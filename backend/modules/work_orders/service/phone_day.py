"""The phone's day: everything a technician needs for a whole shift with no signal, read in batches (R16)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from backend.kernel.errors import NOT_ALLOWED, Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.inventory import public as inventory
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import evidence_repository, papers, policies, repository, trade_repository
from backend.modules.work_orders import phone_schemas as wire
from backend.modules.work_orders.asked.repository import signature_requests
from backend.modules.work_orders.asked.schemas import ExtraOut, OtherVehicleOut
from backend.modules.work_orders.asked.showing import extras_out, other_vehicles
from backend.modules.work_orders.lifecycle import LIVE_VISIT_STATES
from backend.modules.work_orders.regulated import CONSENT
from backend.modules.work_orders.service.authority import authority_due_of
from backend.modules.work_orders.service.complete import missing_of
from backend.modules.work_orders.service.leaving import Removals, removals_from
from backend.modules.work_orders.service.surroundings import Surroundings, around, installed_out
from backend.modules.work_orders.service.warranty import item_in_warranty
from backend.modules.work_orders.shapes import Family, ItemView, OrderView, Photo, VisitView
from backend.modules.work_orders.yard.told import CrewsToday

DAYS_AHEAD = 3


@dataclass(frozen=True)
class Day:
    """What was read for the day, by id."""

    orders: Mapping[str, OrderView]
    items: Mapping[str, Sequence[ItemView]]
    photos: Sequence[Photo]
    ticked: Mapping[str, Sequence[str]]
    there: Surroundings
    covered: Mapping[str, bool]
    families: Mapping[str, Family]
    codes: Mapping[str, tuple[str, str]]
    required: Mapping[str, Sequence[str]]
    optional: Mapping[str, Sequence[str]]
    products: Mapping[str, inventory.Product]
    symptoms: Mapping[str, str]
    short: Mapping[str, Mapping[str, int]]
    rebinds: Mapping[str, int]
    removals: Removals
    crews: CrewsToday
    extras: Mapping[str, Sequence[ExtraOut]]
    others: Mapping[str, Sequence[OtherVehicleOut]]
    asked: Collection[str]


def phone_day(work: UnitOfWork) -> wire.DayOut:
    """The signed-in technician's day; refuses somebody who is none."""
    if work.actor.technician_id is None:
        raise Refusal(NOT_ALLOWED)
    person = technicians.technician(work, work.actor.technician_id)
    midnight = _midnight(work, person.centre_id)
    visits = repository.phone_visits(work, person.id, midnight, midnight + timedelta(days=DAYS_AHEAD))
    day = _read(work, person.id, visits)
    return wire.DayOut(
        now=work.now,
        technician=wire.TechnicianOut(id=person.id, name=person.name),
        visits=[_visit(one, day) for one in visits],
        price_list=[
            wire.PriceOut(
                code=one.code, name_zh=one.name_zh, name_en=one.name_en, kind=one.kind, price_fen=one.price_fen
            )
            for one in day.products.values()
        ],
        faults=[wire.FaultOut(**vars(one)) for one in trade_repository.faults(work)],
        cause_codes=[wire.CauseOut(**vars(one)) for one in trade_repository.causes(work)],
        removal_reasons=[wire.RemovalReasonOut(**vars(one)) for one in day.removals.reasons],
        consent_photo=_named(day, [CONSENT])[0],
        photo_rules=[
            wire.PhotoRuleOut(
                job=job,
                required=_named(day, day.required.get(job, ())),
                optional=_named(day, day.optional.get(job, ())),
            )
            for job in sorted({*day.required, *day.optional})
        ],
    )


def _midnight(work: UnitOfWork, centre_id: str) -> datetime:
    zone = ZoneInfo(auth.centre(work, centre_id).time_zone)
    return datetime.combine(work.now.astimezone(zone).date(), time(), zone)


def _read(work: UnitOfWork, technician_id: str, visits: list[VisitView]) -> Day:
    ids = [one.id for one in visits]
    orders = repository.orders(work, {one.order_id for one in visits})
    items = repository.items_of_visits(work, ids)
    products = {one.code: one for one in inventory.products(work)}
    there = around(work, orders.values(), [item for found in items.values() for item in found])
    covered = {
        item.id: item_in_warranty(work, orders[visit.order_id], item, visit.id, there.installed)
        for visit in visits
        for item in items.get(visit.id, [])
    }
    crews = CrewsToday(work, technician_id, visits)
    stock = inventory.vans_stock(work, [technician_id]).get(technician_id, {})
    removals = removals_from(work, orders.keys(), there.vehicles)
    return Day(
        orders=orders,
        items=items,
        photos=evidence_repository.photos_of_visits(work, [*ids, *crews.visit_ids]),
        ticked=repository.checklists(work, ids),
        there=there,
        covered=covered,
        families=trade_repository.families(work),
        codes=trade_repository.photo_codes(work),
        required=trade_repository.photo_rules(work),
        optional=trade_repository.photo_rules(work, "optional"),
        products=products,
        symptoms={one.symptom_zh: one.symptom_en for one in trade_repository.faults(work)},
        short=short_of(visits, stock),
        rebinds=inventory.rebinds(work, [one.sim.iccid for one in there.installed.values() if one.sim]),
        removals=removals,
        crews=crews,
        extras=extras_out(work, ids, products, removals.unseen),
        others=_others(work, visits, orders),
        asked={one.visit_id for one in signature_requests(work, orders.keys()) if one.state == "asked"},
    )


def _others(
    work: UnitOfWork, visits: Sequence[VisitView], orders: Mapping[str, OrderView]
) -> dict[str, Sequence[OtherVehicleOut]]:
    """By visit, what may be added on site; for the visits that are not over."""
    live = {one.id: one.order_id for one in visits if one.state in LIVE_VISIT_STATES}
    found = other_vehicles(work, [orders[one] for one in set(live.values())])
    return {visit_id: found[order_id] for visit_id, order_id in live.items()}


def short_of(visits: Sequence[VisitView], stock: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """What the van lacks for each live visit, in the order of the day: what one uses the next can't have (R9)."""
    left, short = dict(stock), dict[str, dict[str, int]]()
    for visit in visits:
        if visit.state not in LIVE_VISIT_STATES:
            continue
        for code, needed in visit.needed_stock.items():
            has = min(left.get(code, 0), needed)
            left[code] = left.get(code, 0) - has
            if has < needed:
                short.setdefault(visit.id, {})[code] = needed - has
    return short


COPIED_OF_VISIT = (
    "id", "no", "order_id", "state", "version", "window_start", "window_end", "planned_start", "planned_minutes",
    "contact_by", "contacted_at", "accepted_at", "set_off_at", "arrived_at", "started_at", "completed_at",
)  # fmt: skip
COPIED_OF_ORDER = (
    "kind", "priority", "contact_name", "contact_phone", "symptom", "fault_code", "since_text", "note",
)  # fmt: skip


def _visit(visit: VisitView, day: Day) -> wire.PhoneVisitOut:
    order = day.orders[visit.order_id]
    site = day.there.site_of(order)
    items = day.items.get(visit.id, [])
    own = {one.id for one in items}
    photos = [one for one in day.photos if one.visit_id == visit.id or one.item_id in own]
    shared = day.crews.shared(visit)
    pictures: dict[str | None, list[Photo]] = {}
    for photo in photos:
        pictures.setdefault(photo.item_id, []).append(photo)
    return wire.PhoneVisitOut(
        **{name: getattr(visit, name) for name in COPIED_OF_VISIT},
        **{name: getattr(order, name) for name in COPIED_OF_ORDER},
        symptom_en=day.symptoms.get(order.symptom, order.symptom),
        order_no=order.no,
        customer_name=day.there.customer_name(order),
        address=site.address if site else "",
        landmark=site.landmark if site else "",
        district=site.district if site else "",
        lat=site.lat if site else None,
        lng=site.lng if site else None,
        required=_required(visit, day),
        checklist=[wire.NamedCode(code=code, name_zh=zh, name_en=en) for code, zh, en in policies.CHECKLIST],
        checklist_ticked=list(day.ticked.get(visit.id, [])),
        items=[_item(order.kind, one, pictures.get(one.id, []), one.id in shared, day) for one in items],
        crew=day.crews.of(visit, items),
        visit_photos=[wire.PhonePhotoOut(code=p.code, sha256=p.sha256) for p in photos if p.item_id is None],
        signature=_signature(visit, by_link=visit.id in day.asked),
        fees=_fees(visit),
        removal_approved=order.id in day.removals.approved,
        authority_due_at=authority_due_of(order),
        missing=_missing(order.kind, visit, [one for one in items if one.id not in shared], photos, day),
        extras=list(day.extras.get(visit.id, [])),
        other_vehicles=list(day.others.get(visit.id, [])),
    )


def _required(visit: VisitView, day: Day) -> wire.RequiredOut:
    short = []
    for code, missing in day.short.get(visit.id, {}).items():
        product = day.products.get(code)
        zh, en = (product.name_zh, product.name_en) if product else (code, code)
        short.append(wire.ShortOut(code=code, name_zh=zh, name_en=en, missing=missing))
    return wire.RequiredOut(products=visit.needed_stock, short=short)


COPIED_OF_ITEM = (
    "id", "seq", "vehicle_id", "family", "state", "act", "new_device_no", "new_iccid", "old_device_no", "old_iccid",
    "old_device_end", "mounting", "fault_code", "cause_code", "remedy", "parts", "old_parts", "test_result", "suspend_reason",
    "missing", "unknown_reason", "removal_reason", "removal_note", "provider_released", "vehicle_confirmed", "platform_verdict", "proof_failure", "recorded_at", "warnings", "version",
)  # fmt: skip
COPIED_OF_VEHICLE = (
    "plate", "plate_colour", "vin", "vehicle_type", "fleet_no", "driver_name", "driver_phone", "regulated",
)  # fmt: skip


def _item(kind: str, item: ItemView, photos: Sequence[Photo], shared: bool, day: Day) -> wire.PhoneItemOut:
    vehicle = day.there.vehicles[item.vehicle_id]
    source = day.there.vehicles.get(item.from_vehicle_id) if item.from_vehicle_id else None
    family, installed = day.families.get(item.family), day.there.installed_of(item)
    guarded = day.removals.leaving(item.order_id, kind, item).guarded
    return wire.PhoneItemOut(
        **{name: getattr(item, name) for name in COPIED_OF_ITEM},
        **{name: getattr(vehicle, name) for name in COPIED_OF_VEHICLE},
        from_plate=source.plate if source else None,
        from_regulated=source.regulated if source else False,
        family_name_zh=family.name_zh if family else item.family,
        family_name_en=family.name_en if family else item.family,
        installed=installed_out(installed, day.rebinds),
        in_warranty=day.covered[item.id],
        shared=shared,
        accepted=item.acceptance_id is not None,
        photos_required=_named(day, papers.wanted_photos(day.required, kind, item.family, item.act, guarded=guarded)),
        photos_optional=_named(day, papers.wanted_photos(day.optional, kind, item.family, item.act)),
        photos=[wire.PhonePhotoOut(code=one.code, sha256=one.sha256) for one in photos],
    )


def _named(day: Day, codes: Sequence[str]) -> list[wire.NamedCode]:
    named = [(code, *day.codes.get(code, (code, code))) for code in codes]
    return [wire.NamedCode(code=code, name_zh=zh, name_en=en) for code, zh, en in named]


def _signature(visit: VisitView, *, by_link: bool) -> wire.SignatureOut | None:
    if visit.signature_sha is None and not visit.no_signature_reason:
        return None
    return wire.SignatureOut(
        sha256=visit.signature_sha, signer=visit.signer, reason=visit.no_signature_reason, by_link=by_link
    )


def _fees(visit: VisitView) -> wire.FeesOut | None:
    if visit.fees_total_fen is None:
        return None
    return wire.FeesOut(total_fen=visit.fees_total_fen, collected_fen=visit.fees_collected_fen or 0)


def _missing(
    kind: str, visit: VisitView, items: Sequence[ItemView], photos: Sequence[Photo], day: Day
) -> list[wire.MissingOut]:
    if visit.state not in LIVE_VISIT_STATES:
        return []
    found = missing_of(kind, visit, items, photos, day.required, day.removals)
    return [wire.MissingOut(code=one.code, item_id=one.item_id, params=one.params) for one in found]
