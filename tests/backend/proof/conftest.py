"""A house with a simulated platform, and one without."""

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from backend.gps_platform import build_platform
from backend.gps_platform.simulated import Fleet, Simulator, serving
from backend.kernel.clock import SettableClock
from backend.modules.proof import public as proof
from backend.wiring import House
from tests.backend.proof.scene import Scene
from tests.backend.visit_story import Story


@pytest.fixture
def platform(clock: SettableClock) -> Iterator[Simulator]:
    """A simulated platform on the test's clock."""
    with serving(Simulator(Fleet(), clock, "token")) as simulator:
        yield simulator


@pytest.fixture
def scene(house: House, clock: SettableClock, platform: Simulator, client: Callable[..., Any]) -> Scene:
    """The story of a technician with the platform connected, and rules as a new company has them."""
    house.settings = house.settings.model_copy(
        update={
            "platform": "traccar", "platform_url": platform.url, "platform_token": platform.token,
            "platform_timeout": 0.5, "platform_webhook_secret": "hush",
        }
    )  # fmt: skip
    connected = build_platform(house.settings, clock)
    house.units.ports = dataclasses.replace(house.units.ports, settings=house.settings, gps_platform=connected)
    story = Story.begin(house)
    with house.units.write() as work:
        proof.load_rules(work)
    return Scene(story, house, clock, platform, client)
