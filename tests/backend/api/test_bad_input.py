"""Bad input is refused in words and changes nothing: never a 5xx, whatever is sent to whichever operation.

`make fuzz` (PAIGONG_FUZZ_EXAMPLES) sends many more, and other ones each time.
"""

import json
import os
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar
from urllib.parse import quote

import pytest
from httpx import Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.backend.api import nasty
from tests.backend.api.judging import ALL, JSON, WITH_BODY, complaint_about, fields_of, judge, queries_of, right_body
from tests.backend.api.stage import Stage

EXAMPLES = int(os.environ.get("PAIGONG_FUZZ_EXAMPLES", "0"))
# A multipart form or raw bytes: these get nasty files instead of nasty JSON.
FILES = {
    "POST /api/intake/vehicle-sheet", "POST /api/intake/vehicle-sheet/{sheet_id}/drivers",
    "POST /api/stock/sheets", "PUT /api/sync/files/{sha256}",
    "PUT /api/rescue/{owner_id}/files/{sha256}",
}  # fmt: skip
Share = TypeVar("Share")
fuzzed = settings(
    max_examples=EXAMPLES or 15,
    derandomize=not EXAMPLES,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def share_of(wrong: Sequence[Share], number: int, step: int) -> Sequence[Share]:
    """Every `step`th one, others for each `number`: together the operations meet them all. All, when many are asked for."""
    return wrong if EXAMPLES else wrong[number % step :: step]


def test_every_operation_of_the_document_is_among_them(stage: Stage) -> None:
    documented = {
        f"{method.upper()} {path}" for path, methods in stage.app.openapi()["paths"].items() for method in methods
    }
    assert documented - {"GET /health"} == set(ALL)


@pytest.mark.parametrize("key", WITH_BODY)
def test_every_field_with_every_wrong_value(stage: Stage, key: str) -> None:
    """Each place of a right body with a share of the wrong values, so that all of them meet every kind of field."""
    body = right_body(stage, key)
    where = [*nasty.places(body), *((name,) for name in fields_of(stage, key) if name not in body), ("colour",)]
    for number, at in enumerate(where):
        for value in share_of([*nasty.VALUES, nasty.MISSING], number, 7):
            judge(stage, key, {"content": nasty.sent(nasty.put(body, at, value)), "headers": JSON})


@pytest.mark.parametrize("key", WITH_BODY)
def test_bodies_with_several_faults(stage: Stage, key: str) -> None:
    """Drawn at random; the same ones each time unless many are asked for."""
    body = right_body(stage, key)

    @fuzzed
    @given(nasty.changed_bodies(body, fields_of(stage, key)))
    def send(content: bytes) -> None:
        judge(stage, key, {"content": content, "headers": JSON})

    send()


@pytest.mark.parametrize("key", WITH_BODY)
def test_what_is_no_json_at_all(stage: Stage, key: str) -> None:
    """Cut off, nested without end, in another character set, under another name."""
    for raw in share_of(nasty.RAW_BODIES, WITH_BODY.index(key), 2):
        judge(stage, key, {"content": raw, "headers": JSON})
    right = json.dumps(right_body(stage, key)).encode()
    for kind in nasty.CONTENT_TYPES:
        judge(stage, key, {"content": right, "headers": {"content-type": kind} if kind else {}})
    judge(stage, key, {"content": right[: len(right) // 2], "headers": JSON})


@pytest.mark.parametrize("key", [key for key in ALL if "{" in key])
def test_ids_that_are_none(stage: Stage, key: str) -> None:
    """Each name in the path replaced by something that never was an id."""
    template = key.split(" ", 1)[1]
    for number, name in enumerate(ALL[key].path, list(ALL).index(key)):
        for wrong in share_of(nasty.IN_PATHS, number, 2):
            ids = {one: stage.ids[thing] for one, thing in ALL[key].path.items()} | {name: wrong}
            judge(stage, key, ALL[key].request(key, stage), template.format_map(ids))


@pytest.mark.parametrize("key", [key for key in ALL if key.startswith("GET ")])
def test_questions_that_make_no_sense(stage: Stage, key: str) -> None:
    """Each query parameter with wrong values, as text and as bytes that are no text; cursors made by hand."""
    url = ALL[key].url(key.split(" ", 1)[1], stage)
    for number, name in enumerate(queries_of(stage, key), list(ALL).index(key)):
        for question in _questions(name, number):
            judge(stage, key, {}, f"{url}?{name}={question}")
        judge(stage, key, {}, f"{url}?{name}=1&{name}=2")


def _questions(name: str, number: int) -> Iterator[str]:
    values = share_of([str(value) for value in (*nasty.TEXTS, *nasty.NUMBERS)], number, 6)
    for value in [*values, *(nasty.CURSORS if name == "cursor" else [])]:
        yield quote(value.encode("utf-8", "surrogatepass"), safe="")
    yield from share_of(nasty.RAW_QUERIES, number, 3)


@pytest.mark.parametrize("key", sorted(FILES))
def test_files_that_are_none(stage: Stage, key: str) -> None:
    """Not a picture, not a list, no name, no form."""
    if key.startswith("PUT"):
        for content in (b"", b"\x00" * 1000, b"\xff\xd8\xff\xe0" + b"x" * 100, b"<svg/>", b"\x89PNG\r\n\x1a\n"):
            judge(stage, key, {"content": content, "headers": {"content-type": "image/jpeg"}})
        return
    forms: list[dict[str, Any]] = [
        {"files": {"file": (name, content, kind)}}
        for name in ("list.csv", "名单.xlsx", "a\x00b", "x" * 5000, "../../x", "")
        for content in (b"", b"\x00" * 50, b"PK\x03\x04nonsense", "车牌号\n\x00\n".encode(), b"\xff\xfe\xff", b"a,b\n1")
        for kind in ("text/csv", "")
    ]
    forms += [{"files": {"other": ("x", b"x")}}, {"data": {"file": "text"}}, {"content": b"--x", "headers": JSON}]
    boundary = {"content-type": "multipart/form-data; boundary=x"}
    forms += [{"content": raw, "headers": boundary} for raw in (b"--x", b"--x\r\n\r\n--x--", b"\x00", b"--y--")]
    for request in forms:
        judge(stage, key, request)


def test_headers_that_make_no_sense(stage: Stage) -> None:
    """Cookies and tokens in bytes that are no text."""
    for value in (
        b"\xff\xfe",
        b"pg_session=\xff",
        b"pg_session=" + b"x" * 5000,
        b"=;;=",
        b"pg_session=a; pg_session=b",
    ):
        answer = stage.browser.request("GET", "/api/auth/me", headers={b"cookie": value})
        assert (answer.status_code, complaint_about(answer, "")) == (401, None)
    session, _ = stage.keys["agent", "SZ"]
    for csrf in (b"\xff", b"", b"x" * 5000):
        headers = {b"cookie": f"pg_session={session}".encode(), b"x-csrf-token": csrf}
        answer = stage.browser.request("POST", "/api/auth/logout", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "bad_csrf")


def test_more_than_anybody_needs_is_not_even_read(stage: Stage) -> None:
    """A stranger can't fill the memory: the body is cut off at 16 MB."""
    answer = stage.ask(None, "POST", "/api/auth/login", content=b"x" * (17 * 1024 * 1024), headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (413, "file_too_large")


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/api/nothing"), ("DELETE", "/api/orders"), ("PUT", "/api/centres")]
)
def test_addresses_and_methods_that_are_none(stage: Stage, method: str, path: str) -> None:
    answer = stage.ask(("agent", "SZ"), method, path)
    assert answer.status_code in {404, 405}
    assert complaint_about(answer, "") is None


def test_control_the_judge_sees_each_fault(stage: Stage) -> None:
    """Negative control: an answer of each bad kind is told apart from a good one."""
    good = {"code": "not_found", "message": {"zh": "没有。", "en": "None."}}

    def told(status: int, body: Any) -> str | None:
        return complaint_about(Response(status, content=nasty.sent(body)), "")

    assert told(404, good) is None
    assert told(500, good) == "a 5xx"
    assert told(422, {"detail": []}) == "no code and sentence"
    assert told(422, good | {"message": {"zh": "No.", "en": "No."}}) == "the Chinese sentence is none"
    assert told(422, good | {"message": {"zh": "{what}没有。", "en": "None."}}) == "not filled in: ['{what}']"


def test_control_a_write_before_a_refusal_is_seen(stage: Stage) -> None:
    """Negative control: the watcher sees a single row."""
    before = stage.writes()
    stage.ask(("agent", "SZ"), "GET", "/api/orders")
    assert stage.writes() == before
    stage.ask(("agent", "SZ"), "POST", "/api/auth/logout")
    assert stage.writes() != before


def test_control_what_was_written_is_put_back(stage: Stage) -> None:
    """Negative control: the session that was ended is there again, and only then."""
    who = ("agent", "SZ")
    stage.ask(who, "POST", "/api/auth/logout")
    assert stage.ask(who, "GET", "/api/auth/me").status_code == 401
    stage.restore()
    assert stage.ask(who, "GET", "/api/auth/me").status_code == 200


def test_strategies_draw_every_kind_of_value() -> None:
    """The values are wrong in kind, in size and in characters, or the tests above would prove little."""
    kinds = {type(value) for value in nasty.VALUES}
    assert kinds == {str, int, float, bool, list, dict, type(None)}
    assert st.SearchStrategy in type(nasty.ANY_VALUE).__mro__
