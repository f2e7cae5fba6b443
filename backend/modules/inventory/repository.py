"""Every select() of the inventory module."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, case, func, literal_column, or_
from sqlmodel import Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from backend.modules.inventory.models import (
    TAIL,
    DeviceRow,
    InstallationRow,
    MovementRow,
    NumberCaseRow,
    PlaceRow,
    ProductRow,
    SimRow,
    StockRow,
)
from backend.modules.inventory.shapes import Device, Sim

CHUNK = 500  # SQLite takes a limited number of parameters in one statement
Row = TypeVar("Row", bound=SQLModel)


def chunks(values: Iterable[str]) -> Iterable[list[str]]:
    """The distinct values in lists that fit one statement."""
    distinct = list(dict.fromkeys(values))
    for start in range(0, len(distinct), CHUNK):
        yield distinct[start : start + CHUNK]


def rows_in(session: Session, table: type[Row], column: Any, values: Iterable[str]) -> list[Row]:
    """The rows whose column is among the values."""
    return [row for part in chunks(values) for row in session.exec(select(table).where(col(column).in_(part)))]


def products(session: Session) -> Sequence[ProductRow]:
    """The price list by code."""
    return session.exec(select(ProductRow).order_by(ProductRow.code)).all()


def lock_devices(session: Session, terminal_no: str, imei: str) -> Sequence[DeviceRow]:
    """Devices with this terminal number or IMEI, held until the end of the transaction."""
    rule = col(DeviceRow.terminal_no) == terminal_no
    if imei:
        rule = or_(rule, col(DeviceRow.imei) == imei)
    return session.exec(_held(select(DeviceRow).where(rule).order_by(DeviceRow.id))).all()


def lock_one_device(session: Session, terminal_no: str, imei: str) -> DeviceRow | None:
    """The device with this terminal number, else the only one with this IMEI, held until the end of the transaction."""
    found = lock_devices(session, terminal_no, imei) if terminal_no else ()
    exact = [one for one in found if one.terminal_no == terminal_no] or found
    return exact[0] if len(exact) == 1 else None


def lock_rows(session: Session, table: type[Row], ids: Iterable[str]) -> list[Row]:
    """These rows, held until the end of the transaction, in the order of their ids so that two never wait crosswise."""
    key: Any = table.id  # type: ignore[attr-defined]
    parts = chunks(sorted(ids))
    return [row for part in parts for row in session.exec(_held(select(table).where(key.in_(part)).order_by(key)))]


def lock_places(session: Session, ids: Iterable[str]) -> None:
    """Hold these places until the end of the transaction."""
    lock_rows(session, PlaceRow, ids)


def lock_things(session: Session, device_ids: Iterable[str], sim_ids: Iterable[str]) -> None:
    """Hold these devices, then these cards."""
    lock_rows(session, DeviceRow, device_ids)
    lock_rows(session, SimRow, sim_ids)


def ids_meant(
    session: Session, numbers: Collection[tuple[str, str]], cards: Collection[str]
) -> tuple[set[str], set[str]]:
    """Ids of the devices with one of these (terminal number, IMEI), and of the cards with one of these keys."""
    names, imeis = {one for one, _ in numbers}, {imei for _, imei in numbers if imei}
    rule = or_(col(DeviceRow.terminal_no).in_(names), col(DeviceRow.imei).in_(imeis))
    devices = set(session.exec(select(DeviceRow.id).where(rule))) if numbers else set()
    sims = set(session.exec(select(SimRow.id).where(col(SimRow.iccid_key19).in_(cards)))) if cards else set()
    return devices, sims


def same_act(
    session: Session, vehicle_id: str, visit_id: str, act: str, at: datetime, device_ids: Collection[str] | None
) -> InstallationRow | None:
    """The line that this very act wrote, or ended, before."""
    row = InstallationRow
    begun = and_(col(row.from_at) == at, col(row.visit_id) == visit_id, col(row.act) == act)
    ended = and_(col(row.until_at) == at, col(row.ended_visit_id) == visit_id, col(row.ended_act) == act)
    rule = and_(of_vehicle(vehicle_id), ended if act == "remove" else begun)
    if device_ids is not None:
        rule = and_(rule, col(row.device_id).in_(device_ids))
    return session.exec(select(row).where(rule).order_by(row.id)).first()


def cases_of_act(session: Session, vehicle_id: str, visit_id: str, at: datetime) -> Sequence[NumberCaseRow]:
    """The cases that acts of this visit on this vehicle at this moment opened."""
    row = NumberCaseRow
    rule = and_(col(row.visit_id) == visit_id, col(row.vehicle_id) == vehicle_id, col(row.at) == at)
    return session.exec(select(row).where(rule).order_by(row.id)).all()


def parts_told(session: Session, visit_id: str, at: datetime, vehicle_place: str) -> bool:
    """Whether parts, new ones or old ones that came out, were written for the vehicle at this very moment of the visit."""
    row = MovementRow
    rule = and_(col(row.visit_id) == visit_id, col(row.at) == at, col(row.to_place) == vehicle_place)
    return session.exec(select(row.id).where(rule, row.why == "none")).first() is not None


def lock_device(session: Session, device_id: str) -> DeviceRow:
    """One device, held until the end of the transaction."""
    return session.exec(_held(select(DeviceRow).where(DeviceRow.id == device_id))).one()


def lock_sim(session: Session, key: str) -> SimRow | None:
    """The card with this key, held until the end of the transaction."""
    return session.exec(_held(select(SimRow).where(SimRow.iccid_key19 == key))).first()


def lock_sim_by_id(session: Session, sim_id: str) -> SimRow:
    """One card, held until the end of the transaction."""
    return session.exec(_held(select(SimRow).where(SimRow.id == sim_id))).one()


def devices(session: Session, rule: ColumnElement[bool]) -> list[Device]:
    """The devices that fit the rule, with product and place, by terminal number."""
    rows = session.exec(
        select(DeviceRow, ProductRow, PlaceRow)
        .join(PlaceRow, col(DeviceRow.place_id) == col(PlaceRow.id))
        .outerjoin(ProductRow, col(DeviceRow.product_code) == col(ProductRow.code))
        .where(rule)
        .order_by(DeviceRow.terminal_no)
    ).all()
    return [_device(*row) for row in rows]


def devices_ending(session: Session, digits: str, limit: int) -> list[Device]:
    """The devices whose terminal number or IMEI ends so, those in vehicles first."""
    rule = or_(_ends("devices.imei", digits), _ends("devices.terminal_no", digits))
    rows = session.exec(
        select(DeviceRow, ProductRow, PlaceRow)
        .join(PlaceRow, col(DeviceRow.place_id) == col(PlaceRow.id))
        .outerjoin(ProductRow, col(DeviceRow.product_code) == col(ProductRow.code))
        .where(rule)
        .order_by(col(PlaceRow.vehicle_id).is_(None), DeviceRow.terminal_no)
        .limit(limit)
    ).all()
    return [_device(*row) for row in rows]


def sims_ending(session: Session, digits: str, limit: int) -> list[Sim]:
    """The cards whose ICCID, by 19 or 20 places, or number ends so, those in vehicles first."""
    ends = [_ends(one, digits) for one in ("sims.iccid", "sims.iccid_key19", "sims.msisdn")]
    rows = session.exec(
        select(SimRow, PlaceRow)
        .join(PlaceRow, col(SimRow.place_id) == col(PlaceRow.id))
        .where(or_(*ends))
        .order_by(col(PlaceRow.vehicle_id).is_(None), SimRow.iccid)
        .limit(limit)
    ).all()
    return [_sim(*row) for row in rows]


def sims(session: Session, rule: ColumnElement[bool]) -> list[Sim]:
    """The cards that fit the rule, with their place, by ICCID."""
    rows = session.exec(
        select(SimRow, PlaceRow)
        .join(PlaceRow, col(SimRow.place_id) == col(PlaceRow.id))
        .where(rule)
        .order_by(SimRow.iccid)
    ).all()
    return [_sim(*row) for row in rows]


def devices_by_id(session: Session, ids: Iterable[str]) -> dict[str, Device]:
    """Devices by id."""
    found = (one for part in chunks(ids) for one in devices(session, col(DeviceRow.id).in_(part)))
    return {one.id: one for one in found}


def sims_by_id(session: Session, ids: Iterable[str]) -> dict[str, Sim]:
    """Cards by id."""
    found = (one for part in chunks(ids) for one in sims(session, col(SimRow.id).in_(part)))
    return {one.id: one for one in found}


def stock_in(session: Session, place_ids: Collection[str]) -> Sequence[tuple[StockRow, ProductRow]]:
    """The counted parts in these places."""
    return session.exec(
        select(StockRow, ProductRow)
        .join(ProductRow, col(StockRow.product_code) == col(ProductRow.code))
        .where(col(StockRow.place_id).in_(place_ids), StockRow.quantity > 0)
        .order_by(StockRow.place_id, StockRow.product_code)
    ).all()


def usable_counts(session: Session, place_ids: Collection[str]) -> list[tuple[str, str, int]]:
    """(place, product, how many) of devices and cards that can be used, i.e. not on their way back."""
    found: list[tuple[str, str, int]] = []
    for table in (DeviceRow, SimRow):
        query: Any = (
            select(col(table.place_id), func.coalesce(col(table.product_code), ""), func.count())
            .where(col(table.place_id).in_(place_ids), col(table.bound_for).is_(None), col(table.state) == "good")
            .group_by(col(table.place_id), col(table.product_code))
        )
        found += [(place, code, count) for place, code, count in session.exec(query)]
    return found


def open_in_vehicles(session: Session, vehicle_ids: Iterable[str]) -> list[InstallationRow]:
    """What sits in these vehicles by the ledger, oldest first."""
    found: list[InstallationRow] = []
    for part in chunks(vehicle_ids):
        rule = and_(col(InstallationRow.vehicle_id).in_(part), _open())
        found += session.exec(select(InstallationRow).where(rule).order_by(col(InstallationRow.from_at)))
    return found


def ledger_of(session: Session, vehicle_id: str) -> Sequence[InstallationRow]:
    """Every line of a vehicle's ledger, newest first."""
    rule = InstallationRow.vehicle_id == vehicle_id
    newest = (col(InstallationRow.from_at).desc(), col(InstallationRow.id).desc())
    return session.exec(select(InstallationRow).where(rule).order_by(*newest)).all()


