"""Proofs and suggestions as they go over the wire, with the names of what they are about, read in batches."""

from collections.abc import Sequence
from typing import Any

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.customers import public as customers
from backend.modules.proof import repository, words
from backend.modules.proof import schemas as wire
from backend.modules.proof.models import ProofAnswerRow, ProofRow, ReworkRow
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import public as work_orders

COPIED = tuple(name for name in wire.ProofOut.model_fields if name != "checks")
COPIED_OF_REWORK = tuple(
    name
    for name in wire.ReworkOut.model_fields
    if name not in ("order_no", "technician_name", "customer_name", "plate_colour")
)


def brief(row: ProofRow) -> wire.ProofOut:
    """One proof."""
    return wire.ProofOut(**_fields(row))


def detail(work: UnitOfWork, row: ProofRow) -> wire.ProofDetailOut:
    """One proof with its answers."""
    return details(work, [row])[0]


def details(work: UnitOfWork, rows: Sequence[ProofRow]) -> list[wire.ProofDetailOut]:
    """Proofs with their answers."""
    found = repository.answers(work.session, [one.id for one in rows])
    return [wire.ProofDetailOut(**_fields(one), answers=[_answer(it) for it in found.get(one.id, [])]) for one in rows]


def lines(work: UnitOfWork, rows: Sequence[ProofRow]) -> list[wire.ProofLineOut]:
    """Proofs of many orders."""
    names = Names(work, rows)
    return [wire.ProofLineOut(**_fields(one), **names.of(one)) for one in rows]


def suggestions(work: UnitOfWork, rows: Sequence[ReworkRow]) -> list[wire.ReworkOut]:
    """Suggestions with names."""
    names = Names(work, rows)
    return [wire.ReworkOut(**{name: getattr(one, name) for name in COPIED_OF_REWORK}, **names.of(one)) for one in rows]


class Names:
    """Order number, customer and technician of proofs or suggestions."""

    def __init__(self, work: UnitOfWork, rows: Sequence[ProofRow] | Sequence[ReworkRow]) -> None:
        """Read what is needed, each once."""
        self.orders = work_orders.orders(work, {one.order_id for one in rows})
        owners = {one.customer_id for one in self.orders.values()}
        self.owners = {key: one.name for key, one in customers.customers(work, owners).items()}
        self.vehicles = customers.vehicles(work, {one.vehicle_id for one in rows})
        self.people = technicians.names_of(work, {one.technician_id for one in rows})

    def of(self, row: ProofRow | ReworkRow) -> dict[str, str]:
        """The names around one row; empty where something is gone."""
        order, vehicle = self.orders.get(row.order_id), self.vehicles.get(row.vehicle_id)
        return {
            "plate_colour": vehicle.plate_colour if vehicle else "none",
            "order_no": order.no if order else "",
            "customer_name": self.owners.get(order.customer_id, "") if order else "",
            "technician_name": self.people.get(row.technician_id, ""),
        }


def checks(stored: Sequence[dict[str, Any]]) -> list[wire.CheckOut]:
    """Checks with their names."""
    return [
        wire.CheckOut(**one, name_zh=words.NAMES[one["code"]].zh, name_en=words.NAMES[one["code"]].en) for one in stored
    ]


def _fields(row: ProofRow) -> dict[str, Any]:
    return {**{name: getattr(row, name) for name in COPIED}, "checks": checks(row.checks)}


def _answer(row: ProofAnswerRow) -> wire.AnswerOut:
    return wire.AnswerOut(
        at=row.at, asked_by=row.asked_by, outcome="away" if row.outcome == "away" else "answered",
        platform=row.platform, said=row.said, checks=checks(row.checks),
    )  # fmt: skip
