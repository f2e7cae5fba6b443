"""Rescue files: the unsent work of a phone in one file, handed in by its person or by the office, at most once (R36).

The commands go through the same inbox in the name of the person who gave them; the event log says who handed them in.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pydantic import ValidationError

from backend.kernel.actor import Actor
from backend.kernel.errors import NOT_YOURS, Refusal
from backend.kernel.files import FileStore
from backend.kernel.unit_of_work import UnitOfWork, UnitsOfWork
from backend.modules.auth import public as auth
from backend.modules.sync import errors, files, service, unsent
from backend.modules.sync import unsent_schemas as wire
from backend.modules.sync.events import RescueHandedIn
from backend.modules.sync.models import ReceivedFileRow, SyncCommandRow
from backend.modules.sync.schemas import MOST_COMMANDS, AnswerOut, CommandIn, CommandsIn


def read(said: wire.RescueIn) -> wire.RescueContent:
    """The file as its phone wrote it; refuses 422 rescue_altered and rescue_broken."""
    if hashlib.sha256(said.content.encode()).hexdigest() != said.sha256:
        raise Refusal(errors.RESCUE_ALTERED, field="content")
    try:
        return wire.RescueContent.model_validate_json(said.content)
    except ValidationError as fault:
        raise Refusal(errors.RESCUE_BROKEN, field="content") from fault


def owner_of(look: UnitOfWork, owner: wire.OwnerIn) -> Actor:
    """The person of the file as he would act himself; refuses 403 to others of the field and to another centre's office."""
    if owner.id != look.actor.id and not auth.may(look, "unsent.read"):
        raise Refusal(errors.RESCUE_OF_ANOTHER, name=owner.name)
    try:
        known = auth.user(look, owner.id)
    except Refusal:
        raise Refusal(errors.RESCUE_UNKNOWN_PERSON, name=owner.name) from None
    person = Actor(known.id, known.name, known.grants, technician_id=known.technician_id).narrowed_to(auth.FIELD)
    if not person.roles & auth.FIELD:
        raise Refusal(errors.RESCUE_UNKNOWN_PERSON, name=owner.name)
    if known.id != look.actor.id and not _within_reach(look, person):
        raise Refusal(NOT_YOURS)
    return person


def _within_reach(look: UnitOfWork, person: Actor) -> bool:
    if person.scope is None:
        return True
    return any(auth.may(look, "unsent.read", centre) for centre in person.scope)


def preview(look: UnitOfWork, said: wire.RescueIn) -> wire.RescueOut:
    """What is new, what arrived long ago and what was refused; changes nothing."""
    content = read(said)
    person = owner_of(look, content.owner)
    return _told(look, content, person, {one.id: _known(look, content.client_id, one) for one in content.commands})


def _known(look: UnitOfWork, client_id: str, command: CommandIn) -> AnswerOut | None:
    row = look.session.get(SyncCommandRow, command.id)
    return service.again(row, client_id, service.frozen(command)[1]) if row else None


def hand_in_file(
    units: UnitsOfWork, actor: Actor, store: FileStore, owner_id: str, sha256: str, content: bytes
) -> None:
    """Take one picture of the file in the name of its person."""
    with units.read(actor) as look:
        person = owner_of(look, wire.OwnerIn(id=owner_id, name=""))
    with units.write(person) as work:
        files.receive_piece(work, store, sha256, content)


def hand_in(units: UnitsOfWork, actor: Actor, registry: service.Registry, said: wire.RescueIn) -> wire.RescueOut:
    """Give the file's commands to the inbox and tell what became of each; the same file again changes nothing."""
    content = read(said)
    with units.read(actor) as look:
        person = owner_of(look, content.owner)
    answers: dict[str, AnswerOut | None] = {one.id: one for one in _given(units, person, registry, content)}
    with units.write(actor) as work:
        told = _told(work, content, person, answers)
        count = Counter(line.outcome for line in told.lines)
        if not count["held"] and not told.missing:
            unsent.rescued(work, content.client_id, content.made_at, answers.keys())
        work.record(
            RescueHandedIn(
                client_id=content.client_id, person_id=person.id, person_name=person.name,
                centre_id=service.home_of(person), sha256=said.sha256, accepted=count["accepted"],
                duplicate=count["duplicate"], refused=count["refused"], held=count["held"],
            )
        )  # fmt: skip
    return told


def _given(
    units: UnitsOfWork, person: Actor, registry: service.Registry, content: wire.RescueContent
) -> Iterator[AnswerOut]:
    for start in range(0, len(content.commands), MOST_COMMANDS):
        part = content.commands[start : start + MOST_COMMANDS]
        batch = CommandsIn(client_id=content.client_id, commands=part)
        yield from service.receive(units, person, registry, batch).answers


def _told(
    look: UnitOfWork, content: wire.RescueContent, person: Actor, answers: Mapping[str, AnswerOut | None]
) -> wire.RescueOut:
    return wire.RescueOut(
        owner_id=person.id,
        owner_name=person.name,
        made_at=content.made_at,
        device=content.device,
        lines=[
            *(_line(content, one, answers.get(one.id)) for one in content.commands),
            *_refused_before(look, content, person),
        ],
        missing=_missing(look, content.files, person),
    )


def _refused_before(look: UnitOfWork, content: wire.RescueContent, person: Actor) -> Iterator[wire.RescueLine]:
    """What the phone kept because it had been refused: the office has it already, its answer stays."""
    for one in content.refused:
        row = look.session.get(SyncCommandRow, one.id)
        if row is not None and row.user_id == person.id:
            yield _line(content, one, AnswerOut.model_validate(row.answer))


def _line(
    content: wire.RescueContent, one: CommandIn | wire.RescuedRefusal, answer: AnswerOut | None
) -> wire.RescueLine:
    about = content.about.get(one.id, wire.AboutIn())
    return wire.RescueLine(
        id=one.id, kind=one.kind, event_time=one.event_time, customer=about.customer, plate=about.plate,
        outcome=answer.outcome if answer else "new", message=answer.message if answer else None,
    )  # fmt: skip


def _missing(look: UnitOfWork, listed: Iterable[wire.RescuedFile], person: Actor) -> list[str]:
    return [one.sha256 for one in listed if look.session.get(ReceivedFileRow, (one.sha256, person.id)) is None]
