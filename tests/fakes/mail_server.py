"""A mail server that speaks enough SMTP over a real socket: sign-in, one message, or a refusal in its own words."""

import base64
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from socketserver import StreamRequestHandler, ThreadingTCPServer

PASSWORD = "mail-secret"


@dataclass
class MailServer:
    """`mails` are those taken, with their receivers."""

    port: int = 0
    mails: list[tuple[list[str], EmailMessage]] = field(default_factory=list)


class _Handler(StreamRequestHandler):
    server_told: MailServer

    def handle(self) -> None:
        self._say("220 mail.test")
        receivers: list[str] = []
        while line := self.rfile.readline():
            word = line.split(b" ")[0].strip().upper()
            if word == b"EHLO":
                self._say("250-mail.test\r\n250 AUTH PLAIN")
            elif word == b"AUTH":
                right = base64.b64decode(line.split()[2]).split(b"\0")[2].decode() == PASSWORD
                self._say("235 ok" if right else "535 5.7.8 authentication failed")
            elif word == b"RCPT":
                receivers.append(line.decode().partition("<")[2].partition(">")[0])
                self._say("250 ok")
            elif word == b"DATA":
                self._say("354 go on")
                self._keep(receivers)
                self._say("250 taken")
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _keep(self, receivers: list[str]) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        mail = message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.server_told.mails.append((receivers, mail))

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


@contextmanager
def running_mail_server() -> Iterator[MailServer]:
    """The mail server on a free port; gone afterwards."""
    told = MailServer()
    with ThreadingTCPServer(("127.0.0.1", 0), type("Bound", (_Handler,), {"server_told": told})) as server:
        server.daemon_threads = True
        told.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield told
        server.shutdown()
        thread.join()
