"""The words people head their columns with, and what they write into them (`words.json`)."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from backend.kernel.sheets.columns import plain

_TABLE = Path(__file__).parent / "words.json"


@cache
def table() -> dict[str, Any]:
    """The whole table."""
    return dict(json.loads(_TABLE.read_text(encoding="utf-8")))


@cache
def _types() -> dict[str, str]:
    known = {plain(name): name for name in table()["vehicle_types"]}
    for name, words in table()["vehicle_types"].items():
        known.update({plain(word): name for word in words})
    return known


def says_no_plate(text: str) -> bool:
    """Whether the plate column says that there is no plate yet."""
    return plain(text) in table()["no_plate"]


def vehicle_type_named(text: str) -> str | None:
    """The vehicle type that is meant; None when it is none of the known ones."""
    word = plain(text)
    exact = _types().get(word)
    if exact is not None:
        return exact
    within = [key for key in _types() if len(key) > 1 and key in word]
    return _types()[max(within, key=len)] if within else None


def usually_yellow(vehicle_type: str) -> bool:
    """Whether vehicles of this type usually carry the yellow plate of large vehicles."""
    word = plain(vehicle_type)
    return any(plain(one) in word for one in table()["yellow_types"]) and "lighttruck" not in word
