"""Files handed in by phones: checked, stored under their hash, receipted."""

import hashlib
import io
from datetime import timedelta

import structlog
from PIL import Image, UnidentifiedImageError
from sqlalchemy.exc import IntegrityError

from backend.kernel.errors import FILE_TOO_LARGE, NOT_FOUND, Refusal, Sentence
from backend.kernel.files import FileStore, Unfinished
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.sync import errors, repository
from backend.modules.sync.commands import Held
from backend.modules.sync.models import ReceivedFileRow

log = structlog.get_logger()

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 80_000_000
UNFINISHED_KEPT = timedelta(days=7)
MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


def receive_piece(
    work: UnitOfWork, store: FileStore, sha256: str, piece: bytes, offset: int = 0, size: int | None = None
) -> int:
    """Take a piece of a picture of `size` bytes that begins at `offset`; returns how many bytes of it are here.

    All of them: the file is whole, checked, and receipted. Less: send what follows from there on. A piece that comes again
    or too early changes nothing. Without `size` the piece is the whole file, as small ones are sent.
    Refuses as `receive_file` does, and 422 piece_too_long; why is remembered for the record that names the file.
    """
    size = len(piece) if size is None else size
    receipt = _receipt(work, store, sha256)
    if receipt is not None:
        return receipt.size
    begun = store.unfinished(work.actor.id, sha256)
    try:
        content = _whole(begun, piece, offset, size)
        if not isinstance(content, bytes):
            return content
        receive_file(work, store, sha256, content)
    except Refusal as refusal:
        begun.refuse(refusal.code)
        log.info("phone_file_refused", code=refusal.code, sha256=sha256, size=size, user_id=work.actor.id)
        raise
    work.after_commit(lambda _: begun.forget())
    return size


def _whole(begun: Unfinished, piece: bytes, offset: int, size: int) -> bytes | int:
    """The whole file when this piece completes it, else how much of it is here."""
    if size > MAX_BYTES:
        raise Refusal(FILE_TOO_LARGE, limit_mb=MAX_BYTES // 1024 // 1024)
    if offset + len(piece) > size:
        raise Refusal(errors.PIECE_TOO_LONG)
    if len(piece) == size:
        return piece
    have = begun.add(offset, piece)
    # Two senders of one file: where the other one has just finished it, this one begins again and hears of the receipt.
    return have if have < size else begun.read() or 0


def receive_file(work: UnitOfWork, store: FileStore, sha256: str, content: bytes) -> ReceivedFileRow:
    """Store a picture and write its receipt; the same file again gives the same receipt.

    Refuses 413 when too large, 422 hash_mismatch when the bytes are not what `sha256` says, 422 not_a_picture.
    The receipt is written only after the bytes are on the disk: the phone deletes its copy on it. All that takes long comes
    before the first statement, so that nobody waits for the writer meanwhile.
    """
    if len(content) > MAX_BYTES:
        raise Refusal(FILE_TOO_LARGE, limit_mb=MAX_BYTES // 1024 // 1024)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Refusal(errors.HASH_MISMATCH)
    media_type = sniff(content)
    store.put(content)
    key = (sha256, work.actor.id)
    row = work.session.get(ReceivedFileRow, key)
    if row is not None:
        return row
    row = ReceivedFileRow(
        sha256=sha256, user_id=work.actor.id, centre_id=_centre_of(work), size=len(content), media_type=media_type,
        received_at=work.now,
    )  # fmt: skip
    try:
        with work.session.begin_nested():
            work.session.add(row)
        return row
    except IntegrityError:  # the same file from two senders at the same moment
        return work.session.get_one(ReceivedFileRow, key)


def _receipt(work: UnitOfWork, store: FileStore, sha256: str) -> ReceivedFileRow | None:
    """The actor's receipt of a file that is still here; the database is asked only when it is."""
    return work.session.get(ReceivedFileRow, (sha256, work.actor.id)) if store.has(sha256) else None


def sweep_one(work: UnitOfWork) -> bool:
    """Forget the beginning of a file that nobody has gone on with for a week."""
    return work.ports.files.sweep_unfinished(work.now - UNFINISHED_KEPT)


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


def require_file(work: UnitOfWork, sha256: str) -> None:
    """Hold the command until the actor has handed in the file that it names; refuse it where the file was refused."""
    if work.session.get(ReceivedFileRow, (sha256, work.actor.id)) is not None:
        return
    code = work.ports.files.unfinished(work.actor.id, sha256).refused
    if code in Sentence.catalogue:
        limit = {"limit_mb": MAX_BYTES // 1024 // 1024} if code == FILE_TOO_LARGE.code else {}
        raise Refusal(Sentence.catalogue[code], field="sha256", **limit)
    raise Held(errors.FILE_NOT_HERE, sha256=sha256)
