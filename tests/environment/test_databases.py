"""The test databases themselves: fresh for each test, on both kinds, built by the migrations."""

import time
from collections.abc import Callable

import pytest
from sqlalchemy import create_engine, inspect, text

from tests.postgres import PostgresServer


def tables_of(url: str) -> set[str]:
    engine = create_engine(url)
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def run(url: str, statement: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_the_schema_comes_from_the_migrations(database_url: str) -> None:
    assert "alembic_version" in tables_of(database_url)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_two_databases_share_nothing(new_module_database: Callable[[str], str], kind: str) -> None:
    first, second = new_module_database(kind), new_module_database(kind)
    run(first, "CREATE TABLE only_here (id INTEGER)")
    assert "only_here" in tables_of(first)
    assert "only_here" not in tables_of(second)


def test_a_copy_of_the_template_is_quick(postgres_server: PostgresServer, postgres_template: str) -> None:
    start = time.perf_counter()
    name = postgres_server.create_database(postgres_template)
    took = time.perf_counter() - start
    postgres_server.drop_database(name)
    assert took < 2, "copying the template takes long: tests that need it would too"


def test_an_emptied_database_keeps_its_schema_and_no_row(
    postgres_server: PostgresServer, postgres_template: str
) -> None:
    """Even while somebody who was left over holds rows that he has not committed."""
    name = postgres_server.create_database(postgres_template)
    url = postgres_server.url(name)
    insert = "INSERT INTO order_counters (day, last) VALUES ('{}', 1)"
    run(url, insert.format("261123"))
    engine = create_engine(url)
    with engine.connect() as left_over:
        left_over.execute(text(insert.format("261124")))
        postgres_server.empty_database(name)
        left_over.invalidate()
    with engine.connect() as look:
        counts = {one: look.execute(text(f"SELECT count(*) FROM {one}")).scalar_one() for one in tables_of(url)}
    assert [one for one, rows in counts.items() if rows] == ["alembic_version"]
    engine.dispose()
    postgres_server.drop_database(name)


def test_a_database_is_dropped_under_open_connections(postgres_server: PostgresServer) -> None:
    name = postgres_server.create_database()
    engine = create_engine(postgres_server.url(name))
    with engine.connect():
        postgres_server.drop_database(name)
    engine.dispose()
    with pytest.raises(Exception, match="does not exist"):
        tables_of(postgres_server.url(name))
