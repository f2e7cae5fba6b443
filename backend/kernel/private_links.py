"""Addresses that are keys: 128 bits that only this installation can derive; only a hash is ever stored.

A random UUID is no secret (OWASP ASVS 11.5.1); a derived token can be shown again without being kept.
"""

import base64
import hashlib

from backend.kernel.ports import Ports

TOKEN_BYTES = 16


def token_for(ports: Ports, purpose: str) -> str:
    """The token for one purpose, 22 URL-safe characters, the same each time."""
    return base64.urlsafe_b64encode(ports.derive(purpose)[:TOKEN_BYTES]).decode().rstrip("=")


def url_for(ports: Ports, purpose: str) -> str:
    """The whole address to give away."""
    return f"{ports.settings.base_url}/t/{token_for(ports, purpose)}"


def digest_of(token: str) -> str:
    """What is stored of a token: its SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()
