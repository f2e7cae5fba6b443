"""The stage of the papers' tests."""

import pytest

from backend.kernel.clock import SettableClock
from backend.wiring import House
from tests.backend.papers.paper_stage import PaperStage
from tests.backend.work_orders.scene import Scene


@pytest.fixture
def stage(house: House, clock: SettableClock) -> PaperStage:
    """A company with a fleet, and visits that papers are made of."""
    return PaperStage(Scene(house, clock))
