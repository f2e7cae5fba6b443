"""The courier: hands each recorded fact to each subscriber, one transaction a delivery, again later when it fails."""

import threading
from datetime import timedelta

import structlog
from sqlmodel import col, select

from backend.kernel.actor import SYSTEM
from backend.kernel.events import DeliveryRow, EventRow
from backend.kernel.unit_of_work import NewsListener, UnitsOfWork

log = structlog.get_logger()
LONGEST_WAIT = timedelta(hours=1)


class Courier(NewsListener):
    """Delivers due facts. `wake()` after a commit, or `run_until_idle()` where the caller wants to wait."""

    def __init__(self, units: UnitsOfWork) -> None:
        """Listen to the commits of `units`."""
        self.units = units
        self._news = threading.Event()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def wake(self) -> None:
        """There is something to deliver."""
        self._news.set()

    def start(self, idle_seconds: float = 2.0) -> None:
        """Deliver from a thread of its own until `stop()`."""
        self.units.on_news.append(self)
        self._thread = threading.Thread(target=self._run, args=(idle_seconds,), name="courier", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish the delivery at hand and end the thread."""
        self._stop.set()
        self._news.set()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def run_until_idle(self) -> int:
        """Deliver until nothing is due; returns how many were delivered."""
        delivered = 0
        while self.deliver_one():
            delivered += 1
        return delivered

    def deliver_one(self) -> bool:
        """Deliver the oldest due fact; False when none is due. A handler's failure is kept and tried again later."""
        claimed: tuple[str, str] | None = None
        try:
            with self.units.write(SYSTEM) as work:
                delivery = work.session.exec(
                    select(DeliveryRow)
                    .where(col(DeliveryRow.due_at) <= work.now)
                    .order_by(col(DeliveryRow.due_at), col(DeliveryRow.event_id))
                    .limit(1)
                    .with_for_update(skip_locked=True)
                ).first()
                if delivery is None:
                    return False
                claimed = (delivery.event_id, delivery.subscriber)
                subscription = self.units.subscriptions.by_name.get(delivery.subscriber)
                row = work.session.get_one(EventRow, delivery.event_id)
                work.session.delete(delivery)
                if subscription is not None:
                    subscription.handler(work, subscription.event.model_validate(row.payload))
        except Exception as error:  # a handler may fail in any way; the fact must not be lost for it
            if claimed is None:
                raise
            self._postpone(claimed, error)
        return True

    def _postpone(self, claimed: tuple[str, str], error: Exception) -> None:
        log.error("delivery_failed", event_id=claimed[0], subscriber=claimed[1], error=repr(error))
        with self.units.write(SYSTEM) as work:
            delivery = work.session.get(DeliveryRow, claimed)
            if delivery is not None:
                delivery.attempts += 1
                delivery.last_error = repr(error)[:500]
                delivery.due_at = work.now + min(timedelta(seconds=2**delivery.attempts), LONGEST_WAIT)

    def _run(self, idle_seconds: float) -> None:
        while not self._stop.is_set():
            self._news.clear()
            try:
                busy = self.deliver_one()
            except Exception as error:  # the database may be away for a while
                log.error("courier_waits", error=repr(error))
                busy = False
            if not busy:
                self._news.wait(idle_seconds)
