"""One request, one transaction, committed before the answer leaves."""

import contextlib
from pathlib import Path
from typing import Annotated, Any

import pytest
from fastapi import Depends, FastAPI
from sqlalchemy import text
from sqlmodel import Session, SQLModel, select

from backend.kernel.clock import SystemClock
from backend.kernel.db import Database
from backend.kernel.events import Event, EventRow, Subscription, Subscriptions
from backend.kernel.files import FileStore
from backend.kernel.outbox import Courier
from backend.kernel.ports import Ports
from backend.kernel.settings import Settings
from backend.kernel.unit_of_work import UnitOfWork, UnitsOfWork
from tests.asgi_client import AsgiClient


class Happened(Event):
    """A fact for these tests."""

    name = "test.happened"
    thing: str

    @property
    def subject(self) -> str:
        """The thing."""
        return f"thing:{self.thing}"


def units_at(path: Path, *subscriptions: Subscription) -> UnitsOfWork:
    """Units of work on a fresh file with the kernel's tables."""
    database = Database(f"sqlite:///{path / 'kernel.sqlite3'}")
    SQLModel.metadata.create_all(database.engine)
    ports = Ports(Settings(_env_file=None), FileStore(path / "files"), b"secret")
    return UnitsOfWork(database, SystemClock(), Subscriptions(subscriptions), ports)


def app_that_writes(units: UnitsOfWork, scope: Any) -> FastAPI:
    """An application with one endpoint that records a fact, its unit of work ending at `scope`."""
    app = FastAPI()

    def unit() -> Any:
        with units.write() as work:
            yield work

    @app.post("/fact")
    def fact(work: Annotated[UnitOfWork, Depends(unit, scope=scope)]) -> dict[str, str]:
        work.record(Happened(thing="1"))
        return {"said": "done"}

    return app


@pytest.fixture
def failing_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every commit fails, as a full disk or a lost server would make it."""

    def fail(self: Session) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Session, "commit", fail)


def test_a_commit_that_fails_is_never_answered_as_done(tmp_path: Path, failing_commit: None) -> None:
    """The phone deletes its copy on 200, so a 200 before the commit would lose work."""
    browser = AsgiClient(app_that_writes(units_at(tmp_path), "function"))
    assert browser.post("/fact").status_code == 500


def test_control_the_frameworks_default_scope_would_answer_200(tmp_path: Path, failing_commit: None) -> None:
    """Negative control: without scope="function" the answer leaves before the commit fails."""
    browser = AsgiClient(app_that_writes(units_at(tmp_path), "request"))
    assert browser.post("/fact").status_code == 200


def test_what_raises_leaves_nothing_behind(tmp_path: Path) -> None:
    """A unit of work is whole or not at all."""
    units = units_at(tmp_path)
    with contextlib.suppress(RuntimeError), units.write() as work:
        work.record(Happened(thing="1"))
        raise RuntimeError
    with units.read() as work:
        assert work.session.exec(select(EventRow)).all() == []


def test_a_reading_unit_cannot_write(tmp_path: Path) -> None:
    """SQLite itself refuses, so a GET that writes shows up in the first test that calls it."""
    units = units_at(tmp_path)
    with units.read() as work, pytest.raises(Exception, match="readonly"):
        work.session.execute(text("DELETE FROM event_log"))


def test_a_fact_reaches_each_subscriber_even_when_another_fails(tmp_path: Path) -> None:
    """Each delivery stands alone and is tried again; the healthy subscriber hears the fact once."""
    heard: list[str] = []

    def healthy(work: UnitOfWork, fact: Happened) -> None:
        heard.append(fact.thing)

    def broken(work: UnitOfWork, fact: Happened) -> None:
        raise ValueError("not today")

    units = units_at(
        tmp_path, Subscription("test.broken", Happened, broken), Subscription("test.healthy", Happened, healthy)
    )
    with units.write() as work:
        work.record(Happened(thing="7"))
    courier = Courier(units)
    courier.run_until_idle()
    courier.run_until_idle()
    assert heard == ["7"]
    with units.read() as work:
        left = work.session.execute(text("SELECT subscriber, attempts FROM event_delivery")).all()
    assert [tuple(row) for row in left] == [("test.broken", 1)]


def test_two_subscribers_of_one_name_are_a_mistake() -> None:
    """A delivery row is keyed by the subscriber's name."""
    one = Subscription("same", Happened, lambda work, fact: None)
    with pytest.raises(ValueError, match="same"):
        Subscriptions((one, one))
