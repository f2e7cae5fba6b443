"""What each kind of case means when a person accepts the field, keeps the books, or names the right number."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import ledger, policies, repository
from backend.modules.inventory.custody import Occasion, Thing, ensure_place, enter_parts, move_parts, move_thing
from backend.modules.inventory.errors import UNKNOWN_PRODUCT
from backend.modules.inventory.ledger import Word
from backend.modules.inventory.models import (
    MISTAKEN,
    DeviceRow,
    InstallationRow,
    NumberCaseRow,
    PlaceRow,
    ProductRow,
    SimRow,
)
from backend.modules.inventory.removed.following import never_taken_out
from backend.modules.inventory.removed.opening import note_taken_out
from backend.modules.inventory.removed.shapes import TakenOut
from backend.modules.inventory.settling import accepting
from backend.modules.inventory.shapes import FieldAct, PlaceRef

Decision = Literal["accept", "keep", "correct"]


@dataclass(frozen=True)
class Settling:
    """One case on its way to being settled."""

    work: UnitOfWork
    row: NumberCaseRow
    number: str = ""
    product_code: str | None = None

    @property
    def occasion(self) -> Occasion:
        """When and why things move."""
        return Occasion(self.work.now, f"case:{self.row.id}", self.row.visit_id)

    @property
    def claim(self) -> dict[str, Any]:
        """What the field said."""
        return self.row.claim

    @property
    def act(self) -> FieldAct:
        """The act that the field told, without the parts: those were booked when it was told."""
        told = {**self.claim, "at": self.at, "taken_out": TakenOut(**self.claim.get("taken_out") or {})}
        return FieldAct(**{**told, "parts": {}, "old_parts": []})

    @property
    def at(self) -> datetime:
        """When it was done on site."""
        return self.row.at or datetime.fromisoformat(self.claim["at"])

    @property
    def word(self) -> Word:
        """On whose word."""
        return Word(self.claim["act"], self.row.visit_id)

    @property
    def line(self) -> InstallationRow | None:
        """The line that the case is about."""
        return self.work.session.get(InstallationRow, self.row.installation_id) if self.row.installation_id else None

    def place(self, kind: Any, owner: str | None = None) -> str:
        """The id of a place."""
        return ensure_place(self.work, PlaceRef(kind, owner)).id


def nothing(_: Settling) -> None:
    """The case keeps the finding; ledger and custody are right already."""


def line_written(doing: Settling) -> InstallationRow | None:
    """The line that the act of this case wrote: the one named, else the newest that began with it."""
    if doing.line is not None:
        return doing.line
    rows = repository.lines_begun(doing.work.session, doing.row.vehicle_id or "", doing.at, doing.row.visit_id)
    return rows[-1] if rows else None


def name_device(doing: Settling) -> None:
    """An unknown terminal is ours: it gets its model and counts as good."""
    code, session = doing.product_code, doing.work.session
    _require_kind(doing, "device")
    for device in repository.lock_devices(session, policies.terminal_key(doing.row.number), ""):
        device.state = "good" if device.state == "unsettled" else device.state
        device.product_code = code or device.product_code
        _promise(session.get(ProductRow, code) if code else None, device)
        session.add(device)


def _promise(product: ProductRow | None, device: DeviceRow) -> None:
    """A terminal that was installed before anybody knew its model has the warranty of that model from then (R17)."""
    if product is not None and device.warranty_start is not None and device.warranty_end is None:
        device.warranty_end = policies.warranty_end(device.warranty_start, product.warranty_months, None)


def _require_kind(doing: Settling, kind: str) -> None:
    product = doing.work.session.get(ProductRow, doing.product_code) if doing.product_code else None
    if doing.product_code is not None and (product is None or product.kind != kind):
        raise Refusal(UNKNOWN_PRODUCT, field="product_code", code=doing.product_code)


def name_card(doing: Settling) -> None:
    """An unknown card is ours."""
    card = repository.lock_sim(doing.work.session, policies.iccid_key(doing.row.number)[0])
    if card is not None and card.state == "unsettled":
        card.state = "good"
        doing.work.session.add(card)


def name_part(doing: Settling) -> None:
    """An unknown part is one of the price list: as many as were used leave the van."""
    if doing.product_code is None:
        return
    _require_kind(doing, "part")
    van, vehicle = doing.place("van", doing.row.technician_id), doing.place("vehicle", doing.row.vehicle_id)
    wanted = int(doing.row.books.get("quantity", 0))
    move_parts(doing.work, doing.product_code, wanted, van, vehicle, doing.occasion)


def parts_were_there(doing: Settling) -> None:
    """The van had more than the books knew: what was missing enters them, straight into the vehicle."""
    missing = int(doing.row.books.get("used", 0)) - int(doing.row.books.get("in_van", 0))
    if missing > 0:
        vehicle = doing.place("vehicle", doing.row.vehicle_id)
        enter_parts(doing.work, doing.row.number, missing, vehicle, doing.occasion)


def accept_line(doing: Settling) -> None:
    """The claimed line is true; without one, a removal is: the line that the field ended is cut."""
    line = doing.line
    if line is not None:
        if line.standing == "claimed":
            accepting.accept_claim(doing.work, line, doing.occasion)
        return
    row = _line_removed(doing)
    if row is not None and row.from_at <= doing.at:
        for thing in accepting.accept_removal(doing.work, row, doing.at, doing.word):
            _take_out(doing, thing)


def accept_card(doing: Settling) -> None:
    """The card was where the field said; when it was a removal, it is taken out of the line in the books."""
    line, work = doing.line, doing.work
    card = repository.lock_sim(work.session, policies.iccid_key(doing.row.number)[0])
    if card is None:
        return
    if line is not None:
        accepting.accept_card(work, line, card.id, doing.occasion)
        return
    for row in ledger.sim_clashes(work, card.id, doing.at):
        if row.from_at <= doing.at:
            ledger.rewrite(work, row, [(row.from_at, doing.at, card.id), (doing.at, row.until_at, None)])
    if repository.open_line_of(work.session, card.id) is None:
        _take_out(doing, card)


def reject_line(doing: Settling) -> None:
    """The books are right: the claimed line stays in the record as not accepted."""
    line = doing.line
    if line is not None and line.standing == "claimed":
        ledger.retire(doing.work, line, "rejected")


def put_device_back(doing: Settling) -> None:
    """The terminal never left the place where the books had it: the line that says so is withdrawn."""
    line = line_written(doing)
    back = doing.row.books.get("place_id")
    if line is not None and line.standing in ("valid", "claimed"):
        accepting.withdraw(doing.work, line, doing.occasion, back)


def put_card_back(doing: Settling) -> None:
    """The card never left the place where the books had it: the terminal stays without it."""
    line = line_written(doing)
    if line is None or line.standing != "valid" or line.sim_id is None:
        return
    card = repository.lock_sim_by_id(doing.work.session, line.sim_id)
    ledger.rewrite(doing.work, line, [(line.from_at, line.until_at, None)])
    back = doing.row.books.get("place_id")
    if back is not None and line.until_at is None:
        move_thing(doing.work, card, back, doing.occasion)


def booked_was_taken_out(doing: Settling) -> None:
    """The field misread the old number: what the books had in the vehicle is what came out of it."""
    session, books = doing.work.session, doing.row.books
    booked: Thing | None
    typed: Thing | None
    if doing.row.code == "old_sim_differs":
        booked = repository.lock_sim(session, policies.iccid_key(books.get("iccid", ""))[0])
        typed = repository.lock_sim(session, policies.iccid_key(doing.row.number)[0])
    else:
        booked = next(iter(repository.lock_devices(session, books.get("terminal_no", ""), "")), None)
        typed = next(iter(repository.lock_devices(session, policies.terminal_key(doing.row.number), "")), None)
    if booked is not None and repository.open_line_of(session, booked.id) is None:
        _take_out(doing, booked)
    if typed is not None and typed is not booked:
        put_back(doing, typed)


def _take_out(doing: Settling, thing: Thing) -> None:
    """What really came out of the vehicle: where it must end is written down, as on site (R33)."""
    end = str(doing.claim.get("old_device_end") or "van")
    if isinstance(thing, SimRow) and end not in ("customer", "van"):
        end = "warehouse"  # a card has no factory to go back to: the keeper decides what becomes of it
    thing.state = "faulty" if end == "factory" else "good"
    thing.bound_for = None if end in ("van", "customer") else end
    move_thing(doing.work, thing, _end(doing), doing.occasion)
    van = doing.work.session.get_one(PlaceRow, doing.place("van", doing.row.technician_id))
    note_taken_out(doing.work, thing, doing.act, doing.row.centre_id, van, end)


def put_back(doing: Settling, thing: Thing) -> None:
    """A thing that was named by mistake: one that nobody knew is set down as a misread number, else it goes back."""
    if repository.open_line_of(doing.work.session, thing.id) is not None:
        return
    last = repository.moved_by(doing.work.session, thing.id, doing.row.visit_id, doing.at)
    void, came_from = doing.place("void"), last[0].from_place if last else None
    if thing.state != "good" and came_from in (None, void):  # it came into the books by this very act
        thing.state, came_from = MISTAKEN, void
    if came_from is not None:
        never_taken_out(doing.work, thing, doing.row.visit_id, doing.at, came_from)
        thing.bound_for = None
        move_thing(doing.work, thing, came_from, doing.occasion)


def _line_removed(doing: Settling) -> InstallationRow | None:
    """The line that a removal on site ended, as the books are now."""
    named = doing.claim.get("old_device_no") or (doing.row.number if doing.row.code == "device_elsewhere" else "")
    number = (policies.terminal_key(named), policies.imei_key(named))
    ids = repository.ids_meant(doing.work.session, [number], ())[0] if named else None
    if doing.row.code == "device_elsewhere":  # taken out of this vehicle, though the books have it in another
        rows = [row for one in ids or () for row in ledger.device_clashes(doing.work, one, doing.at)]
        return rows[0] if rows else None
    if doing.claim["act"] != "remove":
        return None
    vehicle, mounting = doing.row.vehicle_id or "", doing.claim.get("mounting") or ""
    return ledger.line_meant(doing.work, vehicle, doing.at, ids, mounting, doing.row.visit_id).row


def _end(doing: Settling) -> str:
    if doing.claim.get("old_device_end") == "customer":
        return doing.place("customer")
    return doing.place("van", doing.row.technician_id)


ACCEPT: dict[str, Callable[[Settling], None]] = {
    "unknown_device": name_device,
    "unknown_sim": name_card,
    "unknown_part": name_part,
    "device_not_in_van": nothing,
    "sim_not_in_van": nothing,
    "number_not_unique": nothing,
    "device_elsewhere": accept_line,
    "sim_elsewhere": accept_card,
    "slot_taken": accept_line,
    "late_record": accept_line,
    "old_device_differs": nothing,
    "old_sim_differs": nothing,
    "nothing_installed": accept_line,
    "device_number_missing": nothing,
    "part_short": parts_were_there,
}
KEEP: dict[str, Callable[[Settling], None]] = {
    "unknown_device": nothing,
    "unknown_sim": nothing,
    "unknown_part": nothing,
    "device_not_in_van": put_device_back,
    "sim_not_in_van": put_card_back,
    "number_not_unique": nothing,
    "device_elsewhere": reject_line,
    "sim_elsewhere": nothing,
    "slot_taken": reject_line,
    "late_record": reject_line,
    "old_device_differs": booked_was_taken_out,
    "old_sim_differs": booked_was_taken_out,
    "nothing_installed": nothing,
    "device_number_missing": nothing,
    "part_short": nothing,
}
