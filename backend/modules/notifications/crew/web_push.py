"""Web Push (RFC 8030, 8291, 8292): encrypted for one browser, signed with the key that only this installation can derive."""

import base64
import fnmatch
import hashlib
import json
import re
from datetime import timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import requests
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from backend.kernel.errors import Refusal
from backend.kernel.ports import Ports
from backend.kernel.settings import Settings
from backend.modules.notifications.crew.errors import PUSH_KEYS_WRONG, PUSH_SERVICE_UNKNOWN
from backend.modules.notifications.outgoing import NotTaken

PURPOSE = "web-push"
CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256: a private key is less than it
TIMEOUT = 5.0
# A phone that was off all day has no use for yesterday's news: the day's list tells it all.
TIME_TO_LIVE = timedelta(days=1)
AUTH_BYTES = 16
_ENDPOINT = re.compile(r"(https?://[A-Za-z0-9.-]+(?::\d+)?)/[!-~]*")


class Gone(NotTaken):
    """The browser has withdrawn: nothing will ever reach it at this address again."""


def public_key(ports: Ports) -> str:
    """What a browser subscribes with: the public key as an uncompressed point, base64url without padding."""
    point = _key(ports.derive(PURPOSE)).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return _coded(point)


def check_subscription(settings: Settings, endpoint: str, p256dh: str, auth: str) -> None:
    """Refuse an address that is no known push service's, which the server would otherwise call for anybody, and bad keys."""
    found = _ENDPOINT.fullmatch(endpoint)
    origin = found[1].lower() if found else ""
    if not any(fnmatch.fnmatchcase(origin, allowed) for allowed in settings.push_services.split()):
        raise Refusal(PUSH_SERVICE_UNKNOWN, field="endpoint")
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, _decoded(p256dh))
    except ValueError as wrong:
        raise Refusal(PUSH_KEYS_WRONG, field="p256dh") from wrong
    try:
        right = len(_decoded(auth)) == AUTH_BYTES
    except ValueError:
        right = False
    if not right:
        raise Refusal(PUSH_KEYS_WRONG, field="auth")


def send(ports: Ports, subscription: dict[str, Any], message: dict[str, str]) -> None:
    """Hand one message over; raises Gone, or NotTaken with the push service's own words."""
    from py_vapid import Vapid02  # both take a moment to load, and most processes never push
    from pywebpush import WebPushException, webpush

    with requests.Session() as session:
        session.max_redirects = 0  # a push service answers itself; it sends nobody on
        try:
            webpush(
                subscription,
                json.dumps(message, ensure_ascii=False).encode(),
                vapid_private_key=Vapid02(_key(ports.derive(PURPOSE))),
                vapid_claims={"sub": _contact(ports.settings)},
                ttl=int(TIME_TO_LIVE.total_seconds()),
                # Newer news of the same visit takes the place of what the phone has not fetched yet.
                headers={"Urgency": "high", "Topic": hashlib.sha256(message["tag"].encode()).hexdigest()[:32]},
                timeout=TIMEOUT,
                requests_session=session,
            )
        except WebPushException as refused:
            raise _meaning(refused.response) from refused
        except requests.RequestException as away:
            raise NotTaken("") from away


def _meaning(answer: Any) -> NotTaken:
    said = f"{answer.status_code} {answer.text}".strip()
    if answer.status_code in (404, 410):
        return Gone(said, final=True)
    if answer.status_code == 429 or answer.status_code >= 500:
        wait = answer.headers.get("retry-after", "")
        return NotTaken(said, wait=timedelta(seconds=int(wait)) if re.fullmatch(r"\d{1,6}", wait) else None)
    return NotTaken(said, final=True)


def _contact(settings: Settings) -> str:
    """Whom a push service may turn to: the public address, where there is one."""
    public = urlsplit(settings.base_url)
    return f"https://{public.hostname}" if public.scheme == "https" else "mailto:nobody@localhost"


@lru_cache(maxsize=4)
def _key(derived: bytes) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(derived) % (ORDER - 1) + 1, CURVE)


def _coded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _decoded(text: str) -> bytes:
    return base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
