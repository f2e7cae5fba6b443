"""How long it takes to drive: by road where a routing service is configured and knows, by the straight line elsewhere.

The service's table is the time at normal speed; how much slower the rush hours are stays the engine's own.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from backend.kernel.ports import Bools
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.planning import policies
from backend.modules.planning.day import Day
from dispatch import Location, TableTravel, Travel, TravelModel, points
from dispatch import Technician as Worker

# The places of somebody's day in the order in which he drives to them.
Chain = Sequence[Location]


def chain_of(worker: Worker) -> Chain:
    """Where he starts and what he drives to."""
    return [worker.start, *(one.stop.location for one in worker.route)]


def travel_of(
    work: UnitOfWork,
    day: Day,
    ahead: Sequence[Location],
    chains: Sequence[Chain],
    *,
    every_pair: bool = False,
    patience: int = 1,
) -> Travel:
    """The travel of a day between the new places `ahead` and the `chains` of those who work.

    Needed are the ways along each chain and to and from what is ahead, or `every_pair`. The service is asked for at
    most `patience` times the configured timeout; never where the transaction may hold the writer: there, and with
    patience 0, what it said before is used.
    """
    model = TravelModel(midnight=policies.seconds(day.start))
    roads = work.ports.roads
    if roads is None:
        return model
    near = _nearest_first(model, ahead, chains) if ahead else chains
    places = list(dict.fromkeys([*ahead, *(place for chain in near for place in chain)]))[: roads.most]
    if len(places) < 2:
        return model
    wanted = None if every_pair else _needed(places, ahead, near)
    table = roads.tables(places, wanted, patience if patience and work.let_go() else 0)
    known = np.isfinite(table.seconds) & np.isfinite(table.metres)
    if known.sum() <= len(places):  # nothing but the way from each place to itself
        return model
    spots = points(places)
    here, there = spots[:, None, :], spots[None, :, :]
    seconds = np.where(known, table.seconds, model.work(here, there))
    metres = np.where(known, table.metres, model.metres(here, there))
    return TableTravel(spots, seconds, metres, otherwise=model)


def _nearest_first(model: TravelModel, ahead: Sequence[Location], chains: Sequence[Chain]) -> list[Chain]:
    """Who starts nearest comes first: a table has an end, and those behind it will hardly go."""
    starts = points([chain[0] for chain in chains])
    order = np.argsort(model.metres(starts, points(ahead[:1])), kind="stable")
    return [chains[one] for one in order]


def _needed(places: Sequence[Location], ahead: Sequence[Location], chains: Sequence[Chain]) -> Bools:
    number = {place: index for index, place in enumerate(places)}
    needed = np.zeros((len(places), len(places)), dtype=np.bool_)
    for place in ahead:
        if place in number:
            needed[number[place]] = needed[:, number[place]] = True
    for chain in chains:
        for here, there in pairwise(chain):
            if here in number and there in number:
                needed[number[here], number[there]] = True
    return needed
