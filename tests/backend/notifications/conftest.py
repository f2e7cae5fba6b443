"""The robots under their own names, for every story of channels."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.wiring import House
from tests.backend.notifications.crew_stage import Crew, SignIn
from tests.backend.visit_story import Story
from tests.fakes.chat_robots import ChatRobots, certificate, running_robots
from tests.fakes.push_service import PushService, running_push_service


@pytest.fixture(scope="session")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the robots show, made once."""
    return certificate(tmp_path_factory.mktemp("robots"))


@pytest.fixture
def robots(pem: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatRobots]:
    """The three platforms under their own names; everything else of this process goes straight."""
    with running_robots(pem) as running:
        for name in ("HTTPS_PROXY", "https_proxy"):
            monkeypatch.setenv(name, running.proxy)
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.setenv(name, "127.0.0.1")
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
        yield running


@pytest.fixture
def push() -> Iterator[PushService]:
    """The push service, for those who have a phone as well."""
    with running_push_service() as running:
        yield running


@pytest.fixture
def crew(house: House, client: SignIn, push: PushService, robots: ChatRobots) -> Crew:
    """Su, the desk, and the robots."""
    house.settings.push_services += f" {push.url}"
    return Crew(house, client, Story.begin(house), push)
