"""Random small towns for the property tests, and short ways to write a stop or a technician."""

from typing import Any

from hypothesis import strategies as st

from dispatch import (
    Break,
    Fixed,
    Location,
    PlannedStop,
    Skill,
    Stop,
    Technician,
    Window,
)

HOUR = 3600
HERE = Location(31.20, 121.40)
MORNING = Break(Window(9 * HOUR, 10 * HOUR), 900)
TEA = Break(Window(15 * HOUR, 16 * HOUR), 900)


def east(km: float) -> Location:
    """A point that many kilometres east of HERE, as the crow flies."""
    return Location(HERE.lat, HERE.lon + km / 95.3)


def visit(name: str = "V", **changes: Any) -> Stop:
    """An hour's work HERE between 9 and 17."""
    facts: dict[str, Any] = {
        "location": HERE,
        "window": Window(9 * HOUR, 17 * HOUR),
        "service": HOUR,
    }
    return Stop(id=name, **(facts | changes))


def person(name: str = "T", **changes: Any) -> Technician:
    """Somebody who starts HERE and works from 8 to 18 without a break."""
    facts: dict[str, Any] = {"start": HERE, "shift": Window(8 * HOUR, 18 * HOUR)}
    return Technician(id=name, **(facts | changes))


minutes = st.integers(0, 24 * 60).map(lambda minute: minute * 60)
places = st.builds(
    Location,
    st.floats(31.0, 31.3, allow_nan=False).map(lambda degrees: round(degrees, 3)),
    st.floats(121.2, 121.6, allow_nan=False).map(lambda degrees: round(degrees, 3)),
)


@st.composite
def windows(draw: st.DrawFn, longest: int = 10 * 60) -> Window:
    """A window in one day."""
    start = draw(st.integers(6 * 60, 20 * 60))
    return Window(start * 60, (start + draw(st.integers(0, longest))) * 60)


@st.composite
def stops(draw: st.DrawFn, name: str) -> Stop:
    """Any visit, at times with a second window."""
    window = draw(st.one_of(windows(), windows(longest=60)))
    later = window.end + draw(st.integers(1, 240)) * 60
    second = Window(later, later + draw(st.integers(0, 120)) * 60)
    skills = draw(st.dictionaries(st.sampled_from("AB"), st.integers(1, 2), max_size=1))
    return Stop(
        id=name,
        location=draw(places),
        window=window,
        service=draw(st.integers(0, 90)) * 60,
        skills=tuple(Skill(code, level) for code, level in skills.items()),
        needs=draw(st.dictionaries(st.sampled_from("XY"), st.integers(0, 2), max_size=2)),
        centre=draw(st.sampled_from(["north", "south", None])),
        customer_id=draw(st.sampled_from(["C1", "C2", None])),
        priority=draw(st.sampled_from([0, 50, 100])),
        more_windows=draw(st.sampled_from([(), (), (second,)])),
    )


@st.composite
def tidy_routes(draw: st.DrawFn, name: str) -> tuple[PlannedStop, ...]:
    """Up to four stops near each other, one after the other with little time between."""
    route = []
    clock = draw(st.integers(8 * 60, 11 * 60)) * 60
    for number in range(draw(st.integers(1, 4))):
        clock += draw(st.integers(0, 60)) * 60
        window = Window(clock, clock + draw(st.integers(0, 90)) * 60)
        service = draw(st.integers(5, 60)) * 60
        near = Location(31.15 + draw(st.integers(0, 20)) / 1000, 121.4)
        route.append(PlannedStop(Stop(f"{name}-{number}", near, window, service)))
        clock += service
    return tuple(route)


@st.composite
def wild_routes(draw: st.DrawFn, name: str) -> tuple[PlannedStop, ...]:
    """Up to four planned stops: first facts, then locked and free ones mixed."""
    facts = draw(st.integers(0, 1))
    route = []
    clock = draw(st.integers(8 * 60, 10 * 60)) * 60
    for number in range(draw(st.integers(0, 4))):
        stop = draw(stops(f"{name}-{number}"))
        if number < facts:
            leave = clock + stop.service
            route.append(PlannedStop(stop, clock, leave, Fixed.STARTED))
            clock = leave
        elif draw(st.integers(0, 4)) == 0:
            start = clock + draw(st.integers(60, 240)) * 60
            route.append(PlannedStop(stop, start, None, Fixed.LOCKED))
        else:
            route.append(PlannedStop(stop))
    return tuple(route)


@st.composite
def technicians(draw: st.DrawFn, name: str = "T") -> Technician:
    """Anybody, with a day that may or may not work out."""
    start = draw(st.integers(6 * 60, 14 * 60)) * 60
    shift = Window(start, start + draw(st.integers(2, 12)) * HOUR)
    late_lunch = draw(st.sampled_from([(), (Window(14 * HOUR, 14 * HOUR + 1800),)]))
    lunch = Break(Window(11 * HOUR, 13 * HOUR), draw(st.sampled_from([0, 1800, HOUR])), late_lunch)
    pauses = draw(st.sampled_from([(), (lunch,), (lunch,), (MORNING, lunch), (lunch, TEA), (MORNING, lunch, TEA)]))
    return Technician(
        id=name,
        start=draw(places),
        shift=draw(st.sampled_from([shift, shift, shift, None])),
        skills=draw(st.dictionaries(st.sampled_from("AB"), st.integers(1, 3), max_size=2)),
        pause=pauses[0] if pauses else None,
        more_pauses=pauses[1:],
        absences=tuple(draw(st.lists(windows(longest=120), max_size=2))),
        centre=draw(st.sampled_from(["north", "south", None])),
        stock=draw(st.dictionaries(st.sampled_from("XY"), st.integers(0, 6), max_size=2)),
        route=draw(st.one_of(tidy_routes(name), wild_routes(name))),
        recent_customers=draw(st.frozensets(st.sampled_from(["C1", "C2"]), max_size=1)),
        max_stops=draw(st.sampled_from([None, 3, 6])),
        end=draw(st.one_of(st.none(), places)),
        overtime=draw(st.sampled_from([0, 0, 1800])),
    )


@st.composite
def teams(draw: st.DrawFn, largest: int = 3) -> list[Technician]:
    """Several technicians."""
    count = draw(st.integers(0, largest))
    return [draw(technicians(f"T{number}")) for number in range(count)]


@st.composite
def crews(draw: st.DrawFn) -> list[Technician]:
    """Two who meet at a visit for two, each with a visit before, and a third whose visit comes after one of those."""
    meeting = draw(st.integers(10 * 60, 14 * 60)) * 60
    heavy = visit("CREW", location=draw(places), crew=2, window=Window(9 * HOUR, 16 * HOUR), service=1800)
    people = []
    for number, second in enumerate((False, True)):
        first = visit(f"A{number}", location=draw(places), window=Window(8 * HOUR, 15 * HOUR), service=1800)
        last = visit(f"Z{number}", location=draw(places), window=Window(8 * HOUR, 18 * HOUR), service=900)
        route = (PlannedStop(first), PlannedStop(heavy, meeting, second=second), PlannedStop(last))
        people.append(person(f"T{number}", route=route, skills={"A": 2, "B": 2}, stock={"X": 2, "Y": 2}))
    waiting = visit("W", after=draw(st.sampled_from([("A0",), ("A1", "CREW")])), window=Window(9 * HOUR, 18 * HOUR))
    agreed = meeting + draw(st.integers(0, 120)) * 60
    return [*people, person("T2", route=(PlannedStop(waiting, agreed),), skills={"A": 2}, end=draw(places))]
