"""Facts of the keeper's work."""

from typing import ClassVar

from backend.kernel.events import Event


class _OfPaper(Event):
    paper_id: str
    no: str
    centre_id: str | None

    @property
    def subject(self) -> str:
        """The paper."""
        return f"stock_paper:{self.paper_id}"


class StockReceived(_OfPaper):
    """Things entered the books at a warehouse."""

    name: ClassVar[str] = "inventory.stock_received"
    devices: int
    sims: int
    parts: int


class CardsCompleted(Event):
    """The carrier's list told more about cards that were in the books already."""

    name: ClassVar[str] = "inventory.cards_completed"
    paper_id: str
    centre_id: str | None
    cards: int

    @property
    def subject(self) -> str:
        """The list."""
        return f"stock_paper:{self.paper_id}"


class StockTransferred(_OfPaper):
    """Things went from van to van, or left a warehouse for another."""

    name: ClassVar[str] = "inventory.stock_transferred"
    from_place: str
    to_place: str
    things: int


class TransferArrived(_OfPaper):
    """Things of a transfer arrived; `left` is how many are still on their way."""

    name: ClassVar[str] = "inventory.transfer_arrived"
    things: int
    left: int


class TransferLost(_OfPaper):
    """A manager gave up what never arrived of a transfer (R33)."""

    name: ClassVar[str] = "inventory.transfer_lost"
    things: int
    reason: str


class StockPaperUndone(_OfPaper):
    """A receipt, issue, return or transfer made by mistake was taken back."""

    name: ClassVar[str] = "inventory.stock_paper_undone"
    reason: str


class _OfCount(Event):
    count_id: str
    centre_id: str | None
    place_name: str

    @property
    def subject(self) -> str:
        """The count."""
        return f"stock_count:{self.count_id}"


class CountOpened(_OfCount):
    """Somebody began to count a warehouse or a van."""

    name: ClassVar[str] = "inventory.count_opened"


class CountFinished(_OfCount):
    """The count is over: what was found has been booked, what is missing waits for a manager."""

    name: ClassVar[str] = "inventory.count_finished"
    found: int
    missing: int


class CountCancelled(_OfCount):
    """The count was given up; nothing was booked."""

    name: ClassVar[str] = "inventory.count_cancelled"


class LossApproved(_OfCount):
    """A manager approved that what is missing is lost (R33)."""

    name: ClassVar[str] = "inventory.loss_approved"
    lost: int
    note: str


class LossRefused(_OfCount):
    """A manager wants the place counted again."""

    name: ClassVar[str] = "inventory.loss_refused"
    note: str


class StockLevelSet(Event):
    """The fewest of a product that a warehouse should hold was changed."""

    name: ClassVar[str] = "inventory.stock_level_set"
    place_id: str
    centre_id: str | None
    product_code: str
    least: int

    @property
    def subject(self) -> str:
        """The place."""
        return f"place:{self.place_id}"


class MovementsExported(Event):
    """A list of movements left the app as a file (R27)."""

    name: ClassVar[str] = "inventory.movements_exported"
    centre_id: str | None
    place_id: str
    rows: int

    @property
    def subject(self) -> str:
        """The place."""
        return f"place:{self.place_id}"
