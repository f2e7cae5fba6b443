"""Selects of what the trade knows: families, faults, causes, photos. Data that the company edits."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlmodel import col

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.work_orders import policies, regulated
from backend.modules.work_orders.models import (
    CauseCodeRow,
    FaultCodeRow,
    JobFamilyRow,
    PhotoCodeRow,
    PhotoRuleRow,
    RemovalReasonRow,
    SlaPolicyRow,
)
from backend.modules.work_orders.regulated import RemovalReason
from backend.modules.work_orders.repository import views
from backend.modules.work_orders.shapes import Cause, Family, Fault


@dataclass(frozen=True)
class Promise:
    """A limit, and the share of it in percent after which somebody is warned."""

    limit: timedelta
    warn_percent: int


def families(work: UnitOfWork) -> dict[str, Family]:
    """Families of terminals by code."""
    return {one.code: one for one in views(work, Family, JobFamilyRow, by=[JobFamilyRow.code])}


def faults(work: UnitOfWork) -> list[Fault]:
    """Symptoms, most common first."""
    return views(work, Fault, FaultCodeRow, by=[FaultCodeRow.seq])


def causes(work: UnitOfWork) -> list[Cause]:
    """Causes for the statistics."""
    return views(work, Cause, CauseCodeRow, by=[CauseCodeRow.seq])


def sla_limits(work: UnitOfWork) -> dict[str, timedelta]:
    """The company's own promises by code; what is not there goes by R20's defaults (policies.py)."""
    query = select(col(SlaPolicyRow.code), col(SlaPolicyRow.minutes))
    return {code: timedelta(minutes=minutes) for code, minutes in work.session.execute(query)}


def proof_wait(work: UnitOfWork) -> timedelta:
    """How long the call after the work waits for the platform to prove it (R32)."""
    return sla_limits(work).get("proof_wait", policies.PROOF_WAIT)


def set_proof_wait(work: UnitOfWork, limit: timedelta) -> None:
    """The company makes the calls wait longer, or less long; whole minutes."""
    work.session.merge(
        SlaPolicyRow(
            code="proof_wait", name_zh="回访等验证", name_en="Call waits for proof", kind="*", priority="*",
            starts="completed", ends="proven", minutes=round(limit / timedelta(minutes=1)),
        )
    )  # fmt: skip
    work.session.flush()


def authority_promise(work: UnitOfWork) -> Promise:
    """Within what time a regulated vehicle is online again where the authority names no date, and when to warn (R39)."""
    row = work.session.get(SlaPolicyRow, "authority")
    if row is None:
        return Promise(regulated.AUTHORITY, regulated.WARN_PERCENT)
    return Promise(timedelta(minutes=row.minutes), row.warn_percent)


def removal_reasons(work: UnitOfWork) -> list[RemovalReason]:
    """Why a terminal may leave a regulated vehicle, most common first."""
    return views(work, RemovalReason, RemovalReasonRow, by=[RemovalReasonRow.seq])


def photo_codes(work: UnitOfWork) -> dict[str, tuple[str, str]]:
    """(zh, en) by photo code."""
    query = select(col(PhotoCodeRow.code), col(PhotoCodeRow.name_zh), col(PhotoCodeRow.name_en))
    return {code: (zh, en) for code, zh, en in work.session.execute(query)}


def photo_rules(work: UnitOfWork, policy: str = "required") -> dict[str, list[str]]:
    """Photo codes with this policy by job, in their usual order."""
    query = select(col(PhotoRuleRow.job), col(PhotoRuleRow.code)).where(col(PhotoRuleRow.policy) == policy)
    found: dict[str, list[str]] = {}
    for job, code in work.session.execute(query):
        found.setdefault(job, []).append(code)
    return {job: sorted(codes, key=lambda code: int(code[1:])) for job, codes in found.items()}
