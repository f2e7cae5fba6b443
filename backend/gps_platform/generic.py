"""Any other platform that can be asked over HTTP for JSON: the mapping says how, and what its fields are called."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from backend.geocoding import Point
from backend.geocoding.datum import from_bd09, from_gcj02
from backend.gps_platform import reading
from backend.gps_platform.asking import Asker
from backend.gps_platform.mapping import Mapping, Question, among, dig, moment_of
from backend.kernel.ports import PlatformFix, PlatformSilent, PlatformTerminal

_TO_WGS84: dict[str, Callable[[Point], Point]] = {"gcj02": from_gcj02, "bd09": from_bd09}


class Generic:
    """`kernel.ports.GpsPlatform` by a mapping. Safe to use from several threads."""

    def __init__(self, url: str, token: str, timeout: float, now: Callable[[], datetime], mapping: Mapping) -> None:
        """`url` is what the mapping's paths are put behind; `timeout` in seconds."""
        self._url = url
        self._token = token
        self._asker = Asker("http", url, {"accept": "application/json"}, timeout)
        self._now = now
        self._mapping = mapping

    @property
    def state(self) -> str:
        """`http`, or `http_away`."""
        return self._asker.state

    def find(self, number: str) -> PlatformTerminal | None:
        """The terminal of this number; None when the platform knows none. Raises PlatformAway."""
        found = self._ask(self._mapping.find, number=number)
        rows = found if isinstance(found, list) else [found]
        terminals = {one.id: one for one in map(self._terminal, rows) if one and one.number == number}
        if len(terminals) > 1:
            raise PlatformSilent("two terminals of one number")
        return next(iter(terminals.values()), None)

    def register(self, number: str, name: str) -> PlatformTerminal:
        """Make it known or name it anew, where the mapping says how; else it must be known. Raises PlatformAway."""
        known = self.find(number)
        question = self._mapping.register_ if known is None else self._mapping.rename
        if known is not None and (not name or known.name == name or question is None):
            return known
        if question is None:
            raise PlatformSilent("the number is not known there, and the mapping does not say how to register it")
        self._ask(question, number=number, name=name or number, id=known.id if known else "")
        registered = self.find(number)
        if registered is None:
            raise PlatformSilent("it took the number and does not know it")
        return registered

    def fixes(self, terminal: PlatformTerminal, since: datetime, until: datetime) -> Sequence[PlatformFix]:
        """Its reports between two moments, oldest first. Raises PlatformAway."""
        found = self._ask(self._mapping.fixes, terminal, since=self._written(since), until=self._written(until))
        if found is None:
            return []
        if not isinstance(found, list):
            raise PlatformSilent("no list")
        told = [one for one in map(self._fix, found) if one and since <= one.fixed_at <= until]
        return sorted(told, key=lambda one: (one.fixed_at, one.received_at))

    def latest(self, terminal: PlatformTerminal) -> PlatformFix | None:
        """Its last report; None when there is none. Raises PlatformAway."""
        found = self._ask(self._mapping.latest, terminal)
        rows = found if isinstance(found, list) else [found]
        told = [one for one in map(self._fix, rows) if one]
        return max(told, key=lambda one: one.received_at, default=None)

    def _ask(self, question: Question, terminal: PlatformTerminal | None = None, **values: str) -> Any:
        """What lies where the mapping says; None for an answer that says there is nothing."""
        if terminal is not None:
            values |= {"id": terminal.id, "number": terminal.number, "name": terminal.name}
        values |= {"token": self._token}
        escaped = {name: quote(value, safe="") for name, value in values.items()}
        request = self._asker.build(
            question.method,
            self._url + _filled(question.path, escaped),
            headers=_filled(question.headers, values),
            json=_filled(question.body, values),
        )
        answer = self._asker.ask(request, refusals={404})
        mapping = self._mapping
        if answer.status == 404 or (
            mapping.nothing and among(dig(answer.told, mapping.nothing.at), mapping.nothing.among)
        ):
            return None
        if mapping.well and not among(dig(answer.told, mapping.well.at), mapping.well.among):
            raise PlatformSilent(f"it answers with an error at {mapping.well.at}")
        return dig(answer.told, question.at)

    def _terminal(self, row: Any) -> PlatformTerminal | None:
        fields, mapping = self._mapping.terminal, self._mapping
        found = {name: reading.text(dig(row, path)) for name, path in fields.model_dump().items() if path}
        if not isinstance(row, dict) or not found["id"] or not found["number"]:
            return None
        seen = moment_of(mapping, _at(row, fields.last_seen))
        return PlatformTerminal(
            id=found["id"],
            number=found["number"],
            name=found.get("name", ""),
            online=self._flag(_at(row, fields.online)),
            last_seen=seen if seen and seen <= self._now() + reading.SKEW else None,
            vin=reading.vin(_at(row, fields.vin)) or "",
            iccid=reading.iccid(_at(row, fields.iccid)) or "",
        )

    def _fix(self, row: Any) -> PlatformFix | None:
        if not isinstance(row, dict):
            return None
        fields, mapping = self._mapping.fix, self._mapping
        power = reading.number(_at(row, fields.external_volts))
        return reading.report(
            now=self._now(),
            fixed_at=moment_of(mapping, dig(row, fields.fixed_at)),
            received_at=moment_of(mapping, _at(row, fields.received_at)),
            place=self._place(dig(row, fields.lat), dig(row, fields.lng)),
            valid=not fields.valid or self._flag(dig(row, fields.valid)) is True,
            satellites=reading.satellites(_at(row, fields.satellites)),
            ignition=self._flag(_at(row, fields.ignition)),
            external_volts=reading.volts(power * mapping.volts if power is not None else None),
            iccid=reading.iccid(_at(row, fields.iccid)),
            vin=reading.vin(_at(row, fields.vin)),
        )

    def _place(self, lat: Any, lng: Any) -> Point | None:
        north, east = reading.number(lat), reading.number(lng)
        if north is None or east is None:
            return None
        place = reading.point(north * self._mapping.degrees, east * self._mapping.degrees)
        shift = _TO_WGS84.get(self._mapping.datum)
        return shift(place) if place and shift else place

    def _flag(self, told: Any) -> bool | None:
        if among(told, self._mapping.yes):
            return True
        return False if among(told, self._mapping.no) else None

    def _written(self, moment: datetime) -> str:
        """A moment as this platform writes times."""
        wanted = self._mapping.time
        if wanted == "iso":
            return moment.isoformat(timespec="seconds")
        if wanted in ("seconds", "milliseconds"):
            return str(round(moment.timestamp() * (1 if wanted == "seconds" else 1000)))
        return moment.astimezone(ZoneInfo(self._mapping.zone)).strftime(wanted)


def _at(row: Any, path: str) -> Any:
    """What lies at the path; None for a field the mapping leaves out."""
    return dig(row, path) if path else None


def _filled(told: Any, values: dict[str, str]) -> Any:
    """The text, or every text in it, with its placeholders filled in."""
    if isinstance(told, str):
        return told.format_map(_Known(values))
    if isinstance(told, dict):
        return {name: _filled(one, values) for name, one in told.items()}
    return [_filled(one, values) for one in told] if isinstance(told, list) else told


class _Known(dict[str, str]):
    """What a question has no value for is left empty."""

    def __missing__(self, name: str) -> str:
        return ""
