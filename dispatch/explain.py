"""Why a stop is in nobody's day, and what would help. Answered by ranking the stop on what-ifs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from dispatch.model import Fixed, Stop, Technician, Window
from dispatch.options import Firmness, RankOptions
from dispatch.plan import Advice, Help, Unassigned, Why
from dispatch.rank import rank
from dispatch.ranking import Ranking, RuleOut
from dispatch.roster import Roster
from dispatch.travel import Travel

ADVISED = 40  # stops that get advice; in a longer list it is the region that lacks people
NEAREST = 10  # technicians whose days are tried with one stop less
_BARE = RankOptions(candidates=NEAREST, stock=Firmness.HARD, balance=0.0, continuity=0)
_ANY_STOCK = replace(_BARE, stock=Firmness.SOFT)


def explain(
    left: Sequence[Stop],
    technicians: Sequence[Technician],
    travel: Travel,
    now: int | None,
    in_time: Callable[[], bool] = lambda: True,
) -> tuple[Unassigned, ...]:
    """A reason for each stop of `left`, given the plan that was found without it.

    Once `in_time` says no, the rest get the reason that is seen at a glance, and no advice.
    """
    if not left:
        return ()
    asked = _Question(technicians, travel, now, frozenset(stop.id for stop in left))
    urgent_first = sorted(left, key=lambda stop: -stop.priority)
    return tuple(asked.answer(stop, in_time(), index < ADVISED) for index, stop in enumerate(urgent_first))


class _Question:
    """The plan, and the same technicians with nothing in their days that could go."""

    def __init__(
        self, technicians: Sequence[Technician], travel: Travel, now: int | None, left: frozenset[str]
    ) -> None:
        self.technicians = {one.id: one for one in technicians if one.shift is not None}
        self.travel, self.now, self.left = travel, now, left
        self.planned = self._roster(list(self.technicians.values()))
        self.empty = self._roster([one.held() for one in self.technicians.values()])

    def _roster(self, technicians: Sequence[Technician]) -> Roster:
        return Roster(technicians, self.travel, self.now)

    def answer(self, stop: Stop, in_time: bool, advised: bool) -> Unassigned:
        """Why, and what would help."""
        waits = next((name for name in stop.after if name in self.left), None)
        if waits is not None:
            return Unassigned(stop, Why.WAITS_FOR, {"stop": waits})
        if not self.technicians:
            return Unassigned(stop, Why.NO_SHIFT, _span(stop))
        able = [one for one in self.technicians.values() if one.knows(stop.skills)]
        if not able:
            return Unassigned(stop, Why.NO_SKILL, *self._no_skill(stop))
        product = self._missing(stop, able)
        if not in_time:
            return Unassigned(stop, Why.NO_STOCK, product) if product else Unassigned(stop, Why.DAY_FULL)
        alone = rank(_single(stop), self.empty, _ANY_STOCK if product else _BARE)
        if product is not None:
            return Unassigned(stop, Why.NO_STOCK, product, tuple(self._stock(alone)))
        if not alone.suggestions:
            return self._never(stop, alone, advised)
        if stop.crew == 2 and rank(_single(stop), self.planned, _BARE).suggestions:
            return Unassigned(stop, Why.NO_CREW, advice=self._advice(stop, alone, advised))
        facts: dict[str, str | int] = {"technicians": len(alone.suggestions) + len(alone.further)}
        return Unassigned(stop, Why.DAY_FULL, facts, self._advice(stop, alone, advised))

    def _no_skill(self, stop: Stop) -> tuple[Mapping[str, str | int], tuple[Advice, ...]]:
        lacking = min(stop.skills, key=lambda skill: sum(one.knows((skill,)) for one in self.technicians.values()))
        facts: dict[str, str | int] = {"skill": lacking.code, "level": lacking.level}
        return facts, (Advice(Help.TECHNICIAN, facts | {"after": self._from(stop)}),)

    def _from(self, stop: Stop) -> int:
        return max(stop.window.start, self.now or stop.window.start)

    def _missing(self, stop: Stop, able: Sequence[Technician]) -> dict[str, str | int] | None:
        """The product that none of the able technicians carries enough of."""
        for product, needed in stop.needs.items():
            if all(one.stock.get(product, 0) < needed for one in able):
                return {"product": product, "needed": needed}
        return None

    def _stock(self, ranking: Ranking) -> Iterator[Advice]:
        for one in ranking.suggestions[:1]:
            for product, short in one.short.items():
                facts: dict[str, str | int] = {"technician": one.technician_id, "product": product, "short": short}
                yield Advice(Help.STOCK, facts)

    def _never(self, stop: Stop, alone: Ranking, advised: bool) -> Unassigned:
        """Not even an otherwise empty day has a place for it."""
        codes = {out.reason.code for out in alone.ruled_out}
        far = bool(codes & {RuleOut.TOO_LATE, RuleOut.SHIFT_OVERRUN, RuleOut.MAKES_LATE})
        advice = tuple(self._wider(stop)) if advised else ()
        return Unassigned(stop, Why.TOO_FAR if far else Why.NO_SHIFT, _span(stop), advice)

    def _advice(self, stop: Stop, alone: Ranking, advised: bool) -> tuple[Advice, ...]:
        if not advised:
            return ()
        return (*self._moved(stop, alone), *self._wider(stop), *self._stock_instead(stop), *self._somebody(stop))

    def _moved(self, stop: Stop, alone: Ranking) -> Iterator[Advice]:
        """The least of the stops that would have to go for this one to fit."""
        without = {}
        for one in alone.suggestions[:NEAREST]:
            for technician, gone in one_less(self.technicians[one.technician_id], stop.priority):
                without[technician.id] = (one.technician_id, gone, technician)
        if not without:
            return
        found = rank(_single(stop), self._roster([last for _, _, last in without.values()]), _BARE)
        if found.suggestions:
            fits = [without[it.technician_id] for it in found.suggestions]
            who, gone, _ = min(fits, key=lambda it: (it[1].priority, it[1].service, it[1].id))
            yield Advice(Help.MOVE, {"stop": gone.id, "technician": who})

    def _wider(self, stop: Stop) -> Iterator[Advice]:
        """When it would fit if its window did not matter."""
        shifts = [one.shift for one in self.technicians.values() if one.shift is not None]
        first, last = min(one.start for one in shifts), max(one.end for one in shifts)
        whole = replace(_single(stop), window=Window(first, last), more_windows=())
        for one in rank(whole, self.planned, _BARE).suggestions[:1]:
            yield Advice(Help.WIDEN, {"technician": one.technician_id, "start": one.start})

    def _stock_instead(self, stop: Stop) -> Iterator[Advice]:
        """Who could go today but for what the van lacks."""
        if stop.needs:
            yield from self._stock(rank(_single(stop), self.planned, _ANY_STOCK))

    def _somebody(self, stop: Stop) -> Iterator[Advice]:
        rare = min(
            stop.skills,
            key=lambda skill: sum(one.knows((skill,)) for one in self.technicians.values()),
            default=None,
        )
        facts: dict[str, str | int] = {"after": self._from(stop)}
        if rare is not None:
            facts |= {"skill": rare.code, "level": rare.level}
        yield Advice(Help.TECHNICIAN, facts)


def one_less(technician: Technician, priority: int) -> Iterator[tuple[Technician, Stop]]:
    """The technician without one free stop of at most this priority, for each such stop.

    Coupled stops stay: somebody else's day hangs on them. Ids are made different.
    """
    for index, it in enumerate(technician.route):
        if it.fixed is Fixed.FREE and not it.stop.coupled and it.stop.priority <= priority:
            route = technician.route[:index] + technician.route[index + 1 :]
            yield replace(technician, id=f"{technician.id} without {it.stop.id}", route=route), it.stop


def _span(stop: Stop) -> dict[str, str | int]:
    return {"from": stop.window.start, "until": stop.windows[-1].end}


def _single(stop: Stop) -> Stop:
    """The lead's part of the stop, on its own."""
    return replace(stop, crew=1, second_skills=(), after=()) if stop.coupled else stop
