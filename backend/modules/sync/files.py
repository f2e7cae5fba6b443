"""Files handed in by phones: checked, stored under their hash, receipted."""

import hashlib
import io

from PIL import Image, UnidentifiedImageError

from backend.kernel.errors import FILE_TOO_LARGE, NOT_FOUND, Refusal
from backend.kernel.files import FileStore
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.sync import errors, repository
from backend.modules.sync.models import ReceivedFileRow

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 80_000_000
MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


def receive_file(work: UnitOfWork, store: FileStore, sha256: str, content: bytes) -> ReceivedFileRow:
    """Store a picture and write its receipt; the same file again gives the same receipt.

    Refuses 413 when too large, 422 hash_mismatch when the bytes are not what `sha256` says, 422 not_a_picture.
    The receipt is written only after the bytes are on the disk: the phone deletes its copy on it.
    """
    if len(content) > MAX_BYTES:
        raise Refusal(FILE_TOO_LARGE, limit_mb=MAX_BYTES // 1024 // 1024)
    media_type = sniff(content)
    known = work.session.get(ReceivedFileRow, (sha256, work.actor.id))
    if known is not None and store.get(sha256) is not None:
        return known
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Refusal(errors.HASH_MISMATCH)
    store.put(content)
    row = known or ReceivedFileRow(
        sha256=sha256, user_id=work.actor.id, centre_id=_centre_of(work), size=len(content), media_type=media_type,
        received_at=work.now,
    )  # fmt: skip
    work.session.add(row)
    return row


def _centre_of(work: UnitOfWork) -> str | None:
    """The centre of the person who hands it in; None for somebody of several centres."""
    centres = sorted({centre for _, centre in work.actor.grants if centre is not None})
    return centres[0] if len(centres) == 1 else None


def sniff(content: bytes) -> str:
    """The media type by what is inside, never by what is claimed; refuses everything but pictures."""
    try:
        with Image.open(io.BytesIO(content), formats=tuple(MEDIA_TYPES)) as picture:
            width, height = picture.size
            kind = picture.format or ""
            if width * height > MAX_PIXELS:  # a small file can unpack to a huge picture
                raise Refusal(errors.NOT_A_PICTURE)
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise Refusal(errors.NOT_A_PICTURE) from None
    return MEDIA_TYPES[kind]


def read_file(work: UnitOfWork, store: FileStore, sha256: str, *, only_own: bool) -> tuple[bytes, str]:
    """The bytes and media type of a receipted file.

    Office roles see those of their centres, field roles (`only_own`) what they handed in; anything else is 404, so
    that nobody learns by asking whether a file exists.
    """
    for row in repository.receipts(work, sha256):
        mine = row.user_id == work.actor.id
        if not mine and (only_own or (row.centre_id is not None and not work.actor.reaches(row.centre_id))):
            continue
        content = store.get(sha256)
        if content is not None:
            return content, row.media_type
    raise Refusal(NOT_FOUND)


def file_receipted(work: UnitOfWork, sha256: str) -> bool:
    """Whether the actor has handed in this file."""
    return work.session.get(ReceivedFileRow, (sha256, work.actor.id)) is not None
