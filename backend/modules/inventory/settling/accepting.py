"""A claim becomes true: what stands against it is cut, what came later limits it, and nothing is overwritten (R30)."""

from datetime import datetime

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import ledger, repository
from backend.modules.inventory.custody import Occasion, Thing, ensure_place, move_thing
from backend.modules.inventory.ledger import Word, cut, rewrite
from backend.modules.inventory.models import InstallationRow, PlaceRow
from backend.modules.inventory.shapes import PlaceRef


def accept_claim(work: UnitOfWork, claim: InstallationRow, occasion: Occasion) -> None:
    """Make a claimed interval valid: what covers its beginning ends there, and it ends where a later one begins."""
    at, word = claim.from_at, Word(claim.act, claim.visit_id)
    against = {
        row.id: row
        for row in (
            *ledger.device_clashes(work, claim.device_id, at),
            *ledger.slot_clashes(work, claim.vehicle_id, claim.slot, at),
        )
    }
    until = _earliest([row.from_at for row in against.values() if row.from_at > at], claim.until_at)
    for row in against.values():
        if row.from_at <= at:
            sat_there = row.until_at is None
            cut(work, row, at, word)
            if sat_there:
                _set_aside(work, row, claim, occasion)
    card_until = _free_card(work, claim.sim_id, at, until) if claim.sim_id else until
    line = _make_valid(work, claim, card_until, until)
    _take_seat(work, line, occasion)
    if card_until is not None:
        _lose(work, claim.sim_id, occasion)


def _make_valid(
    work: UnitOfWork, claim: InstallationRow, card_until: datetime | None, until: datetime | None
) -> InstallationRow:
    """The claim itself counts from now on; when the books limit it, shorter lines are written in its stead."""
    if card_until == until == claim.until_at:
        claim.standing, claim.counted_from = "valid", work.now
        work.session.add(claim)
        work.session.flush()
        return claim
    ledger.retire(work, claim)
    pieces = [(claim.from_at, card_until, claim.sim_id)]
    if card_until != until and card_until is not None:
        pieces.append((card_until, until, None))
    for from_at, end, sim_id in pieces:
        line = ledger.copy_line(work, claim, from_at=from_at, until_at=end, sim_id=sim_id)
    repoint(work, claim.id, line.id)
    return line


def accept_card(work: UnitOfWork, claim: InstallationRow, sim_id: str, occasion: Occasion) -> None:
    """The claimed card was in this terminal from the claim's beginning: it leaves the other line, and this one is written anew."""
    at = claim.from_at
    if claim.standing == "claimed":  # the terminal itself is not settled yet: the card goes along with its claim
        fresh = ledger.copy_line(work, claim, from_at=at, until_at=claim.until_at, sim_id=sim_id, standing="claimed")
        fresh.claimed_sim_id = None
        ledger.retire(work, claim)
        repoint(work, claim.id, fresh.id)
        return
    covering = [row for row in ledger.device_clashes(work, claim.device_id, at) if row.from_at <= at]
    host = next((row for row in covering if row.vehicle_id == claim.vehicle_id), None)
    if host is None or host.sim_id == sim_id:
        return  # the terminal was not there at that moment after all: the settled case keeps the finding
    until, had = _free_card(work, sim_id, at, host.until_at), host.sim_id
    pieces = [(host.from_at, at, had), (at, until, sim_id)]
    if until != host.until_at and until is not None:
        pieces.append((until, host.until_at, None))
    rewrite(work, host, pieces)
    if had is not None and host.until_at is None:
        _lose(work, had, occasion)
    if host.until_at is None and until is None:
        place = ensure_place(work, PlaceRef("vehicle", host.vehicle_id)).id
        _arrive(work, repository.lock_sim_by_id(work.session, sim_id), place, occasion)


def accept_removal(work: UnitOfWork, row: InstallationRow, at: datetime, word: Word) -> list[Thing]:
    """The line really ended at `at`: it is cut there; returns what still sat there, which the field took out."""
    sat_there = row.until_at is None
    cut(work, row, at, word)
    if not sat_there:
        return []
    things: list[Thing] = [repository.lock_device(work.session, row.device_id)]
    return [*things, repository.lock_sim_by_id(work.session, row.sim_id)] if row.sim_id else things


