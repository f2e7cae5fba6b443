"""The worker's side: claim a plan that is due, look for it, tell how far it is, hand it over."""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

import structlog

from backend.kernel.unit_of_work import UnitOfWork, UnitsOfWork
from backend.modules.planning.models import DayPlanRow
from backend.modules.planning.plans import lifecycle, policy, repository
from backend.modules.planning.plans.engine import make_plan
from backend.modules.planning.plans.problem import Problem, read_problem
from backend.modules.planning.plans.proposal import proposal_of
from backend.modules.planning.plans.schemas import ProposalOut
from backend.modules.planning.plans.telling import narrator_of
from dispatch.plan import Plan, Standing

log = structlog.get_logger()
BEAT_SECONDS = 1.0
MOST_ATTEMPTS = 3
# A plan can wait longer for a routing service than a person, but not so long that its worker seems dead.
PATIENCE = 5


@dataclass
class Job:
    """One plan in this worker's hands. `stopping` says whether the worker itself has to end."""

    units: UnitsOfWork
    plan_id: str
    worker: str
    stopping: Callable[[], bool]
    mine: bool = True
    last_beat: float = field(default_factory=time.monotonic)

    def watch(self, standing: Standing) -> bool:
        """Write how far the search is, at most once a second; False when it has to end."""
        if self.stopping():
            return False
        now = time.monotonic()
        if now - self.last_beat >= BEAT_SECONDS:
            self.last_beat = now
            self.mine = self._beat(standing)
        return self.mine

    def _beat(self, standing: Standing) -> bool:
        with self.units.write() as work:
            return repository.beat(
                work.session, self.plan_id, self.worker, work.now,
                round(standing.share, 3), standing.served, standing.unserved, standing.travel,
            )  # fmt: skip


def work_on_next(
    units: UnitsOfWork, worker: str, kinds: Collection[str], stopping: Callable[[], bool] = lambda: False
) -> bool:
    """Make the plan that waits longest; False when none is due. Stopped half-way it is left to the next worker."""
    claimed = _claim(units, worker, kinds)
    if claimed is None:
        return False
    plan_id, state = claimed
    if state != "running":
        return True
    job = Job(units, plan_id, worker, stopping)
    try:
        failure, proposal = _look(job)
    except Exception as error:  # whatever goes wrong in there, the person who waits must hear of it
        log.error("plan_failed", plan_id=plan_id, error=repr(error))
        failure, proposal = "engine", None
    _hand_over(job, failure, proposal)
    return True


def _claim(units: UnitsOfWork, worker: str, kinds: Collection[str]) -> tuple[str, str] | None:
    with units.write() as work:
        row = repository.next_due(work.session, kinds, work.now - policy.SILENT)
        if row is None:
            return None
        row.state = lifecycle.step(row.state, "claim")
        row.worker, row.beat_at, row.attempts = worker, work.now, row.attempts + 1
        row.started_at = row.started_at or work.now
        if row.attempts > MOST_ATTEMPTS:
            _fail(work, row, "broke_off")
        work.session.add(row)
        return row.id, row.state


def _look(job: Job) -> tuple[str, ProposalOut | None]:
    with job.units.read() as work:
        row = repository.plan(work, job.plan_id)
        problem = read_problem(work, row.day, row.centre_ids, None if row.kind == "day" else (), patience=PATIENCE)
        narrator = narrator_of(work, problem)
        kind, seconds = row.kind, row.seconds
    if not problem.workers:
        return "nobody", None
    plan = make_plan(problem, seconds, kind, job.watch)
    _log(job, problem, plan)
    return "", proposal_of(problem, plan, narrator)


def _log(job: Job, problem: Problem, plan: Plan) -> None:
    log.info(
        "plan_made", plan_id=job.plan_id, engine=plan.engine, steps=plan.steps, seconds=round(plan.seconds, 2),
        waiting=len(problem.stops), technicians=len(problem.workers), unassigned=len(plan.unassigned),
        travel=job.units.ports.travel,
    )  # fmt: skip


def _hand_over(job: Job, failure: str, proposal: ProposalOut | None) -> None:
    with job.units.write() as work:
        row = repository.locked(work, job.plan_id)
        if row.state != "running" or row.worker != job.worker:
            return
        work.session.add(row)
        if proposal is None:
            _fail(work, row, failure)
        elif job.stopping():
            row.state = lifecycle.step(row.state, "release")
            row.attempts -= 1
        else:
            _deliver(work, row, proposal)


def _deliver(work: UnitOfWork, row: DayPlanRow, proposal: ProposalOut) -> None:
    row.state = lifecycle.step(row.state, "deliver")
    row.result = proposal.model_dump(mode="json")
    row.share, row.finished_at = 1.0, work.now
    if proposal.totals is not None:
        row.served, row.travel = proposal.totals.served_after, proposal.totals.travel_after * 60
    row.unserved = len(proposal.unplaced)


def _fail(work: UnitOfWork, row: DayPlanRow, failure: str) -> None:
    row.state = lifecycle.step(row.state, "fail")
    row.failure, row.finished_at = failure, work.now
