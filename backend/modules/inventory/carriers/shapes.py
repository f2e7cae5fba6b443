"""What the carriers' room tells others and takes from them: frozen facts, never rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Rule = Literal["free", "rebind_first", "rebind_on_site", "never", "ask_office"]
Decision = Literal["ask", "rebound", "override", "found"]


@dataclass(frozen=True)
class BindingRule:
    """What to do about the carrier's binding before a card is moved (R31); empty fields fit any.

    `rebinds_a_month` is how often the carrier rebinds one card a calendar month on site (0: no limit), `days` how many
    working days a rebinding takes, `wait_minutes` how long to wait before the terminal is restarted.
    """

    operator: str
    card_type: str
    act: str
    rule: str
    text_zh: str
    text_en: str
    days: int = 0
    rebinds_a_month: int = 0
    wait_minutes: int = 0


@dataclass(frozen=True)
class Meeting:
    """A card that is about to meet a terminal, or has; `bound_imei` is the terminal that the carrier knows it with.

    `terminal` is the new terminal's IMEI, or its number where it has none; "" while it is not known yet.
    `rebinds` counts the card's rebindings in this calendar month.
    """

    operator: str
    card_type: str
    act: str
    bound_imei: str
    terminal: str
    rebinds: int = 0


@dataclass(frozen=True)
class Judgement:
    """What the rule says of a meeting: 'go', or the rule to follow; `over_limit` when this month's rebinds are used up."""

    says: str
    rule: BindingRule | None = None
    over_limit: bool = False


@dataclass(frozen=True)
class Asked:
    """A technician's decision about a card, or what was found when the vehicle was finished.

    `at` is the event time; `rule` what the phone read in its own copy of the rules, "" when the server found it.
    """

    iccid: str
    old_imei: str
    new_imei: str
    act: str
    decision: Decision
    at: datetime
    technician_id: str
    centre_id: str | None
    vehicle_id: str
    visit_id: str | None
    item_id: str | None = None
    rule: str = ""
    reason: str = ""
    approved_by: str = ""
    approved_how: str = ""


@dataclass(frozen=True)
class CarrierTask:
    """A rebinding that the office owes to a technician, as others see it."""

    id: str
    iccid: str
    new_imei: str
    state: str
    rule: str
    rule_changed: bool
    over_limit: bool
    decision: str
    asked_at: datetime
    version: int
    warnings: tuple[str, ...] = ()
