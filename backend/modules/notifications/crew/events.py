"""Facts about the ways in which one's own people are told."""

from typing import ClassVar

from backend.kernel.events import Event


class ChannelChanged(Event):
    """A channel was added, changed, tried out or taken away (`act`)."""

    name: ClassVar[str] = "notifications.channel_changed"
    channel_id: str
    channel_name: str
    channel_act: str
    centre_id: str | None

    @property
    def subject(self) -> str:
        """The channel."""
        return f"channel:{self.channel_id}"


class PushTurned(Event):
    """Somebody switched the reminders on a phone on or off."""

    name: ClassVar[str] = "notifications.push_turned"
    user_id: str
    on: bool

    @property
    def subject(self) -> str:
        """The person."""
        return f"user:{self.user_id}"


class NoticeRepeated(Event):
    """Somebody had a notice that was given up sent once more."""

    name: ClassVar[str] = "notifications.notice_repeated"
    notice_id: str
    title: str
    title_en: str
    centre_id: str

    @property
    def subject(self) -> str:
        """The notice."""
        return f"notice:{self.notice_id}"
