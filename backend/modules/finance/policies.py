"""Pure rules of money: what is charged (R17), what a hand-over covers, when it is late (R18), what was counted (R19)."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo

from backend.kernel.calendar import WorkCalendar

FIRST_INSTALL, IN_WARRANTY, CONSUMABLE, NOT_LISTED = "first_install", "in_warranty", "consumable", "not_listed"
NOT_APPROVED = "not_approved"
# Money collected today is handed over by the close of finance's counter on the next working day.
COUNTER_CLOSES = dt.time(18, 30)
ALERTS_AT = dt.time(8, 30)

# Notes and coins in fen by what is printed on them; "loose" is an amount in fen counted in one heap.
NOTES = {"100": 10000, "50": 5000, "20": 2000, "10": 1000, "5": 500, "1": 100, "0.5": 50, "0.1": 10, "loose": 1}


@dataclass(frozen=True)
class Used:
    """A part or terminal that went into one vehicle."""

    item_id: str
    code: str
    quantity: int
    in_warranty: bool


@dataclass(frozen=True)
class Price:
    """A row of the price list, in fen."""

    unit_fen: int
    consumable: bool = False


@dataclass(frozen=True)
class Line:
    """A fee line. A free line keeps the unit price and says why nothing is charged."""

    item_id: str
    kind: str
    code: str
    quantity: int
    unit_fen: int
    amount_fen: int
    free_reason: str | None


@dataclass(frozen=True)
class Agreed:
    """Extra work that the customer has agreed to, at the price that he was told."""

    item_id: str
    code: str
    quantity: int
    unit_fen: int


def charge(
    order_kind: str,
    used: Sequence[Used],
    prices: Mapping[str, Price],
    agreed: Sequence[Agreed] = (),
    not_approved: Collection[str] = (),
) -> list[Line]:
    """R17: a first installation and everything in warranty is free; out of warranty only parts cost, by the price list.

    Labour and travel are charged only where the customer has agreed to them (`agreed`); a vehicle that was added on
    site costs nothing while he has not (`not_approved`, items).
    """
    parts = [
        _line(order_kind, one, prices.get(one.code), one.item_id in not_approved) for one in used if one.quantity > 0
    ]
    return parts + [
        Line(one.item_id, "labour", one.code, one.quantity, one.unit_fen, one.quantity * one.unit_fen, None)
        for one in agreed
    ]


def _line(order_kind: str, used: Used, price: Price | None, not_approved: bool) -> Line:
    unit = price.unit_fen if price else 0
    free = NOT_APPROVED if not_approved else _free_reason(order_kind, used, price)
    amount = 0 if free else unit * used.quantity
    return Line(used.item_id, "part", used.code, used.quantity, unit, amount, free)


def _free_reason(order_kind: str, used: Used, price: Price | None) -> str | None:
    if order_kind == "install":
        return FIRST_INSTALL
    if used.in_warranty:
        return IN_WARRANTY
    if price is None:
        return NOT_LISTED
    return CONSUMABLE if price.consumable else None


class Held(Protocol):
    """A payment that a technician answers for."""

    @property
    def method(self) -> str:
        """How it was paid."""
        ...

    @property
    def amount_fen(self) -> int:
        """How much."""
        ...


def covered(held: Sequence[Held], amount_fen: int) -> list[int] | None:
    """Which payments (by position, `held` oldest first) a hand-over of `amount_fen` means; None when none fits.

    Everything, or the cash alone, or the oldest few. Guessing any further would put words into somebody's mouth.
    """
    everything = list(range(len(held)))
    cash = [i for i in everything if held[i].method == "cash"]
    oldest = (everything[:n] for n in range(1, len(held)))
    for chosen in (everything, cash, *oldest):
        if chosen and sum(held[i].amount_fen for i in chosen) == amount_fen:
            return chosen
    return None


def limit_of(since: dt.datetime, zone: ZoneInfo, calendar: WorkCalendar) -> dt.datetime:
    """Until when money collected at `since` must be handed over: the end of the next working day (R18); in UTC."""
    return calendar.end_of_next_workday(since, zone, COUNTER_CLOSES)


def count(notes: Mapping[str, int]) -> int:
    """Counted notes in fen; every key must be one of NOTES."""
    return sum(NOTES[note] * quantity for note, quantity in notes.items())
