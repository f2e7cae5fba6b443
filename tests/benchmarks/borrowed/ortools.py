"""OR-Tools on a problem in VROOM's words: guided local search, breaks as intervals, skills as allowed vehicles."""

from collections.abc import Mapping
from typing import Any

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from tests.dispatch.plain_judge import Route, Visit

# Seconds of travel that an unserved job costs: more than any detour
UNSERVED = 1_000_000


def solve(problem: Mapping[str, Any], seconds: int = 20) -> list[Route]:
    """OR-Tools' best plan after `seconds`. One window a job; it has no use for a second thread or a seed."""
    return _Routing(problem).solve(seconds)


class _Routing:
    def __init__(self, problem: Mapping[str, Any]) -> None:
        self.jobs, self.vehicles = problem["jobs"], problem["vehicles"]
        durations = problem["matrices"]["car"]["durations"]
        nodes = [job["location_index"] for job in self.jobs] + [one["start_index"] for one in self.vehicles]
        self.travel = [[int(durations[here][there]) for there in nodes] for here in nodes]
        self.service = [job.get("service", 0) for job in self.jobs] + [0] * len(self.vehicles)
        homes = [len(self.jobs) + index for index in range(len(self.vehicles))]
        self.manager = pywrapcp.RoutingIndexManager(len(nodes), len(homes), homes, homes)
        self.routing = pywrapcp.RoutingModel(self.manager)
        self.routing.SetArcCostEvaluatorOfAllVehicles(self.routing.RegisterTransitMatrix(self.travel))
        self.time = self._time()
        for index, job in enumerate(self.jobs):
            self._add_job(index, job)
        for index, vehicle in enumerate(self.vehicles):
            self._add_vehicle(index, vehicle)

    def solve(self, seconds: int) -> list[Route]:
        """Search and read the routes."""
        parameters = pywrapcp.DefaultRoutingSearchParameters()
        parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
        parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
        parameters.time_limit.FromSeconds(seconds)
        solution = self.routing.SolveWithParameters(parameters)
        if solution is None:
            return []
        return [Route(one["id"], self._visits(solution, index)) for index, one in enumerate(self.vehicles)]

    def _time(self) -> Any:
        steps = [[self.service[here] + way for way in row] for here, row in enumerate(self.travel)]
        horizon = max(one["time_window"][1] for one in self.vehicles)
        self.routing.AddDimension(self.routing.RegisterTransitMatrix(steps), horizon, horizon, False, "time")
        return self.routing.GetDimensionOrDie("time")

    def _add_job(self, index: int, job: Mapping[str, Any]) -> None:
        node = self.manager.NodeToIndex(index)
        opens, closes = job["time_windows"][0]
        self.time.CumulVar(node).SetRange(opens, min(closes, self.time.CumulVar(node).Max()))
        needed = set(job.get("skills", ()))
        able = [number for number, one in enumerate(self.vehicles) if needed <= set(one.get("skills", ()))]
        self.routing.AddDisjunction([node], UNSERVED)
        self.routing.VehicleVar(node).SetValues([-1, *able])

    def _add_vehicle(self, index: int, vehicle: Mapping[str, Any]) -> None:
        opens, closes = vehicle["time_window"]
        for end in (self.routing.Start(index), self.routing.End(index)):
            self.time.CumulVar(end).SetRange(opens, closes)
        solver = self.routing.solver()
        rests = []
        for rest in vehicle.get("breaks", ()):
            first, last = rest["time_windows"][0]
            rests.append(solver.FixedDurationIntervalVar(first, last, rest["service"], False, f"rest {index}"))
        if rests:
            self.time.SetBreakIntervalsOfVehicle(rests, index, self.service)

    def _visits(self, solution: Any, vehicle: int) -> list[Visit]:
        visits = []
        node = solution.Value(self.routing.NextVar(self.routing.Start(vehicle)))
        while not self.routing.IsEnd(node):
            visits.append(Visit(self.jobs[self.manager.IndexToNode(node)]["id"]))
            node = solution.Value(self.routing.NextVar(node))
        return visits
