"""The stage on which every operation is asked, once for each file of tests."""

from collections.abc import Callable, Iterator

import pytest

from tests.backend.api.stage import Stage, raised_stage


@pytest.fixture(scope="module")
def standing(new_module_database: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Raised once; use `stage`, which is put back for each test."""
    with raised_stage(new_module_database("sqlite"), tmp_path_factory.mktemp("stage")) as stage:
        yield stage


@pytest.fixture
def stage(standing: Stage) -> Stage:
    """Everything as in the beginning."""
    standing.restore()
    return standing
