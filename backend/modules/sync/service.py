"""The inbox: each command once, in order, with one answer for ever. One transaction a command."""

import hashlib
from collections.abc import Mapping
from datetime import UTC
from typing import Any

import orjson
import structlog
from pydantic import BaseModel, ValidationError
from sqlalchemy.exc import DBAPIError, IntegrityError

from backend.kernel.actor import Actor
from backend.kernel.errors import Refusal, Sentence
from backend.kernel.unit_of_work import UnitOfWork, UnitsOfWork
from backend.modules.sync import errors, repository
from backend.modules.sync.commands import Held, PhoneAct, PhoneCommand
from backend.modules.sync.models import SyncClientRow, SyncCommandRow
from backend.modules.sync.schemas import AnswerOut, AnswersOut, CommandIn, CommandsIn

log = structlog.get_logger()
VERSION = 1
Registry = Mapping[str, PhoneCommand]


class NotYet(Exception):
    """Rolls the command's transaction back: nothing of it is kept, the phone sends it again."""

    def __init__(self, answer: AnswerOut) -> None:
        """Carry the answer."""
        super().__init__(answer.code)
        self.answer = answer


def receive(units: UnitsOfWork, actor: Actor, registry: Registry, batch: CommandsIn) -> AnswersOut:
    """Take a batch: a refused command is answered and the queue goes on, a held one stops it there.

    Refuses 409 client_not_yours when the outbox belongs to another person.
    """
    expected = open_client(units, actor, batch.client_id)
    answers: list[AnswerOut] = []
    for command in batch.commands:
        try:
            with units.write(actor) as work:
                answer, expected = _take(work, registry, batch.client_id, command)
        except NotYet as wait:
            answers.append(wait.answer)
            break
        answers.append(answer)
    for command in batch.commands[len(answers) :]:
        answers.append(_held(command, errors.SEQUENCE_GAP, expected_seq=expected))
    return AnswersOut(answers=answers, expected_seq=expected)


def home_of(actor: Actor) -> str | None:
    """The centre whose dispatcher looks after this person's phone; None for somebody of the whole company."""
    return min(actor.scope) if actor.scope else None


def open_client(units: UnitsOfWork, actor: Actor, client_id: str) -> int:
    """The next sequence number of this outbox; makes its row when it is new."""
    with units.read(actor) as look:
        row = look.session.get(SyncClientRow, client_id)
    if row is None:
        row = _first_sight(units, actor, client_id)
    if row.user_id != actor.id:
        raise Refusal(errors.CLIENT_NOT_YOURS)
    return row.last_seq + 1


def _first_sight(units: UnitsOfWork, actor: Actor, client_id: str) -> SyncClientRow:
    try:
        with units.write(actor) as work:
            row = SyncClientRow(client_id=client_id, user_id=actor.id, seen_at=work.now)
            work.session.add(row)
            work.session.flush()
        return row
    except IntegrityError:  # two tabs of one phone came at the same moment
        with units.read(actor) as look:
            return look.session.get_one(SyncClientRow, client_id)


def _take(work: UnitOfWork, registry: Registry, client_id: str, command: CommandIn) -> tuple[AnswerOut, int]:
    """One command in one transaction; returns its answer and the sequence number expected next."""
    client = repository.locked_client(work, client_id)
    assert client is not None
    if client.user_id != work.actor.id:
        raise Refusal(errors.CLIENT_NOT_YOURS)
    body, digest = frozen(command)
    known = work.session.get(SyncCommandRow, command.id)
    if known is not None:
        return again(known, client_id, digest), client.last_seq + 1
    if command.seq <= client.last_seq:
        return _refused(command.id, Refusal(errors.STALE_SEQUENCE)), client.last_seq + 1
    if command.seq > client.last_seq + 1:
        raise NotYet(_held(command, errors.SEQUENCE_GAP, expected_seq=client.last_seq + 1))
    answer = _carry_out(work, registry, client_id, command)
    client.last_seq = command.seq
    client.seen_at = work.now
    work.session.add(client)
    work.session.add(
        SyncCommandRow(
            id=command.id, client_id=client_id, user_id=work.actor.id, seq=command.seq, kind=command.kind,
            body_hash=digest, event_time=command.event_time, received_at=work.now, outcome=answer.outcome,
            answer=answer.model_dump(mode="json", exclude_none=True), body=body, centre_id=home_of(work.actor),
        )
    )  # fmt: skip
    return answer, command.seq + 1


