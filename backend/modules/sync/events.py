"""Facts of the inbox."""

from typing import ClassVar

from backend.kernel.events import Event


class RefusalSettled(Event):
    """The office has dealt with something that it refused and that a phone still held."""

    name: ClassVar[str] = "sync.refusal_settled"
    command_id: str
    kind: str
    person_id: str
    person_name: str
    centre_id: str | None
    note: str

    @property
    def subject(self) -> str:
        """The person whose work it was."""
        return f"user:{self.person_id}"


class PhonePutAway(Event):
    """A phone that will not come back (lost, broken, reset) is no longer waited for."""

    name: ClassVar[str] = "sync.phone_put_away"
    client_id: str
    person_id: str
    person_name: str
    centre_id: str | None
    commands: int
    reason: str

    @property
    def subject(self) -> str:
        """The person whose phone it was."""
        return f"user:{self.person_id}"


class RescueHandedIn(Event):
    """Somebody handed in the rescue file of a phone; whose it was, and what became of it."""

    name: ClassVar[str] = "sync.rescue_handed_in"
    client_id: str
    person_id: str
    person_name: str
    centre_id: str | None
    sha256: str
    accepted: int
    duplicate: int
    refused: int
    held: int

    @property
    def subject(self) -> str:
        """The person whose work it was."""
        return f"user:{self.person_id}"


class KeepDaysChanged(Event):
    """How long phones keep what has arrived at the office."""

    name: ClassVar[str] = "sync.keep_days_changed"
    days: int

    @property
    def subject(self) -> str:
        """The company."""
        return "company"
