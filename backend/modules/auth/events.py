"""Facts that auth tells."""

from typing import ClassVar

from backend.kernel.events import Event


class SignedIn(Event):
    """Somebody signed in."""

    name: ClassVar[str] = "auth.signed_in"
    user_id: str

    @property
    def subject(self) -> str:
        """The user."""
        return f"user:{self.user_id}"


class SignedOut(Event):
    """Somebody signed out."""

    name: ClassVar[str] = "auth.signed_out"
    user_id: str

    @property
    def subject(self) -> str:
        """The user."""
        return f"user:{self.user_id}"
