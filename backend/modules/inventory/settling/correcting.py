"""The field meant another number: the line is corrected and written anew with it, the wrong one goes back."""

from dataclasses import replace

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import ledger, policies, repository
from backend.modules.inventory.custody import Thing, move_thing
from backend.modules.inventory.errors import CORRECTION_CLASHES, NOTHING_TO_CORRECT, NUMBER_NEEDED, NUMBER_UNKNOWN
from backend.modules.inventory.models import DeviceRow, InstallationRow, SimRow
from backend.modules.inventory.numbers_on_site import begin, new_device
from backend.modules.inventory.seating import seat
from backend.modules.inventory.settling import accepting
from backend.modules.inventory.settling.decisions import Settling, line_written, put_back

_OF_CARD = frozenset({"unknown_sim", "sim_not_in_van", "sim_elsewhere"})
CORRECTABLE = frozenset(
    {"unknown_device", "device_not_in_van", "number_not_unique", "device_elsewhere", "slot_taken", "late_record",
     "device_number_missing", *_OF_CARD}
)  # fmt: skip


def correct(doing: Settling) -> None:
    """Put the right number in place of the wrong one.

    Refuses a missing or unknown number, one that was elsewhere at that time, and a case without a line.
    """
    if not doing.number.strip():
        raise Refusal(NUMBER_NEEDED, field="number")
    if doing.row.code not in CORRECTABLE:
        raise Refusal(NOTHING_TO_CORRECT, field="decision")
    if doing.row.code == "device_number_missing":
        _seat_late(doing)
    elif doing.row.code in _OF_CARD:
        _correct_card(doing)
    else:
        _correct_device(doing)


def _correct_device(doing: Settling) -> None:
    right, line = _device(doing.work, doing.number), line_written(doing)
    wrong = _known(doing.work, doing.row.number)
    if line is None or (wrong is not None and line.device_id != wrong.id):
        if wrong is None or wrong.id == right.id:
            raise Refusal(NOTHING_TO_CORRECT, field="decision")
        _swap_places(doing, wrong, right)  # the number was that of the terminal taken out
        return
    if line.device_id == right.id:
        raise Refusal(NOTHING_TO_CORRECT, field="number")
    clashes = [*ledger.device_clashes(doing.work, right.id, line.from_at)]
    if line.standing == "claimed":
        clashes += ledger.slot_clashes(doing.work, line.vehicle_id, line.slot, line.from_at)
    _refuse_clash(doing, line, clashes)
    gone = repository.lock_device(doing.work.session, line.device_id)
    accepting.replace_in_line(doing.work, line, right.id, line.sim_id, doing.occasion)
    put_back(doing, gone)


def _correct_card(doing: Settling) -> None:
    right, line = _card(doing.work, doing.number), line_written(doing)
    wrong = repository.lock_sim(doing.work.session, policies.iccid_key(doing.row.number)[0])
    if line is None or (line.sim_id or line.claimed_sim_id) != (wrong.id if wrong else None):
        if wrong is None or wrong.id == right.id:
            raise Refusal(NOTHING_TO_CORRECT, field="decision")
        _swap_places(doing, wrong, right)
        return
    _refuse_clash(doing, line, list(ledger.sim_clashes(doing.work, right.id, line.from_at)))
    if line.standing == "claimed":
        accepting.accept_card(doing.work, line, right.id, doing.occasion)
    else:
        accepting.replace_in_line(doing.work, line, line.device_id, right.id, doing.occasion)
    if wrong is not None:
        put_back(doing, wrong)


def _refuse_clash(doing: Settling, line: InstallationRow, clashes: list[InstallationRow]) -> None:
    against = [row for row in clashes if row.id != line.id and (line.until_at is None or row.from_at < line.until_at)]
    if against:
        raise Refusal(CORRECTION_CLASHES, field="number", number=doing.number.strip(), **ledger.described(against))


def _swap_places(doing: Settling, wrong: Thing, right: Thing) -> None:
    """The right thing is where the wrong one was put; the wrong one never was there."""
    where = wrong.place_id
    if repository.open_line_of(doing.work.session, right.id) is not None:
        raise Refusal(CORRECTION_CLASHES, field="number", number=doing.number.strip())
    right.bound_for, wrong.bound_for = wrong.bound_for, None
    put_back(doing, wrong)
    right.state = "good" if right.state == "unsettled" else right.state
    move_thing(doing.work, right, where, doing.occasion)


def _seat_late(doing: Settling) -> None:
    """The number that was missing is known now: the terminal takes its place as the act said."""
    _device(doing.work, doing.number)
    act = replace(doing.act, act="install", new_device_no=doing.number, old_device_no=None, old_iccid=None)
    seating = begin(doing.work, act)
    card = repository.lock_sim(doing.work.session, policies.iccid_key(act.new_iccid)[0]) if act.new_iccid else None
    seat(seating, new_device(seating, doing.number), card, act.mounting)


def _device(work: UnitOfWork, number: str) -> DeviceRow:
    found = _known(work, number)
    if found is None:
        raise Refusal(NUMBER_UNKNOWN, field="number", number=number.strip())
    return found


def _known(work: UnitOfWork, number: str) -> DeviceRow | None:
    return repository.lock_one_device(work.session, policies.terminal_key(number), policies.imei_key(number))


def _card(work: UnitOfWork, number: str) -> SimRow:
    found = repository.lock_sim(work.session, policies.iccid_key(number)[0])
    if found is None:
        raise Refusal(NUMBER_UNKNOWN, field="number", number=number.strip())
    return found
