"""Bad phone commands are refused for good: one that broke the server would stand at the head of its queue for ever."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.kernel.ids import new_id
from backend.wiring import PHONE_COMMANDS
from tests.backend.api import nasty
from tests.backend.api.call import wire
from tests.backend.api.judging import JSON, judge
from tests.backend.api.stage import Stage
from tests.backend.conftest import NOW

EXAMPLES = int(os.environ.get("PAIGONG_FUZZ_EXAMPLES", "0"))
SENDS = "POST /api/sync/commands"
WRITTEN_DOWN = {
    "vehicle_confirmed": True, "act": "swap_device", "new_device_no": "T-1", "new_iccid": "89860426192300000017",
    "old_device_no": "T-2", "old_iccid": "89860426192300000018", "old_device_end": "factory", "mounting": "仪表台下",
    "fault_code": "F01", "cause_code": "antenna", "remedy": "换天线", "parts": {"ANT-GNSS": 1}, "test_result": "好",
    "unknown_reason": "铭牌看不清",
}  # fmt: skip
REBINDING = {
    "iccid": "89860426192300000033",
    "old_imei": "864217051182637",
    "new_imei": "865372060334189",
    "act": "swap_device",
    "rule": "rebind_first",
    "rules_mark": "0a1b2c3d4e5f",
}
Payload = Callable[[Stage], dict[str, Any]]


def visit(name: str, **more: Any) -> Payload:
    """A payload about a visit of the stage."""
    return lambda stage: {"visit_id": stage.ids[name], **more}


def item(**more: Any) -> Payload:
    """A payload about the vehicle that is being worked on."""
    return lambda stage: {"visit_id": stage.ids["visit_at_work"], "item_id": stage.ids["item_at_work"], **more}


PAYLOADS: dict[str, Payload] = {
    "visit.accept": visit("visit"),
    "visit.decline": visit("visit", reason="车坏了"),
    "visit.contacted": visit("visit"),
    "visit.checklist": visit("visit", ticked=["tools"]),
    "visit.set_off": visit("visit", lat=22.5, lng=114.0),
    "visit.arrive": visit("visit", lat=22.5, lng=114.0),
    "visit.start": visit("visit_at_work"),
    "visit.fail": visit("visit_at_work", reason="客户不在"),
    "visit.suspend": visit("visit_at_work", reason="缺件", missing="天线"),
    "item.record": item(fields=WRITTEN_DOWN),
    "item.finish": item(),
    "item.suspend": item(reason="缺件", missing="天线"),
    "carrier.ask": item(**REBINDING),
    "carrier.done": item(**REBINDING),
    "carrier.override": item(**REBINDING, reason="客户等着", approved_by="方经理", approved_how="电话"),
    "photo.add": lambda stage: {
        **item()(stage), "code": "P4", "sha256": stage.ids["sha256"], "size": 631, "taken_at": wire(NOW), "lat": 22.5,
        "lng": 114.0,
    },
    "visit.sign": lambda stage: {**visit("visit_at_work")(stage), "sha256": stage.ids["sha256"], "signer": "李队长"},
    "visit.word": visit("visit_at_work", giver="方经理", how="电话", reason="先装同型号"),
    "extra.vehicle": lambda stage: {
        **visit("visit_at_work")(stage), "item_id": new_id(), "vehicle_id": None, "plate": "粤B66789", "plate_colour": "blue",
        "said_by": "李队长", "by_link": False,
    },
    "extra.work": lambda stage: {
        **item()(stage), "extra_id": new_id(), "code": "TRAVEL", "quantity": 1, "unit_fen": 5000, "note": "郊区",
        "said_by": "", "by_link": True,
    },
    "extra.answer": visit("visit_at_work", extra_id="no-such-extra", approved=True, said_by="李队长", reason=""),
    "visit.complete": visit("visit_at_work"),
    "fees.confirm": visit("visit_unpaid", total_fen=100),
    "payment.collect": visit("visit_unpaid", method="cash", amount_fen=100, reference="收据 7"),
    "remittance.submit": lambda stage: {"amount_fen": 5000, "note": "今天的"},
}  # fmt: skip


def tell(stage: Stage, kind: str, payload: Any) -> dict[str, Any] | None:
    """Send one command from a new phone; its answer, or None when the envelope itself was refused."""
    envelope = {"id": new_id(), "seq": 1, "kind": kind, "version": 1, "event_time": wire(NOW), "counter": 1}
    batch = {"client_id": f"phone-{new_id()}", "commands": [{**envelope, "payload": payload}]}
    answer = judge(stage, SENDS, {"content": nasty.sent(batch), "headers": JSON})
    if answer.status_code == 422:
        return None
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()["answers"][0]
    return told


def hold_against_the_rules(stage: Stage, kind: str, payload: Any) -> None:
    """Accepted, or refused in words; held only where a photo's file is still on its way."""
    told = tell(stage, kind, payload)
    if told is None:
        return
    shown = f"{kind} {str(payload)[:600]} -> {told}"
    assert told.get("code") != "server_trouble", shown
    if told["outcome"] == "held":
        assert kind in {"photo.add", "visit.sign"}, shown
    if told["outcome"] != "accepted":
        assert told["message"]["zh"], shown
        assert told["message"]["en"], shown


def test_every_kind_of_command_is_among_them() -> None:
    assert {one.kind for one in PHONE_COMMANDS} == set(PAYLOADS)


@pytest.mark.parametrize("kind", PAYLOADS)
def test_every_field_of_a_command_with_wrong_values(stage: Stage, kind: str) -> None:
    payload = PAYLOADS[kind](stage)
    step = 1 if EXAMPLES else 12
    for number, at in enumerate([*nasty.places(payload), ("colour",)]):
        for value in [*nasty.VALUES, nasty.MISSING][number % step :: step]:
            hold_against_the_rules(stage, kind, nasty.put(payload, at, value))


@pytest.mark.parametrize("kind", PAYLOADS)
def test_commands_at_any_time_of_any_visit(stage: Stage, kind: str) -> None:
    """A right payload about the wrong visit, in the wrong state, of somebody else, of nobody."""
    payload = PAYLOADS[kind](stage)
    if "visit_id" not in payload:
        return
    for name in ("visit", "visit_at_work", "visit_unpaid", "visit_cash"):
        hold_against_the_rules(stage, kind, {**payload, "visit_id": stage.ids[name]})


@settings(
    max_examples=EXAMPLES or 60, derandomize=not EXAMPLES, database=None, deadline=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(st.sampled_from(list(PAYLOADS)), st.data())
def test_commands_with_several_faults(standing: Stage, kind: str, data: st.DataObject) -> None:
    payload: Any = PAYLOADS[kind](standing)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.sampled_from(list(nasty.places(payload))))
        payload = nasty.put(payload, at, data.draw(nasty.ANY_VALUE))
    hold_against_the_rules(standing, kind, payload)
