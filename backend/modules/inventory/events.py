"""Facts that inventory tells."""

from datetime import datetime
from typing import ClassVar

from backend.kernel.events import Event


class ActRecorded(Event):
    """What was done to a vehicle's terminal or card was written to the ledger."""

    name: ClassVar[str] = "inventory.act_recorded"
    vehicle_id: str
    act: str
    at: datetime
    visit_id: str | None
    technician_id: str
    centre_id: str | None
    device_id: str | None
    sim_id: str | None
    warnings: list[str]

    @property
    def subject(self) -> str:
        """The vehicle."""
        return f"vehicle:{self.vehicle_id}"


class CaseOpened(Event):
    """A number is unknown or clashes; the warehouse keeper is to settle it."""

    name: ClassVar[str] = "inventory.case_opened"
    case_id: str
    code: str
    number: str
    centre_id: str | None
    technician_id: str | None
    vehicle_id: str | None
    visit_id: str | None

    @property
    def subject(self) -> str:
        """The case."""
        return f"case:{self.case_id}"


class CaseSettled(Event):
    """A person settled a case: 'accept' what the field said, 'keep' the books, or 'correct' the number."""

    name: ClassVar[str] = "inventory.case_settled"
    case_id: str
    centre_id: str | None
    decision: str
    note: str
    number: str = ""
    technician_id: str | None = None

    @property
    def subject(self) -> str:
        """The case."""
        return f"case:{self.case_id}"


class TimelineExported(Event):
    """Somebody took a timeline out as a sheet (R27)."""

    name: ClassVar[str] = "inventory.timeline_exported"
    kind: str
    subject_id: str
    rows: int

    @property
    def subject(self) -> str:
        """Whose timeline it was."""
        return f"{self.kind}:{self.subject_id}"


class CasesExported(Event):
    """Somebody took the list of number cases out as a sheet (R27)."""

    name: ClassVar[str] = "inventory.cases_exported"
    rows: int

    @property
    def subject(self) -> str:
        """The list."""
        return "cases:list"


class CaseReopened(Event):
    """Settling a case was undone: it is open again."""

    name: ClassVar[str] = "inventory.case_reopened"
    case_id: str
    centre_id: str | None
    technician_id: str | None

    @property
    def subject(self) -> str:
        """The case."""
        return f"case:{self.case_id}"


class StockIssued(Event):
    """Things went from the warehouse to a van."""

    name: ClassVar[str] = "inventory.stock_issued"
    technician_id: str
    centre_id: str | None
    devices: list[str]
    sims: list[str]
    parts: dict[str, int]

    @property
    def subject(self) -> str:
        """The technician."""
        return f"technician:{self.technician_id}"


class StockReturned(Event):
    """Things came back from a van."""

    name: ClassVar[str] = "inventory.stock_returned"
    technician_id: str
    centre_id: str | None
    devices: list[str]
    sims: list[str]
    parts: dict[str, int]

    @property
    def subject(self) -> str:
        """The technician."""
        return f"technician:{self.technician_id}"
