"""The addresses of channels: read as they are pasted, kept sealed, shown by their end."""

import base64
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from cryptography.fernet import Fernet, InvalidToken

from backend.kernel.errors import Refusal
from backend.kernel.numbers import mask_phone
from backend.kernel.ports import Ports
from backend.modules.notifications.crew.errors import ADDRESS_LOST, ADDRESS_UNKNOWN, SIGNS_NOTHING
from backend.modules.notifications.service import mobile_e164

# Apprise's scheme: what we call it. Everything else that Apprise knows is refused: nobody here needs it.
KINDS = {
    "wecombot": "wecom", "dingtalk": "dingtalk", "feishu": "feishu", "lark": "lark",
    "mailto": "mail", "mailtos": "mail", "sms": "sms",
}  # fmt: skip
PURPOSE = "channels"
SMS = "sms://"
# Robots that can be told to take signed messages only; Apprise's way to write the key is as the user of the address.
SIGNING = frozenset({"dingtalk", "feishu", "lark"})
# What the robots' own pages offer to copy.
_PASTED = (
    (re.compile(r"https://qyapi\.weixin\.qq\.com/cgi-bin/webhook/send\?key=([\w-]+)"), r"wecombot://\1/"),
    (re.compile(r"https://oapi\.dingtalk\.com/robot/send\?access_token=(\w+)"), r"dingtalk://\1/"),
    (re.compile(r"https://open\.feishu\.cn/open-apis/bot/v2/hook/([\w-]+)/?"), r"feishu://\1/"),
    (re.compile(r"https://open\.larksuite\.com/open-apis/bot/v2/hook/([\w-]+)/?"), r"lark://\1/"),
)
_PLAIN = re.compile(r"[!-~][ -~]*")


@dataclass(frozen=True)
class Address:
    """Where a channel leads: `url` is secret, `tail` is what people may see."""

    kind: str
    url: str
    tail: str


def read_address(said: str, secret: str = "") -> Address:
    """The address as it was pasted or typed, with the robot's signing key; refuses what nobody here can reach or sign for."""
    said = said.strip()
    mobile = mobile_e164(said.removeprefix(SMS))
    if mobile is not None:
        found = Address("sms", SMS + mobile, mask_phone(mobile.removeprefix("+86")) or "")
    else:
        found = _robot_or_mailbox(said, secret)
    if secret and found.kind not in SIGNING:
        raise Refusal(SIGNS_NOTHING, field="secret")
    return found


def _robot_or_mailbox(said: str, secret: str) -> Address:
    url = next((found.expand(to) for pattern, to in _PASTED if (found := pattern.fullmatch(said))), said)
    scheme, _, where = url.partition("://")
    scheme = scheme.lower()
    if secret:
        url = f"{scheme}://{quote(secret, safe='')}@{where.rpartition('@')[2]}"
    service = instantiate(url) if _PLAIN.fullmatch(url) and scheme in KINDS else None
    if service is None:
        raise Refusal(ADDRESS_UNKNOWN, field="address")
    return Address(KINDS[scheme], url, _tail(service))


def instantiate(url: str) -> Any:
    """Apprise's sender for an address, None when it makes no sense to it."""
    from apprise import Apprise  # takes a moment to load, and most processes never tell anybody

    return Apprise.instantiate(url)


def _tail(service: Any) -> str:
    if hasattr(service, "targets") and not hasattr(service, "token"):
        first = service.targets[0][1] if service.targets else ""
        return f"{first[:1]}***@{first.partition('@')[2]}"
    return f"…{(getattr(service, 'token', None) or service.key)[-4:]}"


def sealed(ports: Ports, url: str) -> str:
    """The address as it is stored: a copy of the database alone tells no robot's key."""
    return _fernet(ports).encrypt(url.encode()).decode()


def opened(ports: Ports, address: str) -> str:
    """The address itself; refuses 409 when the secret of this installation was changed since."""
    try:
        return _fernet(ports).decrypt(address.encode()).decode()
    except InvalidToken as lost:
        raise Refusal(ADDRESS_LOST, field="address") from lost


def _fernet(ports: Ports) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(ports.derive(PURPOSE)))
