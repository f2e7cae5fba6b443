"""One request, one transaction: what a use case needs, committed before the answer leaves."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import insert
from sqlmodel import Session

from backend.kernel.actor import SYSTEM, Actor
from backend.kernel.clock import Clock
from backend.kernel.db import Database
from backend.kernel.events import DeliveryRow, Event, EventRow, Subscriptions
from backend.kernel.ids import new_id
from backend.kernel.ports import Ports

# Every change tells a fact: written without building rows, which would take three times as long.
_LOG, _OWE = insert(EventRow), insert(DeliveryRow)


class UnitOfWork:
    """The session, who acts, what time it is, and the facts to tell. Use cases take one and never commit."""

    def __init__(self, session: Session, actor: Actor, now: datetime, units: "UnitsOfWork") -> None:
        """Bind one transaction to one actor and one moment."""
        self.session = session
        self.actor = actor
        self.now = now
        self.ports = units.ports
        self._subscriptions = units.subscriptions
        self.has_news = False
        self.afterwards: list[Callable[[UnitsOfWork], None]] = []

    def after_commit(self, act: "Callable[[UnitsOfWork], None]") -> None:
        """Run `act` once this transaction stands: the place for slow calls outside, which must not hold the writer."""
        self.afterwards.append(act)

    def let_go(self) -> bool:
        """Give the connection back before a slow question to the outside; the next statement takes another.

        Only where nothing can be written: False, and nothing happens, in a transaction that may hold the writer.
        """
        if not self.session.info.get("read_only"):
            return False
        self.session.commit()
        return True

    def record(self, fact: Event) -> None:
        """Write a fact to the log, and a delivery for each subscriber, in this transaction."""
        connection, event_id = self.session.connection(), new_id()
        connection.execute(
            _LOG,
            {
                "id": event_id,
                "name": fact.name,
                "at": self.now,
                "actor_id": self.actor.id,
                "actor_name": self.actor.name,
                "subject": fact.subject,
                "centre_id": fact.centre,
                "payload": fact.model_dump(mode="json"),
            },
        )
        heard_by = self._subscriptions.by_event.get(fact.name, [])
        if heard_by:
            owed = {"event_id": event_id, "due_at": self.now, "attempts": 0}
            connection.execute(_OWE, [owed | {"subscriber": one.name} for one in heard_by])
            self.has_news = True


class UnitsOfWork:
    """Makes units of work; every process builds one from the same wiring."""

    def __init__(self, database: Database, clock: Clock, subscriptions: Subscriptions, ports: Ports) -> None:
        """`subscriptions` decide who hears the facts recorded here."""
        self.database = database
        self.clock = clock
        self.subscriptions = subscriptions
        self.ports = ports
        self.on_news: list[NewsListener] = []

    @contextmanager
    def write(self, actor: Actor = SYSTEM) -> Iterator[UnitOfWork]:
        """A transaction: committed when the block ends well, rolled back when it raises."""
        with self.database.write() as session:
            work = UnitOfWork(session, actor, self.clock.now(), self)
            try:
                yield work
                session.commit()
            except BaseException:
                session.rollback()
                raise
        if work.has_news:
            for listener in self.on_news:
                listener.wake()
        for act in work.afterwards:
            act(self)

    @contextmanager
    def read(self, actor: Actor = SYSTEM) -> Iterator[UnitOfWork]:
        """A unit of work that can only look."""
        with self.database.read() as session:
            yield UnitOfWork(session, actor, self.clock.now(), self)


class NewsListener:
    """Told after a commit that facts wait to be delivered."""

    def wake(self) -> None:
        """Called from any thread; must return at once."""
        raise NotImplementedError
