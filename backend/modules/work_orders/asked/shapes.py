"""What customers were asked, as other modules read it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ExtraView:
    """Work or a vehicle that was added on site, and what the customer says to it; fen. See ExtraRow."""

    id: str
    visit_id: str
    item_id: str
    kind: str
    code: str
    quantity: int
    unit_fen: int
    note: str
    state: str

    @property
    def amount_fen(self) -> int:
        """What was agreed, or would be."""
        return self.quantity * self.unit_fen
