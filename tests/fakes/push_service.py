"""A push service that speaks Web Push over real HTTP: it checks the signature and opens the message as the browser would.

The signature (RFC 8292) is checked here by hand, not by the library that makes it.
"""

import base64
import json
import secrets
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import http_ece
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.fakes.serving import Quiet, serving

DAY = 86_400
WAIT_SECONDS = 120


@dataclass
class Browser:
    """One subscription: the keys are the browser's, `server_key` is whom it subscribed to."""

    endpoint: str
    server_key: str
    private: ec.EllipticCurvePrivateKey
    auth: bytes
    gone: bool = False
    messages: list[dict[str, Any]] = field(default_factory=list)

    def as_body(self, lang: str = "zh") -> dict[str, str]:
        """What its page sends to the server."""
        point = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": self.endpoint, "p256dh": coded(point), "auth": coded(self.auth), "lang": lang}


@dataclass
class PushService:
    """Answers 201, or the next planned status: 0 hangs up, 429 asks to wait for two minutes."""

    url: str = ""
    browsers: dict[str, Browser] = field(default_factory=dict)
    plan: deque[int] = field(default_factory=deque)
    answers: list[int] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def subscribe(self, server_key: str) -> Browser:
        """A new browser that takes messages from the holder of this key alone."""
        path = f"/push/{secrets.token_urlsafe(12)}"
        browser = Browser(self.url + path, server_key, ec.generate_private_key(ec.SECP256R1()), secrets.token_bytes(16))
        self.browsers[path] = browser
        return browser

    def take(self, path: str, headers: dict[str, str], body: bytes) -> int:
        """The status for one message."""
        browser = self.browsers.get(path)
        if browser is None or browser.gone:
            return 404 if browser is None else 410
        if headers.get("content-encoding") != "aes128gcm" or not headers.get("ttl", "").isdigit():
            return 400
        if not self.is_signed(headers.get("authorization", ""), browser.server_key):
            return 403
        if self.plan:
            return self.plan.popleft()
        clear = http_ece.decrypt(body, private_key=browser.private, auth_secret=browser.auth, version="aes128gcm")
        browser.messages.append(json.loads(clear))
        return 201

    def is_signed(self, authorization: str, server_key: str) -> bool:
        """`vapid t=<JWT, ES256>, k=<public key>` by the key subscribed to, for this service, not run out."""
        scheme, _, rest = authorization.partition(" ")
        parts = dict(one.strip().split("=", 1) for one in rest.split(",") if "=" in one)
        if scheme.lower() != "vapid" or parts.get("k") != server_key or parts.get("t", "").count(".") != 2:
            return False
        head, claims, signature = parts["t"].split(".")
        said = json.loads(decoded(claims))
        if json.loads(decoded(head))["alg"] != "ES256" or said["aud"] != self.url:
            return False
        if not 0 < said["exp"] - time.time() <= DAY or not said["sub"].startswith(("mailto:", "https:")):
            return False
        raw = decoded(signature)
        dss = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(parts["k"]))
        try:
            key.verify(dss, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
        except InvalidSignature:
            return False
        return True


def coded(raw: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decoded(text: str) -> bytes:
    """From base64url without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class _Handler(Quiet):
    service: PushService

    def do_POST(self) -> None:
        service = self.service
        headers = {name.lower(): value for name, value in self.headers.items()}
        status = service.take(self.path, headers, self.body())
        service.answers.append(status)
        service.headers.append(headers)
        self.close_connection = True
        if status == 429:
            self.answer(status, retry_after=str(WAIT_SECONDS))
        elif status:
            self.answer(status)


@contextmanager
def running_push_service() -> Iterator[PushService]:
    """A push service on a free port; gone afterwards."""
    service = PushService()
    with serving(_Handler, service=service) as service.url:
        yield service
