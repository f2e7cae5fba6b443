"""The inbox: each command once, in order, with one answer for ever. One transaction a command."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
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
from backend.modules.sync.schemas import (
    MOST_BYTES,
    AnswerOut,
    AnswersOut,
    AnyCommand,
    CommandIn,
    CommandsIn,
    UnreadableIn,
)

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
    inbox = _Inbox(units, actor, registry, batch.client_id, _seen_before(units, actor, batch))
    answers: list[AnswerOut] = []
    for command in batch.commands:
        try:
            answer, expected = inbox.take(command)
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


def _seen_before(units: UnitsOfWork, actor: Actor, batch: CommandsIn) -> set[str]:
    with units.read(actor) as look:
        return repository.known_ids(look, [one.id for one in batch.commands])


@dataclass
class _Inbox:
    """One batch of one outbox. `seen` are the ids that were here before or came in this batch."""

    units: UnitsOfWork
    actor: Actor
    registry: Registry
    client_id: str
    seen: set[str]

    def take(self, command: AnyCommand) -> tuple[AnswerOut, int]:
        """The command's answer, and the sequence number expected next.

        What a refused one had changed is rolled back with its transaction; its answer is kept in another.
        """
        try:
            with self.units.write(self.actor) as work:
                answer, expected = self._once(work, command)
        except Refusal as refusal:
            with self.units.write(self.actor) as work:
                answer, expected = self._once(work, command, refusal)
        self.seen.add(command.id)
        if answer.outcome == "refused":
            log.info(
                "phone_command_refused", code=answer.code, kind=_kind_of(command), command_id=command.id,
                client_id=self.client_id, user_id=self.actor.id,
            )  # fmt: skip
        return answer, expected

    def _once(self, work: UnitOfWork, command: AnyCommand, refusal: Refusal | None = None) -> tuple[AnswerOut, int]:
        """In one transaction; `refusal` is how the command ended in an earlier one."""
        owner, last = repository.locked_client(work, self.client_id)
        if owner != self.actor.id:
            raise Refusal(errors.CLIENT_NOT_YOURS)
        if command.id in self.seen or command.seq <= last:
            known = work.session.get(SyncCommandRow, command.id)
            if known is not None:
                return self._known_id(work, command, known, last)
        if command.seq <= last:
            answer = _refused(command.id, Refusal(errors.STALE_SEQUENCE))
            self._keep(work, command, answer)
            return answer, last + 1
        if command.seq > last + 1:
            raise NotYet(_held(command, errors.SEQUENCE_GAP, expected_seq=last + 1))
        answer = _refused(command.id, refusal) if refusal else _carry_out(work, self.registry, command)
        repository.move_on(work, self.client_id, command.seq)
        self._keep(work, command, answer)
        return answer, command.seq + 1

    def _known_id(
        self, work: UnitOfWork, command: AnyCommand, known: SyncCommandRow, last: int
    ) -> tuple[AnswerOut, int]:
        if command.seq == last + 1:  # an id that is taken: its number is used up, so that the queue goes on
            repository.move_on(work, self.client_id, command.seq)
            last += 1
        return again(known, self.client_id, frozen(command)[1]), last + 1

    def _keep(self, work: UnitOfWork, command: AnyCommand, answer: AnswerOut) -> None:
        body, digest = frozen(command)
        repository.keep_command(
            work, id=command.id, client_id=self.client_id, user_id=self.actor.id, seq=command.seq,
            kind=_kind_of(command), body_hash=digest, received_at=work.now, outcome=answer.outcome,
            event_time=command.event_time if isinstance(command, CommandIn) else work.now,
            answer=answer.model_dump(mode="json", exclude_none=True), body=body, centre_id=home_of(self.actor),
        )  # fmt: skip


def _kind_of(command: AnyCommand) -> str:
    return command.kind if isinstance(command, CommandIn) else "unreadable"


def frozen(command: AnyCommand) -> tuple[dict[str, Any], str]:
    """What is kept of a command, and the hash by which a changed one is known."""
    if isinstance(command, UnreadableIn):
        # As text without any character that a database might not keep.
        text = json.dumps(command.model_dump(exclude={"id"}))[:MOST_BYTES]
        body: dict[str, Any] = {"payload": {}, "unreadable": text}
    else:
        body = command.model_dump(mode="json", exclude={"id"})
    return body, hashlib.sha256(orjson.dumps(body, option=orjson.OPT_SORT_KEYS)).hexdigest()


def again(known: SyncCommandRow, client_id: str, digest: str) -> AnswerOut:
    """The stored answer. A refusal stays a refusal; what was accepted is a duplicate now, with the same details."""
    if known.body_hash != digest or known.client_id != client_id:
        return _refused(known.id, Refusal(errors.COMMAND_CHANGED))
    stored = AnswerOut.model_validate(known.answer)
    return stored.model_copy(update={"outcome": "duplicate"}) if stored.outcome == "accepted" else stored


def _carry_out(work: UnitOfWork, registry: Registry, command: AnyCommand) -> AnswerOut:
    try:
        read = CommandIn.model_validate(command.model_dump()) if isinstance(command, UnreadableIn) else command
        handler = registry.get(read.kind)
        if handler is None or read.version != VERSION:
            raise Refusal(errors.UNKNOWN_COMMAND, kind=read.kind)
        payload = handler.payload_model.model_validate(read.payload)
    except ValidationError as fault:
        raise _invalid(fault) from None
    act = PhoneAct(
        event_time=read.event_time.astimezone(UTC),
        server_time_seen=read.server_time_seen.astimezone(UTC) if read.server_time_seen else None,
    )
    return _run(work, handler, act, read, payload)


def _run(work: UnitOfWork, handler: PhoneCommand, act: PhoneAct, command: CommandIn, payload: BaseModel) -> AnswerOut:
    try:
        details = handler.handler(work, act, payload)
        work.session.flush()
    except Refusal:
        raise
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


def _held(command: AnyCommand, sentence: Sentence, **params: Any) -> AnswerOut:
    wire = Refusal(sentence, **params).as_wire()
    return AnswerOut(
        id=command.id, outcome="held", code=wire["code"], message=wire["message"], details=wire.get("details")
    )
