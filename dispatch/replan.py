"""The day goes otherwise than planned: few changes, each with what it costs and whom it moves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dispatch.check import check
from dispatch.explain import NEAREST, one_less
from dispatch.model import Stop, Technician
from dispatch.options import Firmness, RankOptions
from dispatch.plan import Plan, PlanOptions, Watch
from dispatch.rank import rank
from dispatch.ranking import Suggestion
from dispatch.roster import Roster
from dispatch.travel import Travel, TravelModel

PROMISE = 900  # seconds that a start may slip before the customer has to be told
DISTURBANCE = 900  # seconds of travel that it is worth not to move a visit, or not to break a promise
POSTPONED = 7200  # seconds of travel that it is worth not to put off a visit of the lowest priority
URGENT_TRIES = 5  # technicians tried exactly, of those who look best: nobody waits for the fiftieth
_TRIED = 8  # days with one stop less for which a new place of that stop is looked for


class Kind(StrEnum):
    """What an option does."""

    INSERT = "insert"  # into a day as it is
    SHIFT = "shift"  # and another visit goes to somebody else
    BUMP = "bump"  # and another visit of lower priority is put off


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one visit: whose it was and is, and when it starts (None: in nobody's day)."""

    visit: str
    before: str | None
    after: str | None
    start_before: int | None
    start_after: int | None


@dataclass(frozen=True, slots=True)
class Option:
    """One way to get a stop into the day.

    `changes` has the stop itself, everything that goes to somebody else or to nobody, and everything
    that starts more than a minute earlier or later. `late_promises` counts visits of others that
    start more than a quarter of an hour later than planned. `score` is in seconds, less is better.
    """

    kind: Kind
    technician_id: str
    start: int
    changes: tuple[Change, ...]
    bumped: str | None
    added_travel: int
    late_promises: int
    score: int
    days: tuple[Technician, ...]  # the changed days


def options_for(
    stop: Stop,
    technicians: Sequence[Technician] | Roster,
    travel: Travel | None = None,
    now: int | None = None,
    options: RankOptions | None = None,
    most: int = 5,
) -> tuple[Option, ...]:
    """The best ways to get `stop`, which is in no route, into the day; best first.

    For an urgent stop, or one that a sick technician or a cancellation has freed. Visits already
    promised keep their windows in every option.
    """
    options = options or RankOptions(stock=Firmness.HARD)
    roster = technicians if isinstance(technicians, Roster) else Roster(technicians, travel or TravelModel(), now)
    search = _Options(stop, roster, options)
    found = [*search.inserted(most), *search.displacing(most)]
    found.sort(key=lambda one: (one.score, one.start, one.technician_id))
    return tuple(found[:most])


def mend(
    technicians: Sequence[Technician],
    travel: Travel | None = None,
    now: int | None = None,
    options: PlanOptions | None = None,
    watch: Watch | None = None,
) -> Plan:
    """A plan near the one in force when somebody is late or away: few visits change hands.

    Tell it through the technicians: no shift, an absence, or a started stop that ends later.
    """
    # Options need no search: who asks only for them is spared loading the compiler.
    from dispatch.solve import solve

    options = options or PlanOptions(seconds=2.0)
    if not options.moved:
        options = replace(options, moved=DISTURBANCE)
    return solve([], technicians, travel, now, options, watch)


