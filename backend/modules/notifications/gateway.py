"""The SMS carrier over HTTP: one POST of JSON a message, the reference as idempotency key."""

import httpx

from backend.kernel.ports import TextMessages
from backend.kernel.settings import Settings


class HttpTextMessages:
    """POSTs {to, text, reference} with a bearer key; any 2xx means taken."""

    def __init__(self, url: str, key: str, timeout: float = 5.0) -> None:
        """`url` is the carrier's endpoint, or that of a small bridge to it."""
        self._client = httpx.Client(timeout=timeout, headers={"authorization": f"Bearer {key}"} if key else {})
        self._url = url

    def send(self, *, to: str, text: str, reference: str) -> None:
        """Hand one message over; raises httpx.HTTPError when it was not taken."""
        answer = self._client.post(
            self._url, json={"to": to, "text": text, "reference": reference}, headers={"idempotency-key": reference}
        )
        answer.raise_for_status()


def text_messages_of(settings: Settings) -> TextMessages | None:
    """The configured carrier, or None: messages are then kept and shown as 'off'.

    The demo's people are invented, but their numbers may be somebody's: with the demo on, nothing is sent.
    """
    if settings.demo or not settings.sms_url:
        return None
    return HttpTextMessages(settings.sms_url, settings.sms_key)
