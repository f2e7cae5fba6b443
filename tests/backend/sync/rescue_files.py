"""Rescue files as a phone writes them, for tests."""

import hashlib
import json
from typing import Any

from backend.kernel.ids import new_id

AT = "2026-11-23T01:00:00Z"
CLIENT = "phone-00000001"


def command(seq: int, kind: str, **payload: Any) -> dict[str, Any]:
    """One command on the wire."""
    return {
        "id": new_id(),
        "seq": seq,
        "kind": kind,
        "version": 1,
        "event_time": AT,
        "counter": seq,
        "payload": payload,
    }


def content_of(owner: str, *commands: dict[str, Any], name: str = "苏建国", **more: Any) -> dict[str, Any]:
    """What stands in the text of a file."""
    return {
        "format": "paigong-rescue", "version": 2, "made_at": "2026-11-23T01:20:00Z", "owner": {"id": owner, "name": name},
        "client_id": CLIENT, "device": "Android", "commands": list(commands), "refused": [], "files": [], "about": {}, **more,
    }  # fmt: skip


def sealed(content: dict[str, Any] | str) -> dict[str, str]:
    """The body that is handed in: the text and its hash."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return {"sha256": hashlib.sha256(text.encode()).hexdigest(), "content": text}
