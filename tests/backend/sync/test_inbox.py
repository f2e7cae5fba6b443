"""R16: each command arrives once, in order, and has one answer for ever."""

import threading
import time
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlmodel import select

from backend.kernel.actor import Actor
from backend.kernel.errors import Refusal, Sentence
from backend.kernel.ids import new_id
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.sync import service
from backend.modules.sync.models import SyncClientRow, SyncCommandRow
from backend.modules.sync.public import Held, PhoneAct, PhoneCommand
from backend.modules.sync.schemas import AnswersOut, CommandsIn
from backend.wiring import House

SPENT = Sentence("test_tin_empty", 409, "罐子空了：{left}", "The tin is empty: {left}")
LATER = Sentence("test_not_yet", 409, "还没到。", "Not yet.")
ANNA = Actor(id="anna", name="Anna", technician_id="t-anna", scope=None)
BEN = Actor(id="ben", name="Ben", technician_id="t-ben", scope=None)


class Apart(DeclarativeBase):
    """Tables of this test alone, apart from the product's."""


class TinRow(Apart):
    """What the test's commands change: a tin of coins, where doing something twice shows."""

    __tablename__ = "test_tins"
    name: Mapped[str] = mapped_column(primary_key=True)
    coins: Mapped[int] = mapped_column(default=0)


class Put(BaseModel):
    """Put coins in; negative takes out."""

    model_config = ConfigDict(extra="forbid")
    tin: str = "a"
    coins: int


def put(work: UnitOfWork, act: PhoneAct, payload: Put) -> dict[str, Any] | None:
    """Changes the tin first and refuses afterwards, so that a refusal which is not rolled back shows."""
    tin = work.session.get(TinRow, payload.tin, with_for_update=True, populate_existing=True)
    tin = tin or TinRow(name=payload.tin, coins=0)
    tin.coins += payload.coins
    work.session.add(tin)
    work.session.flush()
    if tin.coins < 0:
        raise Refusal(SPENT, left=tin.coins)
    return {"coins": tin.coins}


def wait(work: UnitOfWork, act: PhoneAct, payload: Put) -> None:
    """Waits for ever."""
    put(work, act, payload)
    raise Held(LATER)


def burst(work: UnitOfWork, act: PhoneAct, payload: Put) -> None:
    """A fault of ours."""
    put(work, act, payload)
    raise RuntimeError("a bug")


REGISTRY = {
    "tin.put": PhoneCommand("tin.put", Put, put),
    "tin.wait": PhoneCommand("tin.wait", Put, wait),
    "tin.burst": PhoneCommand("tin.burst", Put, burst),
}


class Outbox:
    """A phone that numbers its commands."""

    def __init__(self, house: House, holder: Actor = ANNA) -> None:
        self.house, self.holder = house, holder
        self.client_id, self.seq = f"phone-{new_id()}", 0

    def write(self, coins: int, kind: str = "tin.put", **payload: Any) -> dict[str, Any]:
        """The next command."""
        self.seq += 1
        return command(self.seq, kind, {"coins": coins, **payload})

    def send(self, *commands: dict[str, Any]) -> AnswersOut:
        """Send a batch as it is."""
        batch = CommandsIn.model_validate({"client_id": self.client_id, "commands": list(commands)})
        return service.receive(self.house.units, self.holder, REGISTRY, batch)

    def outcomes(self, *commands: dict[str, Any]) -> list[str]:
        """Send, and keep only how each ended: the outcome, with the code behind a colon."""
        answers = self.send(*commands).answers
        return [f"{one.outcome}:{one.code}" if one.code else one.outcome for one in answers]


