"""R16: what a phone has queued is understood after any update: payloads grow, they never change.

`queued_commands.json` holds commands as phones have written them, with every field and every choice. Lines are added when a
payload grows and never changed: a phone may hold one for weeks. A payload that has to change gets a kind of its own.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from backend.modules.sync.schemas import CommandIn
from backend.wiring import PHONE_COMMANDS

QUEUED: list[dict[str, Any]] = json.loads(Path(__file__).with_name("queued_commands.json").read_text("utf-8"))
MODELS: Mapping[str, type[BaseModel]] = {one.kind: one.payload_model for one in PHONE_COMMANDS}
ENVELOPE = {"id": "0190a000-0000-7000-8000-000000000001", "seq": 1, "event_time": "2026-11-23T01:30:00.000Z"}


def not_understood(models: Mapping[str, type[BaseModel]]) -> list[str]:
    """Queued commands that these models no longer read."""
    found = []
    for one in QUEUED:
        try:
            command = CommandIn.model_validate(ENVELOPE | one)
            models[command.kind].model_validate(command.payload)
        except (KeyError, ValidationError) as fault:
            found.append(f"{one['kind']}: {fault}")
    return found


def choices(schema: Mapping[str, Any], inside: Mapping[str, Any], at: str) -> Iterator[str]:
    """Every field of a model's JSON schema, and every value where only some are allowed."""
    if "$ref" in schema:
        schema = inside["$defs"][schema["$ref"].rsplit("/", 1)[1]]
    yield at
    yield from (f"{at}={value}" for value in schema.get("enum", []))
    for name, field in schema.get("properties", {}).items():
        yield from choices(field, inside, f"{at}.{name}")
    for field in schema.get("anyOf", []):
        yield from choices(field, inside, at)
    for part in ("items", "additionalProperties"):
        if isinstance(schema.get(part), dict):
            yield from choices(schema[part], inside, f"{at}[]")


def values(value: Any, at: str) -> Iterator[str]:
    """The same of a payload; what lies in a list or under a free name is `[]`."""
    yield at
    if isinstance(value, str):
        yield f"{at}={value}"
    elif isinstance(value, list):
        for one in value:
            yield from values(one, f"{at}[]")
    elif isinstance(value, dict):
        for name, one in value.items():
            free = at.endswith("parts")  # by the code of the part
            yield from values(one, f"{at}[]" if free else f"{at}.{name}")


def test_R16_every_command_that_a_phone_may_hold_is_understood() -> None:
    assert not_understood(MODELS) == []


def unlisted(models: Mapping[str, type[BaseModel]]) -> set[str]:
    """Fields and choices of these models that no queued command shows."""
    told = {one for queued in QUEUED for one in values(queued["payload"], queued["kind"])}
    schemas = {kind: model.model_json_schema() for kind, model in models.items()}
    return {one for kind, schema in schemas.items() for one in choices(schema, schema, kind)} - told


def test_R16_the_list_of_queued_commands_has_every_field_and_every_choice() -> None:
    assert unlisted(MODELS) == set(), "add a line of the new shape to queued_commands.json"


class Renamed(BaseModel):
    """`reason` has become `why`."""

    model_config = ConfigDict(extra="forbid")
    visit_id: str
    why: str


class OnlyCash(BaseModel):
    """A way of paying is gone."""

    model_config = ConfigDict(extra="forbid")
    visit_id: str
    method: Literal["cash"]
    amount_fen: int
    reference: str = ""


@pytest.mark.parametrize(
    ("kind", "model"),
    [
        ("visit.decline", Renamed),
        ("visit.accept", create_model("Required", __base__=MODELS["visit.accept"], mood=(str, ...))),
        ("payment.collect", OnlyCash),
        ("visit.checklist", create_model("Kind", __base__=MODELS["visit.checklist"], ticked=(str, ...))),
    ],
)
def test_R16_control_a_payload_that_changed_is_seen(kind: str, model: type[BaseModel]) -> None:
    """Negative control: renamed, newly required, a choice fewer, of another type."""
    assert {one.split(":")[0] for one in not_understood({**MODELS, kind: model})} == {kind}


def test_R16_control_a_kind_that_is_gone_is_seen() -> None:
    """Negative control: nothing may be taken out of the registry while a phone can hold it."""
    gone = {kind: model for kind, model in MODELS.items() if kind != "item.finish"}
    assert {one.split(":")[0] for one in not_understood(gone)} == {"item.finish"}


def test_R16_control_a_field_that_the_list_lacks_is_seen() -> None:
    """Negative control: a payload that grew asks for a line of its own."""
    grown = create_model("Grown", __base__=MODELS["visit.accept"], mood=(str | None, None))
    assert unlisted({**MODELS, "visit.accept": grown}) == {"visit.accept.mood"}
