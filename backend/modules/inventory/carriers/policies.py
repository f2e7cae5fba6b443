"""The binding rules' own logic, pure: which rule a card meets, what it says, and by when the office must act.

The phone judges by the same rules with no signal (pwa/src/shared/binding/binding.ts); one file of cases holds both to
the same answers.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import orjson

from backend.kernel.calendar import WorkCalendar
from backend.modules.inventory.carriers.shapes import BindingRule, Judgement, Meeting

CLOSING = time(18)
WARNINGS = {
    "never": "sim_never_move",
    "rebind_first": "sim_rebind_needed",
    "rebind_on_site": "sim_rebind_needed",
    "ask_office": "sim_ask_office",
}


def choose_rule(rules: Iterable[BindingRule], operator: str, card_type: str, act: str) -> BindingRule | None:
    """The rule that fits this card and act most closely, None when none fits.

    The more fields a rule names, the closer; with as many, the kind of card counts before the operator, and the
    operator before the act: an ordinary phone card is free whoever issued it.
    """
    fitting = [
        rule
        for rule in rules
        if rule.operator in ("", operator) and rule.card_type in ("", card_type) and rule.act in ("", act)
    ]
    return max(fitting, key=_closeness, default=None)


def _closeness(rule: BindingRule) -> tuple[int, bool, bool]:
    named = [bool(rule.operator), bool(rule.card_type), bool(rule.act)]
    return sum(named), bool(rule.card_type), bool(rule.operator)


def judge(rules: Iterable[BindingRule], meeting: Meeting) -> Judgement:
    """What the carrier's rule says of a card that meets a terminal.

    A card that is bound to nothing yet, or to this very terminal, may go. Rebinding on site turns into rebinding by
    the office when the month's number is used up.
    """
    if not meeting.bound_imei or meeting.bound_imei == meeting.terminal:
        return Judgement("go")
    rule = choose_rule(rules, meeting.operator, meeting.card_type, meeting.act)
    if rule is None or rule.rule == "free":
        return Judgement("go", rule)
    if rule.rule == "rebind_on_site" and 0 < rule.rebinds_a_month <= meeting.rebinds:
        return Judgement("rebind_first", rule, over_limit=True)
    return Judgement(rule.rule, rule)


def rules_mark(rules: Sequence[BindingRule]) -> str:
    """A short text that changes with any of the rules: a phone names it, so that the office sees what it read."""
    rows = sorted(orjson.dumps(vars(rule), option=orjson.OPT_SORT_KEYS) for rule in rules)
    return hashlib.sha256(b"\n".join(rows)).hexdigest()[:12]


def deadline(calendar: WorkCalendar, at: datetime, zone: ZoneInfo, days: int, *, powered: bool) -> datetime:
    """By when the office must have settled it, in UTC.

    A card that already works in the other terminal is shut down the next day: the end of the local day. Otherwise the
    closing of the carrier's last working day, one at least.
    """
    day = at.astimezone(zone).date()
    if powered:
        return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    for _ in range(max(days, 1)):
        day = calendar.next_workday(day)
    return datetime.combine(day, CLOSING, zone).astimezone(UTC)


def month_begins(at: datetime, zone: ZoneInfo) -> datetime:
    """The first moment of the local calendar month, in UTC: carriers count rebindings by it."""
    local = at.astimezone(zone)
    return local.replace(day=1, hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
