"""What every test may use; each fixture lives in the file of the thing it brings."""

import gc

import pytest

pytest_plugins = [
    "tests.postgres",
    "tests.databases",
    "tests.asgi_client",
    "tests.chromium",
    "tests.live_server",
    "tests.played",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Benchmarks measure the machine, so they run only when asked for (`make bench`)."""
    parser.addoption("--run-benchmarks", action="store_true", help="also run tests/benchmarks")


def pytest_ignore_collect(collection_path: object, config: pytest.Config) -> bool | None:
    """Leave tests/benchmarks out unless --run-benchmarks is given."""
    is_benchmark = str(collection_path).startswith(str(config.rootpath / "tests" / "benchmarks"))
    return True if is_benchmark and not config.getoption("--run-benchmarks") else None


def pytest_collection_finish() -> None:
    """All modules are loaded and stay: the collector need not look through them again and again."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The folders of few and long tests first: else one process would still play a story when the other has nothing left."""
    items.sort(key=lambda item: not {"browser", "environment", "journeys", "soak"} & set(item.path.parts))
