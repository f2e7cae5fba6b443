"""Facts that removed parts and returns to the factory tell."""

from typing import ClassVar

from backend.kernel.events import Event


class OfRemoved(Event):
    """What every fact about a removed part carries."""

    removed_id: str
    label_no: str
    number: str
    plate: str
    centre_id: str | None

    @property
    def subject(self) -> str:
        """The removed part."""
        return f"removed:{self.removed_id}"


class PartTakenOut(OfRemoved):
    """Something was taken out of a vehicle; `bound_for` is what it must come to."""

    name: ClassVar[str] = "inventory.part_taken_out"
    bound_for: str
    visit_id: str | None
    technician_id: str | None


class PartTakenIn(OfRemoved):
    """It reached the store and still waits for its end."""

    name: ClassVar[str] = "inventory.part_taken_in"


class PartEnded(OfRemoved):
    """It has come to its end: restocked, factory, scrapped, customer or lost."""

    name: ClassVar[str] = "inventory.part_ended"
    end: str
    note: str


class PartReopened(OfRemoved):
    """Its end was undone, a loss was refused, or it came back unrepaired."""

    name: ClassVar[str] = "inventory.part_reopened"
    note: str


class LossReported(OfRemoved):
    """Somebody says it is lost; a manager is to approve."""

    name: ClassVar[str] = "inventory.loss_reported"
    note: str


class RemovedLimitChanged(Event):
    """After how many days on a van a removed part is late."""

    name: ClassVar[str] = "inventory.removed_limit_changed"
    centre_id: str
    days: int

    @property
    def subject(self) -> str:
        """The centre."""
        return f"centre:{self.centre_id}"


class ReturnsExported(Event):
    """A list left the app as a file (R27)."""

    name: ClassVar[str] = "inventory.returns_exported"
    what: str
    rows: int

    @property
    def subject(self) -> str:
        """The list."""
        return f"export:{self.what}"


class BatchMoved(Event):
    """A batch to the factory was opened, changed, packed, sent, signed for or called off."""

    name: ClassVar[str] = "inventory.return_batch_moved"
    batch_id: str
    no: str
    centre_id: str
    act: str
    factory: str
    parcel_no: str
    numbers: list[str]

    @property
    def subject(self) -> str:
        """The batch."""
        return f"return_batch:{self.batch_id}"


class ResultUndone(Event):
    """A result was entered by mistake: the terminal waits at the factory again for the right one."""

    name: ClassVar[str] = "inventory.return_result_undone"
    batch_id: str
    no: str
    centre_id: str
    number: str
    result: str

    @property
    def subject(self) -> str:
        """The batch."""
        return f"return_batch:{self.batch_id}"


class ResultEntered(Event):
    """What the factory did with one terminal: repaired, replaced by `new_number`, or refused; and the claim."""

    name: ClassVar[str] = "inventory.return_result"
    batch_id: str
    no: str
    centre_id: str
    number: str
    result: str
    new_number: str
    claim_result: str | None
    claim_fen: int

    @property
    def subject(self) -> str:
        """The batch."""
        return f"return_batch:{self.batch_id}"
