"""The migrations lead to the tables of the code, and back and forth again with every guard of the database."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlmodel import SQLModel

import backend.wiring  # noqa: F401 - every table is imported through the wiring

BEFORE_THE_GUARDS = "2026_11_22_removed_parts"
Schema = dict[str, list[str]]


def schema(path: Path) -> Schema:
    """Tables, indexes and triggers by name, each as its parts in any order: SQLite keeps columns in the order added."""
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: sorted(re.split(r"[\s,\"]+", sql)) for name, sql in rows}


@pytest.fixture
def migrated(sqlite_template: Path, tmp_path: Path) -> Path:
    """A copy of a database with the newest schema."""
    path = tmp_path / "paigong.sqlite3"
    with closing(sqlite3.connect(sqlite_template)) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)
    return path


# What SQLite cannot tell of an index over an expression, PostgreSQL can.
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index")
def test_the_migrations_make_the_tables_and_indexes_of_the_code(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, SQLModel.metadata) == []
    engine.dispose()


def test_no_guard_is_lost_on_the_way_back_and_forth(migrated: Path) -> None:
    before = schema(migrated)
    engine, config = create_engine(f"sqlite:///{migrated}"), Config()
    config.set_main_option("script_location", str(Path("backend/migrations")))
    for move, target in ((command.downgrade, BEFORE_THE_GUARDS), (command.upgrade, "head")):
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            move(config, target)
        if target == BEFORE_THE_GUARDS:
            assert not [name for name in schema(migrated) if name.startswith("no_overlap")]
    engine.dispose()
    assert schema(migrated) == before
    assert "interval_runs_forward" in before["installations"]