class _Options:
    """The ways for one stop."""

    def __init__(self, stop: Stop, roster: Roster, options: RankOptions) -> None:
        self.stop, self.roster, self.options = stop, roster, options
        self.days = {one.id: one for one in roster.technicians}

    def inserted(self, most: int) -> list[Option]:
        """Into a day as it is."""
        ranking = rank(self.stop, self.roster, replace(self.options, candidates=max(most, URGENT_TRIES)))
        return [
            self._option(Kind.INSERT, [self._with(self.days[it.technician_id], it)])
            for it in ranking.suggestions[:most]
        ]

    def displacing(self, most: int) -> list[Option]:
        """In the place of another visit, which goes to somebody else or is put off."""
        shorter = {
            technician.id: (owner, gone, technician)
            for owner in self._promising()
            for technician, gone in one_less(owner, self.stop.priority)
        }
        if not shorter:
            return []
        roster = Roster([day for _, _, day in shorter.values()], self.roster.travel, self.roster.now)
        fits = rank(self.stop, roster, replace(self.options, candidates=len(shorter))).suggestions
        shifted, bumped = [], []
        for index, it in enumerate(fits):
            owner, gone, day = shorter[it.technician_id]
            changed = replace(self._with(day, it), id=owner.id)
            if index < _TRIED:
                shifted += self._elsewhere(owner, gone, changed)
            if gone.priority < self.stop.priority:
                bumped.append(self._option(Kind.BUMP, [changed], gone))
        return [*_best(shifted, most), *_best(bumped, most)]

    def _promising(self) -> list[Technician]:
        """The technicians nearest to the stop who could go had they nothing else to do."""
        empty = [one.held() for one in self.roster.technicians if one.shift is not None]
        roster = Roster(empty, self.roster.travel, self.roster.now)
        ranking = rank(self.stop, roster, replace(self.options, candidates=NEAREST))
        return [self.days[it.technician_id] for it in ranking.suggestions[:NEAREST]]

    def _elsewhere(self, owner: Technician, gone: Stop, changed: Technician) -> list[Option]:
        """`gone` goes to the best of the others."""
        ranking = rank(gone, self.roster, replace(self.options, candidates=URGENT_TRIES))
        for it in ranking.suggestions:
            if it.technician_id != owner.id:
                return [self._option(Kind.SHIFT, [changed, self._with(self.days[it.technician_id], it, gone)])]
        return []

    def _with(self, day: Technician, where: Suggestion, stop: Stop | None = None) -> Technician:
        return day.with_stop(stop or self.stop, where.position)

    def _option(self, kind: Kind, changed: Sequence[Technician], bumped: Stop | None = None) -> Option:
        travel, now = self.roster.travel, self.roster.now
        after = [check(day, travel, now) for day in changed]
        before = [check(self.days[day.id], travel, now) for day in changed]
        starts = {it.visit: (day.technician_id, it.start) for day in after for it in day.stops}
        old = {it.visit: (day.technician_id, it.start) for day in before for it in day.stops}
        changes = _changes(old, starts)
        added = sum(day.drive_seconds for day in after) - sum(day.drive_seconds for day in before)
        told = {it.stop.id: it.start for day in changed for it in self.days[day.id].route}
        late = sum(_slips(it, told.get(it.visit)) for it in changes)
        others = sum(it.before != it.after for it in changes if it.visit != self.stop.id)
        score = added + DISTURBANCE * (late + others)
        if bumped is not None:
            score += POSTPONED * (1 + bumped.priority)
        who, start = starts[self.stop.id]
        name = bumped.id if bumped is not None else None
        days = tuple(
            day.with_starts([it.start for it in report.stops]) for day, report in zip(changed, after, strict=True)
        )
        return Option(kind, who, start, changes, name, added, late, score, days)


_Starts = Mapping[str, tuple[str, int]]


def _changes(before: _Starts, after: _Starts) -> tuple[Change, ...]:
    changes = []
    for visit in {**after, **before}:
        was, start_was = before.get(visit, (None, None))
        is_, start_is = after.get(visit, (None, None))
        steady = was == is_ and start_was is not None and start_is is not None and abs(start_is - start_was) <= 60
        if not steady:
            changes.append(Change(visit, was, is_, start_was, start_is))
    return tuple(changes)


def _slips(change: Change, told: int | None) -> bool:
    """Does the visit start so much later than planned that a promise is broken?"""
    if change.start_before is None or change.start_after is None:
        return False
    return change.start_after > max(change.start_before, told or 0) + PROMISE


def _best(options: Sequence[Option], most: int) -> list[Option]:
    return sorted(options, key=lambda one: (one.score, one.start, one.technician_id))[:most]
