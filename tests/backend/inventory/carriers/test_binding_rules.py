"""R31: which rule a card meets, by the file of cases that the phone's own code is held to as well."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from backend.kernel.calendar import WorkCalendar
from backend.modules.inventory.carriers import policies
from backend.modules.inventory.carriers.defaults import DEFAULT_BINDING_RULES, OPERATOR_PREFIXES
from backend.modules.inventory.carriers.shapes import BindingRule, Meeting

FILE = json.loads((Path(__file__).parent / "binding_cases.json").read_text(encoding="utf-8"))
RULES = [BindingRule(**one) for one in FILE["rules"]]
SHENZHEN = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize("one", FILE["cases"], ids=lambda one: one["name"])
def test_R31_the_closest_rule_says_what_happens(one: dict[str, Any]) -> None:
    said = policies.judge(RULES, Meeting(**one["meeting"]))
    text = said.rule.text_en if said.rule else None
    assert (said.says, text, said.over_limit) == (one["says"], one["text_en"], one["over_limit"])


@pytest.mark.parametrize("one", FILE["cases"], ids=lambda one: one["name"])
def test_R31_the_order_of_the_rules_does_not_matter(one: dict[str, Any]) -> None:
    assert policies.judge(reversed(RULES), Meeting(**one["meeting"])).says == one["says"]


def test_R31_control_without_rules_nothing_is_stopped() -> None:
    """Negative control: what stops the cards above is the rules and nothing else."""
    assert {policies.judge([], Meeting(**one["meeting"])).says for one in FILE["cases"]} == {"go"}


@pytest.mark.parametrize(
    ("operator", "card_type", "rule"),
    [
        ("cmcc", "plug", "rebind_first"), ("cmcc", "soldered", "never"), ("ctcc", "plug", "rebind_on_site"),
        ("cucc", "plug", "rebind_first"), ("cbn", "plug", "ask_office"), ("ctcc", "phone", "free"), ("", "", "ask_office"),
    ],
)  # fmt: skip
def test_R31_a_company_starts_with_the_rules_of_the_trade(operator: str, card_type: str, rule: str) -> None:
    found = policies.choose_rule(DEFAULT_BINDING_RULES, operator, card_type, "swap_device")
    assert found is not None
    assert found.rule == rule


def test_R31_the_first_places_of_a_card_propose_the_same_carrier_as_on_the_phone() -> None:
    assert FILE["prefixes"] == OPERATOR_PREFIXES


def test_R31_the_mark_changes_with_any_rule_and_with_nothing_else() -> None:
    mark = policies.rules_mark(RULES)
    assert mark == policies.rules_mark(RULES[::-1])
    assert mark != policies.rules_mark(RULES[1:])


def at(day: int, hour: int) -> datetime:
    """A local time in November 2026; the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, tzinfo=SHENZHEN)


@pytest.mark.parametrize(
    ("asked", "days", "powered", "due"),
    [
        (at(23, 9), 3, False, at(26, 18)),
        (at(27, 9), 3, False, datetime(2026, 12, 2, 18, tzinfo=SHENZHEN)),  # over a weekend
        (at(23, 9), 0, False, at(24, 18)),
        (at(23, 9), 3, True, at(24, 0)),  # it works in the other terminal: shut down the next day
        (at(23, 23), 3, True, at(24, 0)),
    ],
)  # fmt: skip
def test_R31_the_office_has_the_carriers_working_days_or_the_rest_of_the_day(
    asked: datetime, days: int, powered: bool, due: datetime
) -> None:
    assert policies.deadline(WorkCalendar(), asked, SHENZHEN, days, powered=powered) == due.astimezone(UTC)


def test_R31_a_month_begins_at_local_midnight() -> None:
    assert policies.month_begins(datetime(2026, 10, 31, 17, tzinfo=UTC), SHENZHEN) == datetime(
        2026, 10, 31, 16, tzinfo=UTC
    )
