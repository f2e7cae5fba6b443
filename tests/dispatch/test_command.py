"""`python -m dispatch`: VROOM's words in and out, and errors that name the field."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch import InvalidProblem
from dispatch.__main__ import main
from dispatch.reading import read_problem
from dispatch.solution import checked
from dispatch.writing import ranked

HOUR = 3600
PROBLEM: dict[str, Any] = {
    "jobs": [
        {
            "id": 1,
            "location": [121.47, 31.23],
            "service": 2700,
            "time_windows": [[9 * HOUR, 12 * HOUR]],
            "skill_levels": {"S03": 2},
            "needs": {"VD-4CH": 1},
            "priority": 50,
            "customer": "C7",
            "centre": "north",
        },
        {"id": 2, "location": [121.50, 31.25], "service": 1800, "delivery": [1]},
        {"id": "late", "location": [121.40, 31.20], "time_windows": [[8 * HOUR, 8 * HOUR]]},
    ],
    "vehicles": [
        {
            "id": 7,
            "start": [121.45, 31.22],
            "end": [121.45, 31.22],
            "time_window": [8 * HOUR, 18 * HOUR],
            "skill_levels": {"S03": 3},
            "capacity": [4],
            "stock": {"VD-4CH": 2},
            "breaks": [{"id": 1, "time_windows": [[11 * HOUR, 13 * HOUR]], "service": HOUR}],
            "absences": [[15 * HOUR, 16 * HOUR]],
            "max_tasks": 6,
            "recent_customers": ["C7"],
            "centre": "north",
            "steps": [{"type": "start"}, {"type": "job", "id": 2}, {"type": "job", "id": "late"}],
        },
        {"id": 8, "start": [121.60, 31.30], "time_window": None},
    ],
    "now": 8 * HOUR,
    "travel": {"detour": 1.3, "normal_kmh": 30, "bands": [[0, 1.0], [27000, 0.7], [34200, 1.0]]},
    "rank": {"stock": "hard", "balance": 0.2, "continuity": 600},
}
STARTED = {"id": "late", "fixed": "started", "service_at": 8 * HOUR, "leave": 9 * HOUR}


def run(tmp_path: Path, command: str, problem: object) -> tuple[int, dict[str, Any]]:
    source, target = tmp_path / "problem.json", tmp_path / "answer.json"
    source.write_text(json.dumps(problem))
    code = main([command, str(source), "-o", str(target)])
    return code, json.loads(target.read_text())


def test_rank_answers_for_each_job_in_no_route(tmp_path: Path) -> None:
    """Ids come back as they were written, terms add up, reasons have their facts."""
    code, answer = run(tmp_path, "rank", PROBLEM)
    assert (code, answer["code"]) == (0, 0)
    (ranking,) = answer["rankings"]
    assert ranking["job"] == 1
    (suggestion,) = ranking["suggestions"]
    assert suggestion["vehicle"] == 7
    terms = dict(suggestion["score"])
    assert terms.pop("total") == sum(terms.values())
    assert terms["continuity"] == -600
    facts = {"code": "skill_missing", "skill": "S03", "level_needed": 2, "level_has": 0}
    assert ranking["ruled_out"] == [{"vehicle": 8, "reason": facts}]


def test_check_tells_times_and_violations_in_vrooms_words(tmp_path: Path) -> None:
    """The steps come in the order of the clock, the break among them."""
    code, answer = run(tmp_path, "check", PROBLEM)
    assert code == 0
    (route,) = answer["routes"]
    kinds = [step["type"] for step in route["steps"]]
    assert sorted(kinds) == ["break", "end", "job", "job", "start"]
    arrivals = [step["arrival"] for step in route["steps"]]
    assert arrivals == sorted(arrivals)
    (violation,) = route["violations"]
    assert (violation["cause"], violation["code"], violation["visit"]) == ("delay", "late", "late")
    assert [job["id"] for job in answer["unassigned"]] == [1]
    assert answer["summary"]["violations"] == route["violations"]
    assert [step["violations"] for step in route["steps"] if step.get("id") == "late"] == [[violation]]


def test_a_checked_route_can_be_handed_in_again() -> None:
    """The steps of an answer are steps of a problem."""
    first = checked(read_problem(PROBLEM))
    again = copy.deepcopy(PROBLEM)
    again["vehicles"][0]["steps"] = first["routes"][0]["steps"]
    assert checked(read_problem(again)) == first


def changed(path: str, value: object) -> dict[str, Any]:
    """PROBLEM with one field set, or taken out where `value` is Ellipsis."""
    problem = copy.deepcopy(PROBLEM)
    *way, last = [int(part) if part.isdigit() else part for part in path.split("/")]
    target: Any = problem
    for part in way:
        target = target[part]
    if value is ...:
        del target[last]
    else:
        target[last] = value
    return problem


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        ("vehicles", [], "vehicles"),
        ("vehicles", ..., "vehicles"),
        ("vehicles/1/id", 7, "vehicles[1].id"),
        ("vehicles/1/id", "7", "vehicles[1].id"),
        ("vehicles/0/start", ..., "vehicles[0].start"),
        ("vehicles/0/start", [121.4], "vehicles[0].start"),
        ("vehicles/0/time_window", [18, 8], "vehicles[0].time_window.end"),
        ("vehicles/0/max_tasks", -1, "vehicles[0].max_tasks"),
        ("vehicles/0/speed_factor", 2, "vehicles[0].speed_factor"),
        ("vehicles/0/breaks/0/time_windows", [], "vehicles[0].breaks[0].time_windows"),
        ("vehicles/0/breaks/0/service", -5, "vehicles[0].breaks[0].service"),
        ("vehicles/0/absences", [[5, 4]], "vehicles[0].absences[0].end"),
        ("vehicles/0/steps/1/id", 99, "vehicles[0].steps[1].id"),
        ("vehicles/0/steps/2/id", 2, "vehicles[0].steps[2].id"),
        ("vehicles/1/steps", [{"id": 2}], "vehicles[1].steps"),
        ("vehicles/0/steps/1/fixed", "maybe", "vehicles[0].steps[1].fixed"),
        ("vehicles/0/steps/1/fixed", "locked", "vehicles[0].steps[1].service_at"),
        ("vehicles/0/steps/2", STARTED, "vehicles[0].steps[2].fixed"),
        ("vehicles/0/capacity", [-1], "vehicles[0].capacity[0]"),
        ("vehicles/0/skill_levels/S03", 1.5, "vehicles[0].skill_levels.S03"),
        ("jobs/1/id", 1, "jobs[1].id"),
        ("jobs/1/id", True, "jobs[1].id"),
        ("jobs/0/location/0", float("nan"), "jobs[0].location"),
        ("jobs/0/location/1", 91, "jobs[0].location"),
        ("jobs/0/time_windows/0", [12, 9], "jobs[0].time_windows[0].end"),
        ("jobs/0/time_windows", [[1, 3], [3, 4]], "jobs[0].time_windows[1]"),
        ("jobs/0/time_windows/0", [-1, 9], "jobs[0].time_windows[0].start"),
        ("jobs/0/location_index", 0, "jobs[0].location_index"),
        ("jobs/0/pickup", [0, 1], "jobs[0].pickup"),
        ("jobs/0/setup", 60, "jobs[0].setup"),
        ("jobs/0/needs", {"#0": 1}, "jobs[0].needs.#0"),
        ("jobs/0/crew", 3, "jobs[0].crew"),
        ("jobs/0/second_skills", {"S03": 1}, "jobs[0].second_skills"),
        ("jobs/0/after", [9], "jobs[0].after[0]"),
        ("jobs/0/after", [1], "jobs[0].after"),
        ("vehicles/0/profile", "truck", "vehicles[1].profile"),
        ("vehicles/0/overtime", -1, "vehicles[0].overtime"),
        ("vehicles/0/costs", {"fixed": 100}, "vehicles[0].costs"),
        ("vehicles/0/max_travel_time", 100, "vehicles[0].max_travel_time"),
        ("vehicles/0/breaks/0/time_windows", [[9, 10], [10, 12]], "vehicles[0].breaks[0].time_windows[1]"),
        ("vehicles/0/breaks/0/max_load", [1], "vehicles[0].breaks[0].max_load"),
        ("vehicles/0/steps/1/second", True, "vehicles[0].steps[1].second"),
        ("vehicles/0/start/0", 10**400, "vehicles[0].start"),
        ("travel/bands/1", [27000, float("nan")], "travel.bands[1]"),
        ("plan", {"seed": -1}, "plan.seed"),
        ("plan", {"speed": 1}, "plan.speed"),
        ("jobs/0/service", -1, "jobs[0].service"),
        ("jobs/0/service", 10.5, "jobs[0].service"),
        ("jobs/0/service", 10**30, "jobs[0].service"),
        ("jobs/0/priority", 101, "jobs[0].priority"),
        ("jobs/0/pickup", [1], "jobs[0].pickup"),
        ("jobs/0/colour", "red", "jobs[0].colour"),
        ("jobs/0", 5, "jobs[0]"),
        ("shipments", [{}], "shipments"),
        ("now", "8:00", "now"),
        ("travel/detour", float("nan"), "travel.detour"),
        ("travel/bands/1", [27000, 0], "travel.bands[1]"),
        ("rank/balance", -1, "rank.balance"),
        ("rank/stock", "maybe", "rank.stock"),
    ],
)
def test_bad_input_is_refused_by_the_name_of_the_field(tmp_path: Path, path: str, value: object, field: str) -> None:
    """Exit code and document say 2; the sentence begins with the field."""
    code, answer = run(tmp_path, "check", changed(path, value))
    assert (code, answer["code"], answer["field"]) == (2, 2, field)
    assert answer["error"].startswith(f"{field}: ")


def test_what_is_no_json_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing file, half a document, a list, nesting without end; the answer is JSON all the same."""
    source = tmp_path / "problem.json"
    assert main(["check", str(source)]) == 2
    for text in ("{", "[]", "", "[" * 200_000, "\x00"):
        source.write_text(text)
        capsys.readouterr()
        assert main(["rank", str(source)]) == 2
        assert json.loads(capsys.readouterr().out)["code"] == 2


