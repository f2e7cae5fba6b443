"""The yard in one answer: for the order page, and for the phones of the crew (R35)."""

from collections.abc import Sequence

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.customers import public as customers
from backend.modules.customers.public import Vehicle
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import repository as orders
from backend.modules.work_orders.lifecycle import LIVE_VISIT_STATES
from backend.modules.work_orders.schemas import PlateOut
from backend.modules.work_orders.shapes import ItemView, VisitView
from backend.modules.work_orders.yard import repository
from backend.modules.work_orders.yard import schemas as wire
from backend.modules.work_orders.yard.clashes import clashes_of
from backend.modules.work_orders.yard.repository import crew_id

OFF = ("declined", "cancelled")


def yard_of(work: UnitOfWork, order_id: str) -> wire.YardOut:
    """How far the list is, who did how much, what clashes, what is accepted; refuses 404, and 403 for another centre."""
    order = orders.order(work, order_id)
    work.actor.require_centre(order.centre_id)
    items = [one for one in orders.items(work, order_id) if one.state != "cancelled"]
    visits = [one for one in orders.visits_of(work, order_id) if one.state not in OFF]
    accepted = repository.acceptances_of_visits(work, [one.id for one in visits])
    vehicles = customers.vehicles(work, {one.vehicle_id for one in items})
    plates = {one.id: _plate(vehicles.get(one.vehicle_id)) for one in items}
    return wire.YardOut(
        order_id=order_id,
        vehicles=len(items),
        done=sum(one.state == "recorded" for one in items),
        accepted=sum(one.acceptance_id is not None for one in items),
        crew=_crew(work, visits),
        clashes=clashes_of(work, [order_id]),
        acceptances=[
            wire.AcceptanceOut(
                **{name: getattr(one, name) for name in ("id", "visit_id", "sha256", "reason", "signer", "taken_at")},
                vehicles=[plates[item] for item in one.item_ids if item in plates],
            )
            for one in accepted
        ],
    )


def _plate(vehicle: Vehicle | None) -> PlateOut:
    return PlateOut(plate=vehicle.plate if vehicle else "", plate_colour=vehicle.plate_colour if vehicle else "")


def _names(work: UnitOfWork, visits: Sequence[VisitView]) -> dict[str, str]:
    return technicians.names_of(work, {one.technician_id for one in visits})


def _crew(work: UnitOfWork, visits: Sequence[VisitView]) -> list[wire.MateOut]:
    """Those of a crew; a visit that nobody shares is no crew."""
    leads = {one.lead_visit_id for one in visits if one.lead_visit_id}
    crew = [one for one in visits if one.lead_visit_id or one.id in leads]
    names, lists = _names(work, crew), orders.items_of_visits(work, [one.id for one in crew])
    return [
        wire.MateOut(
            visit_id=one.id, visit_no=one.no, technician_name=names.get(one.technician_id, ""), state=one.state,
            lead=one.lead_visit_id is None, done=_done(lists.get(one.id, [])),
        )
        for one in crew
    ]  # fmt: skip


def _done(items: Sequence[ItemView]) -> int:
    return sum(one.state == "recorded" for one in items)


class CrewsToday:
    """What the phone of one technician is told of the others on the lists of his visits, read once."""

    def __init__(self, work: UnitOfWork, technician_id: str, visits: Sequence[VisitView]) -> None:
        """Read the crews of these visits."""
        every = [one for some in orders.visits_of_orders(work, {v.order_id for v in visits}).values() for one in some]
        shared = {one.lead_visit_id for one in every if one.lead_visit_id}
        self._crews = {
            mine.id: [
                one for one in every if crew_id(one) == crew_id(mine) and one.id != mine.id and one.state not in OFF
            ]
            for mine in visits
            if crew_id(mine) in shared
        }
        mates = [one for some in self._crews.values() for one in some]
        self._names = _names(work, mates)
        self._lists = orders.items_of_visits(work, {one.id for one in mates})
        self._plates = customers.vehicles(work, {one.vehicle_id for some in self._lists.values() for one in some})
        self._clashes = clashes_of(work, {one.order_id for one in mates}, technician_id) if mates else []
        self.visit_ids = [one.id for one in mates]

    def of(self, visit: VisitView, own: Sequence[ItemView]) -> wire.PhoneCrewOut:
        """The crew of one visit without its own technician; `own` is his list."""
        crew, known = self._crews.get(visit.id, []), {one.id for one in own}
        done = [
            self._mates_done(one, item)
            for one in crew
            for item in self._lists.get(one.id, [])
            if item.state == "recorded" and item.id not in known
        ]
        here = known | {one.item_id for one in done}
        return wire.PhoneCrewOut(
            mates=[
                wire.PhoneMateOut(
                    name=self._names.get(one.technician_id, ""),
                    state=one.state,
                    done=_done(self._lists.get(one.id, [])),
                )
                for one in crew
            ],
            done=sorted(done, key=lambda one: one.seq),
            clashes=[one for one in self._clashes if one.item_id in here],
        )

    def _mates_done(self, visit: VisitView, item: ItemView) -> wire.MateDoneOut:
        return wire.MateDoneOut(
            item_id=item.id,
            seq=item.seq,
            by=self._names.get(visit.technician_id, ""),
            accepted=item.acceptance_id is not None,
            **_plate(self._plates.get(item.vehicle_id)).model_dump(),
        )

    def shared(self, visit: VisitView) -> set[str]:
        """Vehicles still to do that a live mate has on his list too."""
        crew = [one for one in self._crews.get(visit.id, []) if one.state in LIVE_VISIT_STATES]
        return {item.id for one in crew for item in self._lists.get(one.id, []) if item.state in ("open", "suspended")}