def reaching_past(
    session: Session, rule: ColumnElement[bool], at: datetime, *, inclusive: bool = False
) -> Sequence[InstallationRow]:
    """The valid intervals of some length that fit the rule and still run, or begin, after `at` (`inclusive`: or end at it)."""
    until = col(InstallationRow.until_at)
    query = select(InstallationRow).where(
        rule,
        col(InstallationRow.standing) == "valid",
        or_(until.is_(None), and_(until >= at if inclusive else until > at, until > col(InstallationRow.from_at))),
    )
    # Read as it is now: a line may have been read before its vehicle was held.
    ordered = query.order_by(col(InstallationRow.from_at), InstallationRow.id)
    return session.exec(ordered.execution_options(populate_existing=True)).all()


def ended_in(session: Session, vehicle_id: str, device_ids: Collection[str], at: datetime) -> Sequence[InstallationRow]:
    """Valid lines of these devices in this vehicle that ended by `at`."""
    until = col(InstallationRow.until_at)
    rule = and_(of_vehicle(vehicle_id), col(InstallationRow.device_id).in_(device_ids), until <= at)
    return session.exec(select(InstallationRow).where(rule, InstallationRow.standing == "valid")).all()


def of_vehicle(vehicle_id: str) -> ColumnElement[bool]:
    """Intervals in a vehicle."""
    return col(InstallationRow.vehicle_id) == vehicle_id


