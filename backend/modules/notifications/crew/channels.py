"""Use cases of channels: who is told by which robot, mailbox or number."""

from typing import Any

from backend.kernel.actor import Actor
from backend.kernel.errors import CHANGED_MEANWHILE, NOT_FOUND, NOT_YOURS, Refusal
from backend.kernel.ids import new_id
from backend.kernel.unit_of_work import UnitOfWork, UnitsOfWork
from backend.modules.auth import public as auth
from backend.modules.notifications import outgoing
from backend.modules.notifications.crew import addresses, repository, telling, words
from backend.modules.notifications.crew.errors import NOT_GIVEN_UP, ONLY_CENTRES
from backend.modules.notifications.crew.events import ChannelChanged, NoticeRepeated
from backend.modules.notifications.crew.models import ChannelRow, NoticeRow
from backend.modules.technicians import public as technicians

MOST_SHOWN = 50


def channels(work: UnitOfWork) -> list[ChannelRow]:
    """The channels within reach, and the company's."""
    return repository.channels(work.session, work.actor.scope)


def add(
    work: UnitOfWork,
    name: str,
    address: str,
    secret: str,
    about: list[str],
    lang: str,
    centre_id: str | None,
    technician_id: str | None,
) -> ChannelRow:
    """A new channel of a technician, a centre, or the whole company; refuses an address that is none."""
    if technician_id is not None:
        centre_id = technicians.technician(work, technician_id).centre_id
    elif centre_id is not None:
        auth.centre(work, centre_id)
    _require(work, centre_id)
    found = addresses.read_address(address, secret)
    row = ChannelRow(
        name=name, kind=found.kind, address=addresses.sealed(work.ports, found.url), tail=found.tail,
        centre_id=centre_id, technician_id=technician_id, about=_about(about, technician_id), lang=lang,
    )  # fmt: skip
    work.session.add(row)
    _tell(work, row, "added")
    return row


def change(work: UnitOfWork, channel_id: str, version: int, changes: dict[str, Any]) -> ChannelRow:
    """Change what is named; a new address or signing key forgets how the old one did."""
    row = _mine(work, channel_id)
    if row.version != version:
        raise Refusal(CHANGED_MEANWHILE)
    address, secret = changes.pop("address", ""), changes.pop("secret", "")
    if address or secret:
        found = addresses.read_address(address or addresses.opened(work.ports, row.address), secret)
        row.kind, row.tail = found.kind, found.tail
        row.address = addresses.sealed(work.ports, found.url)
        row.sent_at = row.failed_at = row.last_error = None
    if "about" in changes:
        changes["about"] = _about(changes["about"], row.technician_id)
    for name, value in changes.items():
        setattr(row, name, value)
    row.version += 1
    _tell(work, row, "changed")
    return row


def remove(work: UnitOfWork, channel_id: str) -> None:
    """Take a channel away; what waits for it is dropped when its turn comes."""
    row = _mine(work, channel_id)
    work.session.delete(row)
    _tell(work, row, "removed")


def try_out(units: UnitsOfWork, actor: Actor, channel_id: str) -> outgoing.NotTaken | None:
    """Send a test message now and wait for the answer, outside any transaction; None when it was taken."""
    with units.read(actor) as work:
        row = _mine(work, channel_id, lock=False)
        title, text = words.TRIED_OUT[row.lang]
        hand_over = telling.way_to(work, row, title, text, new_id())
    error: outgoing.NotTaken | None = None
    try:
        hand_over()
    except outgoing.NotTaken as refused:
        error = refused
    except Exception:  # the carrier of texts raises what its library does
        error = outgoing.NotTaken("")
    with units.write(actor) as work:
        found = repository.lock_channel(work.session, channel_id)
        if found is not None:
            telling.note_on(found, work, error)
            _tell(work, found, "tried")
    return error


def given_up(work: UnitOfWork) -> list[NoticeRow]:
    """What nobody took, newest first."""
    return repository.given_up(work.session, work.actor.scope, MOST_SHOWN)


def repeat(work: UnitOfWork, notice_id: str) -> None:
    """Send a notice that was given up once more."""
    row = repository.lock_notice(work.session, notice_id)
    if row is None:
        raise Refusal(NOT_FOUND)
    work.actor.require_centre(row.centre_id)
    if row.state != "failed":
        raise Refusal(NOT_GIVEN_UP)
    row.state, row.attempts, row.due_at = "queued", 0, work.now
    title, title_en = row.said["zh"][0], row.said["en"][0]
    work.record(NoticeRepeated(notice_id=row.id, title=title, title_en=title_en, centre_id=row.centre_id))


def _mine(work: UnitOfWork, channel_id: str, *, lock: bool = True) -> ChannelRow:
    row = repository.lock_channel(work.session, channel_id) if lock else work.session.get(ChannelRow, channel_id)
    if row is None:
        raise Refusal(NOT_FOUND)
    _require(work, row.centre_id)
    return row


def _require(work: UnitOfWork, centre_id: str | None) -> None:
    """The company's channels are headquarters' to keep."""
    if centre_id is not None:
        work.actor.require_centre(centre_id)
    elif work.actor.scope is not None:
        raise Refusal(NOT_YOURS, field="centre_id")


def _about(about: list[str], technician_id: str | None) -> list[str]:
    if technician_id is not None and words.ALARMS in about:
        raise Refusal(ONLY_CENTRES, field="about")
    return [one for one in words.ABOUT if one in about]


def _tell(work: UnitOfWork, row: ChannelRow, act: str) -> None:
    work.record(
        ChannelChanged(
            channel_id=row.id, channel_name=row.name, channel_act=f"channel_{act}", centre_id=row.centre_id
        )
    )  # fmt: skip
