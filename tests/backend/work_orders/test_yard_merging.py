"""R35: what several people wrote down about one vehicle, put together by a pure rule."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from backend.modules.work_orders.yard.merging import Kind, Statement, merge, own_view

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
pytestmark = pytest.mark.one_database


def said(
    author: str, version: int, minute: int, seen: int | None = None, kind: Kind = "record", **fields: Any
) -> Statement:
    """Something said `minute` minutes after nine."""
    at = NINE + timedelta(minutes=minute)
    return Statement(f"{author}{version}", kind, author, author, version, seen, at, fields, dict.fromkeys(fields, ""))


def test_R35_different_fields_merge() -> None:
    merged = merge([said("su", 2, 0, mounting="手套箱后"), said("li", 3, 5, remedy="换保险")])
    assert merged.values == {"mounting": "手套箱后", "remedy": "换保险"}
    assert merged.clashes == {}


def test_R35_the_same_value_twice_is_no_clash() -> None:
    merged = merge([said("su", 2, 0, mounting="手套箱后"), said("li", 3, 5, mounting=" 手套箱后")])
    assert merged.clashes == {}


def test_R35_two_values_that_neither_had_seen_stand_side_by_side() -> None:
    merged = merge([said("su", 2, 5, seen=1, mounting="手套箱后"), said("li", 3, 0, seen=1, mounting="仪表台下")])
    assert [one.author for one in merged.clashes["mounting"]] == ["li", "su"]
    assert merged.values["mounting"] == "仪表台下", "the earlier one stands until somebody has chosen"


def test_R35_who_had_seen_a_value_may_correct_it() -> None:
    merged = merge([said("su", 2, 0, mounting="手套箱后"), said("li", 3, 5, seen=2, mounting="仪表台下")])
    assert (merged.values["mounting"], merged.clashes) == ("仪表台下", {})


def test_R35_ones_own_last_word_counts() -> None:
    merged = merge([said("su", 2, 5, mounting="手套箱后"), said("su", 3, 0, mounting="仪表台下")])
    assert (merged.values["mounting"], merged.clashes) == ("仪表台下", {}), "whatever his clock said"


def test_R35_finished_by_anybody_is_finished() -> None:
    assert (
        merge([said("su", 2, 9, kind="suspend", suspend_reason="没钥匙"), said("li", 3, 1, kind="finish")]).state
        == "recorded"
    )
    assert merge([said("su", 2, 9, kind="suspend"), said("li", 3, 1)]).state == "suspended"
    assert merge([said("su", 2, 1, kind="suspend"), said("li", 3, 9)]).state == "open"


def test_R30_numbers_of_two_who_both_finished_are_the_ledgers_case_and_not_told_twice() -> None:
    one, other = said("su", 2, 0, new_device_no="T1"), said("li", 3, 1, new_device_no="T2")
    done = [said("su", 4, 2, kind="finish", new_device_no="T1"), said("li", 5, 3, kind="finish", new_device_no="T2")]
    assert list(merge([one, other]).clashes) == ["new_device_no"]
    assert list(merge([one, other, done[0]]).clashes) == ["new_device_no"], "only one went into the ledger"
    assert merge([one, other, *done]).clashes == {}


def test_R35_what_a_mate_said_unseen_is_not_put_into_ones_mouth() -> None:
    statements = [
        said("su", 2, 0, new_device_no="T1"),
        said("li", 3, 1, seen=2, new_device_no="T2", mounting="仪表台下"),
    ]
    columns = {"new_device_no": "T2", "mounting": "仪表台下", "remedy": "x"}
    assert own_view(statements, "su", None, columns) == {"new_device_no": "T1", "mounting": "", "remedy": "x"}
    assert own_view(statements, "su", 3, columns) == {"new_device_no": "T2", "mounting": "仪表台下", "remedy": "x"}


FIELDS = ("mounting", "remedy", "cause_code", "test_result")


def a_day(seed: int) -> dict[str, list[Statement]]:
    """What three people with no signal said of one vehicle, each in his own order."""
    chance = random.Random(seed)
    people: dict[str, list[Statement]] = {}
    for author in ("su", "li", "chen"):
        people[author] = [
            said(author, 0, chance.randrange(60), seen=1, kind=chance.choice(("record", "record", "suspend", "finish")),
                 **{chance.choice(FIELDS): chance.choice("甲乙")})
            for _ in range(chance.randrange(5))
        ]  # fmt: skip
    return people


def arrived(people: dict[str, list[Statement]], seed: int) -> list[Statement]:
    """The statements as they reach the office: each phone in order, the phones in any."""
    chance, waiting = random.Random(seed), {who: list(some) for who, some in people.items()}
    found: list[Statement] = []
    while any(waiting.values()):
        who = chance.choice([who for who, some in waiting.items() if some])
        found.append(replace(waiting[who].pop(0), version=len(found) + 2))
    return found


def told(statements: list[Statement]) -> Any:
    """What counts: values, clashes with who said what, state and time."""
    merged = merge(statements)
    clashes = {name: {(one.author, one.fields[name]) for one in some} for name, some in merged.clashes.items()}
    return merged.values, clashes, merged.state, merged.at


def later_wins(statements: list[Statement]) -> dict[str, Any]:
    """The rule of before: each command overwrites."""
    values: dict[str, Any] = {}
    for one in statements:
        values |= one.fields
    return values


def test_R35_the_result_is_the_same_in_whatever_order_the_phones_come() -> None:
    differed = 0
    for seed in range(60):
        people = a_day(seed)
        ways = [arrived(people, way) for way in range(8)]
        assert all(told(way) == told(ways[0]) for way in ways), seed
        differed += any(later_wins(way) != later_wins(ways[0]) for way in ways)
    assert differed > 20, "negative control: without the merge the later one wins, and it is another each time"
