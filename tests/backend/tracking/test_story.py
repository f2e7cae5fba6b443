"""R28: the page tells the customer where things stand, in plain words, and no more than he needs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from backend.modules.tracking.story import Facts, chapter_of, distance_km, tell
from backend.modules.tracking.words import WORDS
from backend.modules.work_orders.lifecycle import ORDER, VISIT

NOON = datetime(2026, 11, 20, 5, 42, tzinfo=UTC)  # 13:42 in Shenzhen
ON_THE_WAY = Facts(
    kind="repair",
    order_state="in_progress",
    visit_state="en_route",
    now=NOON,
    zone=ZoneInfo("Asia/Shanghai"),
    created_at=NOON - timedelta(hours=20),
    man="苏师傅",
    man_phone="13800138000",
    centre_phone="075526000001",
    window=(NOON + timedelta(minutes=18), NOON + timedelta(minutes=138)),
    sent_at=NOON - timedelta(hours=19),
    set_off_at=NOON - timedelta(minutes=7),
    man_at=(22.60, 114.30),
    site_at=(22.69, 114.35),
)


def test_R28_a_technician_on_the_way_is_told_in_one_sentence() -> None:
    """Who, and about when: the sentence must be enough if nothing else loads."""
    told = tell(ON_THE_WAY, "zh")
    assert told.say_1 == "苏师傅在路上，"
    assert told.say_2 == "大约 30 分钟后到"
    assert told.sub == "您约的是今天 14:00–16:00。"
    assert told.call_phone == "13800138000"
    assert [step.state for step in told.steps] == ["done", "done", "at", "to", "to"]


def test_R28_the_distance_is_rounded_so_that_nobody_can_be_followed_to_the_door() -> None:
    """Two positions 300 m apart tell the same whole kilometres."""
    near = replace(ON_THE_WAY, man_at=(22.6012, 114.3012))
    assert distance_km(ON_THE_WAY) == distance_km(near) == 15


def test_R28_after_the_work_the_technicians_number_is_gone() -> None:
    """Then the centre is called."""
    done = replace(ON_THE_WAY, order_state="completed", visit_state="completed", done_at=NOON, arrived_at=NOON)
    told = tell(done, "zh")
    assert told.call_phone == "075526000001"
    assert told.may_rate
    assert not tell(replace(done, rated=5), "zh").may_rate


@pytest.mark.parametrize(
    ("order_state", "visit_state", "lang"), list(product(ORDER.states, [None, *VISIT.states], WORDS))
)
def test_R28_every_state_has_a_sentence(order_state: str, visit_state: str | None, lang: str) -> None:
    """Whatever the order goes through, the page says something a customer understands."""
    told = tell(replace(ON_THE_WAY, order_state=order_state, visit_state=visit_state), lang)
    assert told.say_1
    assert told.say_2
    assert told.sub
    assert "{" not in told.say_1 + told.say_2 + told.sub
    assert chapter_of(replace(ON_THE_WAY, order_state=order_state, visit_state=visit_state)) in {
        "received", "sent", "way", "there", "hold", "failed", "done", "off",
    }  # fmt: skip


def test_both_languages_have_the_same_words() -> None:
    """No key is missing in either."""
    assert WORDS["zh"].keys() == WORDS["en"].keys()


def test_R28_with_no_position_the_appointment_is_told_and_nothing_is_guessed() -> None:
    """A phone that may not tell its place leads to no arrival time."""
    told = tell(replace(ON_THE_WAY, man_at=None), "zh")
    assert told.say_2 == "今天 14:00–16:00 到"
    assert told.km is None
