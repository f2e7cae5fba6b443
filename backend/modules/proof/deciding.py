"""The verdict over the checks, written once, and what follows from it (R32)."""

from collections.abc import Sequence
from datetime import timedelta

from backend.kernel.errors import CHANGED_MEANWHILE, NOT_FOUND, Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import public as inventory
from backend.modules.proof import lifecycle, policies, repository, words
from backend.modules.proof.errors import ALREADY_DECIDED, SUPERSEDED, WHY
from backend.modules.proof.events import ProofAwaited, ProofDecided, ProofGivenUp
from backend.modules.proof.models import ProofRow
from backend.modules.proof.opening import checks_of, done_of, named
from backend.modules.proof.policies import Check, Rule
from backend.modules.proof.words import Said
from backend.modules.work_orders import public as work_orders

# So long after the work the customer is told that it waits: quicker ones are proven before he has read it.
TELL_AFTER = timedelta(minutes=15)
FIRST_LOOK = timedelta(hours=6)
FRESH = frozenset({"install", "swap_device", "swap_both"})


def weigh(
    work: UnitOfWork, row: ProofRow, rule: Rule, checks: Sequence[Check], *, answered: bool, away: bool = False
) -> None:
    """Store the checks of one asking and take the step that they call for; the row must be locked.

    While the platform is `away` nothing is given up, however long that lasts: it is asked when it is back (R13).
    """
    row.checks = [one.as_json() for one in checks]
    found, over = policies.verdict(checks), not away and policies.is_over(rule, done_of(work, row), work.now)
    if found == "passed":
        _pass(work, row, by="")
    elif found == "failed":
        _fail(work, row, words.went_wrong(row.checks), by="")
    elif over:
        _give_up(work, row)
    else:
        _wait(work, row, answered=answered)
    if row.state == "failed" and not answered and not over:  # whoever wanted it asked again is still owed an answer
        row.next_at = policies.next_asking(row.attempts, work.now, row.finished_at)
    row.version += 1
    work.session.add(row)


def settle_by_hand(work: UnitOfWork, proof_id: str, *, passed: bool, reason: str, version: int | None) -> ProofRow:
    """A person decides what the platform could not, with a reason; refuses what is decided already."""
    row = claim(work, proof_id, version)
    if not reason.strip():
        raise Refusal(WHY, field="reason")
    if row.state == "passed" or (row.state == "failed" and not passed):
        raise Refusal(ALREADY_DECIDED)
    row.note = reason.strip()
    if passed:
        _pass(work, row, by=work.actor.name)
    else:
        said = row.note
        _fail(work, row, Said(f"平台验证没通过（{said}）", f"The platform check failed ({said})"), by=work.actor.name)
    row.version += 1
    work.session.add(row)
    work.session.flush()
    return row


def claim(work: UnitOfWork, proof_id: str, version: int | None = None) -> ProofRow:
    """A proof of the actor's centres, locked; refuses 404, 403, one that is overtaken, and a changed one (409)."""
    row = repository.one(work.session, proof_id, lock=True)
    if row is None:
        raise Refusal(NOT_FOUND)
    work.actor.require_centre(row.centre_id)
    if row.state == "replaced":
        raise Refusal(SUPERSEDED)
    if version is not None and version != row.version:
        raise Refusal(CHANGED_MEANWHILE, current=row.version)
    return row


def wake(work: UnitOfWork, row: ProofRow) -> None:
    """Ask at the next tick: the platform has said something about the terminal, or a person wants to know."""
    row.next_at = work.now
    work.session.add(row)


def _pass(work: UnitOfWork, row: ProofRow, by: str) -> None:
    row.state = lifecycle.step(row.state, "pass")
    _decided(work, row, by)
    row.watch_at = work.now + FIRST_LOOK
    if row.act in FRESH:
        # From the day on which it was first seen to work, however late somebody asked about it.
        day = (row.located_at or work.now).astimezone(done_of(work, row).zone).date()
        end = inventory.start_warranty(work, row.device_id, row.visit_id, day)
        row.warranty_end = end.isoformat() if end else ""
    work_orders.mark_proof(work, row.item_id, row.visit_id, "passed")
    work.record(
        ProofDecided(
            **named(row),
            passed=True,
            by_hand=bool(by),
            reason=row.note,
            reason_en=row.note,
            warranty_end=row.warranty_end,
        )
    )


def _fail(work: UnitOfWork, row: ProofRow, wrong: Said, by: str) -> None:
    before, row.state = row.state, lifecycle.step(row.state, "fail")
    row.next_at = None
    if before == "failed":
        return  # asked again, and it still fails: the vehicle waits to be done again already
    _decided(work, row, by)
    first = next((one.code for one in checks_of(row) if one.state == "failed"), "")
    fault = words.FAULTS.get(first)
    work_orders.mark_proof(work, row.item_id, row.visit_id, "failed", work_orders.WentWrong(wrong.zh, wrong.en, fault))
    work.record(ProofDecided(**named(row), passed=False, by_hand=bool(by), reason=wrong.zh, reason_en=wrong.en))


def _give_up(work: UnitOfWork, row: ProofRow) -> None:
    before, row.next_at = row.state, None
    if not lifecycle.can(before, "give_up"):
        return
    row.state = lifecycle.step(before, "give_up")
    if before == "given_up":
        return
    work_orders.mark_proof(work, row.item_id, row.visit_id, "unchecked")
    said = words.still_open(row.checks)
    work.record(ProofGivenUp(**named(row), reason=said.zh, reason_en=said.en))


def _wait(work: UnitOfWork, row: ProofRow, *, answered: bool) -> None:
    before = row.state
    # Somebody who has never been asked about is not checked; one that was seen once is still waited for.
    never_asked = not answered and row.asked_at is None and before in lifecycle.OPEN
    row.state = lifecycle.step(before, "lose_sight" if never_asked else "wait")
    if before == "failed":
        row.next_at = None
        return
    row.next_at = policies.next_asking(row.attempts, work.now, row.finished_at)
    if row.state != before:
        work_orders.mark_proof(work, row.item_id, row.visit_id, "waiting" if row.state == "waiting" else "unchecked")
    if row.state == "waiting" and row.awaited_at is None and work.now >= row.finished_at + TELL_AFTER:
        row.awaited_at = work.now
        work.record(ProofAwaited(**named(row)))


def _decided(work: UnitOfWork, row: ProofRow, by: str) -> None:
    row.next_at, row.decided_at, row.decided_by = None, work.now, by
