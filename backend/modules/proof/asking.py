"""Asking the platform, outside any transaction, and writing down what it said in one (R13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from backend.kernel.ports import GpsPlatform, PlatformAway, PlatformFix, PlatformSilent
from backend.kernel.unit_of_work import UnitOfWork, UnitsOfWork
from backend.modules.proof import lifecycle, policies, repository
from backend.modules.proof.deciding import weigh
from backend.modules.proof.models import ProofAnswerRow, ProofRow
from backend.modules.proof.opening import checks_of, done_of, rule_of
from backend.modules.proof.policies import Seen

log = structlog.get_logger()
AWAY_PAUSE = timedelta(minutes=1)
# A claim is a lease: should the process die while the platform is asked, another one asks again after it.
LEASE = timedelta(minutes=3)
# Reports of the work itself are read again until then; later askings look at what is new.
WHOLE_FOR = timedelta(hours=12)
# Of work that could not be asked about for days, the first day tells how it was done, and the latest report how it is.
MOST_SPAN = timedelta(days=1)


@dataclass(frozen=True)
class Question:
    """What to ask about one terminal. `known_as`: names that are ours to replace by `plate`."""

    proof_id: str
    asked_by: str
    numbers: tuple[str, ...]
    plate: str
    known_as: frozenset[str]
    since: datetime


@dataclass(frozen=True)
class Away:
    """The platform could not be asked; why, for the record. `alone`: about this terminal; others can be asked."""

    reason: str
    alone: bool = False


def ask_one(work: UnitOfWork) -> bool:
    """Ask the platform about the vehicle that has waited longest, after the commit; False when none is due."""
    platform = work.ports.gps_platform
    if platform is None:
        return False
    row = repository.claim_due(work.session, work.now)
    if row is None:
        return False
    row.next_at = work.now + LEASE
    work.session.add(row)
    question = question_of(row, "job")
    work.after_commit(lambda units: ask_and_write(units, platform, question))
    return True


def question_of(row: ProofRow, asked_by: str) -> Question:
    """What to ask about a proof."""
    recent = row.asked_at is None or row.asked_at < row.finished_at + WHOLE_FOR
    return Question(
        proof_id=row.id,
        asked_by=asked_by,
        numbers=tuple(one for one in (row.imei, row.device_no) if one),
        plate=row.plate,
        known_as=frozenset(policies.plate_key(one) for one in (*row.former_names, row.imei, row.device_no, "")),
        since=row.started_at if recent or row.asked_at is None else row.asked_at - timedelta(hours=1),
    )


def ask_and_write(units: UnitsOfWork, platform: GpsPlatform, question: Question) -> None:
    """Ask, then write the answer and what follows from it. Whatever the platform does, the proof stays and is asked again."""
    answer: Seen | Away
    try:
        answer = look(platform, question, units.clock.now())
    except PlatformAway as away:
        answer = Away(str(away), isinstance(away, PlatformSilent))
    except Exception as broken:  # an adapter that fails must not lose the proof, nor stop the clock for the others
        log.error("platform_adapter_failed", error=repr(broken))
        answer = Away("adapter failed", alone=True)
    with units.write() as work:
        _write(work, platform.state, question, answer)


def look(platform: GpsPlatform, question: Question, now: datetime) -> Seen:
    """What the platform shows. A terminal it does not know, or knows by an old name of ours, is registered on the way.

    One that it knows as somebody else's vehicle stays as it is: that is what the check of the vehicle finds.
    """
    terminal = next((found for number in question.numbers if (found := platform.find(number)) is not None), None)
    if terminal is None:
        terminal = platform.register(question.numbers[0], question.plate)
    elif policies.plate_key(terminal.name) in question.known_as:
        terminal = platform.register(terminal.number, question.plate)
    until = min(now, question.since + MOST_SPAN)
    fixes: list[PlatformFix] = list(platform.fixes(terminal, question.since, until))
    last = platform.latest(terminal)
    if last is not None and last not in fixes:
        fixes.append(last)
    return Seen(terminal, sorted(fixes, key=lambda one: one.received_at), now)


def _write(work: UnitOfWork, platform: str, question: Question, answer: Seen | Away) -> None:
    row = repository.one(work.session, question.proof_id, lock=True)
    if row is None:
        return
    rule, before = rule_of(work, row.family), checks_of(row)
    if isinstance(answer, Away):
        checks, outcome = policies.unknown(rule, before), "away"
    else:
        checks, outcome = policies.judge(rule, done_of(work, row), answer, before), "answered"
    work.session.add(
        ProofAnswerRow(
            proof_id=row.id, at=work.now, asked_by=question.asked_by, outcome=outcome, platform=platform,
            said=_said(answer), checks=[one.as_json() for one in checks],
        )
    )  # fmt: skip
    if not lifecycle.can(row.state, "wait"):
        row.next_at = None
        work.session.add(row)
        return  # somebody else's asking was quicker: its verdict stands, this answer is only kept
    row.attempts += 1
    away = isinstance(answer, Away) and not answer.alone
    if away:
        repository.put_off(work.session, work.now, AWAY_PAUSE)
    if isinstance(answer, Seen):
        row.asked_at = work.now
        row.located_at = row.located_at or policies.first_position(done_of(work, row), answer)
    weigh(work, row, rule, checks, answered=isinstance(answer, Seen), away=away)


def _said(answer: Seen | Away) -> dict[str, object]:
    """The part of the answer that speaks for itself later: the terminal as the platform knew it, and its last report."""
    if isinstance(answer, Away):
        return {"reason": answer.reason[:300]}
    terminal = answer.terminal
    return {
        "number": terminal.number, "name": terminal.name, "online": terminal.online, "vin": terminal.vin,
        "iccid": terminal.iccid, "last_seen": _text(terminal.last_seen), "reports": len(answer.fixes),
        "last": _report(answer.fixes),
    }  # fmt: skip


def _report(fixes: Sequence[PlatformFix]) -> dict[str, object] | None:
    if not fixes:
        return None
    told = {name: _text(value) if isinstance(value, datetime) else value for name, value in vars(fixes[-1]).items()}
    return {name: value for name, value in told.items() if value is not None}


def _text(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
