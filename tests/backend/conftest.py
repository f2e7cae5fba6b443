"""A house on a fresh database, with a clock that stands still, and signed-in clients for each role."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI

from backend.app import create_app
from backend.kernel.clock import SettableClock
from backend.kernel.db import Database
from backend.kernel.ids import new_id
from backend.kernel.settings import Settings
from backend.modules.auth import public as auth
from backend.modules.auth.models import UserRow
from backend.modules.auth.service import open_session
from backend.wiring import House, build_house
from tests.asgi_client import AsgiClient

# A Monday, 09:30 in Shenzhen.
NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
SHENZHEN = auth.Centre(
    "0190a000-0000-7000-8000-000000000001", "SZ", "深圳服务中心", "Shenzhen", "深圳市南山区科技园", "0755-26000001",
    22.5431, 113.9537, "Asia/Shanghai",
)  # fmt: skip
GUANGZHOU = auth.Centre(
    "0190a000-0000-7000-8000-000000000002", "GZ", "广州服务中心", "Guangzhou", "广州市天河区黄埔大道", "020-38000001",
    23.1291, 113.3644, "Asia/Shanghai",
)  # fmt: skip


@pytest.fixture
def clock() -> SettableClock:
    """Stands at NOW until a test moves it."""
    return SettableClock(NOW)


@pytest.fixture
def house(database: Database, tmp_path: Path, clock: SettableClock) -> House:
    """A house with two centres and nothing else."""
    built = build_house(Settings(database_url=database.url, data_dir=tmp_path / "data", _env_file=None), clock)
    built.units.database = database
    with built.units.write() as work:
        auth.add_centre(work, SHENZHEN)
        auth.add_centre(work, GUANGZHOU)
    return built


@pytest.fixture(scope="session")
def bare_app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """The application before a test's house is put behind it: working out its routes takes longer than most tests."""
    nowhere = Settings(data_dir=tmp_path_factory.mktemp("nowhere"), _env_file=None)
    return create_app(build_house(nowhere), background=False)


@pytest.fixture
def app(bare_app: FastAPI, house: House) -> FastAPI:
    """The application over the test's house."""
    bare_app.state.house = house
    return bare_app


@pytest.fixture
def client(app: FastAPI, house: House) -> Iterator[Callable[..., AsgiClient]]:
    """`client("dispatcher")` signs a fresh user of that role in; `centre_id=None` is headquarters."""
    opened: list[AsgiClient] = []

    def sign_in(
        role: str, centre_id: str | None = SHENZHEN.id, technician_id: str | None = None, name: str | None = None
    ) -> AsgiClient:
        username = f"{role}-{new_id()[-8:]}"
        with house.units.write() as work:
            user = auth.add_user(
                work,
                username=username,
                name=name or role,
                password_hash="!",
                grants=[(role, centre_id)],
                technician_id=technician_id,
            )
            # The session is opened as a sign-in would; hashing a password for each client took half of the suite's time.
            token, csrf = open_session(work, work.session.get_one(UserRow, user.id), hours=336)
        browser = AsgiClient(app)
        opened.append(browser)
        browser.cookies.set(auth.SESSION_COOKIE, token)
        browser.cookies.set(auth.CSRF_COOKIE, csrf)
        browser.headers[auth.CSRF_HEADER] = csrf
        return browser

    yield sign_in
    for one in opened:
        one.close()


@pytest.fixture
def stranger(app: FastAPI) -> Iterator[AsgiClient]:
    """A client that is not signed in."""
    with AsgiClient(app) as browser:
        yield browser
