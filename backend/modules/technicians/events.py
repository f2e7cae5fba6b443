"""Facts that technicians tells."""

from datetime import datetime
from typing import ClassVar

from backend.kernel.events import Event


class AbsenceAdded(Event):
    """A technician will be away."""

    name: ClassVar[str] = "technicians.absence_added"
    technician_id: str
    centre_id: str
    start: datetime
    end: datetime

    @property
    def subject(self) -> str:
        """The technician."""
        return f"technician:{self.technician_id}"
