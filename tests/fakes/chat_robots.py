"""The robots of WeCom, DingTalk and Feishu under their own names: real HTTPS through a proxy of the test's own.

A client that goes by HTTPS_PROXY and trusts `certificate` (SSL_CERT_FILE) meets these instead of the real ones. All three
answer 200 whatever happens; what they think of it stands in the body.
"""

import base64
import hashlib
import hmac
import json
import ssl
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.fakes.serving import Quiet, serving

WECOM, DINGTALK, FEISHU = "qyapi.weixin.qq.com", "oapi.dingtalk.com", "open.feishu.cn"
KEY = "693a91f6-7f00-4bc4-97a0-0ec2sifa5aaa"
SECRET = "SEC0123456789abcdef"
SIGNED_KEY = "5b1e6d9c-0d5b-4a7e-8f53-3f0a6f1c2d4e"  # Feishu's robot that takes signed messages only
HOUR = 3600
# What the robots' own pages offer to copy, and what is written down where one takes signed messages only.
WEBHOOKS = {
    WECOM: f"https://{WECOM}/cgi-bin/webhook/send?key={KEY}",
    DINGTALK: f"https://{DINGTALK}/robot/send?access_token={KEY.replace('-', '')}",
    FEISHU: f"https://{FEISHU}/open-apis/bot/v2/hook/{KEY}",
}
SIGNING = {
    DINGTALK: {"address": WEBHOOKS[DINGTALK], "secret": SECRET},
    FEISHU: {"address": WEBHOOKS[FEISHU].replace(KEY, SIGNED_KEY), "secret": SECRET},
}


@dataclass
class ChatRobots:
    """`said` is what was taken, by host. The next planned answer, if any, comes instead of the robot's own."""

    proxy: str = ""
    said: dict[str, list[str]] = field(default_factory=lambda: {WECOM: [], DINGTALK: [], FEISHU: []})
    plan: deque[tuple[int, str]] = field(default_factory=deque)
    asked: int = 0

    def answer(self, host: str, path: str, body: dict[str, Any]) -> tuple[int, str]:
        """Status and body for one message."""
        self.asked += 1
        if self.plan:
            return self.plan.popleft()
        url = urlsplit(path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        known = {WECOM: self.wecom, DINGTALK: self.dingtalk, FEISHU: self.feishu}
        return (200, json.dumps(known[host](url.path, query, body))) if host in known else (404, "")

    def wecom(self, path: str, query: dict[str, str], body: dict[str, Any]) -> dict[str, Any]:
        """https://developer.work.weixin.qq.com/document/path/91770"""
        if path != "/cgi-bin/webhook/send" or query.get("key") != KEY:
            return {"errcode": 93000, "errmsg": "invalid webhook url, hint: [1700000000123456], from ip: 127.0.0.1"}
        if body.get("msgtype") != "text" or not body["text"]["content"]:
            return {"errcode": 44004, "errmsg": "empty content"}
        self.said[WECOM].append(body["text"]["content"])
        return {"errcode": 0, "errmsg": "ok"}

    def dingtalk(self, path: str, query: dict[str, str], body: dict[str, Any]) -> dict[str, Any]:
        """https://open.dingtalk.com/document/robots/custom-robot-access"""
        if path != "/robot/send" or query.get("access_token") != KEY.replace("-", ""):
            return {"errcode": 300005, "errmsg": "token is not exist"}
        signed = f"{query.get('timestamp')}\n{SECRET}".encode()
        right = base64.b64encode(hmac.new(SECRET.encode(), signed, hashlib.sha256).digest()).decode()
        if query.get("sign") != right:
            return {
                "errcode": 310000,
                "errmsg": "description:机器人发送签名不匹配;solution:请确认签名和生成签名的时间戳必须都放在调用的网址中",
            }
        self.said[DINGTALK].append(body["text"]["content"])
        return {"errcode": 0, "errmsg": "ok"}

    def feishu(self, path: str, query: dict[str, str], body: dict[str, Any]) -> dict[str, Any]:
        """https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot"""
        key = path.removeprefix("/open-apis/bot/v2/hook/")
        if key not in (KEY, SIGNED_KEY) or query:
            return {"code": 19001, "data": {}, "msg": "param invalid: incoming webhook access token invalid"}
        if key == SIGNED_KEY and not self.signed(body):
            said = "sign match fail or timestamp is not within one hour from current time"
            return {"code": 19021, "data": {}, "msg": said}
        if body.get("msg_type") != "text":
            return {"code": 9499, "data": {}, "msg": "Bad Request"}
        self.said[FEISHU].append(body["content"]["text"])
        return {"StatusCode": 0, "StatusMessage": "success", "code": 0, "data": {}, "msg": "success"}

    def signed(self, body: dict[str, Any]) -> bool:
        """Whether a message to Feishu carries the right signature of the last hour."""
        at = str(body.get("timestamp", ""))
        if not at.isdecimal() or abs(int(at) - datetime.now(UTC).timestamp()) > HOUR:
            return False
        right = hmac.new(f"{at}\n{SECRET}".encode(), b"", hashlib.sha256).digest()
        return body.get("sign") == base64.b64encode(right).decode()


class _Handler(Quiet):
    robots: ChatRobots
    context: ssl.SSLContext

    def do_CONNECT(self) -> None:
        self.host = self.path.partition(":")[0]
        self.send_response(200)
        self.end_headers()
        self.wfile.flush()
        secured = self.context.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = secured.makefile("rb"), secured.makefile("wb")
        self.handle_one_request()
        self.close_connection = True
        secured.close()

    def do_POST(self) -> None:
        status, said = self.robots.answer(self.host, self.path, json.loads(self.body()))
        self.answer(status, said.encode(), content_type="application/json")


def certificate(folder: Path) -> Path:
    """One certificate for all three names, signed by itself, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "chat robots of a test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(one) for one in (WECOM, DINGTALK, FEISHU)]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "robots.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + made.public_bytes(Encoding.PEM))
    return path


@contextmanager
def running_robots(pem: Path) -> Iterator[ChatRobots]:
    """The robots behind a proxy on a free port; gone afterwards."""
    robots = ChatRobots()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    with serving(_Handler, robots=robots, context=context) as robots.proxy:
        yield robots
