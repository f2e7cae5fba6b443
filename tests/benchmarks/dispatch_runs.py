"""One measured run in a process of its own, so that the memory is its own: prints its outcome as JSON.

    python -m tests.benchmarks.dispatch_runs '{"what": "engine", "size": "50/10", "seed": 1, "seconds": 2}'

`what` is engine, vroom, ortools, pyvrp (one of the cities), instance (a file in Solomon's format), rank or urgent.
Compiling is excluded from the engine's time: a small problem is solved first. Memory is the process's greatest
before anything is judged. Every plan is judged by the judge in plain Python and, the engine's, by VROOM's `check`.
"""

import importlib
import json
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dispatch.plan import Plan, PlanOptions
from dispatch.solomon import read_solomon
from dispatch.solve import solve
from tests.benchmarks import bench_rank
from tests.benchmarks.borrowed import vroom
from tests.benchmarks.dispatch_instances import City, city
from tests.benchmarks.plain_solomon import plain_solomon
from tests.dispatch.plain_judge import Route, judge
from tests.dispatch.plain_words import routes_of

Outcome = dict[str, Any]


def run_engine(order: Mapping[str, Any]) -> Outcome:
    """Our plan of a city."""
    town = city(order["size"], order["seed"])
    plan, took = _timed(lambda: _plan(town, order["seconds"]))
    memory = _memory()
    return _judged(town.problem(), routes_of(plan, int), both=True) | _facts(plan, took, memory)


def run_instance(order: Mapping[str, Any]) -> Outcome:
    """Our plan of a file in Solomon's format; travel in the file's unit times 10."""
    path = Path(order["file"])
    problem = read_solomon(path)
    options = PlanOptions(seconds=order["seconds"])
    plan, took = _timed(lambda: solve(problem.stops, problem.technicians, problem.travel, None, options))
    memory = _memory()
    return _judged(plain_solomon(path), routes_of(plan, int), both=True) | _facts(plan, took, memory)


def run_borrowed(order: Mapping[str, Any]) -> Outcome:
    """The plan of a borrowed solver; its breaks may interrupt a drive."""
    problem = city(order["size"], order["seed"]).problem()
    solver = importlib.import_module(f"tests.benchmarks.borrowed.{order['what']}")
    begin = time.perf_counter()
    routes = solver.solve(problem, order["seconds"])
    took, memory = time.perf_counter() - begin, _memory()
    return _judged(problem, routes, mid_drive=True) | {"seconds": round(took, 2), "memory_mb": memory}


def run_rank(order: Mapping[str, Any]) -> Outcome:
    """One visit against many technicians."""
    found = bench_rank.run(technicians=order["technicians"], visits=order["visits"], seed=1)
    return {name: value for name, value in found.items() if name != "seed"}


def run_urgent(order: Mapping[str, Any]) -> Outcome:
    """Urgent visits into the plan of a city."""
    from tests.benchmarks.dispatch_urgent import measure

    return measure(order["size"], order["seed"], order["seconds"], order["visits"])


RUNS: dict[str, Callable[[Mapping[str, Any]], Outcome]] = {
    "engine": run_engine,
    "instance": run_instance,
    "vroom": run_borrowed,
    "ortools": run_borrowed,
    "pyvrp": run_borrowed,
    "rank": run_rank,
    "urgent": run_urgent,
}


def _plan(town: City, seconds: float) -> Plan:
    return solve(town.stops, town.technicians, town.travel, None, PlanOptions(seconds=seconds))


def _timed(job: Callable[[], Plan]) -> tuple[Plan, float]:
    """The plan and its seconds, everything compiled before."""
    _plan(city("50/10", 0), 0.2)
    begin = time.perf_counter()
    plan = job()
    return plan, time.perf_counter() - begin


def _facts(plan: Plan, took: float, memory: float) -> Outcome:
    return {"seconds": round(took, 2), "memory_mb": memory, "steps": plan.steps, "engine": plan.engine}


def _memory() -> float:
    """The most that this process has held, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6, 1)


def _judged(
    problem: Mapping[str, Any], routes: Sequence[Route], mid_drive: bool = False, both: bool = False
) -> Outcome:
    verdict = judge(problem, routes, mid_drive=mid_drive)
    wrong = verdict.violations + (vroom.check(problem, routes) if both else [])
    jobs = len(problem["jobs"])
    return {
        "jobs": jobs,
        "served": verdict.served,
        "travel": verdict.travel,
        "violations": len(wrong),
        "wrong": wrong[:5],
    }


def main() -> int:
    """Run what the only argument orders."""
    order = json.loads(sys.argv[1])
    sys.stdout.write(json.dumps(RUNS[order["what"]](order)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
