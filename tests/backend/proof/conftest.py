"""A house with a simulated platform, and one without."""

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from backend.gps_platform import build_platform
from backend.gps_platform.simulated import Fleet, Simulator, serving
from backend.kernel.clock import SettableClock
from backend.modules.proof import public as proof
from backend.wiring import House
from tests.backend.proof.scene import Arrived, Scene
from tests.backend.visit_story import Story
from tests.databases import copy_sqlite


@dataclass(frozen=True)
class Beginning:
    """A database in which a scene has begun, and what the scene knew then."""

    file: Path
    story: Story
    serial: int
    arrived: Arrived


@pytest.fixture
def platform(clock: SettableClock) -> Iterator[Simulator]:
    """A simulated platform on the test's clock."""
    with serving(Simulator(Fleet(), clock, "token")) as simulator:
        yield simulator


@pytest.fixture(scope="session")
def beginnings() -> list[Beginning]:
    """The one beginning of this process's scenes, once the first has been played."""
    return []


@pytest.fixture
def scene(
    house: House, clock: SettableClock, platform: Simulator, client: Callable[..., Any], beginnings: list[Beginning],
    tmp_path_factory: pytest.TempPathFactory,
) -> Scene:  # fmt: skip
    """The story of a technician with the platform connected, and rules as a new company has them.

    It begins with him at work on a first vehicle. On SQLite that is played once and copied for all others.
    """
    house.settings = house.settings.model_copy(
        update={
            "platform": "traccar", "platform_url": platform.url, "platform_token": platform.token,
            "platform_timeout": 0.5, "platform_webhook_secret": "hush",
        }
    )  # fmt: skip
    connected = build_platform(house.settings, clock)
    house.units.ports = dataclasses.replace(house.units.ports, settings=house.settings, gps_platform=connected)
    url = house.units.database.url
    if house.units.database.is_sqlite and beginnings:
        begun = beginnings[0]
        copy_sqlite(begun.file, sqlite_file(url))
        story = dataclasses.replace(begun.story, house=house, people=dict(begun.story.people))
        return Scene(story, house, clock, platform, client, begun.serial, begun.arrived)
    made = Scene(Story.begin(house), house, clock, platform, client)
    with house.units.write() as work:
        proof.load_rules(work)
    made.arrived = made.begin()
    if house.units.database.is_sqlite:
        file = tmp_path_factory.mktemp("begun") / "begun.sqlite3"
        copy_sqlite(sqlite_file(url), file)
        beginnings.append(
            Beginning(file, dataclasses.replace(made.story, people=dict(made.story.people)), made.serial, made.arrived)
        )
    return made


def sqlite_file(url: str) -> Path:
    """Where a database lies."""
    return Path(url.removeprefix("sqlite:///"))
