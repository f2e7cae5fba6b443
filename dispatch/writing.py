"""Rankings in VROOM's JSON vocabulary. The format is in FORMAT.md."""

from collections.abc import Mapping
from typing import Any

from dispatch.problem import Problem
from dispatch.rank import rank
from dispatch.ranking import Ranking, RuledOut, Suggestion
from dispatch.roster import Roster

Json = dict[str, Any]

# Facts that are ids, and of what; where a fact of that name is a number, it is a time or a count
_IDS = {"visit": "job", "after": "job", "stop": "job", "technician": "vehicle"}


def ranked(problem: Problem) -> Json:
    """Rank everybody for each stop that is in nobody's route."""
    roster = Roster(problem.technicians, problem.travel, problem.now)
    rankings = [rank(stop, roster, problem.options) for stop in problem.unplanned]
    return {"code": 0, "rankings": [_ranking(problem, one) for one in rankings]}


def facts_of(problem: Problem, params: Mapping[str, str | int]) -> Json:
    """Facts of a reason or violation with ids as they were written; times stay as they are."""
    written: Json = dict(params)
    for name, kind in _IDS.items():
        if isinstance(params.get(name), str):
            written[name] = problem.names.get(f"{kind} {params[name]}", params[name])
    return written


def job_id(problem: Problem, name: str) -> int | str:
    """The id of a job as it was written."""
    return problem.names[f"job {name}"]


def vehicle_id(problem: Problem, name: str) -> int | str:
    """The id of a vehicle as it was written."""
    return problem.names[f"vehicle {name}"]


def _ranking(problem: Problem, ranking: Ranking) -> Json:
    return {
        "job": job_id(problem, ranking.stop_id),
        "suggestions": [_suggestion(problem, one) for one in ranking.suggestions],
        "ruled_out": [_ruled_out(problem, one) for one in ranking.ruled_out],
        "further": [vehicle_id(problem, name) for name in ranking.further],
    }


def _suggestion(problem: Problem, one: Suggestion) -> Json:
    return {
        "vehicle": vehicle_id(problem, one.technician_id),
        "position": one.position,
        "arrival": one.arrive,
        "service_at": one.start,
        "leave": one.leave,
        "added_duration": one.added_seconds,
        "added_distance": one.added_metres,
        "slack": one.slack,
        "breaks_at": list(one.rests),
        "short": dict(one.short),
        "score": {"total": one.score.total, **one.score.terms()},
    }


def _ruled_out(problem: Problem, one: RuledOut) -> Json:
    reason = {"code": one.reason.code.value, **facts_of(problem, one.reason.params)}
    return {"vehicle": vehicle_id(problem, one.technician_id), "reason": reason}
