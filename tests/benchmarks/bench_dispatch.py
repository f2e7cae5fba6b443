"""The dispatch engine against its goals and against VROOM, OR-Tools and PyVRP in the same run.

    make bench-dispatch BENCH="--only small,city --reuse"

    --only rank,urgent,small,city,region,solomon   the parts to run; all if not given
    --folder DIR      files in Solomon's or Gehring & Homberger's format, with `best-known.json` if there is one;
                      without it the environment's PAIGONG_INSTANCES, without that this part is left out
    --seconds S       the engine's time in every run, instead of each part's own
    --seeds N         how many cities of each small size (10)
    --short           two seeds, a fifth of the time, every seventh file: does it all run?
    --reuse           take the borrowed solvers' results of earlier runs on this machine

Every run is a process of its own, one after the other; compiling is excluded. Prints a table and writes
build/benchmarks-dispatch.json, every single run in it. The exit code is 1 when a goal is missed. Wall-clock times: believe
them only where nothing else runs; `load` tells what wanted to.
"""

import argparse
import hashlib
import importlib.metadata
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean
from typing import Any

from tests.benchmarks.bench_rank import GOALS
from tests.benchmarks.dispatch_instances import city
from tests.benchmarks.figures import Figures

ROOT = Path(__file__).parents[2]
OUT = ROOT / "build" / "benchmarks-dispatch.json"
CACHE = ROOT / "build" / "borrowed"
SHORTER = 5

SMALL = {"50/10": 2.0, "200/35": 10.0}  # seconds
BORROWED_SECONDS = {"vroom": 60, "ortools": 20, "pyvrp": 20}
CITY, CITY_SECONDS, TRAVEL_SAVED = "1000/170", 40.0, 8.0
REGIONS = {"5000/850": (95.0, 500), "10000/1700": (180.0, 1000)}  # seconds, MB
LATE = 0.5  # seconds by which a limit may be passed
FILE_SECONDS, GAP = 10.0, 1.0

Outcome = dict[str, Any]


