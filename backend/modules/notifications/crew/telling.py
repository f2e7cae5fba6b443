"""Handing notices over, each after the commit of its claim, outside any transaction."""

from collections.abc import Callable

from backend.kernel.errors import Refusal
from backend.kernel.ports import TextMessages
from backend.kernel.unit_of_work import UnitOfWork, UnitsOfWork
from backend.modules.auth import public as auth
from backend.modules.notifications import outgoing, repository
from backend.modules.notifications.crew import addresses, notices, robots, web_push
from backend.modules.notifications.crew.errors import NO_TEXT_MESSAGES
from backend.modules.notifications.crew.models import ChannelRow, NoticeRow, PhoneRow
from backend.modules.technicians import public as technicians

HandOver = Callable[[], None]
HEAD = "【派工】"


def tell_one(work: UnitOfWork) -> bool:
    """Claim the oldest due notice and hand it to the phone or channel after the commit; False when none is due."""
    row = repository.claim_due(work.session, NoticeRow, work.now)
    if row is None:
        return False
    outgoing.lease(row, work.now)
    kind, _, key = row.target.partition(":")
    hand_over = _to_phone(work, row, key) if kind == "push" else _to_channel(work, row, key)
    if hand_over is None:
        _nobody(work, row)
        return True
    notice_id = row.id
    work.after_commit(lambda units: _try(units, notice_id, hand_over))
    return True


def _to_phone(work: UnitOfWork, row: NoticeRow, key: str) -> HandOver | None:
    phone = work.session.get(PhoneRow, key)
    if phone is None:
        return None
    if not auth.session_lives(work, phone.session_key):
        work.session.delete(phone)
        return None
    title, body = row.said[phone.lang]
    message = {"title": title, "body": body, "tag": row.tag, "path": row.path}
    subscription = {"endpoint": phone.endpoint, "keys": {"p256dh": phone.p256dh, "auth": phone.auth}}
    ports = work.ports
    return lambda: web_push.send(ports, subscription, message)


def _to_channel(work: UnitOfWork, row: NoticeRow, key: str) -> HandOver | None:
    channel = work.session.get(ChannelRow, key)
    if channel is None or not channel.active:
        return None
    title, body = row.said[channel.lang]
    if row.technician_id and not channel.technician_id:  # a group wants to know whom it concerns
        body = f"{technicians.names_of(work, [row.technician_id]).get(row.technician_id, '')} {body}"
    text = f"{body}\n{work.ports.settings.base_url}{row.path}"
    try:
        return way_to(work, channel, title, text, row.id)
    except Refusal as refusal:
        why = outgoing.NotTaken(refusal.as_wire()["message"][channel.lang], final=True)

        def tell_why() -> None:
            raise why

        return tell_why


def way_to(work: UnitOfWork, channel: ChannelRow, title: str, text: str, reference: str) -> HandOver:
    """What hands a text to a channel; refuses where it can't be done from here at all."""
    url = addresses.opened(work.ports, channel.address)
    if channel.kind != "sms":
        return lambda: robots.send(url, HEAD + title, text)
    carrier: TextMessages | None = work.ports.text_messages
    if carrier is None:
        raise Refusal(NO_TEXT_MESSAGES)
    to = url.removeprefix(addresses.SMS)
    return lambda: carrier.send(to=to, text=f"{HEAD}{title} {text}", reference=reference)


def _nobody(work: UnitOfWork, row: NoticeRow) -> None:
    """The phone or channel that it was written for is not there any more."""
    row.state = "off"
    if row.target.startswith("push:"):
        row.state = "gone" if notices.told_otherwise(work, row) else "failed"
        row.last_error = ""


def _try(units: UnitsOfWork, notice_id: str, hand_over: HandOver) -> None:
    error: Exception | None = None
    try:
        hand_over()
    except Exception as failed:  # whatever the other does, the notice stays and is tried again
        error = failed
    with units.write() as work:
        row = work.session.get_one(NoticeRow, notice_id)
        outgoing.note(row, work.now, error)
        kind, _, key = row.target.partition(":")
        if kind == "channel":
            channel = work.session.get(ChannelRow, key)
            if channel is not None:
                note_on(channel, work, error)
            return
        phone = work.session.get(PhoneRow, key)
        if isinstance(error, web_push.Gone) and phone is not None:
            work.session.delete(phone)
        if row.state == "failed" and notices.told_otherwise(work, row) and isinstance(error, web_push.Gone):
            row.state = "gone"


def note_on(channel: ChannelRow, work: UnitOfWork, error: Exception | None) -> None:
    """How the last message to this channel went; `last_error` is None when well, "" when nobody answered."""
    if error is None:
        channel.sent_at, channel.last_error = work.now, None
        return
    channel.failed_at = work.now
    channel.last_error = error.said if isinstance(error, outgoing.NotTaken) else str(error)[:300]
