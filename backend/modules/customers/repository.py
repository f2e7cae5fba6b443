"""Every select() of the customers module."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, or_, tuple_
from sqlmodel import Session, col, select

from backend.kernel.numbers import check_phone
from backend.kernel.numbers.checked import tidy
from backend.modules.customers.models import ContactRow, CustomerRow, SiteRow, VehicleRow, VehicleTypeRow
from backend.modules.customers.policies import PLATE_HEAD, PLATE_TAIL, VIN_TAIL, is_phone_tail

Scope = frozenset[str] | None
Owned = tuple[VehicleRow, CustomerRow]
CHUNK = 500  # SQLite takes a limited number of parameters in one statement


def chunks(ids: Iterable[str]) -> Iterable[list[str]]:
    """The distinct ids in lists that fit one statement."""
    distinct = list(dict.fromkeys(ids))
    for start in range(0, len(distinct), CHUNK):
        yield distinct[start : start + CHUNK]


def customers_by_id(session: Session, ids: Iterable[str]) -> list[CustomerRow]:
    """The customers with these ids."""
    return [
        row for part in chunks(ids) for row in session.exec(select(CustomerRow).where(col(CustomerRow.id).in_(part)))
    ]


def sites_by_id(session: Session, ids: Iterable[str]) -> list[SiteRow]:
    """Those of these sites that exist."""
    return list(session.exec(select(SiteRow).where(col(SiteRow.id).in_(list(ids)))).all())


def vehicles_by_id(session: Session, ids: Iterable[str]) -> list[VehicleRow]:
    """The vehicles with these ids."""
    return [row for part in chunks(ids) for row in session.exec(select(VehicleRow).where(col(VehicleRow.id).in_(part)))]


def vehicles_by_plate(session: Session, plates: Collection[str]) -> list[VehicleRow]:
    """The vehicles with these normalised plates, of any colour."""
    found: list[VehicleRow] = []
    for part in chunks(plates):
        found += session.exec(select(VehicleRow).where(col(VehicleRow.plate).in_(part)).order_by(VehicleRow.id))
    return found


def vehicles_by_vin(session: Session, vins: Collection[str]) -> list[VehicleRow]:
    """The vehicles with these normalised VINs; by their indexed tails, since the VIN itself has no index."""
    wanted, found = set(vins), list[VehicleRow]()
    for part in chunks(vin[-VIN_TAIL:] for vin in wanted):
        found += session.exec(select(VehicleRow).where(col(VehicleRow.vin_tail).in_(part)).order_by(VehicleRow.id))
    return [row for row in found if row.vin in wanted]


def contacts_of(session: Session, customer_ids: Collection[str]) -> list[ContactRow]:
    """The contacts of these customers in the order they were added."""
    found: list[ContactRow] = []
    for part in chunks(customer_ids):
        found += session.exec(select(ContactRow).where(col(ContactRow.customer_id).in_(part)).order_by(ContactRow.id))
    return found


def sites_of(session: Session, customer_id: str) -> Sequence[SiteRow]:
    """The sites of a customer in the order they were added."""
    return session.exec(select(SiteRow).where(SiteRow.customer_id == customer_id).order_by(SiteRow.id)).all()


def vehicles_of(session: Session, customer_id: str) -> Sequence[VehicleRow]:
    """The vehicles of a customer by plate."""
    rule = VehicleRow.customer_id == customer_id
    return session.exec(select(VehicleRow).where(rule).order_by(col(VehicleRow.plate), col(VehicleRow.id))).all()


def vehicle_counts(session: Session, customer_ids: Collection[str]) -> dict[str, int]:
    """How many vehicles each of these customers has."""
    rule = col(VehicleRow.customer_id).in_(list(customer_ids))
    rows = session.exec(select(VehicleRow.customer_id, func.count()).where(rule).group_by(col(VehicleRow.customer_id)))
    return dict(rows.all())


def customer_page(
    session: Session, scope: Scope, text: str, centre_id: str | None, after: list[Any] | None, limit: int
) -> Sequence[CustomerRow]:
    """One more than `limit` customers by name, from behind the key `after` (name, id)."""
    query = select(CustomerRow).order_by(col(CustomerRow.name), col(CustomerRow.id)).limit(limit + 1)
    if scope is not None:
        query = query.where(col(CustomerRow.centre_id).in_(scope))
    if centre_id is not None:
        query = query.where(CustomerRow.centre_id == centre_id)
    if text.strip():
        query = query.where(_customer_said(text))
    if after is not None:
        query = query.where(tuple_(col(CustomerRow.name), col(CustomerRow.id)) > tuple_(*after))
    return session.exec(query).all()


def vehicle_page(
    session: Session, scope: Scope, text: str, customer_id: str | None, after: list[Any] | None, limit: int
) -> Sequence[Owned]:
    """One more than `limit` vehicles with their customers, by plate, from behind the key `after` (plate, id)."""
    query = select(VehicleRow, CustomerRow).join(CustomerRow, col(VehicleRow.customer_id) == col(CustomerRow.id))
    query = query.order_by(col(VehicleRow.plate), col(VehicleRow.id)).limit(limit + 1)
    if scope is not None:
        query = query.where(col(CustomerRow.centre_id).in_(scope))
    if customer_id is not None:
        query = query.where(VehicleRow.customer_id == customer_id)
    if text.strip():
        query = query.where(or_(*(rule for _, rule in vehicle_said(text)), contains(CustomerRow.name, text)))
    if after is not None:
        query = query.where(tuple_(col(VehicleRow.plate), col(VehicleRow.id)) > tuple_(*after))
    return session.exec(query).all()


def vehicles_where(session: Session, scope: Scope, rule: ColumnElement[bool], limit: int) -> Sequence[Owned]:
    """Vehicles with their customers that fit the rule."""
    query = select(VehicleRow, CustomerRow).join(CustomerRow, col(VehicleRow.customer_id) == col(CustomerRow.id))
    if scope is not None:
        query = query.where(col(CustomerRow.centre_id).in_(scope))
    return session.exec(query.where(rule).order_by(col(VehicleRow.plate), col(VehicleRow.id)).limit(limit)).all()


def customers_where(session: Session, scope: Scope, rule: ColumnElement[bool], limit: int) -> Sequence[CustomerRow]:
    """Customers that fit the rule, by name."""
    query = select(CustomerRow).where(rule).order_by(col(CustomerRow.name), col(CustomerRow.id)).limit(limit)
    if scope is not None:
        query = query.where(col(CustomerRow.centre_id).in_(scope))
    return session.exec(query).all()


def name_of(customer_id: Any) -> ColumnElement[str]:
    """The customer's name beside a column with its id, so that other modules' lists can be sorted by it."""
    return select(CustomerRow.name).where(col(CustomerRow.id) == customer_id).scalar_subquery()


def vehicle_said(text: str) -> list[tuple[str, ColumnElement[bool]]]:
    """The ways in which what a caller said may name a vehicle, each by an index where it is long enough."""
    said = tidy(text)
    rules: list[tuple[str, ColumnElement[bool]]] = []
    if len(said) >= PLATE_TAIL:
        tail = col(VehicleRow.plate_tail) == said[-PLATE_TAIL:]
        rules.append(("plate", tail & ends(VehicleRow.plate, said)))
    if len(said) >= PLATE_HEAD and "\u3400" <= said[0] <= "\u9fff":
        rules.append(("plate", col(VehicleRow.plate).startswith(said, autoescape=True)))
    if len(said) >= VIN_TAIL:
        rules.append(("vin", (col(VehicleRow.vin_tail) == said[-VIN_TAIL:]) & ends(VehicleRow.vin, said)))
    phone = check_phone(text)
    if phone.ok:
        rules.append(("phone", col(VehicleRow.driver_phone) == phone.value))
    elif is_phone_tail(said):
        rules.append(("phone", ends(VehicleRow.driver_phone, said)))
    rules.append(("fleet_no", col(VehicleRow.fleet_no) == text.strip()))
    return rules


def contact_said(text: str) -> ColumnElement[bool] | None:
    """The customers whose contact has the phone number that was said, or one with this end; None when it is neither."""
    phone, said = check_phone(text), tidy(text)
    if not phone.ok and not is_phone_tail(said):
        return None
    rule = col(ContactRow.phone) == phone.value if phone.ok else ends(ContactRow.phone, said)
    return col(CustomerRow.id).in_(select(ContactRow.customer_id).where(rule))


def contains(column: Any, text: str) -> ColumnElement[bool]:
    """The column holds the text somewhere, taken literally."""
    return col(column).contains(text.strip(), autoescape=True)


def ends(column: Any, text: str) -> ColumnElement[bool]:
    """The column ends with the text, taken literally."""
    return col(column).endswith(text, autoescape=True)


def _customer_said(text: str) -> ColumnElement[bool]:
    by_phone = contact_said(text)
    by_name = contains(CustomerRow.name, text)
    return by_name if by_phone is None else or_(by_name, by_phone)


def own_vehicle_types(session: Session) -> list[VehicleTypeRow]:
    """The types of vehicles that the company changed or added, by code."""
    return list(session.exec(select(VehicleTypeRow).order_by(VehicleTypeRow.code)))


def vehicle_types_written(session: Session) -> list[str]:
    """Every word for a type that stands at some vehicle, once."""
    return list(session.exec(select(VehicleRow.vehicle_type).distinct()))


def following_a_type(written: Collection[str], *, regulated: bool) -> list[ColumnElement[bool]]:
    """What picks the vehicles of these types that are (not) regulated and have no reason of their own for it."""
    return [
        col(VehicleRow.vehicle_type).in_(written),
        col(VehicleRow.regulated_reason) == "",
        col(VehicleRow.regulated).is_(regulated),
    ]


def count_of_vehicles(session: Session, where: Sequence[ColumnElement[bool]]) -> int:
    """How many vehicles these conditions pick."""
    return session.exec(select(func.count()).select_from(VehicleRow).where(*where)).one()