@dataclass
class Bench:
    """One run of the benchmark: what it is asked, and what it has found."""

    arguments: argparse.Namespace
    figures: Figures = field(default_factory=Figures)
    runs: list[Outcome] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def seeds(self) -> range:
        """The seeds of the small cities."""
        return range(1, (2 if self.arguments.short else self.arguments.seeds) + 1)

    def limited(self, seconds: float) -> float:
        """How long the engine gets where the goal says `seconds`."""
        if self.arguments.seconds is not None:
            return float(self.arguments.seconds)
        return seconds / SHORTER if self.arguments.short else seconds

    def engine(self, size: str, seed: int, seconds: float) -> Outcome:
        """The engine on a city."""
        return self.run({"what": "engine", "size": size, "seed": seed, "seconds": self.limited(seconds)})

    def borrowed(self, what: str, size: str, seed: int) -> Outcome:
        """A borrowed solver on a city, or its earlier result."""
        seconds = BORROWED_SECONDS[what] // (SHORTER if self.arguments.short else 1)
        order = {"what": what, "size": size, "seed": seed, "seconds": seconds}
        kept = CACHE / f"{_key(order)}.json"
        if self.arguments.reuse and kept.exists():
            outcome: Outcome = json.loads(kept.read_text(encoding="utf-8"))
            self.runs.append(outcome | {"reused": True})
            return outcome
        outcome = self.run(order)
        if "failed" not in outcome:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(json.dumps(outcome) + "\n", encoding="utf-8")
        return outcome

    def run(self, order: Mapping[str, Any]) -> Outcome:
        """One run in a process of its own. One that fails serves nothing and is noted."""
        load = round(os.getloadavg()[0], 2)
        command = [sys.executable, "-m", "tests.benchmarks.dispatch_runs", json.dumps(order)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            reason = done.stderr.strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
            outcome: Outcome = {"failed": reason[0], "served": 0, "travel": 0, "violations": 0, "jobs": 0}
            outcome |= {"seconds": 0.0, "memory_mb": 0.0}
        else:
            outcome = json.loads(done.stdout.splitlines()[-1])
        outcome = {**order, **outcome, "load": load, "limit": order.get("seconds")}
        self.runs.append(outcome)
        _say(_line(outcome))
        return outcome

    def none_failed(self, part: str, outcomes: list[Outcome], borrowed: Sequence[Outcome] = ()) -> None:
        """Goals that every plan has: it is there, and no judge finds anything. Rivals that failed are no comparison."""
        if borrowed:
            failed = sum("failed" in one for one in borrowed)
            self.figures.add(f"{part}: borrowed runs of {len(borrowed)} that failed", failed, "", 0)
        self.figures.add(f"{part}: engine runs that failed", sum("failed" in one for one in outcomes), "", 0)
        self.figures.add(f"{part}: violations in the engine's plans", sum(one["violations"] for one in outcomes), "", 0)
        late = max((one["seconds"] - one["limit"] for one in outcomes), default=0.0)
        self.figures.add(f"{part}: most that the engine passed its limit by", late, "s", LATE)


def rank(bench: Bench) -> None:
    """One visit against 10,000 technicians."""
    found = bench.run({"what": "rank", "technicians": 10_000, "visits": 100 if bench.arguments.short else 500})
    if "failed" in found:
        bench.figures.add("rank: runs that failed", 1, "", 0)
        return
    bench.figures.add("rank, 10,000 technicians: vector part p99", found["vector"]["p99"], "ms", GOALS["vector"])
    bench.figures.add("rank, 10,000 technicians: insertion and reasons p99", found["rank"]["p99"], "ms", GOALS["rank"])


def urgent(bench: Bench) -> None:
    """Urgent visits into a plan of 1,000 at ten in the morning."""
    visits = 40 if bench.arguments.short else 200
    order = {"what": "urgent", "size": CITY, "seed": 1, "seconds": bench.limited(CITY_SECONDS), "visits": visits}
    found = bench.run(order)
    if "failed" in found:
        bench.figures.add("urgent: runs that failed", 1, "", 0)
        return
    part = f"urgent into {CITY}: insertion"
    bench.figures.add(f"{part}, the five most promising tried, p99", found["insertion_p99"], "ms", 1)
    bench.figures.add(f"{part}, everybody tried, p99", found["insertion_everybody_p99"], "ms")
    bench.figures.add(f"{part}: as good as with everybody tried", 100 * found["share_with_the_same_best"], "%")
    bench.figures.add(f"urgent into {CITY}: replanned with options p95", found["replan_p95"], "ms", 300)
    bench.figures.add(f"urgent into {CITY}: violations in the days offered", found["violations"], "", 0)
    bench.figures.add(f"urgent into {CITY}: share with an option", 100 * found["share_with_option"], "%")
    if found["moved_median"] is not None:
        bench.figures.add(f"urgent into {CITY}: other visits moved, median", found["moved_median"], "", 2)


def small(bench: Bench) -> None:
    """Small cities against the best of three, seed by seed."""
    for size, seconds in SMALL.items():
        ours: list[Outcome] = []
        borrowed: list[Outcome] = []
        lost = 0
        saved = []
        for seed in bench.seeds:
            rivals = [bench.borrowed(what, size, seed) for what in BORROWED_SECONDS]
            borrowed += rivals
            best = min(rivals, key=_rank)
            mine = bench.engine(size, seed, seconds)
            ours.append(mine)
            lost += _rank(mine) > _rank(best)
            if mine["served"] == best["served"] and best["travel"]:
                saved.append(100 * (mine["travel"] / best["travel"] - 1))
        bench.none_failed(size, ours, borrowed)
        bench.figures.add(f"{size}: seeds of {len(ours)} lost to the best of three", lost, "", 0)
        bench.figures.add(f"{size}: served, mean", mean(one["served"] for one in ours), "")
        if saved:
            bench.figures.add(f"{size}: travel against the best where as many are served, mean", mean(saved), "%")


def city_of_1000(bench: Bench) -> None:
    """A thousand jobs against VROOM at its most thorough."""
    for seed in (1, 2)[: 1 if bench.arguments.short else 2]:
        rival = bench.borrowed("vroom", CITY, seed)
        mine = bench.engine(CITY, seed, CITY_SECONDS)
        part = f"{CITY} seed {seed}"
        bench.none_failed(part, [mine], [rival])
        bench.figures.add(f"{part}: jobs that VROOM serves beyond ours", rival["served"] - mine["served"], "", 0)
        if rival["travel"]:
            share = 100 * (mine["travel"] / rival["travel"] - 1)
            bench.figures.add(f"{part}: travel against VROOM ({rival['seconds']:.0f} s)", share, "%", -TRAVEL_SAVED)


def region(bench: Bench) -> None:
    """Five and ten thousand jobs: time, memory, and no quality lost on the way."""
    shares = []
    for size, (seconds, megabytes) in REGIONS.items():
        mine = bench.engine(size, 1, seconds)
        bench.none_failed(size, [mine])
        bench.figures.add(f"{size}: served", mine["served"], "")
        bench.figures.add(f"{size}: travel", mine["travel"] / 3600, "h")
        bench.figures.add(f"{size}: memory", mine["memory_mb"], "MB", megabytes)
        shares.append((mine["jobs"] - mine["served"]) / max(1, mine["jobs"]))
    lost = 10_000 * (shares[1] - shares[0])
    bench.figures.add("10000/1700: jobs lost against the share served at 5000/850", lost, "", 0)


def solomon(bench: Bench) -> None:
    """Files in Solomon's format against the best known values."""
    named = bench.arguments.folder or os.environ.get("PAIGONG_INSTANCES")
    if not named:
        bench.notes.append("solomon: not run, no folder of instances was named (--folder DIR or PAIGONG_INSTANCES)")
        return
    files = sorted(path for path in Path(named).resolve().rglob("*") if path.suffix.lower() == ".txt")
    if not files:
        bench.notes.append(f"solomon: not run, no .txt file in {named}")
        return
    known = _best_known(Path(named))
    chosen = files[::7] if bench.arguments.short else files
    ours = [
        bench.run({"what": "instance", "file": str(path), "seconds": bench.limited(FILE_SECONDS)}) for path in chosen
    ]
    bench.none_failed("solomon", ours)
    short = sum(one["served"] < one["jobs"] for one in ours)
    bench.figures.add(f"solomon: of {len(ours)} files, not everybody served", short, "", 0)
    gaps = {}
    for path, one in zip(chosen, ours, strict=True):
        if path.stem.upper() in known and 0 < one["jobs"] == one["served"]:
            gaps[path.stem] = 100 * (one["travel"] / 10 / known[path.stem.upper()] - 1)
    if gaps:
        worst = max(gaps, key=lambda name: gaps[name])
        bench.figures.add(f"solomon: mean gap to the best known of {len(gaps)}", mean(gaps.values()), "%", GAP)
        bench.figures.add(f"solomon: greatest gap ({worst})", gaps[worst], "%")
    else:
        bench.notes.append("solomon: there is no best-known.json that knows these files, so no gap")


PARTS: dict[str, Callable[[Bench], None]] = {
    "rank": rank,
    "urgent": urgent,
    "small": small,
    "city": city_of_1000,
    "region": region,
    "solomon": solomon,
}


def _rank(outcome: Outcome) -> tuple[int, int]:
    """Fewer unserved, then less travel. A plan that breaks rules is worth nothing."""
    return (-outcome["served"], outcome["travel"]) if not outcome["violations"] else (1, 0)


def _best_known(folder: Path) -> dict[str, float]:
    file = folder / "best-known.json"
    if not file.exists():
        return {}
    return {name.upper(): float(value) for name, value in json.loads(file.read_text(encoding="utf-8")).items()}


def _key(order: Mapping[str, Any]) -> str:
    """What a borrowed result depends on: the city, the solver's version and time, how it is asked, the machine."""
    package = "pyvroom" if order["what"] == "vroom" else order["what"]
    machine = [platform.node(), platform.machine(), platform.python_version(), os.cpu_count()]
    city_hash = city(order["size"], order["seed"]).fingerprint()
    adapter = (Path(__file__).parent / "borrowed" / f"{order['what']}.py").read_text(encoding="utf-8")
    facts = [adapter, importlib.metadata.version(package), order["seconds"], city_hash, *machine]
    return f"{order['what']}-{hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:16]}"


def _line(outcome: Outcome) -> str:
    name = " ".join(str(outcome[key]) for key in ("what", "size", "seed") if key in outcome)
    if "failed" in outcome:
        return f"{name}: FAILED {outcome['failed']}"
    if "served" not in outcome:
        return name
    travel = f"{outcome['travel'] / 3600:.1f} h"
    if "file" in outcome:
        name, travel = Path(outcome["file"]).stem, f"{outcome['travel'] / 10:.1f}"
    served = f"{outcome['served']}/{outcome['jobs']} served, {travel} travel"
    return f"{name}: {served}, {outcome['seconds']:.1f} s, {outcome['memory_mb']:.0f} MB, {outcome['violations']} wrong"


def _say(line: str) -> None:
    sys.stdout.write(f"{time.strftime('%H:%M:%S')} {line}\n")
    sys.stdout.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="The dispatch engine against its goals and the borrowed solvers.")
    parser.add_argument("--only", default=",".join(PARTS), help=f"parts, of {','.join(PARTS)}")
    parser.add_argument("--folder", help="files in Solomon's format")
    parser.add_argument("--seconds", type=float, help="the engine's time in every run")
    parser.add_argument("--seeds", type=int, default=10, help="cities of each small size")
    parser.add_argument("--short", action="store_true", help="does it all run?")
    parser.add_argument("--reuse", action="store_true", help="take earlier results of the borrowed solvers")
    arguments = parser.parse_args()
    arguments.parts = [part.strip() for part in arguments.only.split(",") if part.strip()]
    unknown = set(arguments.parts) - set(PARTS)
    if unknown or arguments.seeds < 1:
        parser.error(f"unknown part: {', '.join(sorted(unknown))}" if unknown else "--seeds must be 1 or more")
    return arguments


def main() -> int:
    """Measure, print, write, and tell whether the goals are met."""
    bench = Bench(_arguments())
    for part in bench.arguments.parts:
        PARTS[part](bench)
    bench.figures.write(OUT, asked=vars(bench.arguments), notes=bench.notes, runs=bench.runs)
    lines = [bench.figures.table(), *bench.notes, f"every run: {OUT.relative_to(ROOT)}"]
    missed = [row.name for row in bench.figures.rows if not row.kept]
    lines += [f"missed: {name}" for name in missed]
    sys.stdout.write("\n" + "\n".join(lines) + "\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
