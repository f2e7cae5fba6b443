"""Random small problems for the planner: places in a table of whole seconds, any triangle broken."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from hypothesis import strategies as st

from dispatch import Break, Fixed, PlannedStop, Skill, Stop, Technician, Window
from dispatch.matrix import MatrixTravel, place
from tests.dispatch.plain_judge import judge
from tests.dispatch.plain_words import problem_of, routes_as_planned

HOUR = 3600
DAY = (6 * 60, 20 * 60)  # minutes


@dataclass(frozen=True)
class Town:
    """What is handed to the planner."""

    stops: tuple[Stop, ...]
    technicians: tuple[Technician, ...]
    travel: MatrixTravel
    now: int | None = None

    def problem(self) -> dict[str, Any]:
        """The town in plain words."""
        return problem_of(self.stops, self.technicians, self.travel, self.now)


def matrix(rows: Sequence[Sequence[int]]) -> MatrixTravel:
    """Travel by a table of seconds."""
    table = np.array(rows, dtype=np.float64)
    return MatrixTravel(table, table)


@st.composite
def matrices(draw: st.DrawFn, size: int) -> MatrixTravel:
    """Whole seconds up to an hour, each way for itself."""
    cells = draw(st.lists(st.integers(0, HOUR), min_size=size * size, max_size=size * size))
    table = np.array(cells, dtype=np.float64).reshape(size, size)
    np.fill_diagonal(table, 0)
    return MatrixTravel(table, table)


@st.composite
def spans(draw: st.DrawFn, longest: int, first: int = DAY[0], last: int = DAY[1]) -> Window:
    """A stretch of the day, up to so many minutes long."""
    start = draw(st.integers(first, last))
    return Window(start * 60, (start + draw(st.integers(0, longest))) * 60)


@st.composite
def some_windows(draw: st.DrawFn) -> tuple[Window, ...]:
    """One window, or two that do not touch."""
    first = draw(spans(6 * 60))
    if draw(st.integers(0, 3)):
        return (first,)
    gap = first.end + draw(st.integers(1, 120)) * 60
    return (first, Window(gap, gap + draw(st.integers(0, 120)) * 60))


@st.composite
def plain_stops(draw: st.DrawFn, name: str, places: int) -> Stop:
    """A visit by one person that hangs on no other."""
    window, *more = draw(some_windows())
    skills = draw(st.dictionaries(st.sampled_from("AB"), st.integers(1, 2), max_size=2))
    return Stop(
        id=name,
        location=place(draw(st.integers(0, places - 1))),
        window=window,
        more_windows=tuple(more),
        service=draw(st.integers(0, 100)) * 60,
        skills=tuple(Skill(code, level) for code, level in skills.items()),
        needs=draw(st.dictionaries(st.sampled_from("XY"), st.integers(0, 2), max_size=2)),
        priority=draw(st.sampled_from([0, 40, 70])),
    )


@st.composite
def coupled(draw: st.DrawFn, stops: list[Stop]) -> list[Stop]:
    """The same stops; some for two, some after others."""
    found: list[Stop] = []
    for stop in stops:
        if draw(st.integers(0, 2)) == 0:
            second = draw(st.sampled_from([(), (Skill("A"),)]))
            stop = replace(stop, crew=2, second_skills=second)
        if found and draw(st.integers(0, 2)) == 0:
            stop = replace(stop, after=(draw(st.sampled_from(found)).id,))
        found.append(stop)
    return found


@st.composite
def plain_people(draw: st.DrawFn, name: str, places: int) -> Technician:
    """Somebody whose lunch lies within the shift, as VROOM's has to."""
    start = draw(st.integers(6 * 60, 10 * 60)) * 60
    skills = {code: draw(st.integers(0, 2)) for code in "AB"}
    lunch = Break(Window(11 * HOUR, 12 * HOUR + 1800), draw(st.sampled_from([0, 1800, HOUR])))
    return Technician(
        id=name,
        start=place(draw(st.integers(0, places - 1))),
        shift=Window(start, draw(st.integers(14, 19)) * HOUR),
        skills={code: level for code, level in skills.items() if level},
        stock={code: draw(st.integers(0, 4)) for code in "XY"},
        pause=draw(st.sampled_from([lunch, None])),
        max_stops=draw(st.sampled_from([None, None, 0, 2])),
        end=draw(st.one_of(st.none(), st.integers(0, places - 1).map(place))),
    )


