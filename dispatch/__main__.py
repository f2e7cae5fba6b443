"""The command line: `python -m dispatch rank|check problem.json`. The format is in FORMAT.md."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from dispatch.errors import InvalidProblem, require
from dispatch.problem import Problem
from dispatch.reading import read_problem
from dispatch.writing import checked, ranked

OK, BAD_INPUT = 0, 2  # the codes that VROOM answers with, in the document and as exit code


def main(arguments: list[str] | None = None) -> int:
    """Answer one problem; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m dispatch", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, purpose in (
        ("rank", "rank the vehicles for every job that is in no route"),
        ("check", "times and violations of every route as ordered"),
    ):
        command = commands.add_parser(name, help=purpose)
        command.add_argument("problem", help="a JSON file, - for standard input")
        command.add_argument("-o", "--output", type=Path, help="write here, not to the screen")
    wanted = parser.parse_args(arguments)
    try:
        answer = _answer(wanted.command, read_problem(_document(wanted.problem)))
        code = OK
    except InvalidProblem as error:
        answer = {"code": BAD_INPUT, "error": str(error), "field": error.field}
        code = BAD_INPUT
        print(error, file=sys.stderr)
    text = json.dumps(answer, ensure_ascii=False, indent=2) + "\n"
    if wanted.output:
        wanted.output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return code


def _answer(command: str, problem: Problem) -> dict[str, Any]:
    if command == "check":
        return checked(problem)
    require(bool(problem.unplanned), "jobs", "none is left to rank: all are in routes already")
    return ranked(problem)


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
