"""The command line: `python -m dispatch solve|rank|check|draw FILE`, `bench FOLDER`. See FORMAT.md."""

import argparse
import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any

from dispatch.errors import InvalidProblem, require
from dispatch.plan import PlanOptions, Standing
from dispatch.problem import Problem
from dispatch.reading import read_problem
from dispatch.solomon import read_solomon
from dispatch.solution import checked, solved
from dispatch.writing import ranked

OK, BAD_INPUT = 0, 2  # the codes that VROOM answers with, in the document and as exit code
LIMITS = ("seconds", "steps", "seed", "threads")
SOLOMON = ".txt"


def main(arguments: list[str] | None = None) -> int:
    """Answer one problem; returns the exit code."""
    wanted = _parser().parse_args(arguments)
    if wanted.command == "draw":
        return _draw(wanted)
    if wanted.command == "bench":
        return _bench(wanted)
    try:
        answer = _answer(wanted, _problem(wanted.problem))
        code = OK
    except InvalidProblem as error:
        answer, code = _refusal(error), BAD_INPUT
    text = json.dumps(answer, ensure_ascii=False, indent=2) + "\n"
    if wanted.output:
        wanted.output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dispatch", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, purpose in (
        ("solve", "a plan for all jobs and vehicles; Ctrl-C ends it with the best so far"),
        ("rank", "rank the vehicles for every job that is in no route"),
        ("check", "times and violations of every route as ordered"),
        ("draw", "a picture of a plan: the map and everybody's day"),
        ("bench", "solve every problem of a folder and compare with its best-known.json"),
    ):
        command = commands.add_parser(name, help=purpose, description=purpose)
        if name == "bench":
            command.add_argument("problem", metavar="FOLDER", type=Path, help="of .json or Solomon's .txt")
        else:
            problem = "an answer of solve or check" if name == "draw" else "JSON, or .txt in Solomon's format"
            command.add_argument("problem", metavar="FILE", help=f"{problem}; - for standard input")
        target = "PNG if it is called so, else SVG" if name == "draw" else "JSON"
        command.add_argument("-o", "--output", type=Path, help=f"write here ({target}), not to the screen")
        if name in {"solve", "bench"}:
            command.add_argument("--seconds", type=float, help="of wall clock at most (10)")
            command.add_argument("--steps", type=int, help="of the search at most; makes the answer repeatable")
            command.add_argument("--seed", type=int, help="for other chances (1)")
            command.add_argument("--threads", type=int, help="(2)")
    return parser


def _answer(wanted: argparse.Namespace, problem: Problem) -> dict[str, Any]:
    if wanted.command == "check":
        return checked(problem)
    if wanted.command == "solve":
        return _solve(problem, {name: getattr(wanted, name) for name in LIMITS})
    require(bool(problem.unplanned), "jobs", "none is left to rank: all are in routes already")
    return ranked(problem)


def _solve(problem: Problem, limits: dict[str, Any]) -> dict[str, Any]:
    from dispatch.solve import solve  # loads the compiled search, which nothing else needs

    _refuse_hopeless(problem)
    given = {name: limit for name, limit in limits.items() if limit is not None}
    options: PlanOptions = replace(problem.plan, **given)
    with _interruption() as watch:
        plan = solve(problem.unplanned, problem.technicians, problem.travel, problem.now, options, watch)
    print(
        f"{plan.engine}: {plan.seconds:.1f} s, {plan.steps} steps, cost {plan.cost.total}, "
        f"{len(plan.unassigned)} unassigned",
        file=sys.stderr,
    )
    return solved(problem, plan)


def _refuse_hopeless(problem: Problem) -> None:
    """A job that is over before anybody's shift begins is a slip of the pen, not a hard problem."""
    begins = [one.at_work_from() for one in problem.technicians if one.shift is not None]
    unplanned = {stop.id for stop in problem.unplanned}
    for index, stop in enumerate(problem.stops):
        if begins and stop.id in unplanned:
            over = stop.windows[-1].end < min(begins)
            require(not over, f"jobs[{index}].time_windows", "are over before the first shift starts")


class _Interruption:
    """Ctrl-C, remembered: the search is asked to stop, and its best plan is written as usual."""

    def __init__(self) -> None:
        self.wanted = False

    def note(self, number: int, frame: FrameType | None) -> None:
        self.wanted = True

    def __call__(self, standing: Standing) -> bool:
        if sys.stderr.isatty():
            served = f"{standing.served} served, {standing.unserved} not, {standing.travel} s of travel"
            print(f"\r{standing.share:4.0%}  {served}  ", end="", file=sys.stderr)
        return not self.wanted


@contextmanager
def _interruption() -> Iterator[_Interruption]:
    interruption = _Interruption()
    before = {number: signal.signal(number, interruption.note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield interruption
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if sys.stderr.isatty():
            print(file=sys.stderr)


def _bench(wanted: argparse.Namespace) -> int:
    from dispatch.bench import Row, rows, summary  # loads the compiled search

    found: list[Row] = []
    given = {name: getattr(wanted, name) for name in LIMITS if getattr(wanted, name) is not None}
    try:
        for row in rows(wanted.problem, _problem, given):
            print(row, file=sys.stderr)
            found.append(row)
    except InvalidProblem as error:
        _refusal(error)
        return BAD_INPUT
    text = json.dumps(summary(found), indent=2) + "\n"
    if wanted.output:
        wanted.output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return OK


def _draw(wanted: argparse.Namespace) -> int:
    from dispatch.draw import draw, draw_png  # the latter loads Pillow

    try:
        plan = _document(wanted.problem)
        if wanted.output and wanted.output.suffix.lower() == ".png":
            wanted.output.write_bytes(draw_png(plan))
        elif wanted.output:
            wanted.output.write_text(draw(plan), encoding="utf-8")
        else:
            sys.stdout.write(draw(plan))
    except InvalidProblem as error:
        _refusal(error)
        return BAD_INPUT
    return OK


def _refusal(error: InvalidProblem) -> dict[str, Any]:
    print(error, file=sys.stderr)
    return {"code": BAD_INPUT, "error": str(error), "field": error.field}


def _problem(name: str) -> Problem:
    if not name.lower().endswith(SOLOMON):
        return read_problem(_document(name))
    try:
        return read_solomon(Path(name))
    except OSError as error:
        raise InvalidProblem(name, error.strerror or "cannot be read") from None


def _document(name: str) -> object:
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
        document: object = json.loads(text)
    except OSError as error:
        raise InvalidProblem(name, error.strerror or "cannot be read") from None
    except ValueError as error:
        raise InvalidProblem(name, f"is not JSON: {error}") from None
    except RecursionError:
        raise InvalidProblem(name, "is nested too deeply") from None
    return document


if __name__ == "__main__":
    sys.exit(main())
