"""HTTP: the phones' inbox and their files."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth.public import allow, may
from backend.modules.sync import files, service
from backend.modules.sync.raw_body import BINARY_BODY, Sha256, raw_body
from backend.modules.sync.schemas import AnswersOut, CommandsIn, ReceiptOut

router = APIRouter(prefix="/api", tags=["sync"])


@router.post("/sync/commands", response_model_exclude_none=True)
def send_commands(body: CommandsIn, request: Request, work: Annotated[UnitOfWork, allow("phone.sync")]) -> AnswersOut:
    """Take a batch of commands from one outbox, each in a transaction of its own; answers each."""
    house = request.app.state.house
    # `work` only says who it is: it has touched nothing, so the commands' own transactions don't wait for it.
    return service.receive(house.units, work.actor, house.phone_commands, body)


@router.put("/sync/files/{sha256}", openapi_extra=BINARY_BODY)
def hand_in_file(
    sha256: Sha256,
    request: Request,
    work: Annotated[UnitOfWork, allow("phone.sync")],
    content: Annotated[bytes, Depends(raw_body)],
    offset: Annotated[int, Query(ge=0, le=2**53)] = 0,
    size: Annotated[int | None, Query(ge=0, le=2**53)] = None,
) -> ReceiptOut:
    """Hand in a picture (JPEG, PNG, WebP, at most 15 MB) under its SHA-256, whole or in pieces.

    A piece names where it begins and how long the whole file is. The answer says how much is here: go on from there.
    A piece that comes again, or too early, changes nothing; an empty one asks. All of it here: that is the receipt.
    """
    received = files.receive_piece(work, request.app.state.house.files, sha256, content, offset, size)
    return ReceiptOut(sha256=sha256, size=len(content) if size is None else size, received=received)


@router.get("/files/{sha256}", response_class=Response, responses={200: {"content": {"image/*": {}}}})
def read_file(sha256: Sha256, request: Request, work: Annotated[UnitOfWork, allow("files.read")]) -> Response:
    """A picture, for those who may see it."""
    only_own = not may(work, "orders.read")
    content, media_type = files.read_file(work, request.app.state.house.files, sha256, only_own=only_own)
    headers = {"cache-control": "private, max-age=31536000, immutable", "content-disposition": "inline"}
    return Response(content, media_type=media_type, headers=headers)
