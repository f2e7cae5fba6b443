"""How a platform that is not Traccar is asked, and what its fields are called: a JSON file that the settings name."""

import json
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from backend.gps_platform import reading

_IN_TEXT = {"token", "number", "name", "id", "since", "until"}
Text = str
Value = str | int | float | bool


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Question(_Part):
    """One request. Text may hold {token} {number} {name} {id} {since} {until}; in the address they are escaped."""

    method: Literal["GET", "POST", "PUT"] = "GET"
    path: str = Field(min_length=1)
    headers: dict[str, str] = {}
    body: Any = None
    # Where in the answer the terminal, the report, or the list of reports lies; empty for the answer itself.
    at: str = ""

    @field_validator("path", "headers", "body")
    @classmethod
    def only_known_placeholders(cls, told: Any) -> Any:
        """A misspelt placeholder would be sent as it stands, and nobody would ever find the terminal."""
        for one in _texts(told):
            try:
                names = {name for _, name, _, _ in string.Formatter().parse(one) if name is not None}
            except ValueError as error:
                raise ValueError(f"{one!r}: {error}") from None
            if names - _IN_TEXT:
                raise ValueError(f"{one!r}: only {', '.join(sorted(_IN_TEXT))} can be filled in")
        return told


class TerminalFields(_Part):
    """Where a terminal's facts lie in what a question found."""

    id: Text = Field(min_length=1)
    number: Text = Field(min_length=1)
    name: Text = ""
    online: Text = ""
    last_seen: Text = ""
    vin: Text = ""
    iccid: Text = ""


class FixFields(_Part):
    """Where a report's facts lie. `valid` left out: located is what has a place."""

    fixed_at: Text = Field(min_length=1)
    lat: Text = Field(min_length=1)
    lng: Text = Field(min_length=1)
    received_at: Text = ""
    valid: Text = ""
    satellites: Text = ""
    ignition: Text = ""
    external_volts: Text = ""
    iccid: Text = ""
    vin: Text = ""


class EventFields(_Part):
    """Where the facts of what the platform pushes lie: `at` the list of events (empty: the body is one, or a list)."""

    at: str = ""
    number: Text = Field(min_length=1)
    kind: Text = Field(min_length=1)
    time: Text = Field(min_length=1)
    online: list[Value] = Field(min_length=1)
    offline: list[Value] = Field(min_length=1)
    unknown: list[Value] = []


class Check(_Part):
    """An answer of status 200 may still be an error: what lies at `at` says so."""

    at: str = Field(min_length=1)
    among: list[Value] = Field(min_length=1)


class Mapping(_Part):
    """The whole file."""

    find: Question
    register_: Question | None = Field(default=None, alias="register")
    rename: Question | None = None
    fixes: Question
    latest: Question
    terminal: TerminalFields
    fix: FixFields
    events: EventFields | None = None
    well: Check | None = None
    nothing: Check | None = None
    # "iso", "seconds", "milliseconds" since 1970, or a pattern as strptime knows them, in `zone`
    time: str = Field(min_length=1)
    zone: str = "Asia/Shanghai"
    datum: Literal["wgs84", "gcj02", "bd09"]
    # What one unit of a told coordinate or voltage is: 0.000001 where degrees come as whole millionths.
    degrees: float = Field(default=1.0, gt=0)
    volts: float = Field(default=1.0, gt=0)
    yes: list[Value] = [True, 1, "1", "true"]
    no: list[Value] = [False, 0, "0", "false"]

    @field_validator("zone")
    @classmethod
    def known_zone(cls, told: str) -> str:
        """A zone of the tz database."""
        try:
            ZoneInfo(told)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(f"{told!r} is no time zone") from None
        return told

    @field_validator("time")
    @classmethod
    def known_time(cls, told: str) -> str:
        """A pattern says at least the day, or every time would be of 1900."""
        if told not in ("iso", "seconds", "milliseconds") and not all(one in told for one in ("%Y", "%m", "%d")):
            raise ValueError('must be "iso", "seconds", "milliseconds" or a pattern such as "%Y-%m-%d %H:%M:%S"')
        return told

    @model_validator(mode="after")
    def asks_for_what_it_means(self) -> "Mapping":
        """A question that does not name its terminal would be answered about any."""
        for name, question, needed in (
            ("find", self.find, {"number"}),
            ("fixes", self.fixes, {"since", "until"}),
        ):
            missing = needed - _filled_in(question)
            if missing:
                raise ValueError(f"{name} must hold {{{', '.join(sorted(missing))}}}")
        for name, question in (("fixes", self.fixes), ("latest", self.latest)):
            if not _filled_in(question) & {"id", "number"}:
                raise ValueError(f"{name} must hold {{id}} or {{number}}")
        return self


def read_mapping(path: Path) -> Mapping:
    """The mapping in a file. Raises ValueError with every fault and where it is."""
    named = f"PAIGONG_PLATFORM_MAPPING ({path})"
    try:
        return Mapping.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise ValueError(f"{named} cannot be read: {error.strerror}") from None
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(str(one) for one in fault['loc']) or 'file'}: {fault['msg']}" for fault in error.errors()
        )
        raise ValueError(f"{named}: {faults}") from None
    except ValueError as error:
        raise ValueError(f"{named} is no JSON: {error}") from None


def dig(told: Any, path: str) -> Any:
    """What lies at a path like data.items.0.lat; None where it leads nowhere, the whole for an empty path."""
    for step in path.split(".") if path else ():
        if isinstance(told, dict):
            told = told.get(step)
        elif isinstance(told, list) and step.isdecimal() and int(step) < len(told):
            told = told[int(step)]
        else:
            return None
    return told


def among(told: Any, values: list[Value]) -> bool:
    """Whether it is one of the values; true is not 1 here, as it is in Python."""
    return any(type(told) is type(one) and told == one for one in values)


def moment_of(mapping: Mapping, told: Any) -> Any:
    """A told time as a moment in UTC, or None."""
    if mapping.time == "iso":
        return reading.iso_moment(told)
    if mapping.time in ("seconds", "milliseconds"):
        return reading.epoch_moment(told, 1 if mapping.time == "seconds" else 0.001)
    return reading.written_moment(told, mapping.time, ZoneInfo(mapping.zone))


def _filled_in(question: Question) -> set[str]:
    return {
        name
        for one in (*_texts(question.path), *_texts(question.body))
        for _, name, _, _ in string.Formatter().parse(one)
        if name is not None
    }


def _texts(told: Any) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict):
        for one in told.values():
            yield from _texts(one)
    elif isinstance(told, list):
        for one in told:
            yield from _texts(one)
