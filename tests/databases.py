"""Databases with the app's schema: migrated once for each test process, then copied or emptied for each test."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event

from backend.kernel.db import Database, migrate
from tests.postgres import PostgresServer

KINDS = ("sqlite", "postgres")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the newest schema and no rows but those of the migrations."""
    path = tmp_path_factory.mktemp("template") / "paigong.sqlite3"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer) -> str:
    """The name of a PostgreSQL database with the newest schema; copy it, never connect to it."""
    name = postgres_server.create_database()
    migrate(postgres_server.url(name))
    return name


def copy_sqlite(template: Path, target: Path) -> str:
    """Copy a database file by SQLite's own backup (its write-ahead log included); returns the copy's URL."""
    with closing(sqlite3.connect(template)) as source, closing(sqlite3.connect(target)) as copy:
        copy.execute("PRAGMA synchronous=OFF")
        source.backup(copy)
    return f"sqlite:///{target}"


def wait_for_no_disk(database: Database) -> None:
    """For a house in a test, of which nothing must outlive a power cut: SQLite commits without waiting for the disk."""
    if database.is_sqlite:
        event.listen(database.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))


@pytest.fixture(scope="session")
def sqlite_reused(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the SQLite files of this process's tests lie, one after the other."""
    return tmp_path_factory.mktemp("reused") / "paigong.sqlite3"


@pytest.fixture
def sqlite_url(sqlite_template: Path, sqlite_reused: Path) -> str:
    """The URL of a fresh SQLite database with the app's schema."""
    for leftover in sqlite_reused.parent.iterdir():
        leftover.unlink()
    return copy_sqlite(sqlite_template, sqlite_reused)


@pytest.fixture(scope="session")
def postgres_reused(postgres_server: PostgresServer, postgres_template: str) -> str:
    """The name of the PostgreSQL database that the tests of this process use one after the other."""
    return postgres_server.create_database(postgres_template)


@pytest.fixture
def postgres_url(postgres_server: PostgresServer, postgres_reused: str) -> str:
    """The URL of a PostgreSQL database with the app's schema and no rows; emptying takes a tenth of copying."""
    postgres_server.empty_database(postgres_reused)
    return postgres_server.url(postgres_reused)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for a database runs on SQLite and on PostgreSQL; one marked `one_database` on SQLite only."""
    if "database_url" in metafunc.fixturenames:
        kinds = KINDS[:1] if metafunc.definition.get_closest_marker("one_database") else KINDS
        metafunc.parametrize("database_url", kinds, indirect=True)


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh database with the app's schema, of the kind that the test runs on."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(scope="session")
def opened() -> dict[str, Database]:
    """The databases of this process by URL: one that is opened anew compiles every statement anew."""
    return {}


@pytest.fixture
def database(database_url: str, opened: dict[str, Database]) -> Iterator[Database]:
    """The test's database with no connection to it yet."""
    if database_url not in opened:
        opened[database_url] = Database(database_url)
        wait_for_no_disk(opened[database_url])
    yield opened[database_url]
    opened[database_url].close()


@pytest.fixture(scope="module")
def new_module_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], str]:
    """Makes databases that all tests of one module share: `new_module_database("sqlite" or "postgres")` gives a URL."""

    def make(kind: str) -> str:
        if kind == "sqlite":
            template: Path = request.getfixturevalue("sqlite_template")
            return copy_sqlite(template, tmp_path_factory.mktemp("module") / "paigong.sqlite3")
        server: PostgresServer = request.getfixturevalue("postgres_server")
        name = server.create_database(request.getfixturevalue("postgres_template"))
        request.addfinalizer(lambda: server.drop_database(name))
        return server.url(name)

    return make
