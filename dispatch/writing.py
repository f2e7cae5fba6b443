"""Rankings and judged days in VROOM's JSON vocabulary. The format is in FORMAT.md."""

from typing import Any

from dispatch.check import Breach, DayReport, StopTimes, Violation, check
from dispatch.model import Location, Stop, Technician
from dispatch.problem import Problem
from dispatch.rank import rank
from dispatch.ranking import Ranking, RuledOut, Suggestion
from dispatch.roster import Roster

Json = dict[str, Any]

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


def ranked(problem: Problem) -> Json:
    """Rank everybody for each stop that is in nobody's route."""
    roster = Roster(problem.technicians, problem.travel, problem.now)
    rankings = [rank(stop, roster, problem.options) for stop in problem.unplanned]
    return {"code": 0, "rankings": [_ranking(problem, one) for one in rankings]}


def checked(problem: Problem) -> Json:
    """Judge everybody's route as ordered."""
    routes = [(one, check(one, problem.travel, problem.now)) for one in problem.technicians if one.route]
    written = [_route(problem, technician, report) for technician, report in routes]
    return {
        "code": 0,
        "summary": {
            "routes": len(written),
            "unassigned": len(problem.unplanned),
            "service": sum(route["service"] for route in written),
            "duration": sum(route["duration"] for route in written),
            "distance": sum(route["distance"] for route in written),
            "violations": sum(len(route["violations"]) for route in written),
        },
        "unassigned": [
            {"id": _job(problem, stop.id), "type": "job", "location": _point(stop.location)}
            for stop in problem.unplanned
        ],
        "routes": written,
    }


def _job(problem: Problem, name: str) -> int | str:
    return problem.names[f"job {name}"]


def _vehicle(problem: Problem, name: str) -> int | str:
    return problem.names[f"vehicle {name}"]


def _point(place: Location) -> list[float]:
    return [place.lon, place.lat]


def _ranking(problem: Problem, ranking: Ranking) -> Json:
    return {
        "job": _job(problem, ranking.stop_id),
        "suggestions": [_suggestion(problem, one) for one in ranking.suggestions],
        "ruled_out": [_ruled_out(problem, one) for one in ranking.ruled_out],
        "further": [_vehicle(problem, name) for name in ranking.further],
    }


def _suggestion(problem: Problem, one: Suggestion) -> Json:
    return {
        "vehicle": _vehicle(problem, one.technician_id),
        "position": one.position,
        "arrival": one.arrive,
        "service_at": one.start,
        "leave": one.leave,
        "added_duration": one.added_seconds,
        "added_distance": one.added_metres,
        "slack": one.slack,
        "break_at": one.break_start,
        "short": dict(one.short),
        "score": {"total": one.score.total, **one.score.terms()},
    }


def _ruled_out(problem: Problem, one: RuledOut) -> Json:
    params = dict(one.reason.params)
    if "visit" in params:
        params["visit"] = _job(problem, str(params["visit"]))
    vehicle = _vehicle(problem, one.technician_id)
    return {"vehicle": vehicle, "reason": {"code": one.reason.code.value, **params}}


def _violation(problem: Problem, violation: Violation) -> Json:
    params = dict(violation.params)
    if "visit" in params:
        params["visit"] = _job(problem, str(params["visit"]))
    return {"cause": _CAUSES[violation.code], "code": violation.code.value, **params}


def _route(problem: Problem, technician: Technician, report: DayReport) -> Json:
    return {
        "vehicle": _vehicle(problem, technician.id),
        "service": sum(planned.stop.service for planned in technician.route),
        "duration": report.drive_seconds,
        "distance": report.drive_metres,
        "steps": _steps(problem, technician, report),
        "violations": [_violation(problem, violation) for violation in report.violations],
    }


def _steps(problem: Problem, technician: Technician, report: DayReport) -> list[Json]:
    rest = _rest(technician, report)
    steps: list[Json] = []
    if not technician.started:
        begin = technician.ready_at(problem.now)
        steps.append({"type": "start", "location": _point(technician.start), "arrival": begin})
    for planned, times in zip(technician.route, report.stops, strict=True):
        arrive = times.arrive
        if rest is not None and rest["arrival"] < times.start:
            steps.append(rest)
            # Rest taken on the spot, before the work: told as if it came before the arrival
            arrive = max(arrive, rest["arrival"] + rest["service"])
            rest = None
        steps.append(_step(problem, planned.stop, times, arrive))
    finish = report.finish
    if rest is not None:
        steps.append(rest)
        finish = max(finish, rest["arrival"] + rest["service"])
    if technician.end is not None:
        # VROOM knows no break behind the end: one taken at home is told as if before it
        steps.append({"type": "end", "location": _point(technician.end), "arrival": finish})
    return steps


def _step(problem: Problem, stop: Stop, times: StopTimes, arrive: int) -> Json:
    return {
        "type": "job",
        "id": _job(problem, stop.id),
        "location": _point(stop.location),
        "arrival": arrive,
        "waiting_time": times.start - arrive,
        "service": times.leave - times.start,
    }


def _rest(technician: Technician, report: DayReport) -> Json | None:
    if report.break_start is None or technician.pause is None:
        return None
    return {
        "type": "break",
        "arrival": report.break_start,
        "service": technician.pause.seconds,
    }