def frozen(command: CommandIn) -> tuple[dict[str, Any], str]:
    """What is kept of a command, and the hash by which a changed one is known."""
    body = command.model_dump(mode="json", exclude={"id"})
    return body, hashlib.sha256(orjson.dumps(body, option=orjson.OPT_SORT_KEYS)).hexdigest()


def again(known: SyncCommandRow, client_id: str, digest: str) -> AnswerOut:
    """The stored answer. A refusal stays a refusal; what was accepted is a duplicate now, with the same details."""
    if known.body_hash != digest or known.client_id != client_id:
        return _refused(known.id, Refusal(errors.COMMAND_CHANGED))
    stored = AnswerOut.model_validate(known.answer)
    return stored.model_copy(update={"outcome": "duplicate"}) if stored.outcome == "accepted" else stored


def _carry_out(work: UnitOfWork, registry: Registry, client_id: str, command: CommandIn) -> AnswerOut:
    handler = registry.get(command.kind)
    if handler is None or command.version != VERSION:
        return _refused(command.id, Refusal(errors.UNKNOWN_COMMAND, kind=command.kind))
    try:
        payload = handler.payload_model.model_validate(command.payload)
    except ValidationError as fault:
        return _refused(command.id, _invalid(fault))
    act = PhoneAct(
        event_time=command.event_time.astimezone(UTC),
        command_id=command.id,
        client_id=client_id,
        counter=command.counter,
        server_time_seen=command.server_time_seen.astimezone(UTC) if command.server_time_seen else None,
    )
    return _run(work, handler, act, command, payload)


def _run(work: UnitOfWork, handler: PhoneCommand, act: PhoneAct, command: CommandIn, payload: BaseModel) -> AnswerOut:
    """The effect in a savepoint, so that a refusal leaves nothing but its answer."""
    planned = len(work.afterwards)
    try:
        with work.session.begin_nested():
            details = handler.handler(work, act, payload)
    except Refusal as refusal:
        del work.afterwards[planned:]
        return _refused(command.id, refusal)
    except Held as wait:
        raise NotYet(_held(command, wait.sentence, **wait.params)) from None
    except DBAPIError as error:
        if not isinstance(error, IntegrityError):  # the database is away or busy: the whole request answers 503
            raise
        raise _broke(command, error) from error
    except Exception as error:  # our fault: nothing is lost, the queue waits on the phone and the log tells us
        raise _broke(command, error) from error
    return AnswerOut(id=command.id, outcome="accepted", details=details or None)


def _broke(command: CommandIn, error: Exception) -> NotYet:
    log.error("phone_command_broke", kind=command.kind, command_id=command.id, exc_info=error)
    return NotYet(_held(command, errors.COMMAND_BROKE))


def _invalid(fault: ValidationError) -> Refusal:
    found = fault.errors(include_url=False, include_input=False, include_context=False)
    fields = [".".join(str(part) for part in one["loc"]) for one in found]
    shown = ", ".join(fields[:5])
    faults: list[dict[str, Any]] = [
        {"field": name, "reason": one["type"]} for name, one in zip(fields[:20], found[:20], strict=True)
    ]
    return Refusal(errors.INVALID_PAYLOAD, field=fields[0] if fields else None, fields=shown, faults=faults)


def _refused(command_id: str, refusal: Refusal) -> AnswerOut:
    wire = refusal.as_wire()
    details = dict(wire.get("details") or {})
    if "field" in wire:
        details["field"] = wire["field"]
    return AnswerOut(
        id=command_id, outcome="refused", code=wire["code"], message=wire["message"], details=details or None
    )


def _held(command: CommandIn, sentence: Sentence, **params: Any) -> AnswerOut:
    wire = Refusal(sentence, **params).as_wire()
    return AnswerOut(
        id=command.id, outcome="held", code=wire["code"], message=wire["message"], details=wire.get("details")
    )
