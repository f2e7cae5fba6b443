"""R23: what is urgent, what repeats, and the path from received to archived."""

from datetime import UTC, date, datetime, timedelta

import pytest

from backend.modules.complaints.lifecycle import ACTS, CHANGES, STATES, next_acts, step
from backend.modules.complaints.policies import complaint_no, repeated, severity_of

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "given", "severity"),
    [
        ("师傅来晚了", None, "normal"),
        ("装完车子冒烟", None, "urgent"),
        ("行驶中断电熄火", "normal", "urgent"),
        ("The engine stalled", None, "urgent"),
        ("态度不好", "urgent", "urgent"),
    ],
)
def test_R23_damage_or_danger_is_urgent(text: str, given: str | None, severity: str) -> None:
    """By the words, or because somebody says so; words never lower it."""
    assert severity_of(text, given) == severity


@pytest.mark.parametrize(
    ("days", "kind", "hit"),
    [(1, "repair", True), (30, "repair", True), (31, "repair", False), (5, "install", True), (5, "inspection", False)],
)
def test_R23_a_repeat_is_a_fault_within_30_days(days: int, kind: str, hit: bool) -> None:
    """The thirtieth day still counts; an inspection repaired nothing."""
    assert repeated([("first", kind, NOW - days * DAY)], NOW) == ("first" if hit else None)


def test_R23_a_repeat_links_to_the_first() -> None:
    """Of several the oldest within the 30 days; a later order is no cause."""
    earlier = [("b", "repair", NOW - 3 * DAY), ("a", "repair", NOW - 20 * DAY), ("later", "repair", NOW + DAY)]
    assert repeated(earlier, NOW) == "a"


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", ACTS)
def test_R23_the_path_is_one_table(state: str, act: str) -> None:
    """The whole product: a step is there once or not at all, and leads on."""
    found = [one for one in CHANGES if (one.source, one.act) == (state, act)]
    assert len(found) <= 1
    assert step(state, act) == (found[0] if found else None)
    assert all(one.target in STATES and one.who for one in found)
    assert state != "archived" or not found


def test_R23_every_state_leads_to_the_archive() -> None:
    """Nobody gets stuck."""
    for start in STATES:
        reached, todo = {start}, [start]
        while todo:
            for change in next_acts(todo.pop()):
                if change.target not in reached:
                    reached.add(change.target)
                    todo.append(change.target)
        assert "archived" in reached


def test_numbers_carry_the_year() -> None:
    """So that the first complaint of the day next year has another one."""
    assert complaint_no(date(2026, 11, 23), 7) == "TS-261123-007"
    assert complaint_no(date(2027, 11, 23), 7) != complaint_no(date(2026, 11, 23), 7)
