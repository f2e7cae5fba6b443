"""VROOM's vocabulary as far as `solve` reads and writes it, and our words beside it."""

import copy
import json
import signal
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch import Fixed, InvalidProblem, Window, points
from dispatch.__main__ import main
from dispatch.draw import draw
from dispatch.matrix import MatrixTravel
from dispatch.plan import Plan
from dispatch.reading import read_problem
from dispatch.solution import checked

HOUR = 3600
TABLE = [[0, 600, 900, 600], [500, 0, 300, 700], [900, 300, 0, 400], [600, 700, 400, 0]]
# What VROOM's own documentation shows, over a matrix
MATRIX: dict[str, Any] = {
    "jobs": [
        {"id": 14, "location_index": 1, "service": 600, "delivery": [1, 0], "skills": [1]},
        {"id": 15, "location_index": 2, "location": [2.1, 48.7], "service": 600, "priority": 10,
         "time_windows": [[0, 100], [9 * HOUR, 10 * HOUR]]},
        {"id": 16, "location_index": 3, "service": 600, "delivery": [1, 2]},
    ],
    "vehicles": [
        {"id": 1, "profile": "bike", "start_index": 0, "end_index": 0, "capacity": [2, 2], "skills": [1, 7],
         "time_window": [8 * HOUR, 18 * HOUR],
         "breaks": [{"id": 77, "time_windows": [[12 * HOUR, 13 * HOUR], [15 * HOUR, 16 * HOUR]], "service": 600},
                    {"id": 76, "time_windows": [[10 * HOUR, 11 * HOUR]], "service": 300}]},
        {"id": 2, "profile": "bike", "time_window": [8 * HOUR, 18 * HOUR]},
    ],
    "matrices": {"bike": {"durations": TABLE, "distances": TABLE}, "car": "not read"},
}  # fmt: skip


def changed(path: str, value: object) -> dict[str, Any]:
    """MATRIX with one field set."""
    problem = copy.deepcopy(MATRIX)
    *way, last = [int(part) if part.isdigit() else part for part in path.split("/")]
    target: Any = problem
    for part in way:
        target = target[part]
    target[last] = value
    return problem


def answered(tmp_path: Path, problem: object, *extra: str, command: str = "solve") -> tuple[int, dict[str, Any]]:
    source, target = tmp_path / "problem.json", tmp_path / "answer.json"
    source.write_text(json.dumps(problem))
    code = main([command, str(source), "-o", str(target), *extra])
    return code, json.loads(target.read_text())


def test_matrices_and_numbers_of_places_are_read() -> None:
    """Windows, breaks in the order of the day, and who starts anywhere drives nothing to the first."""
    problem = read_problem(MATRIX)
    first, anywhere = problem.technicians
    twice = problem.stops[1]
    assert isinstance(problem.travel, MatrixTravel)
    assert twice.windows == (Window(0, 100), Window(9 * HOUR, 10 * HOUR))
    assert [pause.window.start for pause in first.pauses] == [10 * HOUR, 12 * HOUR]
    assert first.pauses[1].windows[1] == Window(15 * HOUR, 16 * HOUR)
    ways = problem.travel.work(
        points([first.start, anywhere.start]), points([stop.location for stop in problem.stops[:2]])
    )
    assert ways.tolist() == [600.0, 0.0]
    assert problem.travel.arrive(0, 600.0) == 600
    assert (problem.site(twice.location), problem.site(first.start)) == ((48.7, 2.1), None)


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        ("matrices/bike/durations", [[0, 1], [1, 0]], "jobs[1].location_index"),
        ("matrices/bike/durations", [[0, 1], [1]], "matrices.bike.durations[1]"),
        ("matrices/bike/durations", TABLE[:3], "matrices.bike.durations[0]"),
        ("matrices/bike/durations", [[0, -1], [1, 0]], "matrices.bike.durations"),
        ("matrices/bike/durations", [[0, float("nan")], [1, 0]], "matrices.bike.durations"),
        ("matrices/bike/durations", [[0, "1"], [1, 0]], "matrices.bike.durations[0]"),
        ("matrices/bike/durations", [], "matrices.bike.durations"),
        ("matrices/bike/distances", [[0, 1], [1, 0]], "matrices.bike.distances"),
        ("matrices/bike/costs", [[0, 1], [1, 0]], "matrices.bike.costs"),
        ("matrices", {"car": {"durations": TABLE}}, "matrices.bike"),
        ("matrices", [], "matrices"),
        ("travel", {"detour": 1.2}, "travel.detour"),
        ("jobs/0/location_index", 4, "jobs[0].location_index"),
        ("jobs/0/location_index", None, "jobs[0].location_index"),
        ("jobs/0/location_index", -1, "jobs[0].location_index"),
        ("vehicles/0/end_index", 9, "vehicles[0].end_index"),
        ("vehicles/1/start", [2.1, 48.7], "vehicles[1].start_index"),
        ("vehicles/0/breaks/1/id", 77, "vehicles[0].breaks[1].id"),
    ],
)
def test_a_matrix_that_does_not_fit_is_refused_by_name(path: str, value: object, field: str) -> None:
    if path == "matrices/bike/durations" and field == "jobs[1].location_index":
        problem = changed("matrices/bike", {"durations": value})
    else:
        problem = changed(path, value)
    with pytest.raises(InvalidProblem) as refusal:
        read_problem(problem)
    assert refusal.value.field == field