@st.composite
def people(draw: st.DrawFn, name: str, places: int) -> Technician:
    """Anybody: off duty, away for a while, two breaks, overtime."""
    plain = draw(plain_people(name, places))
    tea = Break(draw(spans(60, 14 * 60, 16 * 60)), 900, (Window(17 * HOUR + 900, 18 * HOUR),))
    twice = plain.pause is not None and draw(st.booleans())
    return replace(
        plain,
        shift=draw(st.sampled_from([plain.shift, plain.shift, plain.shift, Window(10 * HOUR, 12 * HOUR), None])),
        absences=tuple(draw(st.lists(spans(120), max_size=2))),
        overtime=draw(st.sampled_from([0, 0, 1800])),
        more_pauses=(tea,) if twice else (),
    )


@st.composite
def plain_towns(draw: st.DrawFn, most_stops: int = 8, most_people: int = 3) -> Town:
    """What VROOM has words for."""
    places = draw(st.integers(1, 5))
    numbers = range(1, draw(st.integers(1, most_stops)) + 1)
    names = range(1, draw(st.integers(1, most_people)) + 1)
    stops = tuple(draw(plain_stops(str(number), places)) for number in numbers)
    technicians = tuple(draw(plain_people(str(name), places)) for name in names)
    return Town(stops, technicians, draw(matrices(places)))


@st.composite
def towns(draw: st.DrawFn) -> Town:
    """Everything: crews, order, absences, overtime, a plan in force with promises that can be kept."""
    places = draw(st.integers(1, 5))
    stops = [draw(plain_stops(f"S{number}", places)) for number in range(draw(st.integers(1, 8)))]
    everybody = tuple(draw(people(f"T{number}", places)) for number in range(draw(st.integers(1, 4))))
    town = Town(tuple(draw(coupled(stops))), everybody, draw(matrices(places)))
    now = draw(st.sampled_from([None, None, 9 * HOUR]))
    return _kept(replace(town, now=now, technicians=tuple(draw(promised(one, places, now)) for one in everybody)))


@st.composite
def promised(draw: st.DrawFn, one: Technician, places: int, now: int | None) -> Technician:
    """The same person with a plan in force: perhaps a fact, locked stops, free ones."""
    route: list[PlannedStop] = []
    clock = 8 * HOUR
    if now is not None and draw(st.booleans()):
        stop = draw(plain_stops(f"{one.id}-fact", places))
        route.append(PlannedStop(stop, clock, clock + stop.service + draw(st.integers(0, 1800)), Fixed.STARTED))
    for number in range(draw(st.integers(0, 2))):
        stop = draw(plain_stops(f"{one.id}-{number}", places))
        clock += draw(st.integers(30, 300)) * 60
        locked = draw(st.booleans())
        route.append(PlannedStop(stop, clock, None, Fixed.LOCKED if locked else Fixed.FREE))
    return replace(one, route=tuple(route))


def _kept(town: Town) -> Town:
    """The town without the plans of those who could not keep their promises if they did nothing else."""
    sound = []
    for one in town.technicians:
        firm = replace(one, route=tuple(planned for planned in one.route if planned.fixed is not Fixed.FREE))
        alone = replace(town, technicians=(firm,), stops=())
        wrong = judge(alone.problem(), routes_as_planned((firm,))).violations
        sound.append(replace(one, route=()) if wrong else one)
    return replace(town, technicians=tuple(sound))
