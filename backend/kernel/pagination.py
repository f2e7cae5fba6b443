"""Keyset pages: a cursor is the sort key of the last row seen, so that page 1,000 costs as much as page 1."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

import orjson
from pydantic import BaseModel, ConfigDict

from backend.kernel.errors import BAD_CURSOR, Refusal

Row = TypeVar("Row")
T = TypeVar("T")
MAX_LIMIT = 200
MOST = 2**63  # what a database's whole numbers hold


class Page(BaseModel, Generic[T]):
    """A page of a list; `next` is the cursor of the following page, None on the last."""

    model_config = ConfigDict(extra="forbid")
    items: list[T]
    next: str | None = None


def encode_cursor(key: Sequence[Any]) -> str:
    """The sort key of the last row as an opaque text."""
    return base64.urlsafe_b64encode(orjson.dumps(list(key))).decode().rstrip("=")


def decode_cursor(cursor: str | None, parts: int | tuple[type, ...]) -> list[Any] | None:
    """The sort key inside a cursor; refuses (422 bad_cursor) what this server did not make.

    `parts` are the kinds of its parts, or their number when all are texts: PostgreSQL compares like with like only.
    """
    if not cursor:
        return None
    kinds = (str,) * parts if isinstance(parts, int) else parts
    try:
        key = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError):
        raise Refusal(BAD_CURSOR, field="cursor") from None
    if not isinstance(key, list) or len(key) != len(kinds) or not all(map(_fits, key, kinds)):
        raise Refusal(BAD_CURSOR, field="cursor")
    return key


def _fits(part: Any, kind: type) -> bool:
    if isinstance(part, str):
        return kind is str and "\0" not in part
    return kind is int and isinstance(part, int) and not isinstance(part, bool) and abs(part) < MOST


def cut_page(rows: Sequence[Row], limit: int, key: Callable[[Row], Sequence[Any]]) -> tuple[list[Row], str | None]:
    """Rows read with `limit + 1`, cut to `limit`, with the cursor of the next page or None."""
    kept = list(rows[:limit])
    return kept, encode_cursor(key(kept[-1])) if len(rows) > limit and kept else None