def test_a_crew_an_order_and_an_agreed_start_are_read() -> None:
    """The second person's step says so; `fixed` free with `service_at` is an agreed start, no lock."""
    problem = changed("jobs/0/crew", 2)
    problem["jobs"][0]["second_skills"] = {"7": 1}
    problem["jobs"][2]["after"] = [14]
    agreed = {"type": "job", "id": 14, "service_at": 9 * HOUR, "fixed": "free"}
    problem["vehicles"][0]["steps"] = [agreed]
    problem["vehicles"][1]["steps"] = [{**agreed, "second": True}]
    read = read_problem(problem)
    first, second = (one.route[0] for one in read.technicians)
    assert (first.start, first.fixed, first.second, second.second) == (9 * HOUR, Fixed.FREE, False, True)
    assert (first.stop.crew, first.stop.second_skills[0].code, read.stops[2].after) == (2, "7", ("14",))
    assert read.plan.seconds == 10.0
    again = checked(read)
    jobs = [step for route in again["routes"] for step in route["steps"] if step["type"] == "job"]
    assert [(job["service_at"], job["fixed"], job.get("second")) for job in jobs] == [
        (9 * HOUR, "free", None), (9 * HOUR, "free", True)
    ]  # fmt: skip
    for vehicle, route in zip(problem["vehicles"], again["routes"], strict=True):
        vehicle["steps"] = route["steps"]
    assert checked(read_problem(problem)) == again


def test_a_plan_is_written_as_vroom_writes_one(tmp_path: Path) -> None:
    """Each arrival is the step before, its wait, its work and the drive; service counts breaks, as in VROOM."""
    code, answer = answered(tmp_path, MATRIX, "--steps", "50", "--seed", "3")
    assert (code, answer["code"], answer["unassigned"]) == (0, 0, [])
    served = sorted(step["id"] for route in answer["routes"] for step in route["steps"] if step["type"] == "job")
    assert served == [14, 15, 16]
    for route in answer["routes"]:
        assert route["violations"] == []
        for one, following in pairwise(route["steps"]):
            leave = one["arrival"] + one["waiting_time"] + one["setup"] + one["service"]
            assert following["arrival"] == leave + following["duration"] - one["duration"]
        assert route["steps"][-1]["duration"] == route["duration"]
        assert route["steps"][0]["load"] == route["delivery"]
        assert route["steps"][-1]["load"] == [0, 0]
    summary = answer["summary"]
    assert summary["cost"] == sum(answer["terms"].values())
    for name in ("duration", "distance", "service", "waiting_time", "priority"):
        assert summary[name] == sum(route[name] for route in answer["routes"])
    assert (summary["service"], summary["priority"], summary["delivery"]) == (3 * 600 + 900, 10, [2, 2])
    with_steps = copy.deepcopy(MATRIX)
    routes = {route["vehicle"]: route["steps"] for route in answer["routes"]}
    for vehicle in with_steps["vehicles"]:
        vehicle["steps"] = routes.get(vehicle["id"], [])
    assert answered(tmp_path, with_steps, command="check")[1]["routes"] == answer["routes"]


