"""What is wrong with an input is told in words, a body has a limit, and a time has one too."""

from typing import Any

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, TypeAdapter, ValidationError
from starlette.exceptions import HTTPException

from backend.kernel.body_limit import BodyLimit, too_large
from backend.kernel.invalid_input import FAULTS, FIELDS, body_of
from backend.kernel.moments import Day, Moment
from tests.asgi_client import AsgiClient


def test_a_fault_is_a_sentence_in_both_languages() -> None:
    """The field is called as people call it, never by the program's name for it."""
    told = body_of([{"loc": ("body", "contact_phone"), "type": "missing"}])
    assert told["message"] == {"zh": "联系电话还没有填。", "en": "The contact's phone is missing."}
    assert told["field"] == "contact_phone"
    assert told["details"] == {"faults": [{"field": "contact_phone", "reason": "missing"}]}


@pytest.mark.parametrize("place", [("path", "sha256"), ("body", "commands", 0, "id"), ("body",), ()])
def test_what_no_screen_shows_is_the_content(place: tuple[Any, ...]) -> None:
    told = body_of([{"loc": place, "type": "something_new"}])
    assert told["message"] == {"zh": "内容不对。", "en": "The content is not right."}


def test_words_hold_no_machine_names() -> None:
    for zh, en in [*FAULTS.values(), *FIELDS.values()]:
        assert "_" not in zh + en
        assert not any(sign.isascii() and sign.islower() for sign in zh)


class Note(BaseModel):
    """Something to read."""

    text: str


def app_with_limit() -> FastAPI:
    """An application that reads at most a megabyte."""
    app = FastAPI()

    @app.exception_handler(HTTPException)
    def refused(_: Request, error: HTTPException) -> JSONResponse:
        return too_large(1) if error.status_code == 413 else JSONResponse({}, status_code=error.status_code)

    @app.post("/note")
    def note(note: Note) -> int:
        return len(note.text)

    app.add_middleware(BodyLimit, megabytes=1)
    return app


@pytest.mark.parametrize("announced", [True, False], ids=["announced", "in pieces"])
@pytest.mark.parametrize(("size", "status"), [(1000, 200), (2_000_000, 413)])
def test_a_body_is_read_no_further_than_its_limit(announced: bool, size: int, status: int) -> None:
    content = b'{"text": "' + b"x" * size + b'"}'
    pieces = (content[start : start + 65536] for start in range(0, len(content), 65536))
    with AsgiClient(app_with_limit()) as browser:
        answer = browser.post(
            "/note", content=content if announced else pieces, headers={"content-type": "application/json"}
        )
    assert answer.status_code == status
    if status == 413:
        assert answer.json()["code"] == "file_too_large"


@pytest.mark.parametrize(
    "said",
    ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "1899-12-31T00:00:00Z", "2026-11-23T09:00:00"],
)
def test_a_time_that_cannot_be_counted_is_refused(said: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Moment).validate_python(said)


def test_a_phone_with_a_flat_battery_is_still_heard() -> None:
    """It wakes up in 1970 and says so; the claim is judged later (R34)."""
    assert TypeAdapter(Moment).validate_python("1970-01-01T00:00:05Z").year == 1970


def test_a_day_has_limits_too() -> None:
    assert TypeAdapter(Day).validate_python("2026-11-23").day == 23
    for wrong in ("0001-01-01", "9999-12-31"):
        with pytest.raises(ValidationError):
            TypeAdapter(Day).validate_python(wrong)
