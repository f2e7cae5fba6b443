"""The words people head their columns with, and what they write into them (`words.json`)."""

import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

_TABLE = Path(__file__).parent / "words.json"
_PUNCTUATION = re.compile(r"[\s_\-.:：/\\、,，;；*＊'\"’“”·]+")
_BRACKETED = re.compile(r"[(（\[【<].*?[)）\]】>]")


def plain(text: str) -> str:
    """A word to compare: half width, lower case, no punctuation: ' 车牌 号码*：' is 车牌号码."""
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", text).lower())


@cache
def table() -> dict[str, Any]:
    """The whole table."""
    return dict(json.loads(_TABLE.read_text(encoding="utf-8")))


@cache
def _fields() -> dict[str, str]:
    return {plain(word): name for name, words in table()["columns"].items() for word in words}


@cache
def _types() -> dict[str, str]:
    known = {plain(name): name for name in table()["vehicle_types"]}
    for name, words in table()["vehicle_types"].items():
        known.update({plain(word): name for word in words})
    return known


def field_named(header: str) -> str | None:
    """The field that a column header means, also with an explanation in brackets: 车牌号（必填）."""
    word = plain(header)
    return _fields().get(word) or _fields().get(plain(_BRACKETED.sub("", unicodedata.normalize("NFKC", header))))


def is_fault_column(header: str) -> bool:
    """Whether a column is one that this product wrote beside a faulty cell."""
    return any(plain(header).startswith(word) for word in table()["faulty_mark"])


def means_nothing(text: str) -> bool:
    """Whether a cell says 'nothing' in words or signs: 无, /, n/a."""
    return unicodedata.normalize("NFKC", text).strip().lower() in table()["nothing"]


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
