"""Plans and judged days in VROOM's JSON vocabulary. The format is in FORMAT.md."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from dispatch.check import Breach, DayReport, Rest, StopTimes, Violation
from dispatch.jobs import NAMELESS
from dispatch.judge import PlanReport, judge
from dispatch.matrix import index_of
from dispatch.model import Fixed, Location, PlannedStop, Stop, Technician
from dispatch.plan import Plan, Unassigned
from dispatch.problem import Problem
from dispatch.travel import points
from dispatch.writing import Json, facts_of, job_id, vehicle_id

# VROOM's word for each breach; ours, which is finer, stands next to it
_CAUSES = {
    Breach.LATE: "delay",
    Breach.LOCKED_MOVED: "delay",
    Breach.SHIFT_OVERRUN: "delay",
    Breach.NOT_ON_SHIFT: "delay",
    Breach.BREAK_LOST: "missing_break",
    Breach.SKILL_MISSING: "skills",
    Breach.STOCK_MISSING: "load",
    Breach.DAY_FULL: "max_tasks",
    Breach.SERVED_TWICE: "precedence",
    Breach.CREW_INCOMPLETE: "precedence",
    Breach.CREW_APART: "precedence",
    Breach.OUT_OF_ORDER: "precedence",
    Breach.WAITS_FOR: "precedence",
    Breach.UNKNOWN_AFTER: "precedence",
    Breach.CIRCLE: "precedence",
}


_SUMS = ("setup", "service", "duration", "waiting_time", "priority", "distance")


def checked(problem: Problem) -> Json:
    """Judge everybody's route as ordered."""
    report = judge(problem.technicians, problem.stops, problem.travel, problem.now)
    routes = _routes(problem, problem.technicians, report)
    unassigned = [_place(problem, "job", stop) for stop in problem.unplanned]
    cost = sum(route["cost"] for route in routes)
    return {
        "code": 0,
        "summary": _summary(problem, routes, unassigned, report, cost),
        "unassigned": unassigned,
        "routes": routes,
    }


def solved(problem: Problem, plan: Plan) -> Json:
    """Write a plan; the times and the violations, should there be any, are the judge's."""
    report = judge(plan.technicians, problem.stops, problem.travel, problem.now)
    routes = _routes(problem, plan.technicians, report)
    unassigned = [_unassigned(problem, one) for one in plan.unassigned]
    names = type(plan.cost).__slots__
    return {
        "code": 0,
        "summary": _summary(problem, routes, unassigned, report, plan.cost.total),
        "unassigned": unassigned,
        "routes": routes,
        "engine": plan.engine,
        "steps": plan.steps,
        "terms": {name: getattr(plan.cost, name) for name in names},
    }


def _summary(
    problem: Problem, routes: Sequence[Json], unassigned: Sequence[Json], report: PlanReport, cost: int
) -> Json:
    sums = {name: sum(route[name] for route in routes) for name in _SUMS if problem.has_metres or name != "distance"}
    deliveries = [route["delivery"] for route in routes]
    return {
        "cost": cost,
        "routes": len(routes),
        "unassigned": len(unassigned),
        "delivery": [sum(column) for column in zip(*deliveries, strict=True)],
        **sums,
        "violations": [_violation(problem, one) for one in report.all_violations],
    }


def _unassigned(problem: Problem, one: Unassigned) -> Json:
    return {
        **_place(problem, "job", one.stop),
        "reason": {"code": one.why.value, **facts_of(problem, one.params)},
        "help": [{"code": advice.code.value, **facts_of(problem, advice.params)} for advice in one.advice],
    }


def _violation(problem: Problem, violation: Violation) -> Json:
    return {"cause": _CAUSES[violation.code], "code": violation.code.value, **facts_of(problem, violation.params)}


def _where(problem: Problem, place: Location) -> Json:
    """The place as it was written: coordinates, the number of a matrix, or both."""
    where: Json = {"location_index": index_of(place)} if problem.indexed else {}
    site = problem.site(place)
    if site is not None:
        where["location"] = [site.lon, site.lat]
    return where


def _place(problem: Problem, kind: str, stop: Stop) -> Json:
    return {"type": kind, "id": job_id(problem, stop.id), **_where(problem, stop.location)}


def _routes(problem: Problem, technicians: Sequence[Technician], report: PlanReport) -> list[Json]:
    products = _products(problem)
    return [
        _Route(problem, technician, day, products).written()
        for technician, day in zip(technicians, report.days, strict=True)
        if technician.route
    ]


def _products(problem: Problem) -> list[str]:
    """The nameless products of `delivery` and `capacity`, which make up VROOM's loads."""
    counts = [stop.needs for stop in problem.stops] + [technician.stock for technician in problem.technicians]
    nameless = {name for names in counts for name in names if name.startswith(NAMELESS)}
    return sorted(nameless, key=lambda name: int(name.removeprefix(NAMELESS)))


