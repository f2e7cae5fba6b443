"""What phones still hold: they tell it themselves, dispatchers read it, what was refused is settled by a person (R36)."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from backend.kernel.actor import Actor
from backend.kernel.errors import NOT_FOUND, Refusal
from backend.kernel.unit_of_work import UnitOfWork, UnitsOfWork
from backend.modules.auth import public as auth
from backend.modules.sync import repository, service
from backend.modules.sync import unsent_schemas as wire
from backend.modules.sync.errors import ALREADY_SETTLED
from backend.modules.sync.events import KeepDaysChanged, PhonePutAway, RefusalSettled
from backend.modules.sync.models import SyncClientRow, SyncCommandRow
from backend.modules.sync.unsent_models import PhoneHoldsRow, PhonePolicyRow

USUAL_KEEP_DAYS = 7
# A phone that says the same again is written down no more often than this: its look every half minute costs no writer.
NEWS_AFTER = timedelta(minutes=5)
COMPANY = "company"


@dataclass(frozen=True)
class OfficeSays:
    """What the office has about the visit and the vehicle of a refused command; `values` are (what, phone, office)."""

    visit_no: str | None = None
    order_id: str | None = None
    order_no: str | None = None
    customer_name: str = ""
    plate: str = ""
    plate_colour: str = "none"
    values: tuple[tuple[str, str | int | None, str | int | None], ...] = ()


# (kind, payload, name of the person) by command id; work orders answers it, since the inbox knows no domain.
Asked = Mapping[str, tuple[str, Mapping[str, Any], str]]
Office = Callable[[UnitOfWork, Asked], Mapping[str, OfficeSays]]


def hear(units: UnitsOfWork, actor: Actor, said: wire.HoldsIn) -> wire.OfficeAnswerOut:
    """Note what a phone holds and tell it the rules; writes only when something is new.

    Refuses 409 client_not_yours when the outbox belongs to another person.
    """
    service.open_client(units, actor, said.client_id)
    with units.read(actor) as look:
        known = look.session.get(PhoneHoldsRow, said.client_id)
        fresh = known is None or look.now - known.told_at >= NEWS_AFTER or _differs(known, said)
    if fresh:
        with units.write(actor) as work:
            _note(work, said)
    with units.read(actor) as look:
        settled = repository.settled_of(look, said.refused)
        return wire.OfficeAnswerOut(
            keep_days=keep_days(look),
            settled=[wire.SettledOut(id=one.id, by=one.settled_by, note=one.settled_note) for one in settled],
        )


def _differs(known: PhoneHoldsRow, said: wire.HoldsIn) -> bool:
    mine = (said.commands, said.photos, said.refused, said.oldest_at, said.device)
    return known.put_away_at is not None or mine != (
        known.commands,
        known.photos,
        known.refused,
        known.oldest_at,
        known.device,
    )


def _note(work: UnitOfWork, said: wire.HoldsIn) -> None:
    row = work.session.get(PhoneHoldsRow, said.client_id) or PhoneHoldsRow(
        client_id=said.client_id, user_id=work.actor.id, told_at=work.now
    )
    row.technician_id, row.centre_id = work.actor.technician_id, service.home_of(work.actor)
    row.device, row.commands, row.photos = said.device, said.commands, said.photos
    row.refused, row.oldest_at, row.told_at = said.refused, said.oldest_at, work.now
    row.put_away_at = None  # it talks again: whoever gave it up was wrong
    work.session.add(row)


def unsent(work: UnitOfWork, office: Office) -> wire.UnsentOut:
    """The phones of the actor's centres that hold something, and what was refused and is not settled."""
    rows = repository.holding(work)
    refused = [row for row in repository.open_refusals(work) if _still_held(work, row)]
    names = auth.names_of(work, {row.user_id for row, _ in rows} | {row.user_id for row in refused})
    said = office(work, {row.id: (row.kind, row.body["payload"], names.get(row.user_id, "")) for row in refused})
    return wire.UnsentOut(
        now=work.now,
        phones=[_phone(row, client, names) for row, client in rows],
        refused=[_refused(row, names, said.get(row.id, OfficeSays())) for row in refused],
    )


