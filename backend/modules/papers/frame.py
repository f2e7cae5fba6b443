"""What stands on every paper: the company, the language, the foot; and how papers write times and numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from backend.kernel.settings import Settings
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.papers.words import Lang, choose, say, words

LOGO_KINDS = {".png", ".jpg", ".jpeg", ".svg"}


@dataclass(frozen=True)
class Paper:
    """A template with its data and pictures, and the names of the file in both alphabets."""

    template: str
    data: Mapping[str, Any]
    files: Mapping[str, bytes]
    name: str
    plain_name: str


@dataclass
class Frame:
    """The paper's language, its service centre and the moment it is printed."""

    lang: Lang
    centre: auth.Centre
    settings: Settings
    now: datetime
    files: dict[str, bytes] = field(default_factory=dict)

    def say(self, key: str, **values: object) -> str:
        """A word of the paper's language."""
        return say(self.lang, key, **values)

    def choose(self, zh: str, en: str) -> str:
        """The half of a pair that the paper's language wants."""
        return choose(self.lang, zh, en)

    @property
    def zone(self) -> ZoneInfo:
        """The centre's own time."""
        return ZoneInfo(self.centre.time_zone)

    def time(self, moment: datetime | None) -> str:
        """Local to the minute: 2026-11-22 14:05; empty for none."""
        return f"{moment.astimezone(self.zone):%Y-%m-%d %H:%M}" if moment else ""

    def second(self, moment: datetime) -> str:
        """Local to the second, with the offset from UTC: what evidence needs."""
        return f"{moment.astimezone(self.zone):%Y-%m-%d %H:%M:%S}"

    def window(self, start: datetime, end: datetime) -> str:
        """2026-11-22 14:00–16:00, with both days where it ends on another."""
        first, last = start.astimezone(self.zone), end.astimezone(self.zone)
        until = f"{last:%H:%M}" if first.date() == last.date() else f"{last:%Y-%m-%d %H:%M}"
        return f"{first:%Y-%m-%d %H:%M}–{until}"

    def data(self, title: str, qr: str | None, **more: Any) -> dict[str, Any]:
        """The part of a template's data that all papers have."""
        return {
            "lang": self.lang, "words": words(self.lang), "title": title, "company": self._company(), "qr": qr,
            "foot": f"{self.settings.company_name} · {self.say('printed')} {self.time(self.now)}", **more,
        }  # fmt: skip

    def _company(self) -> dict[str, Any]:
        name = self.settings.company_name
        phone = self.settings.company_phone or self.centre.phone
        line = " · ".join(
            filter(None, (self.choose(self.centre.name_zh, self.centre.name_en), phone, self.centre.address))
        )
        return {"name": name, "initial": name[:1], "line": line, "logo": self._logo()}

    def _logo(self) -> str | None:
        path = Path(self.settings.company_logo)
        if not self.settings.company_logo or path.suffix.lower() not in LOGO_KINDS or not path.is_file():
            return None
        self.files[f"logo{path.suffix.lower()}"] = path.read_bytes()
        return f"logo{path.suffix.lower()}"


def frame_of(work: UnitOfWork, centre_id: str, lang: Lang) -> Frame:
    """The frame of a paper of this centre."""
    return Frame(lang, auth.centre(work, centre_id), work.ports.settings, work.now)


def order_url(settings: Settings, order_id: str) -> str:
    """Where the desk shows an order: what the QR codes of papers open."""
    return f"{settings.base_url}/desk/orders?id={order_id}"


def spoken(phone: str) -> str:
    """A mobile number in the groups that people say: 138 1234 5678; others as they are."""
    return f"{phone[:3]} {phone[3:7]} {phone[7:]}" if len(phone) == 11 and phone.startswith("1") else phone


def grouped(number: str | None) -> str:
    """A card's number in fives and an IMEI as people read it aloud; other numbers as they are."""
    if number and number.isdigit() and len(number) >= 19:
        return " ".join(number[i : i + 5] for i in range(0, len(number), 5))
    return number or ""
