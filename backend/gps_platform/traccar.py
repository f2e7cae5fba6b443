"""Traccar: its REST API under /api, version 5 or newer, with a user's token. Positions are WGS-84, times ISO 8601 in UTC.

Traccar keeps only one thing of a terminal that reports without a position: a copy of its last place and of the time of
that fix. Such a report is therefore known by its old `fixTime` (or `valid` false), and a range of time, which Traccar
takes by `fixTime`, does not hold it: only the latest report does.
"""

import base64
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from backend.gps_platform import reading
from backend.gps_platform.asking import Asker
from backend.kernel.ports import PlatformFix, PlatformSilent, PlatformTerminal

_ONLINE = {"online": True, "offline": False}
Fields = dict[str, Any]


class Traccar:
    """`kernel.ports.GpsPlatform` over a Traccar server. Safe to use from several threads."""

    def __init__(self, url: str, token: str, timeout: float, now: Callable[[], datetime]) -> None:
        """`url` is the server's address without /api; `token` a user's token, or `email:password`; `timeout` seconds."""
        self._api = f"{url.removesuffix('/api')}/api"
        headers = {"authorization": _authorization(token), "accept": "application/json"}
        self._asker = Asker("traccar", url, headers, timeout)
        self._now = now

    @property
    def state(self) -> str:
        """`traccar`, or `traccar_away`."""
        return self._asker.state

    def find(self, number: str) -> PlatformTerminal | None:
        """The device whose uniqueId is `number`; None when the user of the token sees none. Raises PlatformAway."""
        device = self._device(uniqueId=number)
        return self._terminal(device) if device else None

    def register(self, number: str, name: str) -> PlatformTerminal:
        """Create the device, or give it the name; everything else that is set on it stays. Raises PlatformAway."""
        known = self._device(uniqueId=number)
        if known is None:
            return self._terminal(self._create(number, name))
        if not name or known.get("name") == name:
            return self._terminal(known)
        # The whole device goes back: Traccar empties what is left out.
        changed = self._write("PUT", f"/devices/{known['id']}", known | {"name": name})
        return self._terminal(_only(changed, known["id"]))

    def fixes(self, terminal: PlatformTerminal, since: datetime, until: datetime) -> Sequence[PlatformFix]:
        """Its reports by the time of their fix, oldest first. Raises PlatformAway."""
        asked = {"deviceId": terminal.id, "from": _written(since), "to": _written(until)}
        found = [self._fix(row, terminal) for row in self._list("/positions", asked)]
        told = [one for one in found if one is not None and since <= one.fixed_at <= until]
        return sorted(told, key=lambda one: (one.fixed_at, one.received_at))

    def latest(self, terminal: PlatformTerminal) -> PlatformFix | None:
        """Its last report, with a position or without. Raises PlatformAway."""
        device = self._device(id=terminal.id)
        position = device.get("positionId") if device else None
        if not position:
            return None
        for row in self._list("/positions", {"id": str(position)}):
            fix = self._fix(row, terminal)
            if fix is not None:
                return fix
        return None

    def _device(self, **asked: str) -> Fields | None:
        ((name, value),) = asked.items()
        rows = self._list("/devices", {name: value})
        meant = [one for one in rows if str(one.get(name)).casefold() == value.casefold()]
        found = {str(one["id"]): one for one in meant if reading.text(one.get("id"))}
        if len(found) > 1:
            raise PlatformSilent("two terminals of one number")
        return next(iter(found.values()), None)

    def _create(self, number: str, name: str) -> Fields:
        try:
            return _only(self._write("POST", "/devices", {"name": name or number, "uniqueId": number}))
        except _Refused:
            # Somebody was quicker, or our own first try arrived and its answer did not.
            found = self._device(uniqueId=number)
            if found is None:
                raise PlatformSilent("it refuses the number: taken by a device this account may not see?") from None
            return found

    def _write(self, method: str, path: str, body: Fields) -> Any:
        answer = self._asker.ask(self._asker.build(method, self._api + path, json=body), refusals={400})
        if answer.status == 400:
            raise _Refused("it refuses the device (status 400)")
        return answer.told

    def _list(self, path: str, asked: dict[str, str]) -> list[Fields]:
        told = self._asker.ask(self._asker.build("GET", self._api + path, params=asked)).told
        if not isinstance(told, list):
            raise PlatformSilent("no list")
        return [one for one in told if isinstance(one, dict)]

    def _terminal(self, device: Fields) -> PlatformTerminal:
        said = device.get("attributes")
        said = said if isinstance(said, dict) else {}
        seen = reading.iso_moment(device.get("lastUpdate"))
        return PlatformTerminal(
            id=str(device["id"]),
            number=reading.text(device.get("uniqueId")),
            name=reading.text(device.get("name")),
            online=_ONLINE.get(reading.text(device.get("status"))),
            last_seen=seen if seen and seen <= self._now() + reading.SKEW else None,
            vin=reading.vin(said.get("vin")) or "",
            iccid=reading.iccid(said.get("iccid")) or "",
        )

    def _fix(self, row: Fields, terminal: PlatformTerminal) -> PlatformFix | None:
        if str(row.get("deviceId")) != terminal.id:
            return None
        said = row.get("attributes")
        said = said if isinstance(said, dict) else {}
        ignition = said.get("ignition")
        return reading.report(
            now=self._now(),
            fixed_at=reading.iso_moment(row.get("fixTime")),
            received_at=reading.iso_moment(row.get("serverTime")) or reading.iso_moment(row.get("deviceTime")),
            place=reading.point(row.get("latitude"), row.get("longitude")),
            valid=row.get("valid") is True and row.get("outdated") is not True,
            satellites=reading.satellites(said.get("sat")),
            ignition=ignition if isinstance(ignition, bool) else None,
            external_volts=reading.volts(said.get("power")),
            iccid=reading.iccid(said.get("iccid")),
            vin=reading.vin(said.get("vin")),
        )


class _Refused(PlatformSilent):
    """The platform does not take this device as it is."""


def _only(device: Any, number: Any = None) -> Fields:
    """A device as it must look after writing it."""
    if not isinstance(device, dict) or not reading.text(device.get("id")) or number not in (None, device["id"]):
        raise PlatformSilent("no device in the answer")
    return device


def _authorization(token: str) -> str:
    if ":" in token:
        return "Basic " + base64.b64encode(token.encode()).decode()
    return f"Bearer {token}"


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
