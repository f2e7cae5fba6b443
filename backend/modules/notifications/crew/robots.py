"""Handing a notice to a robot or a mail server. Apprise reads the addresses and sends the mail.

The robots' answers are read here: WeCom, DingTalk and Feishu say 200 whatever happens and put the refusal into the body,
which Apprise does not look at; it escapes DingTalk's signature twice, so that every signed message is refused, and knows
none for Feishu.
"""

import base64
import hashlib
import hmac
import logging
import time
from collections.abc import Callable
from typing import Any

import httpx

from backend.modules.notifications.crew.addresses import KINDS, instantiate
from backend.modules.notifications.outgoing import NotTaken

TIMEOUT = 5.0
SENT = 0
Post = tuple[str, dict[str, Any]]


def send(url: str, title: str, text: str) -> None:
    """Hand one message over; raises NotTaken with the other's own words."""
    service = instantiate(url)
    if service is None:  # an address that an older version took
        raise NotTaken("", final=True)
    robot = ROBOTS.get(KINDS[url.partition("://")[0].lower()])
    if robot is None:
        _mail(service, title, text)
    else:
        _post(*robot(service, f"{title}\n{text}"))


def _wecom(robot: Any, text: str) -> Post:
    return robot.api_url, {"msgtype": "text", "text": {"content": text}}


def _dingtalk(robot: Any, text: str) -> Post:
    url = robot.notify_url.format(token=robot.token)
    if robot.secret:
        timestamp, sign = robot.get_signature()
        url += f"&timestamp={timestamp}&sign={sign}"
    return url, {"msgtype": "text", "text": {"content": text}}


def _feishu(robot: Any, text: str) -> Post:
    return robot.notify_url.format(token=robot.token).rstrip("/"), _lark_text(robot, text)


def _lark(robot: Any, text: str) -> Post:
    return robot.webhook_url, _lark_text(robot, text)


def _lark_text(robot: Any, text: str) -> dict[str, Any]:
    signed = _lark_signature(robot.user) if robot.user else {}
    return {**signed, "msg_type": "text", "content": {"text": text}}


def _lark_signature(secret: str) -> dict[str, str]:
    """By their rule the text to be signed is the key, and what it signs is empty."""
    timestamp = str(int(time.time()))
    signed = hmac.digest(f"{timestamp}\n{secret}".encode(), b"", hashlib.sha256)
    return {"timestamp": timestamp, "sign": base64.b64encode(signed).decode()}


ROBOTS: dict[str, Callable[[Any, str], Post]] = {
    "wecom": _wecom, "dingtalk": _dingtalk, "feishu": _feishu, "lark": _lark,
}  # fmt: skip


def _post(url: str, body: dict[str, Any]) -> None:
    try:
        answer = httpx.post(url, json=body, timeout=TIMEOUT)
    except httpx.HTTPError as away:
        raise NotTaken("") from away
    code, said = _reading(answer)
    if answer.is_success and code == SENT:
        return
    raise NotTaken(f"{answer.status_code if code is None else code} {said}".strip())


def _reading(answer: httpx.Response) -> tuple[int | None, str]:
    """The robot's code and words; no code where the answer is none of a robot's."""
    try:
        said = answer.json()
        code = next((said[key] for key in ("errcode", "code", "StatusCode") if key in said), None)
    except (ValueError, TypeError):
        return None, answer.text
    words = [str(said[key]) for key in ("errmsg", "msg", "StatusMessage") if code is not None and key in said]
    return code, words[0] if words else answer.text


def _mail(service: Any, title: str, text: str) -> None:
    from apprise import Apprise

    # Its notes are read below and go no further: they name addresses.
    logger = logging.getLogger("apprise")
    logger.propagate = False
    logger.setLevel(logging.DEBUG)
    notifier = Apprise()
    notifier.add(service)
    result = notifier.notify(title=title, body=text, log_level=logging.DEBUG)
    if result:
        return
    # What the mail server said stands beneath Apprise's own warning.
    lines = [entry.message for one in result for attempt in one.attempts for entry in attempt]
    answered = [line.partition(":")[2].strip() for line in lines if line.startswith("Socket Exception")]
    raise NotTaken(answered[-1] if answered else "")