def valid_of_device(session: Session, device_id: str) -> Sequence[InstallationRow]:
    """The intervals of a terminal that count, first to last."""
    rule = (InstallationRow.device_id == device_id, InstallationRow.standing == "valid")
    return session.exec(select(InstallationRow).where(*rule).order_by(col(InstallationRow.from_at))).all()


def of_device(device_id: str) -> ColumnElement[bool]:
    """Intervals of a device."""
    return col(InstallationRow.device_id) == device_id


def of_sim(sim_id: str) -> ColumnElement[bool]:
    """Intervals of a card."""
    return col(InstallationRow.sim_id) == sim_id


def of_slot(vehicle_id: str, slot: str) -> ColumnElement[bool]:
    """Intervals of a mounting place."""
    return (col(InstallationRow.vehicle_id) == vehicle_id) & (col(InstallationRow.slot) == slot)


def places(session: Session, kinds: Collection[str], scope: frozenset[str] | None) -> Sequence[PlaceRow]:
    """The places of these kinds in these centres (None: all), warehouses first."""
    warehouses_first = case((col(PlaceRow.kind) == "warehouse", 0), else_=1)
    query = select(PlaceRow).where(col(PlaceRow.kind).in_(kinds))
    if scope is not None:
        query = query.where(col(PlaceRow.centre_id).in_(scope))
    return session.exec(query.order_by(warehouses_first, PlaceRow.name, PlaceRow.id)).all()


def places_by_id(session: Session, ids: Iterable[str]) -> dict[str, PlaceRow]:
    """Places by id."""
    return {row.id: row for row in rows_in(session, PlaceRow, PlaceRow.id, ids)}


