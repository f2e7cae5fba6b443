"""A story on a fresh house."""

import pytest

from backend.wiring import House
from tests.backend.visit_story import Story


@pytest.fixture
def story(house: House) -> Story:
    """One customer, one technician, the price list."""
    return Story.begin(house)