def test_the_same_seed_and_steps_write_the_same_file(tmp_path: Path) -> None:
    first = answered(tmp_path, MATRIX, "--steps", "50", "--seed", "3", "--threads", "1")
    assert answered(tmp_path, MATRIX, "--steps", "50", "--seed", "3", "--threads", "1") == first


def test_what_is_in_nobodys_day_says_why(tmp_path: Path) -> None:
    """Nobody has skill 99; the facts name the skill."""
    _, answer = answered(tmp_path, changed("jobs/2/skills", [99]), "--steps", "50")
    (left,) = answer["unassigned"]
    assert (left["id"], left["type"], left["location_index"]) == (16, "job", 3)
    assert left["reason"]["code"] == "no_skill"
    assert left["reason"]["skill"] == "99"
    assert answer["summary"]["unassigned"] == 1


@pytest.mark.parametrize(
    ("path", "value", "extra", "field"),
    [
        ("jobs/0/time_windows", [[0, 7 * HOUR]], (), "jobs[0].time_windows"),
        ("vehicles", [], (), "vehicles"),
        ("jobs/0/after", [14], (), "jobs[0].after"),
        ("jobs/1/id", 14, (), "jobs[1].id"),
        ("jobs/1/priority", 5, ("--seconds", "-1"), "seconds"),
        ("jobs/1/priority", 5, ("--seconds", "nan"), "seconds"),
        ("jobs/1/priority", 5, ("--threads", "0"), "threads"),
    ],
)
def test_senseless_problems_are_not_solved(
    tmp_path: Path, path: str, value: object, extra: tuple[str, ...], field: str
) -> None:
    """Code 2 and the field, never a plan or a traceback."""
    code, answer = answered(tmp_path, changed(path, value), *extra)
    assert (code, answer["code"], answer["field"]) == (2, 2, field)


def test_ctrl_c_prints_the_best_plan_so_far(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The signal comes as the search begins; it ends long before its minute, with a plan, and code 0."""
    from dispatch import solve as module

    honest = module.solve

    def interrupted(*arguments: Any) -> Plan:
        signal.raise_signal(signal.SIGINT)
        return honest(*arguments)

    monkeypatch.setattr(module, "solve", interrupted)
    before = signal.getsignal(signal.SIGINT)  # a shell's background jobs ignore it
    begin = time.monotonic()
    code, answer = answered(tmp_path, MATRIX, "--seconds", "60")
    assert (code, answer["unassigned"]) == (0, [])
    assert time.monotonic() - begin < 45
    assert signal.getsignal(signal.SIGINT) is before


def test_an_instance_of_solomons_is_solved_as_it_comes(tmp_path: Path) -> None:
    """A .txt file needs no translation."""
    source, target = tmp_path / "tiny.txt", tmp_path / "plan.json"
    rows = "0 40 50 0 0 1236 0\n1 45 68 10 912 967 90\n2 43 54 30 825 870 90\n"
    source.write_text(f"TINY\nVEHICLE\nNUMBER CAPACITY\n2 200\nCUSTOMER\n{rows}")
    assert main(["solve", str(source), "-o", str(target), "--steps", "20"]) == 0
    plan = json.loads(target.read_text())
    assert (plan["summary"]["routes"], plan["summary"]["unassigned"]) == (1, 0)
    assert main(["solve", str(tmp_path / "missing.txt"), "-o", str(target)]) == 2


scraps = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)
spots = st.sampled_from(
    [f"vehicles/0/{name}" for name in (*MATRIX["vehicles"][0], "overtime", "steps", "end", "start")]
    + [f"jobs/0/{name}" for name in (*MATRIX["jobs"][0], "crew", "second_skills", "after", "time_windows", "pickup")]
    + ["matrices/bike/durations/0", "matrices/bike/distances", "matrices/bike/costs", "vehicles/0/breaks/0/id"]
    + ["plan", "travel", "shipments", "jobs/1/time_windows/1/0", "vehicles/0/breaks/0/time_windows"]
    + list(MATRIX)
)


@settings(max_examples=200, deadline=None)
@given(spots, scraps)
def test_whatever_stands_in_a_problem_over_a_matrix_it_is_read_or_refused(path: str, value: object) -> None:
    """Never another error than InvalidProblem, and what was read can be judged and drawn."""
    try:
        problem = read_problem(changed(path, value))
    except InvalidProblem:
        return
    draw(json.loads(json.dumps(checked(problem))))
