"""Facts of the trade as files: defaults that a company edits. `SOURCES.md` says where they come from."""

import csv
import json
from functools import cache
from importlib.resources import files
from typing import Any

Row = dict[str, str]


@cache
def _text(name: str) -> str:
    return (files(__name__) / name).read_text(encoding="utf-8")


def rows(name: str) -> tuple[Row, ...]:
    """The rows of ``<name>.csv`` by header, all values text; raises FileNotFoundError for an unknown table."""
    return tuple(csv.DictReader(_text(f"{name}.csv").splitlines()))


def document(name: str) -> Any:
    """The content of ``<name>.json``, a fresh copy each time."""
    return json.loads(_text(f"{name}.json"))
