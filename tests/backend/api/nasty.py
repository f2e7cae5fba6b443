"""What people, broken phones and attackers send: values that fit no field, bodies that are no JSON, cursors not ours."""

import base64
import copy
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

Path = tuple[str | int, ...]
MISSING = object()
DEEP: Any = None
for _ in range(60):
    DEEP = [DEEP]
TEXTS = [
    "", " ", "\x00", "a\x00b", "\ud800", "😀" * 50, "x" * 20_000, "名" * 300, "\u202e\ufeff", "' OR 1=1 --", "{what}",
    "%s%n", "../../../etc/passwd", "<script>alert(1)</script>", "null", "-1", "NaN", "1e999", "9" * 30, "०१२", "٣",
    "2026-02-30", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z",
    "9999-12-31T23:59:59-14:00", "2026-11-23T09:00:00", "2026-11-23T09:00:00.123456789Z", "1", "true",
    "0190a000-0000-7000-8000-0000000000ff", "粤B12345", "13812345678", "+8613812345678" * 4,
]  # fmt: skip
NUMBERS = [
    0, -1, 1, 2**31 - 1, 2**31, 2**53, 2**63 - 1, 2**63, -(2**63) - 1, 10**400, 0.5, -0.0, 1e308,
    float("nan"), float("inf"), float("-inf"),
]  # fmt: skip
OTHERS: list[Any] = [None, True, False, [], {}, [[]], {"": ""}, [None], {"\ud800": 1}, {"{x}": {}}, DEEP, ["x"] * 3000]
VALUES: list[Any] = [*TEXTS, *NUMBERS, *OTHERS]
RAW_BODIES = [
    b"", b"{", b'{"version": 1', b"nonsense", b"null", b"[]", b'"text"', b"\xff\xfe\x00", b"\xef\xbb\xbf{}", b"{}{}",
    b'{"a":' * 5_000, b"[" * 100_000, b'{"version": ' + b"9" * 5_000 + b"}", b'{"version": 1e99999}', b'{"a": "\\ud800"}',
    b'{"version": 1, "version": 2}', b"version=1&reason=x",
]  # fmt: skip
CONTENT_TYPES = [
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/json; charset=x",
    "",
]
IN_PATHS = [
    "none", "%00", "%F0%9F%98%80", "x" * 3000, "%ff%fe", "-1", "..%2f..%2fetc", "%27%20OR%201=1", "0" * 64, "null", " ",
    "0190a000-0000-7000-8000-0000000000ff", "%ED%A0%80", "{order_id}",
]  # fmt: skip
RAW_QUERIES = ["%ff", "%00", "%ED%A0%80", "%F0%9F%98%80", "%", "+", "x" * 3000, "-1", "9" * 30, "{what}"]


def cursor(key: str) -> str:
    """A page position as this server writes them, with something of one's own inside."""
    return base64.urlsafe_b64encode(key.encode("utf-8", "surrogatepass")).decode().rstrip("=")


CURSORS = [
    "x", "!!!!", "é", "a" * 399, *map(
        cursor,
        (
            "[]", "{}", "null", '["x"]', "[1]", "[-1]", "[null]", "[true]", '["x","y"]', '[1,"y"]', '["x",1]', "[1e400]",
            "[99999999999999999999999]", "[9223372036854775807]", '[9223372036854775807,"x"]', '["\\u0000"]',
            '["\\u0000","\\u0000"]', '["2026-11-23T00:00:00Z","x"]', '["9999-99-99","x"]', "[[1]]", '["\ud800"]',
            '[1,1,1]', '["x","y","z"]', '["x","y","z","w"]',
        ),
    ),
]  # fmt: skip


def places(body: Any, at: Path = ()) -> Iterator[Path]:
    """Every place in a body where something else can be put, the whole body last."""
    if isinstance(body, dict):
        for name, value in body.items():
            yield from places(value, (*at, name))
    elif isinstance(body, list):
        for index, value in enumerate(body):
            yield from places(value, (*at, index))
    yield at


def put(body: Any, at: Path, value: Any) -> Any:
    """The body with something else at a place; MISSING takes it away."""
    if not at:
        return None if value is MISSING else value
    changed = copy.deepcopy(body)
    inner = changed
    for step in at[:-1]:
        inner = inner[step]
    if value is not MISSING:
        inner[at[-1]] = value
    elif isinstance(inner, dict):
        inner.pop(at[-1], None)
    else:
        del inner[at[-1]]
    return changed


def sent(body: Any) -> bytes:
    """JSON with everything that JSON's writers usually refuse: NaN, infinity, halves of characters."""
    return json.dumps(body, allow_nan=True, ensure_ascii=True).encode()


ANY_VALUE: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(VALUES),
    st.just(MISSING),
    st.text(max_size=40),
    st.integers(),
    st.floats(),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
        max_leaves=6,
    ),
)


@st.composite
def changed_bodies(draw: st.DrawFn, body: dict[str, Any], fields: tuple[str, ...]) -> bytes:
    """A body that is right but for one to three places, or has a field that nobody knows."""
    extra: list[Path] = [(name,) for name in (*fields, "colour", "__proto__")]
    broken: Any = body
    for _ in range(draw(st.integers(1, 3))):
        where = draw(st.sampled_from([*places(broken), *(extra if isinstance(broken, dict) else [])]))
        broken = put(broken, where, draw(ANY_VALUE))
    return sent(broken)
