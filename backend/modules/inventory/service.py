"""Looking: products, van stock, what sits where, the ledger of a vehicle."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlmodel import col, or_

from backend.kernel.numbers.checked import is_digits
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import near, policies, repository
from backend.modules.inventory.custody import place_id
from backend.modules.inventory.errors import WORDS
from backend.modules.inventory.models import TAIL, DeviceRow, InstallationRow, NumberCaseRow, SimRow
from backend.modules.inventory.shapes import (
    Device,
    Installed,
    LedgerLine,
    OwnCase,
    PartStock,
    Product,
    Sim,
    StockLine,
    VanStock,
)

# How long a technician still sees how a case of his was settled.
CASE_TOLD = timedelta(days=7)


def products(work: UnitOfWork) -> list[Product]:
    """The price list by code; prices in fen."""
    return [Product(**row.model_dump()) for row in repository.products(work.session)]


def devices(work: UnitOfWork, ids: Iterable[str]) -> dict[str, Device]:
    """Those of these devices that exist, by id."""
    return repository.devices_by_id(work.session, ids)


def find_devices(work: UnitOfWork, number: str) -> list[Device]:
    """The devices with this terminal number or IMEI; several when an IMEI was cloned."""
    key, imei = policies.terminal_key(number), policies.imei_key(number)
    if not key:
        return []
    rule = or_(col(DeviceRow.terminal_no) == key, col(DeviceRow.imei) == imei)
    return repository.devices(work.session, rule)


def devices_ending(work: UnitOfWork, digits: str, limit: int = 8) -> list[Device]:
    """The devices whose IMEI or terminal number ends with these four or more digits, as read from a label."""
    said = _tail(digits)
    return repository.devices_ending(work.session, said, limit) if said else []


def sims_ending(work: UnitOfWork, digits: str, limit: int = 8) -> list[Sim]:
    """The cards whose ICCID or number ends with these four or more digits."""
    said = _tail(digits)
    return repository.sims_ending(work.session, said, limit) if said else []


def _tail(digits: str) -> str:
    said = digits.strip()
    return said if len(said) >= TAIL and is_digits(said) else ""


def find_device(work: UnitOfWork, number: str) -> Device | None:
    """The device with this terminal number, else the only one with this IMEI; None when unknown or not certain."""
    found = find_devices(work, number)
    exact = [one for one in found if one.terminal_no == policies.terminal_key(number)]
    best = exact or found
    return best[0] if len(best) == 1 else None


def find_sim(work: UnitOfWork, number: str) -> Sim | None:
    """The card with this ICCID (19 or 20 places) or MSISDN; None when unknown."""
    key, whole = policies.iccid_key(number)
    if not key:
        return None
    rule = or_(col(SimRow.iccid_key19) == key, (col(SimRow.msisdn) == whole) & (col(SimRow.msisdn) != ""))
    found = repository.sims(work.session, rule)
    return found[0] if found else None


def van_stock(work: UnitOfWork, technician_id: str) -> VanStock:
    """What is on a technician's van: usable things, parts, and what must go back."""
    van = place_id("van", technician_id)
    terminals = repository.devices(work.session, col(DeviceRow.place_id) == van)
    cards = repository.sims(work.session, col(SimRow.place_id) == van)
    parts = [
        PartStock(product.code, product.name_zh, product.name_en, row.quantity, product.price_fen, product.consumable)
        for row, product in repository.stock_in(work.session, [van])
    ]
    return VanStock(
        devices=[one for one in terminals if one.bound_for is None],
        sims=[one for one in cards if one.bound_for is None],
        parts=parts,
        returns=[one for one in terminals if one.bound_for is not None],
        sim_returns=[one for one in cards if one.bound_for is not None],
    )


def vans_stock(work: UnitOfWork, ids: Collection[str]) -> dict[str, dict[str, int]]:
    """How many usable devices, cards and parts of each product are on each technician's van."""
    vans = {place_id("van", technician_id): technician_id for technician_id in ids}
    found: dict[str, dict[str, int]] = {technician_id: {} for technician_id in ids}
    for place, code, count in repository.usable_counts(work.session, vans.keys()):
        found[vans[place]][code] = found[vans[place]].get(code, 0) + count
    for row, _ in repository.stock_in(work.session, vans.keys()):
        found[vans[row.place_id]][row.product_code] = row.quantity
    return found


