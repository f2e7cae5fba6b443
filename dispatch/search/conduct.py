"""Time and threads: which part is searched when, how warm, and when to stop."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait

import numpy as np

from dispatch.plan import PlanOptions, Standing, Watch
from dispatch.search import anneal, regions
from dispatch.search.by_reference import referred
from dispatch.search.clock import Clock
from dispatch.search.tables import Days, Problem
from dispatch.stopwatch import Stopwatch

SMALL = 250  # tasks up to which every thread has a try at the whole
EPOCHS = 16  # how often the threads meet
TOGETHER = 0.5  # from this share of the time on they go on from the best of all
WANDER = 0.6  # up to this share of the time plans that place what is hard to place are kept at any cost
HOT, COLD = 4.0, 0.01  # of the mean drive between two stops
CHUNK = 0.03  # seconds of search between two looks at the clock
FIRST_CHUNK = 100  # steps
LOOK = 0.25  # seconds between two words to the watcher

Score = tuple[tuple[int, ...], float]


def score(problem: Problem, days: Days) -> Score:
    """How good a plan is, less is better: stops undone by class, then cost in seconds."""
    absent = np.flatnonzero(days.owner < 0)
    undone = problem.class_[np.unique(problem.lead[absent])]
    missing = np.bincount(undone, minlength=int(problem.class_.max(initial=0)) + 1)
    return tuple(missing.tolist()), float(days.cost.sum())


class Search:
    """One search for a plan, on one or more threads.

    In a small problem each thread tries the whole, in a larger one each works on a part of the same
    days; they meet at the end of each epoch, and the best plan so far is kept.
    """

    def __init__(self, problem: Problem, days: Days, options: PlanOptions, clock: Clock) -> None:
        self.problem, self.options, self.clock = problem, options, clock
        threads = options.threads if len(problem.service) > 1 else 1
        self.in_parts = threads > 1 and len(problem.service) > SMALL
        self.desks = regions.desks(problem, options.seed, threads)
        self.days = [days] * threads if self.in_parts else [days, *(copied(days) for _ in range(threads - 1))]
        self.steps = [0] * threads
        self.inside = (referred(problem), [referred(one) for one in self.days], [referred(one) for one in self.desks])
        self.heat = 0.0
        self.best = copied(days)
        self.best_score = score(problem, days)

    def run(self, watch: Watch | None = None) -> Days:
        """Search until the time or the steps are over; returns the best days."""
        self._begin()
        with ThreadPoolExecutor(len(self.desks)) as pool:
            for epoch in range(EPOCHS):
                if self.clock.share(min(self.steps)) >= 1.0:
                    break
                self._meet()
                until = (epoch + 1) / EPOCHS
                work = [pool.submit(self._work, thread, until) for thread in range(len(self.desks))]
                self._await(work, watch)
                self._keep()
        return self.best

    def _begin(self) -> None:
        """Put in what is in nobody's day, on one desk."""
        problem, days = self.problem, self.days[0]
        regions.whole(problem, days, self.desks[0])
        inside, all_days, desks = self.inside
        anneal.open_all(inside, all_days[0])
        anneal.fill(inside, all_days[0], desks[0])
        self._offer(days)
        placed = max(1, int(days.stops.sum()))
        self.heat = float(days.leg.sum()) / placed
        for other in self.days[1:]:
            copy(days, other)

    def _meet(self) -> None:
        """Hand out the work of the next epoch."""
        if self.clock.share(min(self.steps)) >= TOGETHER:
            for days in self.days:
                copy(self.best, days)
        if self.in_parts:
            regions.split(self.problem, self.days[0], self.desks)
        else:
            for days, desk in zip(self.days, self.desks, strict=True):
                regions.whole(self.problem, days, desk)
        problem, all_days, desks = self.inside
        for thread in range(len(desks)):
            anneal.start(problem, all_days[thread], desks[thread])

    def _work(self, thread: int, until: float) -> None:
        """Search on one thread up to a share of the whole."""
        problem, days, desk = self.inside[0], self.inside[1][thread], self.inside[2][thread]
        clock = self.clock
        chunk = FIRST_CHUNK
        while (share := clock.share(self.steps[thread])) < until:
            if clock.most_steps is not None:
                chunk = max(1, min(FIRST_CHUNK, clock.most_steps - self.steps[thread]))
            heat = self.heat * HOT * (COLD / HOT) ** share
            chunk_watch = Stopwatch()
            anneal.run(problem, days, desk, chunk, heat, share < WANDER)
            self.steps[thread] += chunk
            chunk = max(1, min(4 * chunk, int(chunk * CHUNK / max(chunk_watch.seconds(), 1e-6))))

    def _await(self, work: Sequence[Future[None]], watch: Watch | None) -> None:
        """Wait for the threads; tell the watcher how it goes, and stop when it says so."""
        while True:
            waiting = wait(work, timeout=LOOK).not_done
            if watch is not None and not self.clock.stopped:
                self.clock.stopped = not watch(self.standing())
            if not waiting:
                break
        for future in work:
            future.result()

    def _keep(self) -> None:
        """Keep the best that the threads found."""
        now = [copied(days) for days in self.days[: 1 if self.in_parts else None]]
        problem, all_days, desks = self.inside
        for thread in range(len(desks)):
            anneal.recall(problem, all_days[thread], desks[thread])
        for days, before in zip(self.days, now, strict=False):
            self._offer(days)
            copy(before, days)

    def _offer(self, days: Days) -> None:
        found = score(self.problem, days)
        if found < self.best_score:
            copy(days, self.best)
            self.best_score = found

    def standing(self) -> Standing:
        """How the best plan so far stands."""
        missing, cost = self.best_score
        stops = int((self.problem.lead == np.arange(len(self.problem.lead))).sum())
        share = self.clock.share(min(self.steps))
        return Standing(self.clock.stopwatch.seconds(), share, stops - sum(missing), sum(missing), round(cost))


def copied(days: Days) -> Days:
    """A copy of the days."""
    return Days(**{name: column.copy() for name, column in days._asdict().items()})


def copy(source: Days, target: Days) -> None:
    """Make `target` the same as `source`."""
    into = target._asdict()
    for name, column in source._asdict().items():
        np.copyto(into[name], column)