def lines_begun(session: Session, vehicle_id: str, at: datetime, visit_id: str | None) -> Sequence[InstallationRow]:
    """The lines of a vehicle that begin at this moment with this visit and were not given up, oldest first."""
    row = InstallationRow
    rule = and_(of_vehicle(vehicle_id), col(row.from_at) == at, col(row.visit_id) == visit_id)
    standing = col(row.standing).in_(("valid", "claimed"))
    return session.exec(select(row).where(rule, standing).order_by(row.id)).all()


def moved_by(session: Session, thing_id: str, visit_id: str | None, at: datetime) -> Sequence[MovementRow]:
    """How an act moved a thing, its first movement first."""
    row = MovementRow
    rule = and_(col(row.thing_kind).in_(("device", "sim")), col(row.thing_id) == thing_id, col(row.at) == at)
    return session.exec(select(row).where(rule, col(row.visit_id) == visit_id).order_by(row.id)).all()


def cases_about(session: Session, installation_id: str) -> Sequence[NumberCaseRow]:
    """The cases about a line of the ledger."""
    rule = NumberCaseRow.installation_id == installation_id
    return session.exec(select(NumberCaseRow).where(rule).order_by(NumberCaseRow.id)).all()


def open_line_of(session: Session, thing_id: str) -> InstallationRow | None:
    """The line in which this device or card sits now."""
    rule = or_(col(InstallationRow.device_id) == thing_id, col(InstallationRow.sim_id) == thing_id)
    return session.exec(select(InstallationRow).where(rule, _open())).first()


def lock_thing_of(session: Session, kind: str, thing_id: str) -> DeviceRow | SimRow:
    """A device or a card ('sim'), held until the end of the transaction."""
    return lock_sim_by_id(session, thing_id) if kind == "sim" else lock_device(session, thing_id)


def lock_thing(session: Session, thing_id: str) -> DeviceRow | SimRow:
    """A device or a card, held until the end of the transaction."""
    device = session.exec(_held(select(DeviceRow).where(DeviceRow.id == thing_id))).first()
    return device if device is not None else lock_sim_by_id(session, thing_id)


def cases_of_technician(session: Session, technician_id: str, since: datetime) -> Sequence[NumberCaseRow]:
    """The cases about what a technician recorded that are open, or were settled after `since`; oldest first."""
    row = NumberCaseRow
    rule = and_(col(row.technician_id) == technician_id, or_(col(row.state) == "open", col(row.settled_at) > since))
    return session.exec(select(row).where(rule).order_by(row.id)).all()


def cases_of_visit(session: Session, visit_id: str) -> Sequence[NumberCaseRow]:
    """The cases that a visit opened."""
    return session.exec(
        select(NumberCaseRow).where(NumberCaseRow.visit_id == visit_id).order_by(NumberCaseRow.id)
    ).all()


def _ends(column: str, digits: str) -> ColumnElement[bool]:
    """The number ends so: by the index over its last places, in the very words of that index, then by all that was said."""
    tail: ColumnElement[str] = literal_column(f"substr({column}, length({column}) - {TAIL - 1})")
    said: ColumnElement[str] = literal_column(column)
    return and_(tail == digits[-TAIL:], said.endswith(digits))


def _held(query: SelectOfScalar[Row]) -> SelectOfScalar[Row]:
    """Lock what the query finds, and read it as it is now: another writer may have changed it while we waited."""
    return query.with_for_update().execution_options(populate_existing=True)


def _open() -> ColumnElement[bool]:
    return and_(col(InstallationRow.until_at).is_(None), col(InstallationRow.standing) == "valid")


def _device(row: DeviceRow, product: ProductRow | None, place: PlaceRow) -> Device:
    return Device(
        id=row.id,
        terminal_no=row.terminal_no,
        imei=row.imei,
        product_code=row.product_code,
        product_name_zh=product.name_zh if product else "未登记终端",
        product_name_en=product.name_en if product else "Unregistered terminal",
        family=product.family if product else "",
        place_kind=place.kind,
        technician_id=place.technician_id,
        vehicle_id=place.vehicle_id,
        warranty_start=row.warranty_start,
        warranty_end=row.warranty_end,
        state=row.state,
        bound_for=row.bound_for,
    )


def _sim(row: SimRow, place: PlaceRow) -> Sim:
    return Sim(
        id=row.id,
        iccid=row.iccid,
        msisdn=row.msisdn,
        operator=row.operator,
        card_type=row.card_type,
        place_kind=place.kind,
        technician_id=place.technician_id,
        vehicle_id=place.vehicle_id,
        bound_imei=row.bound_imei,
        state=row.state,
        bound_for=row.bound_for,
        product_code=row.product_code,
    )