def _still_held(work: UnitOfWork, row: SyncCommandRow) -> bool:
    """Whether the phone holds it still, as far as we know: it names it, or has not spoken since it was refused."""
    holds = work.session.get(PhoneHoldsRow, row.client_id)
    return holds is None or holds.told_at <= row.received_at or row.id in holds.refused


def _phone(row: PhoneHoldsRow, client: SyncClientRow, names: Mapping[str, str]) -> wire.PhoneOut:
    return wire.PhoneOut(
        client_id=row.client_id, person=names.get(row.user_id, ""), technician_id=row.technician_id,
        centre_id=row.centre_id, device=row.device, commands=row.commands, photos=row.photos,
        refused=len(row.refused), oldest_at=row.oldest_at, seen_at=max(row.told_at, client.seen_at),
    )  # fmt: skip


def _refused(row: SyncCommandRow, names: Mapping[str, str], said: OfficeSays) -> wire.RefusedOut:
    return wire.RefusedOut(
        id=row.id, kind=row.kind, person=names.get(row.user_id, ""), event_time=row.event_time,
        received_at=row.received_at, code=row.answer.get("code", ""), message=row.answer["message"],
        visit_no=said.visit_no, order_id=said.order_id, order_no=said.order_no, customer_name=said.customer_name,
        plate=said.plate, plate_colour=said.plate_colour,
        values=[wire.ValuePair(what=what, phone=phone, office=mine) for what, phone, mine in said.values],
    )  # fmt: skip


def settle(work: UnitOfWork, command_id: str, note: str) -> None:
    """Mark a refusal as dealt with; refuses 404, 403 of another centre, 409 when somebody was faster."""
    row = work.session.get(SyncCommandRow, command_id, with_for_update=True)
    if row is None or row.outcome != "refused":
        raise Refusal(NOT_FOUND)
    _require(work, row.centre_id)
    if row.settled_at is not None:
        raise Refusal(ALREADY_SETTLED, by=row.settled_by)
    row.settled_at, row.settled_by, row.settled_note = work.now, work.actor.name, note
    work.session.add(row)
    name = auth.names_of(work, [row.user_id]).get(row.user_id, "")
    work.record(
        RefusalSettled(
            command_id=row.id,
            kind=row.kind,
            person_id=row.user_id,
            person_name=name,
            centre_id=row.centre_id,
            note=note,
        )
    )


def put_away(work: UnitOfWork, client_id: str, reason: str) -> None:
    """Wait no longer for a phone (lost, broken, reset); it comes back by itself when it speaks again. Refuses 404, 403."""
    row = work.session.get(PhoneHoldsRow, client_id, with_for_update=True)
    if row is None:
        raise Refusal(NOT_FOUND)
    _require(work, row.centre_id)
    row.put_away_at = work.now
    work.session.add(row)
    name = auth.names_of(work, [row.user_id]).get(row.user_id, "")
    work.record(
        PhonePutAway(
            client_id=client_id, person_id=row.user_id, person_name=name, centre_id=row.centre_id,
            commands=row.commands, reason=reason,
        )
    )  # fmt: skip


def _require(work: UnitOfWork, centre_id: str | None) -> None:
    if centre_id is not None:
        work.actor.require_centre(centre_id)


def keep_days(work: UnitOfWork) -> int:
    """Days that phones keep what has arrived."""
    row = work.session.get(PhonePolicyRow, COMPANY)
    return row.keep_days if row else USUAL_KEEP_DAYS


def set_keep_days(work: UnitOfWork, days: int) -> None:
    """Change it; phones hear of it when they next speak."""
    row = work.session.get(PhonePolicyRow, COMPANY) or PhonePolicyRow(id=COMPANY, keep_days=days)
    row.keep_days = days
    work.session.add(row)
    work.record(KeepDaysChanged(days=days))


def rescued(work: UnitOfWork, client_id: str, made_at: datetime, taken: Collection[str]) -> None:
    """A file made after the phone's last word brought everything: nothing more is waited for from it."""
    row = work.session.get(PhoneHoldsRow, client_id)
    if row is None or row.told_at > made_at or not taken:
        return
    row.commands = row.photos = 0
    row.oldest_at = None
    work.session.add(row)
