"""The database: SQLite (one writer, several readers) or PostgreSQL, the same SQLModel tables on both."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import BigInteger, Engine, create_engine, event, make_url
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class UtcTime(TypeDecorator[datetime]):
    """An aware time stored as integer microseconds since 1970 in UTC: sortable, zone-proof, the same on both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Aware time to microseconds; a naive time is a programming error."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive time")
        return (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Microseconds to an aware UTC time."""
        return None if value is None else EPOCH + timedelta(microseconds=value)


class Database:
    """Hands out sessions: `write()` is one transaction, `read()` can't change anything."""

    def __init__(self, url: str) -> None:
        """Open engines for `url`; the folder of an SQLite file is made when missing."""
        self.url = url
        parsed = make_url(url)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        if self.is_sqlite:
            if parsed.database:
                Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
            # One pooled connection is the fair queue before SQLite's single writer.
            self._writer = _sqlite_engine(url, pool_size=1, begin="BEGIN IMMEDIATE")
            self._reader = _sqlite_engine(url, pool_size=4, begin="BEGIN")
        else:
            self._writer = create_engine(url, pool_size=8, max_overflow=4, pool_pre_ping=True)
            self._reader = self._writer.execution_options(postgresql_readonly=True)

    def write(self) -> Session:
        """A session that may write; it takes a connection at its first statement, and the unit of work commits it."""
        return Session(self._writer, expire_on_commit=False)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for reading only."""
        with Session(self._reader, expire_on_commit=False) as session:
            session.info["read_only"] = True
            yield session

    @property
    def engine(self) -> Engine:
        """The writing engine, for migrations and tests."""
        return self._writer

    def close(self) -> None:
        """Close every connection."""
        self._writer.dispose()
        self._reader.dispose()


def _sqlite_engine(url: str, *, pool_size: int, begin: str) -> Engine:
    engine = create_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=30,
        connect_args={"check_same_thread": False, "timeout": 15, "isolation_level": None},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "mmap_size=67108864"):
            connection.execute(f"PRAGMA {pragma}")
        if begin == "BEGIN":
            connection.execute("PRAGMA query_only=ON")

    # A deferred BEGIN that reads and then writes fails at once with "database is locked"; IMMEDIATE waits its turn.
    @event.listens_for(engine, "begin")
    def begin_now(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


def migrate(url: str) -> None:
    """Bring the database at `url` to the newest schema by the migrations (creates it when empty)."""
    from alembic import command
    from alembic.config import Config

    database = Database(url)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent.parent / "migrations"))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    database.close()