def stock_by_place(work: UnitOfWork, place_ids: Collection[str]) -> dict[str, list[StockLine]]:
    """What is in each of these places by product; what is on its way back is not counted."""
    known = {one.code: one for one in products(work)}
    counts = repository.usable_counts(work.session, place_ids)
    counts += [
        (row.place_id, row.product_code, row.quantity) for row, _ in repository.stock_in(work.session, place_ids)
    ]
    found: dict[str, list[StockLine]] = {}
    for place, code, count in sorted(counts):
        if code in known:
            one = known[code]
            found.setdefault(place, []).append(StockLine(code, one.name_zh, one.name_en, one.kind, count))
    return found


def all_installed_in(work: UnitOfWork, vehicle_ids: Iterable[str]) -> dict[str, list[Installed]]:
    """Everything that sits in these vehicles by the ledger, the newest last; a vehicle with nothing is left out."""
    rows = repository.open_in_vehicles(work.session, vehicle_ids)
    found: dict[str, list[Installed]] = {}
    for row, one in zip(rows, _installed(work, rows), strict=True):
        found.setdefault(row.vehicle_id, []).append(one)
    return found


def installed_in(work: UnitOfWork, vehicle_ids: Iterable[str]) -> dict[str, Installed]:
    """The terminal that sits in each of these vehicles (the newest of several); a vehicle with none is left out."""
    return {vehicle: sitting[-1] for vehicle, sitting in all_installed_in(work, vehicle_ids).items()}


def installed_at(work: UnitOfWork, vehicle_id: str, at: datetime) -> Installed | None:
    """The terminal that sat in a vehicle at `at` by the ledger (the newest of several); None when there was none."""
    rule = repository.of_vehicle(vehicle_id)
    rows = [row for row in repository.reaching_past(work.session, rule, at) if row.from_at <= at]
    return next(reversed(_installed(work, rows)), None)


def history_of_vehicle(work: UnitOfWork, vehicle_id: str) -> list[LedgerLine]:
    """Every line of the installation ledger of a vehicle, newest first, claims included."""
    rows = list(repository.ledger_of(work.session, vehicle_id))
    terminals, cards = _things(work, rows)
    return [
        LedgerLine(
            id=row.id,
            vehicle_id=row.vehicle_id,
            device=terminals[row.device_id],
            sim=cards.get(row.sim_id) if row.sim_id else None,
            mounting=row.mounting,
            from_at=row.from_at,
            until_at=row.until_at,
            recorded_at=row.recorded_at,
            visit_id=row.visit_id,
            act=row.act,
            standing=row.standing,
        )
        for row in rows
    ]


def cases_of_visit(work: UnitOfWork, visit_id: str) -> list[str]:
    """The ids of the open cases of a visit."""
    return [row.id for row in repository.cases_of_visit(work.session, visit_id) if row.state == "open"]


def own_cases(work: UnitOfWork, technician_id: str) -> list[OwnCase]:
    """What became of the numbers that a technician recorded: open cases, and those settled in the last week."""
    rows = repository.cases_of_technician(work.session, technician_id, work.now - CASE_TOLD)
    return [_own_case(row) for row in rows]


def _own_case(row: NumberCaseRow) -> OwnCase:
    zh, en = WORDS.get(row.code, (row.code, row.code))
    return OwnCase(
        id=row.id,
        code=row.code,
        text_zh=zh,
        text_en=en,
        number=row.number,
        vehicle_id=row.vehicle_id,
        visit_id=row.visit_id,
        near=[one.number for one in near.kept(row.books)],
        state=row.state,
        decision=row.decision,
        right_number=(row.outcome or {}).get("number", ""),
        note=row.note,
        opened_at=row.opened_at,
        settled_at=row.settled_at,
    )


def _installed(work: UnitOfWork, rows: list[InstallationRow]) -> list[Installed]:
    terminals, cards = _things(work, rows)
    return [
        Installed(terminals[row.device_id], cards.get(row.sim_id or ""), row.from_at, row.mounting, row.id)
        for row in rows
    ]


def _things(work: UnitOfWork, rows: list[InstallationRow]) -> tuple[dict[str, Device], dict[str, Sim]]:
    terminals = repository.devices_by_id(work.session, (row.device_id for row in rows))
    cards = repository.sims_by_id(work.session, (row.sim_id for row in rows if row.sim_id))
    return terminals, cards
