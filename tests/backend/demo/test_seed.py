"""The demo is played through the product's own rules, so every invariant of the product holds in it."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from backend.demo.odd_numbers import WAYS
from backend.demo.seed import PASSWORD, seed_if_empty
from backend.gps_platform.simulated import read_fleet
from backend.gps_platform.simulated.beside import fleet_file
from backend.kernel.clock import SettableClock
from backend.modules.finance import public as finance
from backend.wiring import House, build_house
from tests.databases import copy_sqlite
from tests.played import MONDAY, demo_in


@pytest.fixture(scope="module")
def seeded(played: Path, tmp_path_factory: pytest.TempPathFactory) -> House:
    """A copy of the demo with a few days of history."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(played, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("paigong.sqlite3*"))
    url = copy_sqlite(played / "paigong.sqlite3", folder / "paigong.sqlite3")
    return build_house(demo_in(folder, url), SettableClock(MONDAY))


def number(house: House, query: str) -> int:
    """One number from the database."""
    with house.units.read() as work:
        return int(work.session.execute(text(query)).scalar_one())


def test_the_demo_has_what_it_promises(seeded: House) -> None:
    """Four centres, forty technicians, three hundred customers, two thousand vehicles."""
    assert number(seeded, "SELECT count(*) FROM centres") == 4
    assert number(seeded, "SELECT count(*) FROM technicians") == 40
    assert number(seeded, "SELECT count(*) FROM customers") == 300
    assert number(seeded, "SELECT count(*) FROM vehicles") == 2000


def test_every_list_has_something_to_show(seeded: House) -> None:
    """Orders in many states, visits under way, money held."""
    with seeded.units.read() as work:
        states = {state for (state,) in work.session.execute(text("SELECT DISTINCT state FROM orders"))}
        visits = {state for (state,) in work.session.execute(text("SELECT DISTINCT state FROM visits"))}
    assert {"approved", "in_progress", "completed"} <= states
    assert {"accepted", "en_route", "working", "completed"} <= visits
    assert number(seeded, "SELECT count(*) FROM tracking_links") == number(seeded, "SELECT count(*) FROM orders")


def test_every_terminal_in_a_vehicle_is_on_the_simulated_platform(seeded: House) -> None:
    """As fitted by the books, mostly well, and with each kind of trouble among the newest."""
    fleet = read_fleet(fleet_file(seeded.settings)).all()
    assert len(fleet) == number(
        seeded, "SELECT count(DISTINCT vehicle_id) FROM installations WHERE until_at IS NULL AND standing = 'valid'"
    )
    assert all(one.name and one.since < seeded.units.clock.now() for one in fleet)
    troubled = [one for one in fleet if one.behaviour not in ("healthy", "slow", "daily")]
    assert {one.behaviour for one in troubled} >= {"garage", "no_fix", "wrong_iccid", "swapped", "dies", "no_power"}
    assert len(troubled) < 20


def test_R18_the_books_balance_and_custody_holds(seeded: House) -> None:
    """Every posting sums to zero; nothing is at two places or below zero; odd numbers are those that were slipped in."""
    assert number(seeded, "SELECT coalesce(sum(amount_fen), 0) FROM postings") == 0
    assert number(seeded, "SELECT count(*) FROM stock WHERE quantity < 0") == 0
    assert number(seeded, "SELECT count(DISTINCT visit_id) FROM number_cases") == len(WAYS), "each slip once, no other"
    assert number(seeded, "SELECT count(DISTINCT code) FROM number_cases") >= 4
    assert number(seeded, "SELECT count(*) FROM number_cases WHERE state = 'settled'") == 1
    with seeded.units.read() as work:
        technicians = [row[0] for row in work.session.execute(text("SELECT id FROM technicians"))]
        assert all(finance.held_fen(work, one) >= 0 for one in technicians)


def test_no_fact_is_left_undelivered_and_nothing_was_sent(seeded: House) -> None:
    """Every subscriber heard everything; the demo's customers are invented, so no text leaves the house."""
    assert number(seeded, "SELECT count(*) FROM event_delivery") == 0
    assert number(seeded, "SELECT count(*) FROM messages WHERE state <> 'off'") == 0


def test_a_second_start_changes_nothing(seeded: House) -> None:
    """The demo is loaded once."""
    before = number(seeded, "SELECT count(*) FROM event_log")
    assert not seed_if_empty(seeded, report=lambda _: None)
    assert number(seeded, "SELECT count(*) FROM event_log") == before
    assert PASSWORD not in (seeded.settings.data_dir / "secret.key").read_text()