class _Route:
    """One technician's day told step by step: each arrival is where the step before left off, and the drive."""

    def __init__(self, problem: Problem, technician: Technician, day: DayReport, products: Sequence[str]) -> None:
        self.problem = problem
        self.technician = technician
        self.day = day
        self.steps: list[Json] = []
        self.clock = technician.ready_at(problem.now)
        self.wrong = [(violation, _violation(problem, violation)) for violation in day.violations]
        amounts = [
            [0 if planned.second else planned.stop.needs.get(product, 0) for product in products]
            for planned in technician.route
        ]
        self.amounts = np.array(amounts, dtype=np.int64).reshape(len(amounts), len(products))
        self.load = self.amounts.sum(axis=0)

    def written(self) -> Json:
        """The route as VROOM has it."""
        self._tell()
        stops = [planned.stop for planned in self.technician.route if not planned.second]
        route: Json = {
            "vehicle": vehicle_id(self.problem, self.technician.id),
            "cost": self.day.drive_seconds,
            "delivery": self.amounts.sum(axis=0).tolist(),
            "setup": 0,
            "service": sum(step["service"] for step in self.steps),
            "duration": self.day.drive_seconds,
            "waiting_time": sum(step["waiting_time"] for step in self.steps),
            "priority": sum(stop.priority for stop in stops),
        }
        if self.problem.has_metres:
            route["distance"] = self.day.drive_metres
        return route | {"steps": self.steps, "violations": [written for _, written in self.wrong]}

    def _tell(self) -> None:
        technician, day = self.technician, self.day
        rests = list(day.rests)
        metres = self._metres()
        if not technician.started and not self._starts_anywhere():
            self._step("start", _where(self.problem, technician.start), self.clock, self.clock, 0, 0, 0)
        for index, (planned, times) in enumerate(zip(technician.route, day.stops, strict=True)):
            while rests and rests[0].start < times.start:
                self._rest(rests.pop(0), times, metres[index])
            self._job(index, planned, times, metres[index])
        home = None
        if technician.end is not None:
            home = StopTimes("", day.finish, day.finish, day.finish, day.drive_seconds)
        while rests:
            self._rest(rests.pop(0), home, metres[-1])
        if technician.end is not None:
            # VROOM knows no break behind the end: one taken at home is told as if before the arrival
            where, finish = _where(self.problem, technician.end), max(day.finish, self.clock)
            self._step("end", where, finish, finish, 0, day.drive_seconds, metres[-1])

    def _starts_anywhere(self) -> bool:
        return self.problem.indexed and index_of(self.technician.start) == self.problem.anywhere

    def _metres(self) -> list[int]:
        """For every stop, and home, the metres driven up to there."""
        facts = self.technician.started
        places = [planned.stop.location for planned in self.technician.route[max(facts - 1, 0) :]]
        places = places if facts else [self.technician.start, *places]
        path = points(places if self.technician.end is None else [*places, self.technician.end])
        legs = np.cumsum(self.problem.travel.metres(path[:-1], path[1:]))
        return [0] * facts + [round(metres) for metres in legs.tolist()]

    def _job(self, index: int, planned: PlannedStop, times: StopTimes, metres: int) -> None:
        arrive = times.arrive
        if self.steps and self.steps[-1]["type"] == "break":
            # A break taken on reaching the stop is told as if before the arrival
            arrive = max(arrive, self.clock)
        self.load = self.load - self.amounts[index]
        where = _place(self.problem, "job", planned.stop)
        step = self._step("job", where, arrive, times.start, times.leave - times.start, times.driven, metres)
        step["violations"] = [written for one, written in self.wrong if one.params.get("visit") == planned.stop.id]
        agreed = planned.start is not None and planned.stop.coupled
        if planned.fixed is not Fixed.FREE or agreed:
            step |= {"fixed": planned.fixed.value, "service_at": planned.start}
        if planned.leave is not None and planned.fixed is Fixed.STARTED:
            step["leave"] = planned.leave
        if planned.second:
            step["second"] = True

    def _rest(self, rest: Rest, following: StopTimes | None, metres: int) -> None:
        there = following is not None and rest.start >= following.arrive
        arrive, driven = (following.arrive, following.driven) if following and there else (self.clock, self._driven())
        written = self.problem.names.get(f"break {self.technician.id} {rest.number}", rest.number)
        if not there:
            metres = self.steps[-1].get("distance", 0) if self.steps else 0
        arrive = max(arrive, self.clock)
        self._step("break", {"id": written}, arrive, rest.start, rest.leave - rest.start, driven, metres)

    def _driven(self) -> int:
        driven: int = self.steps[-1]["duration"] if self.steps else 0
        return driven

    def _step(
        self, kind: str, what: dict[str, Any], arrive: int, start: int, service: int, driven: int, metres: int
    ) -> Json:
        step: Json = {"type": kind, **what, "arrival": arrive, "waiting_time": max(0, start - arrive)}
        step |= {"setup": 0, "service": service, "duration": driven}
        if self.problem.has_metres:
            step["distance"] = metres
        step |= {"load": self.load.tolist(), "violations": []}
        self.steps.append(step)
        self.clock = start + service
        return step
