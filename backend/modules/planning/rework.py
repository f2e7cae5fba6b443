"""Work that the platform has found wanting goes to whoever did it, before anybody else (R32)."""

from collections.abc import Sequence

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.planning.schemas import ProofFailedOut, RankedOut, WordsOut
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.public import OrderView


def proof_failed(work: UnitOfWork, order: OrderView) -> ProofFailedOut | None:
    """What the platform found wrong, and who did it; None for an order that nothing was found wrong with."""
    found = work_orders.who_failed(work, order)
    if found is None:
        return None
    technician_id, said = found
    people = technicians.technicians(work, ids={technician_id})
    return ProofFailedOut(
        zh=said.get("zh", ""), en=said.get("en", ""), technician_name=people[0].name if people else ""
    )


def same_first(work: UnitOfWork, order: OrderView, ranked: Sequence[RankedOut]) -> list[RankedOut]:
    """The ranking with whoever did it before at its head, and why; as it was when he can't go."""
    found = work_orders.who_failed(work, order)
    if found is None:
        return list(ranked)
    technician_id, said = found
    why = WordsOut(
        code="proof_failed",
        params={},
        zh=f"上次由他做：{said.get('zh', '')}",
        en=f"Did it before: {said.get('en', '')}",
    )
    own = [
        one.model_copy(update={"reasons": [why, *one.reasons]}) for one in ranked if one.technician_id == technician_id
    ]
    return [*own, *(one for one in ranked if one.technician_id != technician_id)]
