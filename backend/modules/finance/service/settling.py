"""When the money of an order is settled: everything due is paid and confirmed by finance, or nothing was due."""

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.finance import repository
from backend.modules.finance.events import FeesSettled
from backend.modules.work_orders import public as work_orders


def settle_if_done(work: UnitOfWork, order_id: str) -> bool:
    """Tell work_orders once a completed order owes nothing more; later visits of an open order may still cost."""
    order = work_orders.order(work, order_id)
    if order.fees_done_at is not None or order.completed_at is None:
        return False
    due = sum(sheet.total_fen for sheet in repository.sheets_of_order(work.session, order_id))
    payments = repository.payments_of_order(work.session, order_id)
    confirmed = sum(one.amount_fen for one in payments if one.confirmed_at is not None)
    if confirmed != due or any(one.confirmed_at is None for one in payments):
        return False
    work_orders.mark_fees_settled(work, order_id)
    work.record(FeesSettled(order_id=order_id, centre_id=order.centre_id))
    return True
