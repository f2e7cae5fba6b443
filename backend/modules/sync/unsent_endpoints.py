"""HTTP: what phones still hold, refusals to settle, rescue files, how long phones keep what has arrived."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth.public import allow
from backend.modules.sync import unsent, unsent_rescue
from backend.modules.sync import unsent_schemas as wire
from backend.modules.sync.raw_body import BINARY_BODY, Sha256, raw_body
from backend.modules.sync.schemas import ReceiptOut

router = APIRouter(prefix="/api", tags=["unsent"])
Id = Annotated[str, Path(min_length=1, max_length=64)]
HandIn = Annotated[UnitOfWork, allow("rescue.hand_in")]


@router.post("/sync/unsent")
def tell_unsent(
    body: wire.HoldsIn, request: Request, work: Annotated[UnitOfWork, allow("phone.sync")]
) -> wire.OfficeAnswerOut:
    """A phone says what it still holds."""
    return unsent.hear(request.app.state.house.units, work.actor, body)


@router.get("/unsent")
def list_unsent(request: Request, work: Annotated[UnitOfWork, allow("unsent.read")]) -> wire.UnsentOut:
    """Phones with unsent work, and what was refused and nobody has settled."""
    return unsent.unsent(work, request.app.state.house.office_says)


@router.post("/unsent/refused/{command_id}/settle", status_code=204)
def settle_refused(
    command_id: Id, body: wire.SettleRefusalIn, work: Annotated[UnitOfWork, allow("unsent.settle")]
) -> None:
    """Mark a refused command as dealt with; its phone hears how."""
    unsent.settle(work, command_id, body.note)


@router.post("/unsent/phones/{client_id}/put-away", status_code=204)
def put_phone_away(client_id: Id, body: wire.PutAwayIn, work: Annotated[UnitOfWork, allow("unsent.settle")]) -> None:
    """Wait no longer for a phone that is lost, broken or reset."""
    unsent.put_away(work, client_id, body.reason)


@router.post("/rescue/preview")
def preview_rescue(body: wire.RescueIn, request: Request, work: HandIn) -> wire.RescueOut:
    """What a rescue file would bring; changes nothing."""
    with request.app.state.house.units.read(work.actor) as look:
        return unsent_rescue.preview(look, body)


@router.put("/rescue/{owner_id}/files/{sha256}", openapi_extra=BINARY_BODY)
def hand_in_rescued_file(
    owner_id: Annotated[str, Path(min_length=1, max_length=36)],
    sha256: Sha256,
    request: Request,
    work: HandIn,
    content: Annotated[bytes, Depends(raw_body)],
) -> ReceiptOut:
    """Hand in a picture of a rescue file for its person."""
    house = request.app.state.house
    unsent_rescue.hand_in_file(house.units, work.actor, house.files, owner_id, sha256, content)
    return ReceiptOut(sha256=sha256, size=len(content), received=len(content))


@router.post("/rescue")
def hand_in_rescue(body: wire.RescueIn, request: Request, work: HandIn) -> wire.RescueOut:
    """Take a rescue file: its commands go through the inbox in the name of their person, at most once."""
    house = request.app.state.house
    return unsent_rescue.hand_in(house.units, work.actor, house.phone_commands, body)


@router.get("/phone-policy")
def read_phone_policy(work: Annotated[UnitOfWork, allow("phone_policy.read")]) -> wire.PhonePolicy:
    """How many days phones keep what has arrived."""
    return wire.PhonePolicy(keep_days=unsent.keep_days(work))


@router.put("/phone-policy")
def change_phone_policy(
    body: wire.PhonePolicy, work: Annotated[UnitOfWork, allow("phone_policy.write")]
) -> wire.PhonePolicy:
    """Change it for the whole company."""
    unsent.set_keep_days(work, body.keep_days)
    return body
