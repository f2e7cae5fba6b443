"""What PostgreSQL's types cannot hold, and SQLite's can, is refused in words there too."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest

from tests.backend.api import nasty
from tests.backend.api.judging import ALL, JSON, WITH_BODY, fields_of, judge, queries_of, right_body
from tests.backend.api.stage import Stage, raised_stage

WRONG_THERE = ["a\x00b", "\ud800", 2**31, 2**63, 10**400, "x" * 20_000, "😀" * 20, "0001-01-01T00:00:00Z", "9999-12-31"]


@pytest.fixture(scope="module")
def on_postgres(new_module_database: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The same stage; what is accepted stays, as nothing here needs the beginning back."""
    with raised_stage(new_module_database("postgres"), tmp_path_factory.mktemp("stage")) as stage:
        yield stage


def test_questions(on_postgres: Stage) -> None:
    for key, call in ALL.items():
        if not key.startswith("GET "):
            continue
        url = call.url(key.split(" ", 1)[1], on_postgres)
        for name in queries_of(on_postgres, key):
            for wrong in nasty.CURSORS if name == "cursor" else map(str, WRONG_THERE[::2]):
                judge(on_postgres, key, {}, f"{url}?{name}={quote(wrong.encode('utf-8', 'surrogatepass'), safe='')}")


def test_ids(on_postgres: Stage) -> None:
    for key, call in ALL.items():
        for name in call.path:
            for wrong in ("%00", "x" * 3000, "%ff", "none"):
                ids = {one: on_postgres.ids[thing] for one, thing in call.path.items()} | {name: wrong}
                judge(on_postgres, key, call.request(key, on_postgres), key.split(" ", 1)[1].format_map(ids))


@pytest.mark.parametrize("key", [key for key in WITH_BODY if "login" not in key])
def test_bodies(on_postgres: Stage, key: str) -> None:
    body = right_body(on_postgres, key)
    where = [*nasty.places(body), *((name,) for name in fields_of(on_postgres, key) if name not in body)]
    for number, at in enumerate(where):
        for wrong in WRONG_THERE[number % 2 :: 2]:
            content = nasty.sent(nasty.put(body, at, wrong))
            judge(on_postgres, key, {"content": content, "headers": JSON})
