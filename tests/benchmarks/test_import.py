"""A delivery of 10,000 terminals and one of 10,000 cards as .xlsx: read, checked, kept and entered, on both databases."""

import io
import time
from pathlib import Path

import pytest
from openpyxl import Workbook

from backend.app import create_app
from backend.kernel.clock import SettableClock
from backend.kernel.db import Database
from backend.kernel.settings import Settings
from backend.modules.auth import public as auth
from backend.modules.auth.models import UserRow
from backend.modules.auth.service import open_session
from backend.modules.inventory import public as inventory
from backend.wiring import build_house
from tests.asgi_client import AsgiClient
from tests.backend.conftest import NOW, SHENZHEN
from tests.backend.inventory.store import iccid, imei
from tests.benchmarks.figures import Figures

ROWS = 10_000
LIMIT = 20  # seconds


def delivery(kind: str) -> bytes:
    """The .xlsx of a delivery."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["终端号", "IMEI", "型号"] if kind == "devices" else ["ICCID", "MSISDN", "运营商"])
    for serial in range(ROWS):
        row = [f"BD7-{serial:06d}", imei(serial), "BD-500"]
        sheet.append(row if kind == "devices" else [iccid(serial), f"14401{serial:08d}", "移动"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["devices", "sims"])
def test_ten_thousand_things_are_received(database: Database, tmp_path: Path, kind: str, figures: Figures) -> None:
    house = build_house(
        Settings(database_url=database.url, data_dir=tmp_path / "data", _env_file=None), SettableClock(NOW)
    )
    with house.units.write() as work:
        auth.add_centre(work, SHENZHEN)
        inventory.load_products(work, inventory.DEFAULT_PRODUCTS)
        grants: list[tuple[str, str | None]] = [("warehouse", SHENZHEN.id)]
        user = auth.add_user(work, username="keeper", name="库管", password_hash="!", grants=grants)
        token, csrf = open_session(work, work.session.get_one(UserRow, user.id), hours=1)
    content = delivery(kind)
    with AsgiClient(create_app(house, background=False)) as keeper:
        keeper.cookies.set(auth.SESSION_COOKIE, token)
        keeper.cookies.set(auth.CSRF_COOKIE, csrf)
        keeper.headers[auth.CSRF_HEADER] = csrf
        begin, cpu = time.perf_counter(), time.process_time()
        files = {"file": ("delivery.xlsx", content)}
        sheet = keeper.post(f"/api/stock/sheets?kind={kind}&centre_id={SHENZHEN.id}", files=files).json()
        checked = time.perf_counter()
        paper = keeper.post(f"/api/stock/sheets/{sheet['sheet_id']}/take", json={}).json()
        took, spent = time.perf_counter() - begin, time.process_time() - cpu
    assert (sheet["good"], sheet["faulty"], paper["counts"][kind]) == (ROWS, 0, ROWS)
    name = f"import of {ROWS:,} {kind} (.xlsx), {'SQLite' if database.is_sqlite else 'PostgreSQL'}"
    figures.add(f"{name}: read and checked", checked - begin, "s")
    kept = figures.add(f"{name}: with entering", took, "s", LIMIT).kept
    figures.add(f"{name}: CPU of it", spent, "s")
    house.units.database.close()
    assert kept
