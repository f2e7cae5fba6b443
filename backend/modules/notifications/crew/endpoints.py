"""HTTP: reminders on the phone; channels at the desk, and what nobody took."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.auth.public import allow
from backend.modules.notifications.crew import channels, phones, schemas, web_push
from backend.modules.notifications.crew.models import ChannelRow, NoticeRow
from backend.modules.technicians import public as technicians

router = APIRouter(prefix="/api", tags=["notifications"])
OnPhone = Annotated[UnitOfWork, allow("phone.push")]
Reading = Annotated[UnitOfWork, allow("channels.read")]
Writing = Annotated[UnitOfWork, allow("channels.write")]


@router.get("/phone/push")
def push_state(request: Request, work: OnPhone) -> schemas.PushOut:
    """What to subscribe with, and whether reminders are on for this sign-in."""
    on = phones.is_on(work, auth.session_key(request))
    return schemas.PushOut(public_key=web_push.public_key(work.ports), on=on)


@router.put("/phone/push", status_code=204)
def turn_push_on(body: schemas.PushIn, request: Request, work: OnPhone) -> Response:
    """Push to this phone until the sign-in ends."""
    phones.turn_on(work, auth.session_key(request), body.endpoint, body.p256dh, body.auth, body.lang)
    return Response(status_code=204)


@router.delete("/phone/push", status_code=204)
def turn_push_off(request: Request, work: OnPhone) -> Response:
    """Push nothing to this phone any more."""
    phones.turn_off(work, auth.session_key(request))
    return Response(status_code=204)


@router.get("/channels")
def list_channels(work: Reading) -> schemas.ChannelsOut:
    """Robots, mailboxes and numbers that are told, without their addresses."""
    return schemas.ChannelsOut(items=_out(work, channels.channels(work)))


@router.post("/channels", status_code=201)
def add_channel(body: schemas.ChannelIn, work: Writing) -> schemas.ChannelOut:
    """Add a channel."""
    return _out(work, [channels.add(work, **body.model_dump())])[0]


@router.patch("/channels/{channel_id}")
def change_channel(channel_id: schemas.Id, body: schemas.ChannelPatch, work: Writing) -> schemas.ChannelOut:
    """Change a channel or switch it."""
    changes = {name: value for name, value in body.model_dump(exclude={"version"}).items() if value is not None}
    return _out(work, [channels.change(work, channel_id, body.version, changes)])[0]


@router.delete("/channels/{channel_id}", status_code=204)
def remove_channel(channel_id: schemas.Id, work: Writing) -> Response:
    """Take a channel away."""
    channels.remove(work, channel_id)
    return Response(status_code=204)


@router.post("/channels/{channel_id}/test")
def try_channel(channel_id: schemas.Id, request: Request, work: Writing) -> schemas.TriedOut:
    """Send a test message and tell the answer as it came."""
    # `work` only says who it is: nobody waits for this transaction while the robot thinks.
    error = channels.try_out(request.app.state.house.units, work.actor, channel_id)
    return schemas.TriedOut(taken=error is None, answer=error.said if error else "")


@router.get("/notices/given-up")
def list_given_up(work: Reading) -> schemas.GivenUpListOut:
    """What nobody took."""
    rows = channels.given_up(work)
    names = technicians.names_of(work, {row.technician_id for row in rows if row.technician_id})
    known = {f"channel:{one.id}": one.name for one in channels.channels(work)}
    return schemas.GivenUpListOut(items=[_given_up(row, names, known) for row in rows])


@router.post("/notices/{notice_id}/repeat", status_code=204)
def repeat_notice(notice_id: schemas.Id, work: Writing) -> Response:
    """Send one that was given up once more."""
    channels.repeat(work, notice_id)
    return Response(status_code=204)


def _given_up(row: NoticeRow, names: dict[str, str], known: dict[str, str]) -> schemas.GivenUpOut:
    return schemas.GivenUpOut(
        id=row.id, at=row.created_at, title_zh=row.said["zh"][0], title_en=row.said["en"][0],
        technician_name=names.get(row.technician_id or "", ""), channel=known.get(row.target, ""),
        attempts=row.attempts, error=row.last_error or "",
    )  # fmt: skip


def _out(work: UnitOfWork, rows: list[ChannelRow]) -> list[schemas.ChannelOut]:
    names = technicians.names_of(work, {row.technician_id for row in rows if row.technician_id})
    hidden = {"address"}
    return [
        schemas.ChannelOut(technician_name=names.get(row.technician_id or "", ""), **row.model_dump(exclude=hidden))
        for row in rows
    ]
