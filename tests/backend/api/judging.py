"""Sends a request as somebody who may, and holds the answer and the rows against the rules for bad input."""

import re
from typing import Any
from urllib.parse import unquote

from httpx import Response

from tests.backend.api.call import Call
from tests.backend.api.calls import CALLS
from tests.backend.api.stage import Stage

CHINESE = re.compile(r"[\u4e00-\u9fff]")
JSON = {"content-type": "application/json"}
ALL: dict[str, Call] = {
    **CALLS,
    "POST /api/auth/login": Call("agent", body=lambda s: {"username": "fuzz-nobody", "password": "nothing"}),
    "POST /api/platform/events": Call("agent", body=lambda s: {"event": {"type": "deviceOnline"}, "device": {}}),
}
WITH_BODY = sorted(key for key, call in ALL.items() if call.body)


def complaint_about(answer: Response, request: str) -> str | None:
    """What is wrong with an answer, None when it is as it must be."""
    if answer.status_code >= 500:
        return "a 5xx"
    if answer.status_code < 400:
        return None
    try:
        body = answer.json()
        code, zh, en = body["code"], body["message"]["zh"], body["message"]["en"]
    except (ValueError, KeyError, TypeError):
        return "no code and sentence"
    left_over = [brace for brace in re.findall(r"\{\w+\}", zh + en) if brace not in request]
    checks = {
        "the code is no code": re.fullmatch(r"[a-z][a-z0-9_]*", code),
        "the Chinese sentence is none": CHINESE.search(zh),
        "the English sentence is none": en.strip(),
        f"not filled in: {left_over}": not left_over,
        "unknown keys": set(body) <= {"code", "message", "field", "details"},
    }
    return next((fault for fault, holds in checks.items() if not holds), None)


def judge(stage: Stage, key: str, request: dict[str, Any], url: str | None = None) -> Response:
    """Send it; a fault in the answer, or anything written by what was refused, fails the test."""
    method, template = key.split(" ", 1)
    call = ALL[key]
    before = stage.writes()
    answer = stage.ask((call.role, "SZ"), method, url or call.url(template, stage), **request)
    shown = f"{key} {url or ''} {str(request)[:600]} -> {answer.status_code} {answer.text[:300]}"
    fault = complaint_about(answer, repr(request) + unquote(url or ""))
    assert fault is None, f"{fault}: {shown}"
    wrote = stage.writes() != before
    assert not (wrote and answer.status_code >= 400), f"refused, yet something was written: {shown}"
    if wrote:
        stage.restore()
    return answer


def right_body(stage: Stage, key: str) -> dict[str, Any]:
    """A body that is accepted."""
    make = ALL[key].body
    assert make is not None
    return make(stage)


def fields_of(stage: Stage, key: str) -> tuple[str, ...]:
    """The names that the OpenAPI document gives the body's top level; a body of any shape has none."""
    method, path = key.split(" ", 1)
    document = stage.app.openapi()
    schema = document["paths"][path][method.lower()]["requestBody"]["content"]["application/json"]["schema"]
    return tuple(document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]].get("properties", ()))


def queries_of(stage: Stage, key: str) -> list[str]:
    """The names of the query parameters."""
    method, path = key.split(" ", 1)
    parameters = stage.app.openapi()["paths"][path][method.lower()].get("parameters", [])
    return [one["name"] for one in parameters if one["in"] == "query"]
