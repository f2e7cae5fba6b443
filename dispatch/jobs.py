"""VROOM's jobs, read into stops. The format is in FORMAT.md."""

from collections.abc import Mapping

from dispatch.errors import InvalidProblem, located, require
from dispatch.fields import LONGEST, Fields, identity, integer
from dispatch.judge import circles
from dispatch.model import Skill, Stop, Window
from dispatch.places import Places

ALWAYS = Window(0, LONGEST)
Names = dict[str, int | str]
NAMELESS = "#"  # begins the product that stands for a component of VROOM's amounts

_JOB = {"id", "description", "location", "location_index", "setup", "service", "delivery", "pickup"}
_JOB |= {"skills", "priority", "time_windows"}
_JOB |= {"skill_levels", "needs", "centre", "customer", "crew", "second_skills", "after"}
_UNSUPPORTED = {"setup_per_type", "service_per_type", "type"}


def read_jobs(top: Fields, places: Places, names: Names) -> dict[str, Stop]:
    """The stops by id, in their order. Raises InvalidProblem naming the first field that is wrong."""
    stops: dict[str, Stop] = {}
    for index, item in enumerate(top.items("jobs")):
        with located(f"jobs[{index}]"):
            stop = _stop(Fields(item, _JOB, _UNSUPPORTED), places, names)
            require(stop.id not in stops, "id", f"{stop.id} comes twice")
        stops[stop.id] = stop
    _check_order(stops)
    return stops


def _stop(job: Fields, places: Places, names: Names) -> Stop:
    job.only("setup", 0, "add it to service")
    pickup = amounts(job, "pickup")
    require(not any(pickup.values()), "pickup", "is not supported: nothing is brought back")
    windows = job.windows("time_windows") or (ALWAYS,)
    return Stop(
        id=name_of(job, "job", names),
        location=places.of(job, "location", "location_index"),
        window=windows[0],
        more_windows=windows[1:],
        service=job.integer("service", 0, least=0),
        skills=tuple(Skill(code, level) for code, level in levels(job).items()),
        needs=goods(job, "delivery", "needs"),
        centre=job.text("centre"),
        customer_id=job.text("customer"),
        priority=job.integer("priority", 0),
        crew=job.integer("crew", 1),
        second_skills=tuple(Skill(code, level) for code, level in job.counts("second_skills").items()),
        after=tuple(str(identity(one, f"after[{n}]")) for n, one in enumerate(job.items("after"))),
    )


def _check_order(stops: Mapping[str, Stop]) -> None:
    for index, stop in enumerate(stops.values()):
        for number, name in enumerate(stop.after):
            require(name in stops, f"jobs[{index}].after[{number}]", f"there is no job {name}")
    order = {name: index for index, name in enumerate(stops)}
    for circle in circles(stops):
        visit = str(circle.params["visit"])
        problem = f"{visit} and {circle.params['after']} wait for each other"
        raise InvalidProblem(f"jobs[{order[visit]}].after", problem)


def name_of(fields: Fields, kind: str, names: Names) -> str:
    """The id, as the model has it; `names` remembers how it was written."""
    written = fields.identity()
    names[f"{kind} {written}"] = written
    return str(written)


def levels(fields: Fields) -> dict[str, int]:
    """VROOM's plain skills count as level 1; `skill_levels` has them with a level."""
    found = {}
    for index, code in enumerate(fields.items("skills")):
        found[str(identity(code, f"skills[{index}]"))] = 1
    for code, level in fields.counts("skill_levels").items():
        require(code not in found, f"skill_levels.{code}", "stands in skills as well")
        found[code] = level
    return found


def amounts(fields: Fields, name: str) -> dict[str, int]:
    """VROOM's unnamed quantities: each component is a product of its own."""
    found = {}
    for index, amount in enumerate(fields.items(name)):
        found[f"{NAMELESS}{index}"] = integer(amount, f"{name}[{index}]", least=0)
    return found


def goods(fields: Fields, nameless: str, named: str) -> dict[str, int]:
    """Products and pieces, from VROOM's amounts and our named ones."""
    found = amounts(fields, nameless)
    for product, count in fields.counts(named).items():
        require(not product.startswith(NAMELESS), f"{named}.{product}", f"{NAMELESS} is kept for {nameless}")
        found[product] = count
    return found
