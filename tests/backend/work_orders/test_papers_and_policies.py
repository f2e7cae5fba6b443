"""What is missing before completion, and the rules about time: pure."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from backend.modules.work_orders import policies
from backend.modules.work_orders.papers import (
    NUMBERS_OF_ACT,
    ItemPapers,
    missing_number,
    missing_papers,
    photo_job,
    wanted_photos,
)
from backend.modules.work_orders.shapes import Missing

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
WANTED = ("P2", "P8")
TABLES = json.loads((Path(__file__).parent / "papers_cases.json").read_text(encoding="utf-8"))


def test_R15_the_phone_asks_for_what_the_office_asks_for() -> None:
    """The phone is held to the same tables in pwa/src/technician/offline/papers.test.ts."""
    assert {act: list(fields) for act, fields in NUMBERS_OF_ACT.items()} == TABLES["numbers_of_act"]
    for one in TABLES["photo_jobs"]:
        assert photo_job(one["kind"], one["family"], one["act"]) == one["job"], one


def lacking(*items: ItemPapers, **more: object) -> list[Missing]:
    """The missing list, with money and signature complete unless said otherwise."""
    given = {"total_fen": 0, "collected_fen": 0, "signature_sha": "a" * 64, "no_signature_reason": ""} | more
    return missing_papers(items, **given)  # type: ignore[arg-type]


def test_R15_complete_papers_lack_nothing() -> None:
    assert lacking(ItemPapers("i", "recorded", WANTED, ("P8", "P2", "P1"))) == []


def test_R15_an_open_item_and_each_photo_are_named() -> None:
    found = lacking(ItemPapers("i", "open", WANTED, ("P2",)))
    assert found == [Missing("item_open", "i"), Missing("photo_missing", "i", {"code": "P8"})]


def test_R14_R15_a_suspended_item_needs_no_photos_and_alone_no_fees() -> None:
    assert lacking(ItemPapers("i", "suspended", WANTED, ()), total_fen=None, collected_fen=None) == []
    both = lacking(ItemPapers("i", "suspended", WANTED, ()), ItemPapers("j", "recorded", (), ()), total_fen=None)
    assert [one.code for one in both] == ["fees_open"]


@pytest.mark.parametrize(
    ("total", "collected", "expected"),
    [
        (None, None, ["fees_open"]),
        (100, None, ["payment_open"]),
        (100, 60, ["payment_open"]),
        (100, 100, []),
        (0, None, []),
    ],
)
def test_R15_fees_are_confirmed_and_collected(total: int | None, collected: int | None, expected: list[str]) -> None:
    item = ItemPapers("i", "recorded", (), ())
    found = lacking(item, total_fen=total, collected_fen=collected)
    assert [one.code for one in found] == expected
    if (total, collected) == (100, 60):
        assert found[0].params == {"open_fen": "40"}


def test_R15_a_signature_or_a_reason_for_none() -> None:
    item = ItemPapers("i", "recorded", (), ())
    assert [one.code for one in lacking(item, signature_sha=None)] == ["signature_missing"]
    assert lacking(item, signature_sha=None, no_signature_reason="司机不在") == []


def test_R10_which_photos_follows_what_was_done() -> None:
    assert photo_job("install", "BD", "install") == "BD"
    assert photo_job("repair", "BD", "swap_both") == "swap_device"
    assert photo_job("repair", "BD", None) == "repair"
    assert photo_job("install", "BD", "none") == "repair"
    assert photo_job("removal", "BD", None) == "remove"
    assert wanted_photos({"BD": ["P1"], "*": ["P2"]}, "install", "??", None) == ["P2"]


def test_R11_R12_a_swap_needs_its_numbers() -> None:
    assert missing_number("swap_device", {"old_device_no": "a"}) == "new_device_no"
    assert missing_number("swap_sim", {}) == "new_iccid"
    assert missing_number("swap_device", {"old_device_no": "a", "new_device_no": "b"}) == "old_device_end"
    assert missing_number("none", {}) is None


@pytest.mark.parametrize(
    ("claimed", "seen", "not_before", "used", "why"),
    [
        (-30, None, None, -30, None),
        (-600, -700, -900, -600, None),
        (4, None, None, 0, None),
        (6, None, None, 0, "ahead"),
        (-60, -20, None, 0, "behind"),
        (-60, None, -30, 0, "before_dispatch"),
        (-32, None, -30, -32, None),
    ],
)
def test_R34_the_event_time_is_believed_within_bounds(
    claimed: int, seen: int | None, not_before: int | None, used: int, why: str | None
) -> None:
    def minutes(count: int | None) -> datetime | None:
        return None if count is None else NOW + timedelta(minutes=count)

    found = policies.event_time(NOW + timedelta(minutes=claimed), NOW, minutes(seen), minutes(not_before))
    assert found == policies.EventTime(NOW + timedelta(minutes=used), why)


def test_numbers_run_by_the_local_day() -> None:
    late = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    assert policies.local_day(late, "Asia/Shanghai") == "2026-11-23"
    assert policies.order_no("2026-11-22", 1) == "PG-1122-001"
    assert policies.order_no("2026-11-22", 1234) == "PG-1122-1234"


def test_R20_when_an_order_is_late() -> None:
    window_end = NOW + timedelta(hours=5)
    assert policies.due_at("repair", "urgent", NOW, window_end, {}) == NOW + timedelta(hours=2)
    assert policies.due_at("repair", "normal", NOW, None, {}) == NOW + timedelta(hours=24)
    assert policies.due_at("install", "normal", NOW, window_end, {}) == window_end


def test_R3_a_verbal_approval_is_overdue_after_its_limit() -> None:
    due = NOW - timedelta(seconds=1)
    assert policies.approval_overdue(due, None, NOW)
    assert not policies.approval_overdue(due, NOW, NOW)
    assert not policies.approval_overdue(None, None, NOW)
