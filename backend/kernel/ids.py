"""Identifiers: UUIDv7 as text, so that ids sort by the time they were made."""

from uuid6 import uuid7


def new_id() -> str:
    """A fresh UUIDv7, 36 characters."""
    return str(uuid7())
