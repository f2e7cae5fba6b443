"""`python -m dispatch bench FOLDER`: every problem in a folder, one after the other, against the best known."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean
from typing import Any

from dispatch.errors import InvalidProblem, require
from dispatch.judge import judge
from dispatch.plan import PlanOptions
from dispatch.problem import Problem
from dispatch.solve import get_ready, solve

BEST_KNOWN = "best-known.json"
SOLOMON_SCALE = 10.0  # travel is counted in tenths of the unit of Solomon's files


@dataclass(frozen=True, slots=True)
class Row:
    """What came of one file. `travel` is in the file's own unit, `gap` in percent of the best known."""

    name: str
    stops: int
    served: int
    travel: float
    best: float | None
    violations: int
    seconds: float
    steps: int

    @property
    def gap(self) -> float | None:
        """Percent above the best known; only a plan that serves everybody has one."""
        if self.best is None or self.served < self.stops:
            return None
        return 100.0 * (self.travel / self.best - 1.0)

    def __str__(self) -> str:
        gap = "" if self.gap is None else f"{self.gap:+7.2f} %"
        wrong = f"  {self.violations} violations" if self.violations else ""
        served = f"{self.served}/{self.stops}"
        return f"{self.name:<16}{served:>12}{self.travel:>14,.1f}{gap:>10}{self.seconds:>8.1f} s{self.steps:>12,} steps{wrong}"


def rows(folder: Path, read: Callable[[str], Problem], given: Mapping[str, Any]) -> Iterator[Row]:
    """Solve each file of the folder with the limits given. Raises InvalidProblem naming a file that makes no sense."""
    problems = [file for file in sorted(folder.glob("*")) if file.suffix.lower() in {".txt", ".json"}]
    files = [file for file in problems if file.name != BEST_KNOWN]
    require(bool(files), str(folder), "holds no problem: files end in .json, or .txt for Solomon's format")
    best = _best_known(folder / BEST_KNOWN)
    get_ready()
    for file in files:
        yield _solved(file, read(str(file)), best.get(file.stem), given)


def _best_known(file: Path) -> dict[str, float]:
    if not file.exists():
        return {}
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
        return {str(name): float(cost) for name, cost in known.items()}
    except (ValueError, TypeError, AttributeError):
        raise InvalidProblem(str(file), "must be an object of numbers by file name") from None


def _solved(file: Path, problem: Problem, best: float | None, given: Mapping[str, Any]) -> Row:
    options: PlanOptions = replace(problem.plan, **given)
    plan = solve(problem.unplanned, problem.technicians, problem.travel, problem.now, options)
    report = judge(plan.technicians, problem.stops, problem.travel, problem.now)
    return Row(
        name=file.stem,
        stops=len(problem.stops),
        served=len(problem.stops) - len(plan.unassigned),
        travel=plan.cost.travel / (SOLOMON_SCALE if file.suffix.lower() == ".txt" else 1.0),
        best=best,
        violations=len(report.all_violations),
        seconds=plan.seconds,
        steps=plan.steps,
    )


def summary(found: list[Row]) -> dict[str, Any]:
    """Everything as one JSON document."""
    gaps = [row.gap for row in found if row.gap is not None]
    return {
        "files": [
            {"name": row.name, "stops": row.stops, "served": row.served, "travel": row.travel}
            | {"best_known": row.best, "gap_percent": row.gap, "violations": row.violations}
            | {"seconds": round(row.seconds, 2), "steps": row.steps}
            for row in found
        ],
        "mean_gap_percent": mean(gaps) if gaps else None,
        "infeasible": sum(row.violations > 0 or row.served < row.stops for row in found),
    }
