"""Devices and events in Traccar's shape."""

from datetime import datetime
from typing import Any

from backend.gps_platform.simulated.fleet import Fleet
from backend.gps_platform.simulated.terminals import SimulatedTerminal, written

# What a device has besides, and how it looks when nobody wrote anything: a PUT that leaves one out empties it.
EMPTY: dict[str, Any] = {
    "attributes": {},
    "groupId": 0,
    "calendarId": 0,
    "phone": None,
    "model": None,
    "contact": None,
    "category": None,
    "disabled": False,
    "expirationTime": None,
}


def device(fleet: Fleet, terminal: SimulatedTerminal, now: datetime) -> dict[str, Any]:
    """The device as GET /api/devices shows it."""
    reporter = fleet.reporter(terminal)
    seen = reporter.last_seen(now)
    return {
        "id": terminal.id,
        **EMPTY,
        **terminal.told,
        "name": terminal.name,
        "uniqueId": terminal.number,
        "status": "online" if reporter.is_online(now) else "offline",
        "lastUpdate": written(seen) if seen else None,
        "positionId": reporter.position_id(now),
    }


def event(fleet: Fleet, terminal: SimulatedTerminal, kind: str, now: datetime) -> dict[str, Any]:
    """What Traccar posts about a device that went online, offline or unknown (`kind`)."""
    return {
        "event": {
            "id": int(now.timestamp() * 1000),
            "attributes": {},
            "deviceId": terminal.id,
            "type": f"device{kind.capitalize()}",
            "eventTime": written(now),
            "positionId": 0,
            "geofenceId": 0,
            "maintenanceId": 0,
        },
        "device": device(fleet, terminal, now) | {"status": kind},
    }
