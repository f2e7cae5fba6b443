"""How fast one visit is ranked against 10,000 technicians.

    python tests/benchmarks/bench_rank.py [--technicians N] [--visits N] [--seed N] [--json FILE]

One town of 120 km across, technicians in clusters around its centres with up to six planned visits
each, eight skills at three levels, a lunch break, some absent, some off duty. Prints p50 and p99
in milliseconds of the vector part, of the whole ranking (exact insertion into the best 50 routes
included), and of the ranking and the reason of everybody ruled out; and the cost of building the roster.

Goals hold for processor time: on a machine that does other work meanwhile, wall-clock time, printed
beside it, tells more about that work (`load`: the processes that wanted to run). The roster is frozen
out of the garbage collector's sight, as a server should do that keeps one for longer than a request.
The exit code is 1 when a goal is missed.
"""

import argparse
import gc
import json
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

import numpy as np

from dispatch import (
    Break,
    Location,
    PlannedStop,
    Ranking,
    RankOptions,
    Roster,
    Skill,
    Stop,
    Technician,
    TravelModel,
    Window,
    rank,
)
from dispatch.screen import screen

GOALS = {"vector": 2.0, "rank": 10.0, "rank_and_every_reason": 10.0}  # milliseconds of processor time, p99
HOUR = 3600
SKILLS = tuple(f"S{number:02}" for number in range(1, 9))
PRODUCTS = ("YX-4G", "BD-1", "VD-4CH", "SIM", "RELAY")
MIDDLE = Location(31.2, 121.4)


class Timing(TypedDict):
    """Milliseconds of one measured part: of processor time, and of the clock on the wall."""

    p50: float
    p99: float
    worst: float
    wall_p50: float
    wall_p99: float


def place(chance: random.Random, clusters: list[Location]) -> Location:
    """A point near one of the clusters, seldom anywhere."""
    if chance.random() < 0.2:
        return Location(MIDDLE.lat + chance.uniform(-0.5, 0.5), MIDDLE.lon + chance.uniform(-0.6, 0.6))
    centre = chance.choice(clusters)
    return Location(centre.lat + chance.gauss(0, 0.04), centre.lon + chance.gauss(0, 0.05))


def visit(name: str, chance: random.Random, clusters: list[Location], start: int) -> Stop:
    """A visit with a window of two to four hours that opens at `start`."""
    skills = tuple(Skill(code, chance.randint(1, 2)) for code in chance.sample(SKILLS, 1))
    return Stop(
        name,
        place(chance, clusters),
        Window(start, start + chance.choice((2, 3, 4)) * HOUR),
        service=chance.randint(20, 75) * 60,
        skills=skills,
        needs={chance.choice(PRODUCTS): 1},
        centre=f"centre-{chance.randrange(30)}",
        customer_id=f"customer-{chance.randrange(3000)}",
        priority=chance.choice((0, 0, 0, 50, 100)),
    )


def technician(index: int, chance: random.Random, clusters: list[Location]) -> Technician:
    """Somebody with a shift, a van, and a route that mostly works out."""
    start = chance.choice((8, 8, 9, 13)) * HOUR
    home = place(chance, clusters)
    route = []
    for number in range(chance.randint(0, 6)):
        opens = start + number * 5400
        near = [Location(home.lat + chance.gauss(0, 0.03), home.lon + chance.gauss(0, 0.03))]
        route.append(PlannedStop(visit(f"planned-{index}-{number}", chance, near, opens)))
    absences = (Window(13 * HOUR, 15 * HOUR),) if chance.random() < 0.05 else ()
    return Technician(
        f"technician-{index}",
        home,
        Window(start, start + 9 * HOUR) if chance.random() < 0.9 else None,
        skills={code: chance.randint(1, 3) for code in chance.sample(SKILLS, 4)},
        pause=Break(Window(11 * HOUR + 1800, 13 * HOUR), 3600),
        absences=absences,
        centre=f"centre-{index % 30}",
        stock={product: chance.randint(0, 12) for product in PRODUCTS},
        route=tuple(route),
        recent_customers=frozenset(f"customer-{chance.randrange(3000)}" for _ in range(5)),
        max_stops=8,
    )


def measure(job: Callable[[Stop], object], stops: list[Stop]) -> Timing:
    """Milliseconds that `job` takes, after five rounds to warm up."""
    for stop in stops[:5]:
        job(stop)
    took, wall = [], []
    for stop in stops:
        begin, begin_wall = time.process_time(), time.perf_counter()
        job(stop)
        took.append((time.process_time() - begin) * 1000)
        wall.append((time.perf_counter() - begin_wall) * 1000)
    (p50, p99), (wall_p50, wall_p99) = (np.percentile(times, [50, 99]).round(3).tolist() for times in (took, wall))
    return {"p50": p50, "p99": p99, "worst": round(max(took), 3), "wall_p50": wall_p50, "wall_p99": wall_p99}


def told(ranking: Ranking) -> int:
    """Look at the reason of everybody ruled out."""
    return sum(1 for out in ranking.ruled_out if out.reason.code)


def run(technicians: int, visits: int, seed: int) -> dict[str, Timing | float | int]:
    """Build the town and measure."""
    chance = random.Random(seed)
    clusters = [
        Location(MIDDLE.lat + chance.uniform(-0.5, 0.5), MIDDLE.lon + chance.uniform(-0.6, 0.6)) for _ in range(30)
    ]
    people = [technician(index, chance, clusters) for index in range(technicians)]
    stops = [visit(f"visit-{n}", chance, clusters, chance.randint(8, 15) * HOUR) for n in range(visits)]
    options = RankOptions()
    begin = time.perf_counter()
    roster = Roster(people, TravelModel(), now=8 * HOUR)
    built = time.perf_counter() - begin
    rankings = [rank(stop, roster) for stop in stops]
    ruled_out = sum(len(ranking.ruled_out) for ranking in rankings)
    suggested = sum(len(ranking.suggestions) for ranking in rankings)
    del rankings
    gc.collect()
    gc.freeze()
    return {
        "technicians": technicians,
        "visits": visits,
        "seed": seed,
        "cores": os.cpu_count() or 1,
        "load": round(os.getloadavg()[0], 2),
        "roster_seconds": round(built, 3),
        "mean_suggestions": round(suggested / visits, 1),
        "mean_ruled_out": round(ruled_out / visits, 1),
        "vector": measure(lambda stop: screen(stop, roster, options), stops),
        "rank": measure(lambda stop: rank(stop, roster, options), stops),
        "rank_and_every_reason": measure(lambda stop: told(rank(stop, roster, options)), stops),
    }


def main() -> int:
    """Measure, print, and tell whether the goals are met."""
    parser = argparse.ArgumentParser(description="Rank one visit against many technicians.")
    parser.add_argument("--technicians", type=int, default=10_000)
    parser.add_argument("--visits", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    arguments = parser.parse_args()
    figures = run(arguments.technicians, arguments.visits, arguments.seed)
    lines = []
    missed = 0
    for name, value in figures.items():
        if not isinstance(value, dict):
            lines.append(f"{name:24} {value}")
            continue
        goal = GOALS.get(name)
        verdict = "" if goal is None else f"   goal p99 <= {goal:g} ms"
        missed += goal is not None and value["p99"] > goal
        lines.append(
            f"{name:24} p50 {value['p50']:8.3f} ms   p99 {value['p99']:8.3f} ms   "
            f"wall p99 {value['wall_p99']:8.3f} ms{verdict}"
        )
    sys.stdout.write("\n".join(lines) + "\n")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
