"""Goods receipt (收货): what was scanned or read from a list enters the books at a warehouse, all of it or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from backend.kernel.errors import Refusal
from backend.kernel.numbers import check_msisdn, message
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.inventory import policies
from backend.modules.inventory import repository as inventory_repository
from backend.modules.inventory.custody import ensure_place
from backend.modules.inventory.errors import NOTHING_GIVEN, STOCK_FAULTS
from backend.modules.inventory.loading import load_devices, load_sims, load_stock
from backend.modules.inventory.models import MISTAKEN, DeviceRow, PlaceRow, SimRow
from backend.modules.inventory.shapes import NewDevice, NewSim, NewStock, PlaceRef
from backend.modules.inventory.stocking.events import StockReceived
from backend.modules.inventory.stocking.lines import fault
from backend.modules.inventory.stocking.models import StockPaperRow
from backend.modules.inventory.stocking.papers import write_paper
from backend.modules.inventory.stocking.receipt_undo import brought_back, number_key
from backend.modules.inventory.stocking.scanning import TERMINAL_FORM, Piece, card, read_label
from backend.modules.inventory.stocking.sheet_words import CARD_NAMES, OPERATOR_NAMES, SENTENCES

Faults = list[dict[str, Any]]


@dataclass(frozen=True)
class DeviceLine:
    """A terminal that came: its number, its IMEI where it has one, what it is."""

    number: str
    product_code: str
    imei: str = ""


@dataclass(frozen=True)
class CardLine:
    """A card that came. An empty operator is proposed from the ICCID."""

    iccid: str
    msisdn: str = ""
    operator: str = ""
    card_type: str = ""
    product_code: str = "SIM"


@dataclass(frozen=True)
class Delivery:
    """What came."""

    devices: Sequence[DeviceLine] = ()
    sims: Sequence[CardLine] = ()
    parts: Mapping[str, int] = field(default_factory=dict)


def read_for_receipt(work: UnitOfWork, text: str) -> list[tuple[Piece, bool]]:
    """The devices and cards of a scanned code, and whether each is in the books already."""
    pieces = read_label(text)
    known = known_numbers(work, [one for one in pieces if one.kind == "device"], [one.number for one in pieces])
    return [(one, _key(one) in known) for one in pieces]


def known_numbers(work: UnitOfWork, devices: Iterable[Any], cards: Iterable[str]) -> set[str]:
    """Which of these are in the books: terminal numbers, IMEIs and card keys. `devices` have a number and an imei.

    What was entered by mistake is not: a receipt brings it back.
    """
    session = work.session
    numbers = {policies.terminal_key(text) for one in devices for text in (one.number, one.imei) if text}
    keys = {policies.iccid_key(one)[0] for one in cards}
    by_number = inventory_repository.rows_in(session, DeviceRow, DeviceRow.terminal_no, numbers)
    by_imei = inventory_repository.rows_in(session, DeviceRow, DeviceRow.imei, numbers)
    by_key = inventory_repository.rows_in(session, SimRow, SimRow.iccid_key19, keys)
    found = {one.terminal_no for one in by_number if one.state != MISTAKEN}
    found |= {one.imei for one in by_imei if one.state != MISTAKEN}
    return found | {one.iccid_key19 for one in by_key if one.state != MISTAKEN}


def receive(
    work: UnitOfWork, centre_id: str, delivery: Delivery, *, paper_id: str | None = None, note: str = ""
) -> StockPaperRow:
    """Enter a delivery at the centre's warehouse. Asked twice with one id, it enters once.

    Refuses 403 for another centre, and 422 stock_faults with every line that can't be taken: wrong check digits, in
    the books already, twice on the list, unknown product.
    """
    store = warehouse_of(work, centre_id)
    if not (delivery.devices or delivery.sims or delivery.parts):
        raise Refusal(NOTHING_GIVEN)
    asked = {"to": store.id, "note": note, **asdict(delivery)}
    counts = {
        "devices": len(delivery.devices),
        "sims": len(delivery.sims),
        "parts": sum(delivery.parts.values()),
    }
    paper, new = write_paper(work, "receipt", paper_id, asked, None, store, counts, note)
    if not new:
        return paper
    wrong = _faults(work, delivery)
    if wrong:
        raise Refusal(STOCK_FAULTS, field=wrong[0]["field"], count=len(wrong), faults=wrong)
    enter(work, paper, PlaceRef("warehouse", centre_id), delivery)
    work.record(StockReceived(paper_id=paper.id, no=paper.no, centre_id=centre_id, **counts))
    return paper


def warehouse_of(work: UnitOfWork, centre_id: str) -> PlaceRow:
    """The warehouse of a centre within reach; refuses 404 and 403."""
    work.actor.require_centre(auth.centre(work, centre_id).id)
    return ensure_place(work, PlaceRef("warehouse", centre_id))


def enter(work: UnitOfWork, paper: StockPaperRow, place: PlaceRef, delivery: Delivery) -> None:
    """Write what was checked."""
    devices = [NewDevice(one.number, one.imei, one.product_code, place) for one in delivery.devices]
    cards = [
        NewSim(
            one.iccid, place, one.msisdn, one.operator or card(one.iccid).operator, one.card_type,
            product_code=one.product_code,
        )
        for one in delivery.sims
    ]  # fmt: skip
    numbers, keys = brought_back(work, paper, devices, cards)
    load_devices(work, [one for one in devices if number_key(one) not in numbers], paper_id=paper.id)
    load_sims(work, [one for one in cards if policies.iccid_key(one.iccid)[0] not in keys], paper_id=paper.id)
    load_stock(work, [NewStock(place, code, n) for code, n in sorted(delivery.parts.items())], paper_id=paper.id)


def _key(piece: Piece) -> str:
    return policies.iccid_key(piece.number)[0] if piece.kind == "sim" else policies.terminal_key(piece.number)


def _faults(work: UnitOfWork, delivery: Delivery) -> Faults:
    kinds = {row.code: row.kind for row in inventory_repository.products(work.session)}
    known = known_numbers(work, delivery.devices, [one.iccid for one in delivery.sims])
    taken: set[str] = set()
    found: Faults = []
    for device in delivery.devices:
        keys = [policies.terminal_key(text) for text in {device.number, device.imei} if text]
        found += _number_faults("devices", device.number, keys, known, taken)
        if device.imei:
            found += _told("devices", device.number, _imei_fault(device.imei))
        found += _told("devices", device.number, _form_fault(device.number))
        found += _product_fault("devices", device.number, kinds.get(device.product_code), "device")
    for one in delivery.sims:
        found += _told("sims", one.iccid, card(one.iccid).fault)
        found += _number_faults("sims", one.iccid, [policies.iccid_key(one.iccid)[0]], known, taken)
        found += _told("sims", one.iccid, _card_fault(one))
        found += _product_fault("sims", one.iccid, kinds.get(one.product_code), "sim")
    for code in delivery.parts:
        found += _product_fault("parts", code, kinds.get(code), "part")
    return found


def _number_faults(field: str, number: str, keys: list[str], known: set[str], taken: set[str]) -> Faults:
    if any(key in known for key in keys):
        return [fault(field, number, "known")]
    if any(key in taken for key in keys):
        return [fault(field, number, "twice")]
    taken.update(keys)
    return []


def _imei_fault(imei: str) -> tuple[str, str] | None:
    pieces = [one for one in read_label(imei) if one.kind == "device"]
    if len(pieces) == 1 and pieces[0].imei:
        return None
    return (pieces[0].fault if pieces else None) or ("IMEI 应为 15 位数字。", "An IMEI has 15 digits.")


def _form_fault(number: str) -> tuple[str, str] | None:
    key = policies.terminal_key(number)
    if TERMINAL_FORM.fullmatch(key):
        return None
    return SENTENCES["terminal_form" if key else "number_missing"]


def _card_fault(one: CardLine) -> tuple[str, str] | None:
    """A scanned card is held to the same words as one of a list."""
    if one.operator and one.operator not in OPERATOR_NAMES.values():
        return SENTENCES["operator_unknown"]
    if one.card_type and one.card_type not in CARD_NAMES.values():
        return SENTENCES["card_type_unknown"]
    wrong = check_msisdn(one.msisdn).error if one.msisdn else None
    if wrong is None:
        return None
    told = message(wrong)
    return told.zh, told.en


def _product_fault(field: str, number: str, kind: str | None, wanted: str) -> Faults:
    return [] if kind == wanted else [fault(field, number, "product")]


def _told(field: str, number: str, words: tuple[str, str] | None) -> Faults:
    if words is None:
        return []
    return [{"field": field, "number": number, "reason": "number", "zh": words[0], "en": words[1]}]
