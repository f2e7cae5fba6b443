"""Who should make this visit? Everybody is tested at once, the most promising are tried exactly."""

from collections.abc import Sequence

import numpy as np

from dispatch.day import Day, Node, Progress, bounded, insert
from dispatch.model import Stop, Technician
from dispatch.options import RankOptions
from dispatch.order import barred_gaps, in_order
from dispatch.ranking import Ints, Ranking, Reason, RuledOutList, Score, Suggestion
from dispatch.reasons import Reasons, shortage
from dispatch.roster import Roster
from dispatch.screen import Hurdle, Screen, screen
from dispatch.travel import Floats


def rank(
    stop: Stop,
    technicians: Sequence[Technician] | Roster,
    options: RankOptions | None = None,
) -> Ranking:
    """Rank technicians for `stop`, best first, and tell why the others are out.

    A plain sequence is read into a Roster with the default travel and no `now`; build the Roster
    yourself to set those, or to rank several stops. Raises InvalidProblem for technicians that
    share an id. The answer depends on nothing but the arguments. A stop for two is ranked for the
    first of them. One that comes after others, or others after it, has to fit their planned times.
    """
    roster = technicians if isinstance(technicians, Roster) else Roster(technicians)
    options = options or RankOptions()
    ordered = in_order(stop, roster)
    if isinstance(ordered, Reason):
        everybody = np.arange(len(roster))
        return Ranking(stop.id, (), RuledOutList(roster.ids, everybody, _SameForAll(ordered)), ())
    stop = ordered
    screened = screen(stop, roster, options, barred_gaps(stop, roster))
    attempt = _Attempt(stop, roster, options, screened)
    suggestions: list[Suggestion] = []
    tried = 0
    # "Nobody can" has to be true: go on until somebody can, or all have been tried
    while not suggestions and tried < len(screened.promising):
        batch = screened.promising[tried : tried + options.candidates].tolist()
        tried += len(batch)
        suggestions = attempt.suggestions(batch)
    suggestions.sort(key=lambda one: (one.score.total, one.start, one.technician_id))
    out = np.flatnonzero(screened.failed != Hurdle.PASSED)
    return Ranking(
        stop_id=stop.id,
        suggestions=tuple(suggestions),
        ruled_out=RuledOutList(roster.ids, out, Reasons(stop, roster, screened)),
        further=tuple(roster.ids[screened.promising[tried:]].tolist()),
    )


class _SameForAll:
    """Explains what is nobody's fault."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason

    def reasons(self, indices: Ints) -> list[Reason]:
        """The one reason, for everybody."""
        return [self.reason] * len(indices)


class _Attempt:
    """The exact tries of one stop."""

    def __init__(self, stop: Stop, roster: Roster, options: RankOptions, screened: Screen) -> None:
        self.stop = stop
        self.roster = roster
        self.options = options
        self.screened = screened
        self.node: Node = bounded(stop)

    def suggestions(self, batch: Sequence[int]) -> list[Suggestion]:
        """A suggestion for everybody in `batch` who can; marks those who cannot."""
        found: list[tuple[int, int, Progress, Score]] = []
        for index in batch:
            best = self._best_place(index)
            if best is None:
                self.screened.failed[index] = Hurdle.EXACT
            else:
                found.append((index, *best))
        added = self._added_metres([row for _, row, _, _ in found])
        return [
            self._suggestion(index, row, progress, score, round(float(metres)))
            for (index, row, progress, score), metres in zip(found, added, strict=True)
        ]

    def _best_place(self, index: int) -> tuple[int, Progress, Score] | None:
        """The row of `tries` with the lowest score for the technician at `index`."""
        day = self.roster.days[index]
        tries, gaps = self.screened.tries, self.roster.gaps
        if day is None or day.finish is None:
            return None
        begin, end = np.searchsorted(tries.owner, [index, index + 1]).tolist()
        first = int(gaps.first[index])
        best: tuple[int, Progress, Score] | None = None
        for row in range(begin, end):
            gap = int(tries.gap[row])
            work_out = float(tries.work_out[row]) if gaps.has_onward[gap] else None
            work_in = float(tries.work_in[row])
            progress = insert(day, gap - first, self.node, work_in, work_out)
            if progress is None:
                continue
            score = self._score(index, day, progress)
            if best is None or score.total < best[2].total:
                best = (row, progress, score)
        return best

    def _score(self, index: int, day: Day, progress: Progress) -> Score:
        options, terms = self.options, self.screened.terms
        missing = max(0, options.comfort - progress.margin)
        return Score(
            travel=progress.drive - (day.finish.drive if day.finish else 0),
            balance=int(terms["balance"][index]),
            continuity=int(terms["continuity"][index]),
            risk=round(options.risk * (1.0 + self.stop.priority / 100.0) * missing),
            stock=int(terms["stock"][index]),
            centre=int(terms["centre"][index]),
        )

    def _added_metres(self, rows: Sequence[int]) -> Floats:
        """Metres that the stop adds to the route, for rows of `tries`."""
        gaps, travel = self.roster.gaps, self.roster.travel
        gap = self.screened.tries.gap[np.array(rows, dtype=np.int64)]
        here = np.array([self.stop.location])
        way_in = travel.metres(gaps.origin[gap], here)
        way_out = np.where(gaps.has_onward[gap], travel.metres(here, gaps.onward[gap]), 0.0)
        before = np.where(gaps.splits[gap], travel.metres(gaps.origin[gap], gaps.onward[gap]), 0.0)
        return way_in + way_out - before

    def _suggestion(self, index: int, row: int, progress: Progress, score: Score, metres: int) -> Suggestion:
        return Suggestion(
            technician_id=self.roster.technicians[index].id,
            position=int(self.roster.gaps.position[self.screened.tries.gap[row]]),
            arrive=progress.arrive,
            start=progress.start,
            leave=progress.start + self.stop.service,
            added_seconds=score.travel,
            added_metres=metres,
            slack=progress.margin,
            rests=progress.rests,
            short=shortage(self.stop, self.roster, index),
            score=score,
        )
