"""The tracking platform that terminals report to: Traccar, or any other by a mapping, and a simulated fleet.

Everything that leaves here is in WGS-84 and UTC, and whatever goes wrong out there is `kernel.ports.PlatformAway`.
"""

from backend.gps_platform.building import build_platform, event_reader
from backend.gps_platform.events import PlatformEvent, UnreadableEvent

__all__ = ["PlatformEvent", "UnreadableEvent", "build_platform", "event_reader"]
