"""The history of one vehicle among 1,000,000 ledger rows: the whole answer, on both databases."""

import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any

import pytest
from sqlalchemy import Connection, text

from backend.kernel.actor import Actor
from backend.kernel.clock import SettableClock
from backend.kernel.db import EPOCH, Database, migrate
from backend.kernel.settings import Settings
from backend.modules.inventory.history import telling, timeline
from backend.modules.inventory.history.schemas import SubjectOut
from backend.modules.inventory.history.shapes import Subject
from backend.wiring import House, build_house
from tests.benchmarks.figures import Figures
from tests.postgres import PostgresServer

ROWS, VEHICLES, ASKED = 1_000_000, 100_000, 1_000
EACH = ROWS // VEHICLES
NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
FIRST = int((NOW - timedelta(days=1_000) - EPOCH) / timedelta(microseconds=1))
DAY = 86_400_000_000
GOAL, SLACK = 20.0, 3  # ms; a busy machine must not fail the run, the figure is what counts
GUARDS = ("device", "sim", "slot")


def of_vehicle(n: int) -> str:
    """The id of a vehicle."""
    return f"vehicle-{n:06d}"


def fill(connection: Connection, is_sqlite: bool) -> None:
    """Ten swaps of terminal and card for each vehicle, a place and a number case for every tenth; in bulk."""
    series = "WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n < :most - 1) " if is_sqlite else ""
    source = "s" if is_sqlite else "(SELECT generate_series(0, :most - 1) AS n) s"
    pad = "printf('%0{0}d', {1})" if is_sqlite else "lpad(({1})::text, {0}, '0')"

    def number(prefix: str, what: str) -> str:
        return f"'{prefix}' || {pad.format(7, what)}"

    def put(most: int, table: str, columns: str, values: str) -> None:
        # SQLite wants the recursion after INSERT INTO.
        connection.execute(
            text(f"INSERT INTO {table} ({columns}) {series}SELECT {values} FROM {source}"), {"most": most}
        )

    put(
        VEHICLES,
        "places",
        "id, kind, vehicle_id, name",
        f"{number('place-', 'n')}, 'vehicle', {vehicle_id(pad, 'n')}, ''",
    )
    put(ROWS, "devices", "id, terminal_no, imei, place_id, state",
        f"{number('device-', 'n')}, {number('T', 'n')}, {number('00860123', 'n')}, {number('place-', f'n / {EACH}')}, 'good'")  # fmt: skip
    put(ROWS, "sims", "id, iccid_key19, iccid, msisdn, operator, card_type, product_code, place_id, bound_imei, state",
        f"{number('sim-', 'n')}, {number('898604261923', 'n')}, {number('898604261923', 'n')}, '', 'cmcc', 'plug', 'SIM', "
        f"{number('place-', f'n / {EACH}')}, '', 'good'")  # fmt: skip
    begin = f"{FIRST} + CAST(n % {EACH} AS bigint) * {100 * DAY}"
    last = f"CASE WHEN n % {EACH} = {EACH - 1} THEN NULL ELSE {begin} + {100 * DAY} END"
    put(ROWS, "installations",
        "id, vehicle_id, mounting, slot, device_id, sim_id, from_at, until_at, recorded_at, recorded_by, visit_id, act,"
        " standing, ended_recorded_at, ended_by, ended_act, ended_visit_id, counted_from",
        f"{number('line-', 'n')}, {vehicle_id(pad, f'n / {EACH}')}, '', 'BD', {number('device-', 'n')}, {number('sim-', 'n')},"
        f" {begin}, {last}, {begin}, 'somebody', {number('visit-', 'n')}, 'swap_both', 'valid', {last}, 'somebody',"
        f" 'swap_both', {number('visit-', 'n + 1')}, {begin}")  # fmt: skip
    put(VEHICLES // 10, "number_cases",
        "id, code, number, vehicle_id, at, claim, books, state, opened_at, note, version",
        f"{number('case-', 'n')}, 'slot_taken', {number('T', f'n * {10 * EACH}')}, {vehicle_id(pad, 'n * 10')},"
        f" {FIRST + DAY}, '{{\"act\": \"install\"}}', '{{}}', 'open', {FIRST + 2 * DAY}, '', 1")  # fmt: skip


