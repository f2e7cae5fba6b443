"""A vehicle was done: what the platform has to show of it is written down (R13, R32)."""

from zoneinfo import ZoneInfo

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.customers import public as customers
from backend.modules.inventory import public as inventory
from backend.modules.proof import lifecycle, policies, repository
from backend.modules.proof.events import ProofOpened
from backend.modules.proof.models import ProofRow
from backend.modules.proof.policies import Check, Done, Rule
from backend.modules.proof.rules import ANY, default_rules
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.events import ItemRecorded

# After a repair that swapped nothing and after an inspection whatever sits there is asked. A removal leaves nothing to ask.
ACTS = frozenset({"install", "swap_device", "swap_sim", "swap_both", "transfer", "none"})
# The terminal was alive with the old card, or in the other vehicle, until the work was done: what it said until then
# proves nothing of how it was left.
ALIVE_BEFORE = frozenset({"swap_sim", "transfer"})


def open_proof(work: UnitOfWork, fact: ItemRecorded) -> ProofRow | None:
    """Write down what has to be shown; None for an act that needs none, and where no terminal is known to sit there."""
    cause = f"{fact.visit_id}:{fact.item_id}:{fact.at.isoformat()}"
    if fact.act not in ACTS or repository.was_opened(work.session, cause):
        return None
    item = next(one for one in work_orders.items(work, fact.order_id) if one.id == fact.item_id)
    installed = _meant(work, fact, item.family)
    if installed is None:
        return None  # nothing sits there, or an unknown or clashing number: the keeper settles the case first
    row = _row(work, fact, cause, item, installed)
    for earlier in repository.unfinished_of_item(work.session, fact.item_id):
        earlier.state, earlier.next_at = lifecycle.step(earlier.state, "replace"), None
        work.session.add(earlier)
    repository.watch_no_longer(work.session, row.device_id)
    asked = work.ports.gps_platform is not None
    row.checks = [one.as_json() for one in policies.unknown(rule_of(work, row.family))]
    row.state = "waiting" if asked else "not_checked"
    row.next_at = work.now if asked else None
    work.session.add(row)
    work.session.flush()
    work_orders.mark_proof(work, row.item_id, row.visit_id, "waiting" if asked else "unchecked")
    work.record(ProofOpened(**named(row), device_no=row.device_no))
    return row


def _meant(work: UnitOfWork, fact: ItemRecorded, family: str) -> inventory.Installed | None:
    """The terminal that was worked on: what was put in last, else of several the one of the item's family."""
    sitting = inventory.all_installed_in(work, [fact.vehicle_id]).get(fact.vehicle_id, [])
    of_family = [one for one in sitting if one.device.family == family] if fact.act == "none" else []
    return next(reversed(of_family or sitting), None)


def _row(
    work: UnitOfWork, fact: ItemRecorded, cause: str, item: work_orders.ItemView, installed: inventory.Installed
) -> ProofRow:
    vehicle = customers.vehicle(work, fact.vehicle_id)
    visit = work_orders.visit(work, fact.visit_id)
    spot = work_orders.where_worked(work, fact.visit_id, fact.item_id)
    device = installed.device
    return ProofRow(
        cause=cause, item_id=fact.item_id, visit_id=fact.visit_id, order_id=fact.order_id, centre_id=fact.centre_id,
        technician_id=fact.technician_id, vehicle_id=fact.vehicle_id, plate=vehicle.plate or vehicle.label,
        vin=vehicle.vin, act=fact.act, family=device.family or item.family, device_id=device.id,
        device_no=device.terminal_no, imei=device.imei,
        iccid=item.new_iccid or (installed.sim.iccid if installed.sim else ""),
        former_names=_former_names(work, device.id, fact.vehicle_id),
        started_at=fact.at if fact.act in ALIVE_BEFORE else min(visit.started_at or fact.at, fact.at), finished_at=fact.at,
        lat=spot[0] if spot else None, lng=spot[1] if spot else None, opened_at=work.now,
    )  # fmt: skip


def _former_names(work: UnitOfWork, device_id: str, but: str) -> list[str]:
    """Plates of the vehicles where the terminal sat before: the platform may still show one of them."""
    before = {one for one in inventory.vehicles_of_device(work, device_id) if one != but}
    return [one.plate for one in customers.vehicles(work, before).values() if one.plate]


def rule_of(work: UnitOfWork, family: str) -> Rule:
    """What this family needs: its own rule, else the one for any other."""
    known = repository.rules(work.session)
    row = known.get(family) or known.get(ANY) or default_rules()[0]
    return Rule(
        needs=tuple(row.needs), satellites=row.satellites, metres=row.metres, volts_percent=row.volts_percent,
        fix_hours=row.fix_hours, wait_hours=row.wait_hours, dark_hours=row.dark_hours,
    )  # fmt: skip


def done_of(work: UnitOfWork, row: ProofRow) -> Done:
    """The work as the judge sees it."""
    return Done(
        started_at=row.started_at,
        finished_at=row.finished_at,
        place=None if row.lat is None or row.lng is None else (row.lat, row.lng),
        number=row.imei or row.device_no,
        iccid=row.iccid,
        plate=row.plate,
        vin=row.vin,
        zone=ZoneInfo(auth.centre(work, row.centre_id).time_zone),
    )


def checks_of(row: ProofRow) -> list[Check]:
    """The checks as they stand."""
    return [Check(**one) for one in row.checks]


def named(row: ProofRow) -> dict[str, str]:
    """What every fact about a proof carries."""
    return {
        "proof_id": row.id, "order_id": row.order_id, "visit_id": row.visit_id, "item_id": row.item_id,
        "centre_id": row.centre_id, "technician_id": row.technician_id, "vehicle_id": row.vehicle_id,
    }  # fmt: skip