def withdraw(work: UnitOfWork, line: InstallationRow, occasion: Occasion, to_place: str | None = None) -> None:
    """The line was never true: it counts no longer, and what sat there is put to `to_place`, else in transit."""
    was_open = line.standing == "valid" and line.until_at is None
    ledger.retire(work, line, "rejected" if line.standing == "claimed" else "corrected")
    if not was_open:
        return
    device = repository.lock_device(work.session, line.device_id)
    if to_place is None:
        _lose(work, line.device_id, occasion)
    else:
        move_thing(work, device, to_place, occasion)
    _lose(work, line.sim_id, occasion)


def replace_in_line(
    work: UnitOfWork, line: InstallationRow, device_id: str, sim_id: str | None, occasion: Occasion
) -> InstallationRow:
    """The line was about another terminal or card: it is corrected and written anew with the right one."""
    ledger.retire(work, line, "corrected")
    fresh = ledger.copy_line(
        work, line, from_at=line.from_at, until_at=line.until_at, sim_id=sim_id, device_id=device_id
    )
    if fresh.until_at is None:
        _take_seat(work, fresh, occasion)
    repoint(work, line.id, fresh.id)
    return fresh


def repoint(work: UnitOfWork, old_id: str, new_id: str) -> None:
    """Open cases about a line that was written anew are about the new one."""
    for row in repository.cases_about(work.session, old_id):
        if row.state == "open":
            row.installation_id = new_id
            work.session.add(row)
    work.session.flush()


def _earliest(later: list[datetime], until: datetime | None) -> datetime | None:
    return min([*later, *([until] if until else [])], default=None)


def _free_card(work: UnitOfWork, sim_id: str, at: datetime, until: datetime | None) -> datetime | None:
    """Take the card out of the lines that cover `at`, their terminals stay; returns until when it is free."""
    for row in ledger.sim_clashes(work, sim_id, at):
        if row.from_at <= at:
            rewrite(work, row, [(row.from_at, at, sim_id), (at, row.until_at, None)])
        else:
            return _earliest([row.from_at], until)
    return until


def _take_seat(work: UnitOfWork, row: InstallationRow, occasion: Occasion) -> None:
    """Bring what a line says into its vehicle; a line that has ended has it lost, unless the books know better."""
    if row.until_at is not None:
        _lose(work, row.device_id, occasion)
        return
    place = ensure_place(work, PlaceRef("vehicle", row.vehicle_id)).id
    _arrive(work, repository.lock_device(work.session, row.device_id), place, occasion)
    if row.sim_id is not None:
        _arrive(work, repository.lock_sim_by_id(work.session, row.sim_id), place, occasion)


def _arrive(work: UnitOfWork, thing: Thing, place: str, occasion: Occasion) -> None:
    thing.bound_for = None
    if thing.state == "unsettled" and getattr(thing, "product_code", None):
        thing.state = "good"
    work.session.add(thing)
    move_thing(work, thing, place, occasion)


def _lose(work: UnitOfWork, thing_id: str | None, occasion: Occasion) -> None:
    """It is not where the books have it: in transit until somebody finds it; what sits in a vehicle stays there."""
    if thing_id is None or repository.open_line_of(work.session, thing_id) is not None:
        return
    thing = repository.lock_thing(work.session, thing_id)
    if work.session.get_one(PlaceRow, thing.place_id).kind in ("van", "vehicle"):
        thing.state = "unsettled"
        move_thing(work, thing, ensure_place(work, PlaceRef("transit")).id, occasion)


def _set_aside(work: UnitOfWork, loser: InstallationRow, winner: InstallationRow, occasion: Occasion) -> None:
    """What the winner displaced is no longer where the books had it."""
    if loser.device_id != winner.device_id:
        _lose(work, loser.device_id, occasion)
    if loser.sim_id != winner.sim_id:
        _lose(work, loser.sim_id, occasion)
