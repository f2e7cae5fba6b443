"""Why a technician is out: a code, and the facts for one sentence with a number in it."""

from collections.abc import Callable
from functools import cached_property

import numpy as np

from dispatch.check import Breach, Violation, check
from dispatch.model import Stop
from dispatch.ranking import Reason, RuleOut
from dispatch.roster import Roster
from dispatch.screen import Hurdle, Screen
from dispatch.travel import Floats

Facts = dict[str, str | int]


class Reasons:
    """Explains the outcome of one screening, technician by technician."""

    def __init__(self, stop: Stop, roster: Roster, screened: Screen) -> None:
        self.stop = stop
        self.roster = roster
        self.screened = screened

    def reason(self, index: int) -> Reason:
        """Why the technician at `index` of the roster is out."""
        return _TELLERS[int(self.screened.failed[index])](self, index)

    @cached_property
    def _first_leave(self) -> Floats:
        """For everybody the earliest moment to set off into any gap."""
        gaps = self.roster.gaps
        leave = np.full(len(self.roster), np.inf)
        np.minimum.at(leave, gaps.owner, gaps.leave)
        return leave

    @cached_property
    def _longest_free(self) -> Floats:
        """For everybody the longest stretch of the window that no planned stop takes."""
        gaps, window = self.roster.gaps, self.stop.window
        begin = np.maximum(gaps.leave, window.start)
        end = np.minimum(gaps.latest, window.end + self.stop.service)
        free = np.zeros(len(self.roster))
        np.maximum.at(free, gaps.owner, end - begin)
        return free

    def _skill(self, index: int) -> Reason:
        skills = self.roster.technicians[index].skills
        lacking = next(s for s in self.stop.skills if skills.get(s.code, 0) < s.level)
        has = skills.get(lacking.code, 0)
        params: Facts = {"skill": lacking.code, "level_needed": lacking.level, "level_has": has}
        return Reason(RuleOut.SKILL_MISSING, params)

    def _centre(self, index: int) -> Reason:
        centre = self.roster.technicians[index].centre or ""
        params = {"centre": centre, "centre_needed": self.stop.centre or ""}
        return Reason(RuleOut.OTHER_CENTRE, params)

    def _shift(self, index: int) -> Reason:
        shift = self.roster.technicians[index].shift
        if shift is None:
            return Reason(RuleOut.OFF_DUTY, {})
        params = {"from": shift.start, "until": shift.end, "needed": self.stop.service}
        return Reason(RuleOut.NOT_ON_SHIFT, params)

    def _absence(self, index: int) -> Reason:
        technician, window = self.roster.technicians[index], self.stop.window
        shift = technician.shift or window
        first = max(technician.at_work_from(), window.start)
        last = min(shift.end - self.stop.service, window.end)
        absence = next(
            away for away in technician.absences if first + self.stop.service > away.start and last < away.end
        )
        return Reason(RuleOut.ABSENT, {"from": absence.start, "until": absence.end})

    def _day_full(self, index: int) -> Reason:
        technician = self.roster.technicians[index]
        params = {"stops": len(technician.route), "max": technician.max_stops or 0}
        return Reason(RuleOut.DAY_FULL, params)

    def _stock(self, index: int) -> Reason:
        short = shortage(self.stop, self.roster, index)
        product = next(iter(short))
        params: Facts = {"product": product, "needed": self.stop.needs[product], "short": short[product]}
        return Reason(RuleOut.STOCK_MISSING, params)

    def _window(self, index: int) -> Reason:
        leave = int(self._first_leave[index])
        if leave > self.stop.window.end:
            return self._too_late(leave)
        free = int(self._longest_free[index])
        return Reason(RuleOut.WINDOW_TAKEN, {"free": free, "needed": self.stop.service})

    def _arrival(self, index: int) -> Reason:
        reached = self.screened.reached
        begin, end = np.searchsorted(reached.owner, [index, index + 1])
        return self._too_late(int(np.ceil(reached.arrive[begin:end].min())))

    def _too_late(self, arrive: int) -> Reason:
        latest = self.stop.window.end
        params = {"arrive": arrive, "latest": latest, "by": arrive - latest}
        return Reason(RuleOut.TOO_LATE, params)

    def _onward(self, index: int) -> Reason:
        """The gap that comes nearest to working, and what lies at its far end."""
        reached, gaps = self.screened.reached, self.roster.gaps
        begin, end = np.searchsorted(reached.owner, [index, index + 1])
        late = self.screened.onward[begin:end] - gaps.latest[reached.gap[begin:end]]
        row = int(begin + np.argmin(late))
        gap = reached.gap[row]
        onward, latest = int(np.ceil(self.screened.onward[row])), int(gaps.latest[gap])
        route = self.roster.technicians[index].route
        position = int(gaps.position[gap])
        if position == len(route):
            params = {"finish": onward, "until": latest, "by": onward - latest}
            return Reason(RuleOut.SHIFT_OVERRUN, params)
        visit = route[position].stop.id
        facts: Facts = {"visit": visit, "arrive": onward, "latest": latest, "by": onward - latest}
        return Reason(RuleOut.MAKES_LATE, facts)

    def _exact(self, index: int) -> Reason:
        """What the judge finds wrong at the most promising place."""
        technician = self.roster.technicians[index]
        before = {_subject(v) for v in self._judge(index, None)}
        tries = self.screened.tries
        begin, end = np.searchsorted(tries.owner, [index, index + 1])
        row = int(begin + np.argmin(tries.rough[begin:end]))
        after = self._judge(index, int(self.roster.gaps.position[tries.gap[row]]))
        fresh = [v for v in after if _subject(v) not in before] or list(after)
        if not fresh:
            # The judge found room for the break where the bounds of a late day left none
            pause = technician.pause
            window = pause.window if pause else self.stop.window
            return Reason(RuleOut.BREAK_LOST, {"from": window.start, "until": window.end})
        return self._from_violation(fresh[0])

    def _judge(self, index: int, position: int | None) -> tuple[Violation, ...]:
        technician = self.roster.technicians[index]
        if position is not None:
            technician = technician.with_stop(self.stop, position)
        report = check(technician, self.roster.travel, self.roster.now)
        return tuple(v for v in report.violations if v.code in _OF_TIME)

    def _from_violation(self, violation: Violation) -> Reason:
        facts = violation.params
        if violation.code is Breach.SHIFT_OVERRUN:
            return Reason(RuleOut.SHIFT_OVERRUN, facts)
        if violation.code is Breach.BREAK_LOST:
            return Reason(RuleOut.BREAK_LOST, facts)
        if facts["visit"] == self.stop.id:
            return self._too_late(int(facts["start"]))
        latest = facts.get("latest", facts.get("planned", 0))
        params = {"visit": facts["visit"], "arrive": facts["start"], "latest": latest}
        return Reason(RuleOut.MAKES_LATE, {**params, "by": facts["by"]})


_TELLERS: dict[int, Callable[[Reasons, int], Reason]] = {
    Hurdle.SKILL: Reasons._skill,
    Hurdle.CENTRE: Reasons._centre,
    Hurdle.SHIFT: Reasons._shift,
    Hurdle.ABSENCE: Reasons._absence,
    Hurdle.DAY_FULL: Reasons._day_full,
    Hurdle.STOCK: Reasons._stock,
    Hurdle.WINDOW: Reasons._window,
    Hurdle.ARRIVAL: Reasons._arrival,
    Hurdle.ONWARD: Reasons._onward,
    Hurdle.EXACT: Reasons._exact,
}

_OF_TIME = frozenset({Breach.LATE, Breach.LOCKED_MOVED, Breach.SHIFT_OVERRUN, Breach.BREAK_LOST})


def _subject(violation: Violation) -> tuple[str, str | int]:
    return violation.code.value, violation.params.get("visit", "")


def shortage(stop: Stop, roster: Roster, index: int) -> dict[str, int]:
    """What the van of the technician at `index` lacks for `stop`: product -> pieces."""
    return {
        product: count - max(0, int(roster.pieces(product)[index]))
        for product, count in stop.needs.items()
        if count > max(0, int(roster.pieces(product)[index]))
    }
