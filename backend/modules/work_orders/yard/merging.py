"""What several people wrote down about one vehicle, put together (R35). Pure.

Each thing said is a statement: who, when, which fields, and which version of the vehicle its author had seen. A statement
takes the place of an earlier one of the same person, and of any that its author had seen. What is left over stands side by
side: with one value the vehicle has it, with two somebody has to choose. The result is the same in whatever order the
phones come.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Kind = Literal["record", "suspend", "finish", "settle"]
# Two vehicles' worth of numbers in one is the ledger's own case once both have finished (R30); it is not told twice.
NUMBERS = frozenset({"new_device_no", "new_iccid", "old_device_no", "old_iccid"})
# What has moved terminals, cards and parts when the vehicle was finished: from then on the keeper corrects it.
POSTED = NUMBERS | {"act", "old_device_end", "parts", "old_parts"}


@dataclass(frozen=True)
class Statement:
    """Something said about a vehicle. `version` is the one that it made, `seen` the newest that its author had read.

    `before` holds what the fields were when it came.
    """

    id: str
    kind: Kind
    author: str
    author_name: str
    version: int
    seen: int | None
    at: datetime
    fields: Mapping[str, Any]
    before: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Merged:
    """A vehicle as all statements together have it; `clashes` holds, by field, the statements that stand against each other."""

    state: str | None
    at: datetime | None
    values: dict[str, Any]
    clashes: dict[str, list[Statement]]


def merge(statements: Iterable[Statement]) -> Merged:
    """Put the statements about one vehicle together."""
    said = sorted(statements, key=lambda one: one.version)
    finished = {one.author for one in said if one.kind == "finish"}
    values: dict[str, Any] = {}
    clashes: dict[str, list[Statement]] = {}
    for name in sorted({name for one in said for name in one.fields}):
        standing = sorted(standing_of(said, name), key=lambda one: (one.author not in finished, one.at, one.author))
        values[name] = standing[0].fields[name]
        if _differ(name, standing) and not _is_the_ledgers(name, standing, finished):
            clashes[name] = standing
    state, at = _state(said)
    return Merged(state, at, values, clashes)


def standing_of(said: Sequence[Statement], name: str) -> list[Statement]:
    """The statements about a field that no other has taken the place of."""
    about = [one for one in said if name in one.fields]
    return [one for one in about if not any(_replaces(later, one) for later in about)]


def _replaces(later: Statement, earlier: Statement) -> bool:
    if later.version <= earlier.version:
        return False
    return later.author == earlier.author or (later.seen is not None and later.seen >= earlier.version)


def _differ(name: str, standing: Sequence[Statement]) -> bool:
    return any(not same(name, one.fields[name], standing[0].fields[name]) for one in standing[1:])


def _is_the_ledgers(name: str, standing: Sequence[Statement], finished: set[str]) -> bool:
    return name in NUMBERS and len({one.author for one in standing} & finished) > 1


def same(name: str, one: Any, other: Any) -> bool:
    """Whether two values of a field say the same: blanks around a word and parts counted as none say nothing."""
    return bool(_plain(name, one) == _plain(name, other))


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    if name == "parts" and isinstance(value, dict):
        return {code: count for code, count in value.items() if count}
    return "" if value is None else value


def _state(said: Sequence[Statement]) -> tuple[str | None, datetime | None]:
    """Finished by anybody is finished; else the last word of whoever spoke last, by the clock of the field."""
    done = [one.at for one in said if one.kind == "finish"]
    if done:
        return "recorded", min(done)
    last = {one.author: one for one in said if one.kind in ("record", "suspend")}
    if not last:
        return None, None
    newest = max(last.values(), key=lambda one: (one.at, one.author))
    return ("suspended" if newest.kind == "suspend" else "open"), newest.at


def own_view(said: Sequence[Statement], author: str, seen: int | None, columns: Mapping[str, Any]) -> dict[str, Any]:
    """The vehicle as one person has it: what he said and had seen, else what it was before anybody spoke."""
    view = dict(columns)
    in_order = sorted(said, key=lambda one: one.version)
    for name in {name for one in in_order for name in one.fields if name in columns}:
        about = [one for one in in_order if name in one.fields]
        known = [one for one in about if one.author == author or (seen is not None and one.version <= seen)]
        view[name] = known[-1].fields[name] if known else about[0].before.get(name, columns[name])
    return view
