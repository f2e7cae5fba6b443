"""A picture as the body of a request."""

from typing import Annotated

from fastapi import Path, Request

from backend.kernel.errors import FILE_TOO_LARGE, Refusal
from backend.modules.sync import files

Sha256 = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
BINARY_BODY = {
    "requestBody": {
        "required": True,
        "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in files.MEDIA_TYPES.values()},
    }
}


async def raw_body(request: Request) -> bytes:
    """The body as it came, read no further than the limit."""
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > files.MAX_BYTES:
            raise Refusal(FILE_TOO_LARGE, limit_mb=files.MAX_BYTES // 1024 // 1024)
    return bytes(content)
