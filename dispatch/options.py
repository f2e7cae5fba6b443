"""What ranking weighs, and how much: every weight is in seconds of travel."""

from dataclasses import dataclass
from enum import StrEnum

from dispatch.errors import require, require_weights


class Firmness(StrEnum):
    """Whether a test rules a technician out or only costs them seconds."""

    HARD = "hard"
    SOFT = "soft"


@dataclass(frozen=True, slots=True)
class RankOptions:
    """How to rank. The defaults suit a city centre of 6 to 15 technicians.

    `candidates`: how many technicians are tried exactly. `stock`, `centre`: does a missing product
    or another centre rule out. `balance`: seconds for each second already booked. `continuity`:
    seconds off for who knows the customer. `risk`: seconds for each second that the margin falls
    short of `comfort`, up to doubled by priority. `stock_detour`: seconds to fetch what the van
    lacks. `other_centre`: seconds for lending a technician.
    """

    candidates: int = 50
    stock: Firmness = Firmness.SOFT
    centre: Firmness = Firmness.SOFT
    balance: float = 0.1
    continuity: int = 900
    comfort: int = 1800
    risk: float = 0.5
    stock_detour: int = 2400
    other_centre: int = 1200

    def __post_init__(self) -> None:
        require(self.candidates >= 1, "candidates", f"{self.candidates} leaves nobody to try")
        require_weights(self, "balance", "continuity", "comfort", "risk", "stock_detour", "other_centre")
