"""Figures of one run of the benchmarks: printed as a table, written to build/benchmarks.json."""

import json
import os
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

OUT = Path(__file__).parent.parent.parent / "build" / "benchmarks.json"


@dataclass(frozen=True)
class Figure:
    """One measured value. `limit` is what it must not pass on any machine worth using, None where nothing is promised."""

    name: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def kept(self) -> bool:
        """Whether the limit holds."""
        return self.limit is None or self.value <= self.limit


@dataclass
class Figures:
    """Everything measured in one run."""

    rows: list[Figure] = field(default_factory=list)

    def add(self, name: str, value: float, unit: str, limit: float | None = None) -> Figure:
        """Note a value and return it."""
        row = Figure(name, round(value, 3), unit, limit)
        self.rows.append(row)
        return row

    def table(self) -> str:
        """The figures as a Markdown table."""
        lines = ["| what | value | limit |", "| --- | ---: | ---: |"]
        for row in self.rows:
            limit = "" if row.limit is None else f"{row.limit:g} {row.unit}"
            lines.append(f"| {row.name} | {row.value:,g} {row.unit} | {limit} |")
        return "\n".join(lines)

    def write(self, path: Path = OUT, **more: object) -> None:
        """Write the figures with date and machine (and `more`), for comparing two runs."""
        machine = {"python": platform.python_version(), "cores": os.cpu_count(), "system": platform.system()}
        now = datetime.now(UTC).isoformat(timespec="seconds")
        document = {"at": now, "machine": machine, "figures": [asdict(row) for row in self.rows], **more}
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def milliseconds(job: Callable[[], object], rounds: int, warm: int = 5) -> list[float]:
    """How long each round of `job` took, after some to warm up."""
    for _ in range(warm):
        job()
    took = []
    for _ in range(rounds):
        begin = time.perf_counter()
        job()
        took.append((time.perf_counter() - begin) * 1000)
    return took


def p(share: int, took: Sequence[float]) -> float:
    """A percentile."""
    return float(np.percentile(took, share))