def test_a_problem_with_nothing_to_rank_says_so(tmp_path: Path) -> None:
    """All jobs are in routes."""
    code, answer = run(tmp_path, "rank", changed("jobs/0", PROBLEM["jobs"][0] | {"id": 3}))
    assert code == 0
    problem = changed("vehicles/1/steps", [{"type": "job", "id": 1}])
    code, answer = run(tmp_path, "rank", problem)
    assert (code, answer["field"]) == (2, "jobs")


scraps = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)
spots = st.sampled_from(
    [f"vehicles/0/{name}" for name in PROBLEM["vehicles"][0]]
    + [f"jobs/0/{name}" for name in PROBLEM["jobs"][0]]
    + [f"travel/{name}" for name in PROBLEM["travel"]]
    + [f"rank/{name}" for name in PROBLEM["rank"]]
    + ["vehicles/0/steps/1", "vehicles/0/steps/1/id", "vehicles/0/breaks/0/service"]
    + list(PROBLEM)
)


@settings(max_examples=200, deadline=None)
@given(spots, scraps)
def test_whatever_stands_in_a_field_it_is_read_or_refused(path: str, value: object) -> None:
    """Never another error than InvalidProblem, and what was read can be answered."""
    try:
        problem = read_problem(changed(path, value))
    except InvalidProblem:
        return
    json.dumps(ranked(problem))
    json.dumps(checked(problem))