def vehicle_id(pad: str, what: str) -> str:
    """The SQL of a vehicle's id."""
    return f"'vehicle-' || {pad.format(6, what)}"


def without_guards(connection: Connection, is_sqlite: bool) -> None:
    """The rows are known not to overlap; the guards only matter to writers and would take most of the filling."""
    for lane in GUARDS:
        if is_sqlite:
            connection.execute(text(f"DROP TRIGGER no_overlap_{lane}_insert"))
        else:
            connection.execute(text(f"ALTER TABLE installations DROP CONSTRAINT no_overlap_{lane}"))


def full_house(url: str, folder: Path) -> House:
    """A house over a database of a million lines."""
    migrate(url)
    house = build_house(Settings(database_url=url, data_dir=folder, _env_file=None), SettableClock(NOW))
    database = Database(url)
    with database.engine.begin() as connection:
        without_guards(connection, database.is_sqlite)
        fill(connection, database.is_sqlite)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # A ledger that grew for years has been cleaned by the database many times; this one grew in a minute.
        connection.execute(text("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE"))
    database.close()
    return house


@pytest.fixture(params=["sqlite", "postgres"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """The full house on each database."""
    if request.param == "sqlite":
        built = full_house(f"sqlite:///{tmp_path / 'ledger.sqlite3'}", tmp_path / "data")
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        built = full_house(server.url(server.create_database()), tmp_path / "data")
    yield built
    built.units.database.close()


def ask(house: House, vehicle: str, at: datetime | None) -> Any:
    """The whole service call behind GET /api/vehicles/{id}/timeline: its own transaction, names, visits, the wire's shape."""
    with house.units.read(Actor(id="reader", name="", scope=None)) as work:
        subject = Subject("vehicle", vehicle)
        found = timeline.entries(work, subject, None, 50)
        moment = timeline.moment(work, subject, at, at) if at else None
        return telling.tell(work, house, SubjectOut(kind="vehicle", id=vehicle, number=""), moment, found, None)


def timed(house: House, vehicles: list[str], at: datetime | None) -> tuple[float, float, float]:
    """p50 and p99 by the clock on the wall, and p99 of this process's own work, of one call each, in milliseconds."""
    took, worked = [], []
    for vehicle in vehicles:
        begin, busy = time.perf_counter(), time.thread_time()
        ask(house, vehicle, at)
        took.append((time.perf_counter() - begin) * 1_000)
        worked.append((time.thread_time() - busy) * 1_000)
    cuts = quantiles(took, n=100)
    return cuts[49], cuts[98], quantiles(worked, n=100)[98]


def test_R30_the_history_of_a_vehicle_among_a_million_lines(house: House, figures: Figures) -> None:
    kind = "SQLite" if house.units.database.is_sqlite else "PostgreSQL"
    chance = random.Random(4)
    vehicles = [of_vehicle(chance.randrange(VEHICLES)) for _ in range(ASKED)]
    told = ask(house, of_vehicle(10), None)
    assert len(told.items) == 2 * EACH, "ten beginnings, nine ends, one case"
    timed(house, vehicles[:100], None)
    for name, at in (("history", None), ("history and one moment", NOW - timedelta(days=555))):
        p50, p99, worked = timed(house, vehicles, at)
        figures.add(f"{name} of a vehicle, 1,000,000 lines, {kind}: p50", p50, "ms")
        figures.add(
            f"{name} of a vehicle, 1,000,000 lines, {kind}: p99 (goal {GOAL:.0f} ms on an idle machine)", p99, "ms"
        )
        assert figures.add(f"{name}, {kind}: p99 of the process's own work", worked, "ms", GOAL * SLACK).kept
