"""Driving, resting and serving, forwards (as early as possible) and backwards (as late as possible).

Each forward function never gives an earlier end for a later beginning, so each has an inverse: the
latest beginning that still ends in time. The law is written in `dispatch.model`.
"""

import math

from dispatch.search.compiled import apart, jit
from dispatch.search.tables import LOST, NEVER, Problem
from dispatch.speed import DAY, ROUNDING


@jit
def _moment(problem: Problem, moment: int) -> tuple[int, int, int]:
    """The day, the second of it, and the band of speed that it lies in."""
    clock = moment - problem.midnight
    day = clock // DAY
    second = clock - day * DAY
    band = 0
    while problem.knots[band + 1] <= second:
        band += 1
    return day, second, band


@jit
def _arrive(problem: Problem, depart: int, work: int) -> int:
    """As dispatch.speed.SpeedProfile.arrive."""
    apart()
    day, second, band = _moment(problem, depart)
    share = problem.share[band]
    if second + work / share <= problem.knots[band + 1]:
        return depart + math.ceil(work / share - ROUNDING)
    done = problem.done[band] + (second - problem.knots[band]) * share + work
    return problem.midnight + math.ceil(day * DAY + _clock(problem, done) - ROUNDING)


@jit
def _depart(problem: Problem, arrive: int, work: int) -> int:
    """As dispatch.speed.SpeedProfile.depart."""
    apart()
    day, second, band = _moment(problem, arrive)
    done = problem.done[band] + (second - problem.knots[band]) * problem.share[band] - work
    return problem.midnight + math.floor(day * DAY + _clock(problem, done) + ROUNDING)


@jit
def _clock(problem: Problem, done: float) -> float:
    total = problem.done[-1]
    days = math.floor(done / total)
    rest = done - days * total
    band = 0
    while band + 2 < len(problem.done) and problem.done[band + 1] <= rest:
        band += 1
    return days * DAY + problem.knots[band] + (rest - problem.done[band]) / problem.share[band]


@jit
def drive(problem: Problem, who: int, depart: int, work: int) -> int:
    """When somebody ready at `depart` arrives."""
    arrive = depart + work if problem.flat else _arrive(problem, depart, work)
    for away in range(problem.away[who], problem.away[who + 1]):
        if arrive > problem.away_from[away] and depart < problem.away_until[away]:
            depart = problem.away_until[away]
            arrive = depart + work if problem.flat else _arrive(problem, depart, work)
    return arrive


@jit
def drive_by(problem: Problem, who: int, arrive: int, work: int) -> int:
    """The latest moment to be ready and still arrive by `arrive`."""
    if arrive == LOST:
        return LOST
    depart = arrive - work if problem.flat else _depart(problem, arrive, work)
    for away in range(problem.away[who + 1] - 1, problem.away[who] - 1, -1):
        if depart >= problem.away_until[away]:
            break
        start = problem.away_from[away]
        before = start - work if problem.flat else _depart(problem, start, work)
        depart = min(depart, before)
    return depart


@jit
def undisturbed(problem: Problem, who: int, start: int, seconds: int) -> int:
    """The first moment from `start` on that leaves `seconds` without an absence."""
    for away in range(problem.away[who], problem.away[who + 1]):
        if start + seconds > problem.away_from[away] and start < problem.away_until[away]:
            start = problem.away_until[away]
    return start


@jit
def undisturbed_by(problem: Problem, who: int, start: int, seconds: int) -> int:
    """The last moment up to `start` that leaves `seconds` without an absence."""
    for away in range(problem.away[who + 1] - 1, problem.away[who] - 1, -1):
        if start >= problem.away_until[away]:
            break
        start = min(start, problem.away_from[away] - seconds)
    return start


@jit
def rest(problem: Problem, who: int, taken: int, clock: int) -> int:
    """When the next break is over for somebody who could begin it at `clock`; NEVER if too late."""
    pause = problem.pause[who] + taken
    seconds = problem.rest[pause]
    for window in range(problem.rest_window[pause], problem.rest_window[pause + 1]):
        start = max(clock, problem.rest_opens[window])
        start = undisturbed(problem, who, start, seconds)
        if start <= problem.rest_closes[window]:
            return start + seconds
    return NEVER


@jit
def rest_by(problem: Problem, who: int, taken: int, over: int) -> int:
    """The latest moment to be free for the next break and have it behind by `over`; LOST if there is none."""
    if over == LOST:
        return LOST
    pause = problem.pause[who] + taken
    seconds = problem.rest[pause]
    for window in range(problem.rest_window[pause + 1] - 1, problem.rest_window[pause] - 1, -1):
        start = min(over - seconds, problem.rest_closes[window])
        start = undisturbed_by(problem, who, start, seconds)
        if start >= problem.rest_opens[window]:
            return start
    return LOST


@jit
def begin(problem: Problem, who: int, task: int, agreed: int, clock: int) -> int:
    """When work on `task` starts for somebody there at `clock`; NEVER if too late."""
    seconds = problem.service[task]
    if agreed != NEVER:
        if clock > agreed or undisturbed(problem, who, agreed, seconds) != agreed:
            return NEVER
        return agreed
    for window in range(problem.window[task], problem.window[task + 1]):
        start = max(clock, problem.opens[window])
        start = undisturbed(problem, who, start, seconds)
        if start <= problem.closes[window]:
            return start
    return NEVER


@jit
def begin_by(problem: Problem, who: int, task: int, agreed: int, leave: int) -> int:
    """The latest moment to be there and have `task` done by `leave`; LOST if there is none."""
    if leave == LOST:
        return LOST
    seconds = problem.service[task]
    if agreed != NEVER:
        return agreed if agreed + seconds <= leave else LOST
    for window in range(problem.window[task + 1] - 1, problem.window[task] - 1, -1):
        start = min(leave - seconds, problem.closes[window])
        start = undisturbed_by(problem, who, start, seconds)
        if start >= problem.opens[window]:
            return start
    return LOST