def command(seq: int, kind: str, payload: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A command on the wire."""
    at = datetime(2026, 11, 23, 1, 0, tzinfo=UTC).isoformat()
    return {"id": new_id(), "seq": seq, "kind": kind, "event_time": at, "payload": payload, **more}


@pytest.fixture
def outbox(house: House) -> Outbox:
    """Anna's phone, with the tin's table beside the house's own."""
    Apart.metadata.create_all(house.units.database.engine)
    return Outbox(house)


def coins(house: House, tin: str = "a") -> int:
    """What is in the tin."""
    with house.units.read() as look:
        row = look.session.get(TinRow, tin)
        return row.coins if row else 0


def test_R16_commands_are_carried_out_in_order_and_answered(house: House, outbox: Outbox) -> None:
    answers = outbox.send(outbox.write(5), outbox.write(2))
    assert [one.outcome for one in answers.answers] == ["accepted", "accepted"]
    assert [one.details for one in answers.answers] == [{"coins": 5}, {"coins": 7}]
    assert (answers.expected_seq, coins(house)) == (3, 7)


def test_R16_the_same_command_again_changes_nothing_and_is_a_duplicate(house: House, outbox: Outbox) -> None:
    sent = outbox.write(5)
    first, again = outbox.send(sent), outbox.send(sent, sent)
    assert [one.outcome for one in again.answers] == ["duplicate", "duplicate"]
    assert again.answers[0].details == first.answers[0].details
    assert coins(house) == 5


def test_R16_without_the_key_the_same_command_would_count_twice(house: House, outbox: Outbox) -> None:
    """The negative control: what the inbox guards against does happen when a resend comes as a new command."""
    for _ in range(2):  # the answer was lost, and a phone without keys sends the act anew
        assert outbox.outcomes(outbox.write(5)) == ["accepted"]
    assert coins(house) == 10


@pytest.mark.parametrize(
    "change", [{"payload": {"coins": 6}}, {"seq": 2}, {"kind": "tin.wait"}, {"event_time": "2026-11-23T01:00:01Z"}]
)
def test_R16_another_body_under_a_known_id_is_refused(house: House, outbox: Outbox, change: dict[str, Any]) -> None:
    sent = outbox.write(5)
    outbox.send(sent)
    assert outbox.outcomes({**sent, **change}) == ["refused:command_changed"]
    assert coins(house) == 5


def test_R16_a_refusal_is_kept_rolled_back_and_the_queue_goes_on(house: House, outbox: Outbox) -> None:
    bad = outbox.write(-3)
    assert outbox.outcomes(bad, outbox.write(4)) == ["refused:test_tin_empty", "accepted"]
    assert coins(house) == 4
    answer = outbox.send(bad).answers[0]
    assert (answer.outcome, answer.code) == ("refused", "test_tin_empty")
    assert answer.message is not None
    assert answer.message.en == "The tin is empty: -3"
    with house.units.read() as look:
        kept = look.session.get_one(SyncCommandRow, bad["id"])
    assert (kept.outcome, kept.body["payload"]) == ("refused", {"coins": -3})


def test_R16_a_gap_holds_everything_behind_it(house: House, outbox: Outbox) -> None:
    first, second, third = outbox.write(1), outbox.write(2), outbox.write(4)
    answers = outbox.send(first, third)
    assert [one.outcome for one in answers.answers] == ["accepted", "held"]
    assert (answers.answers[1].code, answers.expected_seq) == ("sequence_gap", 2)
    assert outbox.outcomes(third) == ["held:sequence_gap"]
    assert coins(house) == 1
    assert outbox.outcomes(second, third) == ["accepted", "accepted"]
    assert coins(house) == 7


def test_R16_a_used_number_with_a_new_id_is_stale(house: House, outbox: Outbox) -> None:
    """A phone that was set back counts anew; what it says is kept for people."""
    outbox.send(outbox.write(5))
    late = command(1, "tin.put", {"coins": 9})
    for _ in range(2):
        assert outbox.outcomes(late) == ["refused:stale_sequence"]
    assert outbox.outcomes(outbox.write(1)) == ["accepted"]
    assert coins(house) == 6
    with house.units.read() as look:
        assert look.session.get_one(SyncCommandRow, late["id"]).body["payload"] == {"coins": 9}


def test_R16_a_held_command_leaves_nothing_and_stops_the_queue(house: House, outbox: Outbox) -> None:
    waiting, behind = outbox.write(5, "tin.wait"), outbox.write(1)
    answers = outbox.send(waiting, behind)
    assert [one.code for one in answers.answers] == ["test_not_yet", "sequence_gap"]
    assert answers.expected_seq == 1
    assert coins(house) == 0
    with house.units.read() as look:
        assert look.session.get(SyncCommandRow, waiting["id"]) is None


def test_R16_our_own_fault_keeps_the_work_on_the_phone(house: House, outbox: Outbox) -> None:
    good, broken = outbox.write(1), outbox.write(5, "tin.burst")
    assert outbox.outcomes(good, broken) == ["accepted", "held:server_trouble"]
    assert coins(house) == 1
    with house.units.read() as look:
        assert look.session.get_one(SyncClientRow, outbox.client_id).last_seq == 1


def test_unknown_and_malformed_commands_are_refused_and_the_queue_goes_on(outbox: Outbox) -> None:
    batch = (
        outbox.write(1, "tin.fly"),
        {**outbox.write(1), "version": 2},
        outbox.write(1, colour="red"),
        outbox.write(1),
    )
    assert outbox.outcomes(*batch) == [
        "refused:unknown_command", "refused:unknown_command", "refused:invalid_payload", "accepted",
    ]  # fmt: skip


def test_an_outbox_belongs_to_one_person(house: House, outbox: Outbox) -> None:
    sent = outbox.write(5)
    outbox.send(sent)
    outbox.holder = BEN
    with pytest.raises(Refusal, match="client_not_yours"):
        outbox.send(sent)
    stolen = Outbox(house, BEN)
    taken, own = {**stolen.write(9), "id": sent["id"]}, stolen.write(2)
    for _ in range(2):  # the second time as after a lost answer
        assert stolen.outcomes(taken, own)[0] == "refused:command_changed"
    assert coins(house) == 7


def test_an_empty_batch_says_where_to_go_on(outbox: Outbox) -> None:
    outbox.send(outbox.write(1), outbox.write(1))
    assert outbox.send().expected_seq == 3


@pytest.mark.parametrize(
    "payload", [{"tin": "a\x00b", "coins": 1}, {"tin": "\ud800", "coins": 1}, {"coins": 2**70}, {"tin": "a" * 70_000}]
)
def test_R16_what_no_database_keeps_is_refused_alone_and_kept_as_text(
    house: House, outbox: Outbox, payload: dict[str, Any]
) -> None:
    bad = {**outbox.write(1), "payload": payload}
    assert outbox.outcomes(bad, outbox.write(4)) == ["refused:invalid_payload", "accepted"]
    assert outbox.outcomes(bad) == ["refused:invalid_payload"]
    with house.units.read() as look:
        assert "payload" in look.session.get_one(SyncCommandRow, bad["id"]).body["unreadable"]
    assert coins(house) == 4


@pytest.mark.parametrize(
    "forged",
    [
        {"id": "0190a000-0000-4000-8000-000000000001"},
        {"id": "1"},
        {"event_time": "yesterday"},
        {"version": 0},
        {"x": 1},
    ],
)
def test_R16_a_forged_envelope_is_refused_alone_and_the_queue_goes_on(
    house: House, outbox: Outbox, forged: dict[str, Any]
) -> None:
    bad = {**outbox.write(1), **forged}
    assert outbox.outcomes(bad, outbox.write(4)) == ["refused:invalid_payload", "accepted"]
    assert outbox.outcomes(bad, outbox.write(1)) == ["refused:invalid_payload", "accepted"]
    assert coins(house) == 5


@pytest.mark.one_database
@pytest.mark.parametrize("without_place", [{"seq": 0}, {"id": ""}, {"id": "a\x00"}, {"id": None}])
def test_without_a_place_in_the_queue_the_batch_is_refused(outbox: Outbox, without_place: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        outbox.send({**outbox.write(1), **without_place})


def test_R16_two_tabs_send_the_same_outbox_at_once(house: House, outbox: Outbox) -> None:
    batch = [outbox.write(1) for _ in range(20)]
    start, outcomes = threading.Barrier(3), list[list[str]]()

    def send() -> None:
        start.wait()
        outcomes.append(outbox.outcomes(*batch))

    threads = [threading.Thread(target=send) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert coins(house) == 20
    for position in range(20):
        assert sorted(one[position] for one in outcomes) == ["accepted", "duplicate", "duplicate"]


def test_R16_a_shift_of_500_commands_arrives_in_a_moment(house: House, outbox: Outbox) -> None:
    batch = [outbox.write(1) for _ in range(500)]
    began = time.process_time()
    answers = outbox.send(*batch)
    spent = time.process_time() - began
    assert {one.outcome for one in answers.answers} == {"accepted"}
    assert coins(house) == 500
    assert spent < 10, f"{spent:.1f} s of CPU"
    with house.units.read() as look:
        assert len(look.session.exec(select(SyncCommandRow.id)).all()) == 500
