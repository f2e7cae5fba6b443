"""Everything that papers tell about a visit, read in batches from the modules it belongs to."""

from dataclasses import dataclass
from datetime import datetime

from backend.kernel.errors import NOT_FOUND, Refusal
from backend.kernel.numbers import mask_phone
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.customers import public as customers
from backend.modules.finance import public as finance
from backend.modules.inventory import public as inventory
from backend.modules.papers.accepted import Accepted, accepted_on
from backend.modules.papers.access import named_for_reader, sees_phones
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import public as work_orders


@dataclass(frozen=True)
class AroundVisit:
    """A visit with its order, people, vehicles, what sits in them, its fees, and the names of codes."""

    order: work_orders.OrderView
    visit: work_orders.VisitView
    items: list[work_orders.ItemView]
    customer: customers.Customer
    site: customers.Site | None
    contact_phone: str
    technician: technicians.Technician
    vehicles: dict[str, customers.Vehicle]
    installed: dict[str, inventory.Installed]
    bill: finance.Bill | None
    families: dict[str, work_orders.Family]
    products: dict[str, inventory.Product]
    faults: dict[str, work_orders.Fault]
    causes: dict[str, work_orders.Cause]
    removals: dict[str, tuple[str, str]]
    accepted: list[Accepted]
    types: list[customers.VehicleType]

    @property
    def over(self) -> bool:
        """Whether the work of this visit has ended: before that, papers have blanks."""
        return self.visit.ended_at is not None or self.visit.completed_at is not None

    @property
    def moments(self) -> list[tuple[str, datetime]]:
        """What of its way has happened, and when."""
        visit = self.visit
        said = (("dispatched", visit.dispatched_at), ("set_off", visit.set_off_at), ("arrived", visit.arrived_at),
                ("started", visit.started_at), ("completed", visit.completed_at))  # fmt: skip
        return [(key, at) for key, at in said if at is not None]

    @property
    def in_parts(self) -> bool:
        """Whether the customer signed for some vehicles each, and never for the visit as a whole."""
        return self.visit.signature_sha is None and bool(self.accepted)

    @property
    def signature_sha(self) -> str | None:
        """The signature whose picture stands on papers: of several in parts the newest."""
        newest = next((one.sha256 for one in reversed(self.accepted) if one.sha256), None)
        return self.visit.signature_sha or newest

    def label(self, vehicle_id: str | None) -> str:
        """What people call a vehicle."""
        found = self.vehicles.get(vehicle_id or "")
        return found.label if found else ""


def around_visit(work: UnitOfWork, visit_id: str) -> AroundVisit:
    """Read it; refuses 404 for an unknown visit. Who may see it is the caller's question."""
    visit = work_orders.visit(work, visit_id)
    return around(work, work_orders.order(work, visit.order_id), visit)


def around(work: UnitOfWork, order: work_orders.OrderView, visit: work_orders.VisitView) -> AroundVisit:
    """The same for a visit that is already read."""
    items = work_orders.items_of_visit(work, visit.id)
    ids = {one.vehicle_id for one in items} | {one.from_vehicle_id for one in items if one.from_vehicle_id}
    owner = customers.customers(work, {order.customer_id}).get(order.customer_id)
    if owner is None:
        raise Refusal(NOT_FOUND)
    return AroundVisit(
        order=order,
        visit=visit,
        items=items,
        customer=owner,
        site=customers.sites_by_id(work, {order.site_id}).get(order.site_id) if order.site_id else None,
        contact_phone=order.contact_phone if sees_phones(work, visit) else mask_phone(order.contact_phone),
        technician=named_for_reader(work, technicians.technician(work, visit.technician_id)),
        vehicles=customers.vehicles(work, ids),
        installed=inventory.installed_in(work, ids),
        bill=finance.bill_of_visit(work, visit.id),
        families=work_orders.families(work),
        products={one.code: one for one in inventory.products(work)},
        faults={one.code: one for one in work_orders.faults(work)},
        causes={one.code: one for one in work_orders.causes(work)},
        removals={one.code: (one.name_zh, one.name_en) for one in work_orders.removal_reasons(work)},
        accepted=accepted_on(work, visit),
        types=customers.vehicle_types(work),
    )


def require_visit(work: UnitOfWork, visit_id: str) -> work_orders.VisitView:
    """A visit that the actor may print: a technician his own, the office those of its centres; else 403, unknown 404."""
    visit = work_orders.visit(work, visit_id)
    if work.actor.roles & auth.FIELD and work.actor.technician_id == visit.technician_id:
        return visit
    if not work.actor.roles - auth.FIELD:
        raise Refusal(NOT_FOUND)
    work.actor.require_centre(visit.centre_id)
    return visit
