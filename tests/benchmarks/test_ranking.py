"""The dispatch engine alone: one visit against 10,000 technicians."""

from tests.benchmarks.bench_rank import GOALS, Timing, run
from tests.benchmarks.figures import Figures

# A busy machine must not fail the run: `bench_rank.py` by itself holds the goals.
SLACK = 10


def timing(value: Timing | float | int) -> Timing:
    """A measured part of the run."""
    assert isinstance(value, dict)
    return value


def test_ten_thousand_technicians(figures: Figures) -> None:
    found = run(technicians=10_000, visits=300, seed=1)
    vector, ranked, reasons = (timing(found[name]) for name in GOALS)
    assert figures.add("rank, 10,000 technicians: vector part p99", vector["p99"], "ms", GOALS["vector"] * SLACK).kept
    figures.add("rank, 10,000 technicians: whole p50", ranked["p50"], "ms")
    assert figures.add("rank, 10,000 technicians: whole p99", ranked["p99"], "ms", GOALS["rank"] * SLACK).kept
    name = "rank, 10,000 technicians: and every reason told, p99"
    assert figures.add(name, reasons["p99"], "ms", GOALS["rank_and_every_reason"] * SLACK).kept
