"""Driving times from a routing service: tables over HTTP, remembered, and given up quickly when the service is away."""

from backend.routing.roads import RememberedRoads, build_roads

__all__ = ["RememberedRoads", "build_roads"]
