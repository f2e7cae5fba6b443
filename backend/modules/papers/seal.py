"""The seal of evidence packs: an Ed25519 key that only this installation can derive, so that anybody can check it."""

import json

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from backend.kernel.ports import Ports
from backend.modules.papers.verify_evidence import fingerprint_of, signed_text

PURPOSE = "evidence-seal"


def public_key(ports: Ports) -> bytes:
    """The raw public key, 32 bytes."""
    return _key(ports).public_key().public_bytes_raw()


def fingerprint(ports: Ports) -> str:
    """The key's fingerprint as it is printed."""
    return fingerprint_of(public_key(ports))


def seal(ports: Ports, manifest: bytes) -> bytes:
    """The seal over a manifest, as the JSON that is attached beside it."""
    return json.dumps(
        {
            "algorithm": "Ed25519",
            "public_key": public_key(ports).hex(),
            "fingerprint": fingerprint(ports),
            "signature": _key(ports).sign(signed_text(manifest)).hex(),
        },
        sort_keys=True,
        indent=1,
    ).encode()


def _key(ports: Ports) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(ports.derive(PURPOSE))
