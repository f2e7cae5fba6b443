"""Many products, devices, cards, parts and intervals at once: checked like single ones, written in few statements."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import insert, update
from sqlmodel import SQLModel

from backend.kernel.errors import INVALID, NOT_FOUND, Refusal
from backend.kernel.ids import new_id
from backend.kernel.numbers import check_iccid, check_imei, message
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import policies, repository
from backend.modules.inventory.custody import Occasion, enter_parts, place_id, place_row
from backend.modules.inventory.errors import BAD_QUANTITY, DUPLICATE_NUMBER, OVERLAP, UNKNOWN_PRODUCT
from backend.modules.inventory.models import (
    DeviceRow,
    InstallationRow,
    MovementRow,
    PlaceRow,
    ProductRow,
    SimRow,
)
from backend.modules.inventory.shapes import (
    NewDevice,
    NewInstallation,
    NewSim,
    NewStock,
    PlaceRef,
    Product,
)

Rows = list[dict[str, Any]]
FOREVER = datetime.max.replace(tzinfo=UTC)


def load_products(work: UnitOfWork, new: Iterable[Product]) -> None:
    """Add rows to the price list; prices in fen."""
    _insert(work, ProductRow, [vars(one) for one in new])


def load_places(work: UnitOfWork, new: Iterable[PlaceRef]) -> list[str]:
    """Make sure that these places are there; returns their ids in the same order."""
    places = list(new)
    ids = [place_id(one.kind, one.owner_id) for one in places]
    known = {row.id for row in repository.rows_in(work.session, PlaceRow, PlaceRow.id, set(ids))}
    missing = {key: place_row(one).model_dump() for key, one in zip(ids, places, strict=True) if key not in known}
    _insert(work, PlaceRow, list(missing.values()))
    return ids


def load_devices(
    work: UnitOfWork, new: Iterable[NewDevice], at: datetime | None = None, paper_id: str | None = None
) -> list[str]:
    """Enter devices into the books at their places; returns their ids in the same order.

    Refuses a wrong IMEI, an unknown product and a terminal number that is there or comes twice. `at` is when they came.
    """
    items = list(new)
    _require_products(work, {one.product_code for one in items})
    places = load_places(work, (one.place for one in items))
    rows = [_device(one, place) for one, place in zip(items, places, strict=True)]
    numbers = [row["terminal_no"] for row in rows]
    there = repository.rows_in(work.session, DeviceRow, DeviceRow.terminal_no, numbers)
    _require_new("terminal_no", numbers, {one.terminal_no for one in there})
    _insert(work, DeviceRow, rows)
    _note_entry(work, "device", rows, at, paper_id)
    return [row["id"] for row in rows]


def load_sims(
    work: UnitOfWork, new: Iterable[NewSim], at: datetime | None = None, paper_id: str | None = None
) -> list[str]:
    """Enter cards into the books at their places; returns their ids in the same order; refuses as `load_devices`."""
    items = list(new)
    places = load_places(work, (one.place for one in items))
    rows = [_sim(one, place) for one, place in zip(items, places, strict=True)]
    keys = [row["iccid_key19"] for row in rows]
    there = repository.rows_in(work.session, SimRow, SimRow.iccid_key19, keys)
    _require_new("iccid", keys, {one.iccid_key19 for one in there})
    _insert(work, SimRow, rows)
    _note_entry(work, "sim", rows, at, paper_id)
    return [row["id"] for row in rows]


def load_stock(
    work: UnitOfWork, new: Iterable[NewStock], at: datetime | None = None, paper_id: str | None = None
) -> None:
    """Enter counted parts; adds to what is there. Refuses an unknown product and a quantity that is not positive."""
    items = list(new)
    _require_products(work, {one.product_code for one in items})
    places = load_places(work, (one.place for one in items))
    occasion = Occasion(at or work.now, "received", paper_id=paper_id)
    for one, place in zip(items, places, strict=True):
        if one.quantity <= 0:
            raise Refusal(BAD_QUANTITY, field="quantity")
        enter_parts(work, one.product_code, one.quantity, place, occasion)


def load_installations(work: UnitOfWork, new: Iterable[NewInstallation]) -> list[str]:
    """Enter history into the ledger; returns the ids in the same order.

    Open intervals also move device and card into the vehicle and start the warranty when it has not started.
    Refuses (409 installation_overlap) intervals that overlap among themselves or with the ledger, and unknown things.
    """
    items = list(new)
    if not items:
        return []
    devices = _known(work, DeviceRow, {one.device_id for one in items})
    sims = _known(work, SimRow, {one.sim_id for one in items if one.sim_id})
    families = {row.code: row.family for row in repository.products(work.session)}
    rows: Rows = []
    for one in items:
        family = families.get(devices[one.device_id].product_code or "", "")
        slot = policies.slot_of(one.mounting, family)
        rows.append(
            {
                "id": new_id(),
                "slot": slot,
                "recorded_at": work.now,
                "recorded_by": work.actor.id,
                "counted_from": work.now,
                "ended_recorded_at": work.now if one.until_at else None,
                "standing": "valid",
                **vars(one),
            }
        )
    _refuse_overlaps(work, rows)
    _insert(work, InstallationRow, rows)
    _move_in(work, [row for row in rows if row["until_at"] is None], devices, sims)
    return [row["id"] for row in rows]


def _device(one: NewDevice, place: str) -> dict[str, Any]:
    imei = check_imei(one.imei)
    if one.imei and imei.error is not None:
        words = message(imei.error)
        raise Refusal(INVALID, field="imei", what=words.zh, what_en=words.en)
    number = policies.terminal_key(one.terminal_no) or imei.value
    if not number:
        raise Refusal(INVALID, field="terminal_no", what="请填写终端号。", what_en="Enter the terminal number.")
    return {
        "id": one.id or new_id(),
        "terminal_no": number,
        "imei": imei.value if one.imei else "",
        "product_code": one.product_code,
        "place_id": place,
        "warranty_start": one.warranty_start,
        "warranty_end": one.warranty_end,
        "state": "good",
    }


def _sim(one: NewSim, place: str) -> dict[str, Any]:
    checked = check_iccid(one.iccid)
    if checked.error is not None:
        words = message(checked.error)
        raise Refusal(INVALID, field="iccid", what=words.zh, what_en=words.en)
    return {
        "id": one.id or new_id(),
        "iccid_key19": checked.key,
        "iccid": checked.value,
        "msisdn": one.msisdn,
        "operator": one.operator,
        "card_type": one.card_type,
        "product_code": one.product_code,
        "place_id": place,
        "bound_imei": one.bound_imei,
        "state": "good",
    }


def _require_products(work: UnitOfWork, codes: set[str]) -> None:
    known = {row.code for row in repository.rows_in(work.session, ProductRow, ProductRow.code, codes)}
    for code in sorted(codes - known):
        raise Refusal(UNKNOWN_PRODUCT, field="product_code", code=code)


def _require_new(field: str, numbers: Sequence[str], there: set[str]) -> None:
    for number, times in Counter(numbers).items():
        if times > 1 or number in there:
            raise Refusal(DUPLICATE_NUMBER, field=field, number=number)


def _known(work: UnitOfWork, table: type[Any], ids: set[str]) -> dict[str, Any]:
    found = {row.id: row for row in repository.rows_in(work.session, table, table.id, ids)}
    if ids - found.keys():
        raise Refusal(NOT_FOUND, field="device_id" if table is DeviceRow else "sim_id")
    return found


def _refuse_overlaps(work: UnitOfWork, rows: Rows) -> None:
    """Device, card and mounting place: sorted by beginning, each interval must end before the next begins."""
    vehicles, devices = {row["vehicle_id"] for row in rows}, {row["device_id"] for row in rows}
    sims = {row["sim_id"] for row in rows if row["sim_id"]}
    there: dict[str, dict[str, Any]] = {}
    columns = (
        (InstallationRow.vehicle_id, vehicles),
        (InstallationRow.device_id, devices),
        (InstallationRow.sim_id, sims),
    )
    for column, values in columns:
        found = repository.rows_in(work.session, InstallationRow, column, values)
        there |= {row.id: row.model_dump() for row in found if row.standing == "valid"}
    lanes: dict[tuple[str, ...], list[tuple[datetime, datetime]]] = {}
    for row in (*there.values(), *rows):
        span = (row["from_at"], row["until_at"] or FOREVER)
        lanes.setdefault(("device", row["device_id"]), []).append(span)
        lanes.setdefault(("place", row["vehicle_id"], row["slot"]), []).append(span)
        if row["sim_id"]:
            lanes.setdefault(("sim", row["sim_id"]), []).append(span)
    for lane, spans in lanes.items():
        spans.sort()
        backward = any(start > end for start, end in spans)
        if backward or any(before[1] > after[0] for before, after in pairwise(spans)):
            raise Refusal(OVERLAP, what=" ".join(lane))


def _move_in(work: UnitOfWork, rows: Rows, devices: dict[str, Any], sims: dict[str, Any]) -> None:
    load_places(work, (PlaceRef("vehicle", row["vehicle_id"]) for row in rows))
    months = {row.code: row.warranty_months for row in repository.products(work.session)}
    moved: dict[type[Any], Rows] = {DeviceRow: [], SimRow: []}
    notes: Rows = []
    for row in rows:
        place = place_id("vehicle", row["vehicle_id"])
        device = devices[row["device_id"]]
        change = {"id": device.id, "place_id": place}
        if device.warranty_start is None:
            day = row["from_at"].date()
            end = policies.warranty_end(day, months.get(device.product_code or "", 0), None)
            change |= {"warranty_start": day, "warranty_end": end}
        moved[DeviceRow].append(change)
        notes += _note(work, "device", device, place, row)
        if row["sim_id"]:
            sim = sims[row["sim_id"]]
            moved[SimRow].append({"id": sim.id, "place_id": place, "bound_imei": sim.bound_imei or device.imei})
            notes += _note(work, "sim", sim, place, row)
    for table, changes in moved.items():
        for alike in _by_keys(changes):
            work.session.execute(update(table), alike)
    _insert(work, MovementRow, notes)
    work.session.expire_all()


def _by_keys(changes: Rows) -> list[Rows]:
    grouped: dict[tuple[str, ...], Rows] = {}
    for change in changes:
        grouped.setdefault(tuple(change), []).append(change)
    return list(grouped.values())


def _note(work: UnitOfWork, kind: str, thing: Any, place: str, row: dict[str, Any]) -> Rows:
    if thing.place_id == place:
        return []
    return [_movement(work, kind, thing.id, thing.place_id, place, row["from_at"], row["act"], row["visit_id"])]


def _note_entry(work: UnitOfWork, kind: str, rows: Rows, at: datetime | None, paper_id: str | None) -> None:
    when = at or work.now
    notes = [_movement(work, kind, row["id"], None, row["place_id"], when, "received", None) for row in rows]
    _insert(work, MovementRow, [note | {"paper_id": paper_id} for note in notes])


def _movement(
    work: UnitOfWork,
    kind: str,
    thing_id: str,
    from_place: str | None,
    to_place: str,
    at: datetime,
    why: str,
    visit_id: str | None,
) -> dict[str, Any]:
    return {
        "id": new_id(),
        "thing_kind": kind,
        "thing_id": thing_id,
        "quantity": 1,
        "from_place": from_place,
        "to_place": to_place,
        "at": at,
        "recorded_at": work.now,
        "by": work.actor.id,
        "why": why,
        "visit_id": visit_id,
    }


def _insert(work: UnitOfWork, table: type[SQLModel], rows: Rows) -> None:
    if rows:
        work.session.execute(insert(table), rows)
