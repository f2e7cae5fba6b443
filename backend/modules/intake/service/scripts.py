"""What agents say on the telephone: data that the company edits."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.intake import repository
from backend.modules.intake.models import CallScriptRow

_DEFAULTS = Path(__file__).parent.parent / "scripts.json"
# The kind of the scripts that a technician needs, beside the kinds of orders, which are the agent's.
ROAD = "road"


@dataclass(frozen=True)
class Script:
    """A script; no kinds means every kind of order. `zh`, `en` and `asks` have one entry a line."""

    code: str
    kinds: tuple[str, ...]
    zh: tuple[str, ...]
    en: tuple[str, ...]
    asks: tuple[str, ...]


def default_scripts() -> tuple[Script, ...]:
    """The scripts that a new company begins with."""
    return tuple(
        Script(one["code"], tuple(one["kinds"]), tuple(one["zh"]), tuple(one["en"]), tuple(one["asks"]))
        for one in json.loads(_DEFAULTS.read_text(encoding="utf-8"))
    )


def load_scripts(work: UnitOfWork, scripts: Iterable[Script] | None = None) -> None:
    """Write scripts in the order of a call, over those of the same code; the defaults when none are given."""
    for seq, one in enumerate(default_scripts() if scripts is None else scripts, start=1):
        if not len(one.zh) == len(one.en) == len(one.asks):
            raise ValueError(f"the lines of {one.code} do not match")
        work.session.merge(
            CallScriptRow(
                code=one.code, seq=seq, kinds=list(one.kinds), zh=list(one.zh), en=list(one.en), asks=list(one.asks)
            )
        )
    work.session.flush()


def scripts_for(work: UnitOfWork, kind: str | None) -> list[Script]:
    """The agent's scripts for a kind of order, in the order of a call; all of the agent's without one."""
    own = [one for one in _scripts(work) if ROAD not in one.kinds]
    return [one for one in own if kind is None or not one.kinds or kind in one.kinds]


def road_scripts(work: UnitOfWork) -> list[Script]:
    """What a technician says before and on the way, and does when nobody answers or is there."""
    return [one for one in _scripts(work) if ROAD in one.kinds]


def _scripts(work: UnitOfWork) -> list[Script]:
    return [
        Script(row.code, tuple(row.kinds), tuple(row.zh), tuple(row.en), tuple(row.asks))
        for row in repository.scripts(work.session)
    ]
