"""Every select() of the inventory module."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, case, func, or_
from sqlmodel import Session, SQLModel, col, select

from backend.modules.inventory.models import (
    BindingRuleRow,
    DeviceRow,
    InstallationRow,
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


def binding_rules(session: Session) -> Sequence[BindingRuleRow]:
    """All binding rules."""
    return session.exec(select(BindingRuleRow).order_by(BindingRuleRow.id)).all()


def lock_devices(session: Session, terminal_no: str, imei: str) -> Sequence[DeviceRow]:
    """Devices with this terminal number or IMEI, held until the end of the transaction."""
    rule = col(DeviceRow.terminal_no) == terminal_no
    if imei:
        rule = or_(rule, col(DeviceRow.imei) == imei)
    return session.exec(select(DeviceRow).where(rule).order_by(DeviceRow.id).with_for_update()).all()


def lock_device(session: Session, device_id: str) -> DeviceRow:
    """One device, held until the end of the transaction."""
    return session.exec(select(DeviceRow).where(DeviceRow.id == device_id).with_for_update()).one()


def lock_sim(session: Session, key: str) -> SimRow | None:
    """The card with this key, held until the end of the transaction."""
    return session.exec(select(SimRow).where(SimRow.iccid_key19 == key).with_for_update()).first()


def lock_sim_by_id(session: Session, sim_id: str) -> SimRow:
    """One card, held until the end of the transaction."""
    return session.exec(select(SimRow).where(SimRow.id == sim_id).with_for_update()).one()


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
    session: Session, rule: ColumnElement[bool], at: datetime, *, but: str | None = None
) -> Sequence[InstallationRow]:
    """The valid intervals that fit the rule and still run, or begin, after `at`."""
    query = select(InstallationRow).where(
        rule,
        col(InstallationRow.standing) == "valid",
        or_(col(InstallationRow.until_at).is_(None), col(InstallationRow.until_at) > at),
    )
    if but is not None:
        query = query.where(InstallationRow.id != but)
    return session.exec(query.order_by(col(InstallationRow.from_at))).all()


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


def case_page(
    session: Session, scope: frozenset[str] | None, state: str | None, after: list[Any] | None, limit: int
) -> Sequence[NumberCaseRow]:
    """One more than `limit` cases, oldest first, from behind the key `after` (id)."""
    query = select(NumberCaseRow).order_by(NumberCaseRow.id).limit(limit + 1)
    if scope is not None:
        # A case without a centre (a van of nobody) must not be seen by nobody.
        query = query.where(or_(col(NumberCaseRow.centre_id).in_(scope), col(NumberCaseRow.centre_id).is_(None)))
    if state is not None:
        query = query.where(NumberCaseRow.state == state)
    if after is not None:
        query = query.where(NumberCaseRow.id > after[0])
    return session.exec(query).all()


def cases_of_visit(session: Session, visit_id: str) -> Sequence[NumberCaseRow]:
    """The cases that a visit opened."""
    return session.exec(
        select(NumberCaseRow).where(NumberCaseRow.visit_id == visit_id).order_by(NumberCaseRow.id)
    ).all()


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
