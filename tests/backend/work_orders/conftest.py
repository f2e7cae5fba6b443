"""The scene of the work orders' tests."""

import pytest

from backend.kernel.clock import SettableClock
from backend.wiring import House
from tests.backend.work_orders.scene import Scene


@pytest.fixture
def scene(house: House, clock: SettableClock) -> Scene:
    """A customer, vehicles, two technicians with vans and phones."""
    return Scene(house, clock)
