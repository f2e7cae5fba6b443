"""Plays a visit as the technician's phone would tell it: the same commands, the same handlers, at given times."""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from PIL import Image, ImageDraw

from backend.kernel.actor import Actor
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.sync.public import PhoneAct, PhoneCommand, receive_file
from backend.modules.work_orders import public as work_orders

PHOTO_COLOURS = {"P2": "#5b6b7f", "P4": "#46505e", "P5": "#3f6f8f", "P8": "#4d5b49", "P12": "#33526e"}


def actor_for(work: UnitOfWork, user_id: str, roles: frozenset[str]) -> Actor:
    """A user as the permissions table would let him act in these roles."""
    user = auth.user(work, user_id)
    person = Actor(id=user.id, name=user.name, grants=user.grants, technician_id=user.technician_id)
    return person.narrowed_to(roles)


@dataclass(frozen=True)
class Phone:
    """One technician's phone."""

    commands: Mapping[str, PhoneCommand]
    user_id: str

    def tell(self, work: UnitOfWork, at: datetime, kind: str, **payload: Any) -> None:
        """Carry out one command at `at`; the unit of work acts as the technician from here on."""
        work.now, work.actor = at, actor_for(work, self.user_id, auth.FIELD)
        command = self.commands[kind]
        act = PhoneAct(event_time=at)
        command.handler(work, act, command.payload_model.model_validate(payload))
        work.session.flush()

    def photograph(self, work: UnitOfWork, at: datetime, visit_id: str, item_id: str, code: str, text: str) -> None:
        """Take a picture, hand the file in, and tell of it."""
        work.now, work.actor = at, actor_for(work, self.user_id, auth.FIELD)
        content = picture(code, text)
        row = receive_file(work, work.ports.files, content.digest, content.data)
        previous = _links.get(visit_id, "")
        _links[visit_id] = work_orders.link_of(
            previous, work_orders.Piece(visit_id, "photo", code, row.sha256, at, item_id)
        )
        self.tell(
            work, at, "photo.add", visit_id=visit_id, item_id=item_id, code=code, sha256=row.sha256, size=row.size,
            taken_at=at, chain={"previous": previous, "link": _links[visit_id]},
        )  # fmt: skip


@dataclass(frozen=True)
class Picture:
    """A JPEG and its SHA-256."""

    data: bytes
    digest: str


# The last link of each visit, as a phone keeps it (R37).
_links: dict[str, str] = {}
_pictures: dict[tuple[str, str], Picture] = {}


def picture(code: str, text: str) -> Picture:
    """A small drawn stand-in for a photo: what it shows is written on it."""
    known = _pictures.get((code, text))
    if known is not None:
        return known
    image = Image.new("RGB", (320, 240), PHOTO_COLOURS.get(code, "#5f6776"))
    draw = ImageDraw.Draw(image)
    draw.rectangle((30, 85, 290, 155), fill="#f2b91d", outline="#14171f", width=3)
    draw.text((50, 105), text, fill="#14171f", font_size=30)
    draw.text((12, 12), code, fill="white", font_size=22)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=70)
    made = Picture(buffer.getvalue(), hashlib.sha256(buffer.getvalue()).hexdigest())
    _pictures[(code, text)] = made
    return made


def act_as(work: UnitOfWork, at: datetime, user_id: str, role: str) -> None:
    """The unit of work goes on as this user in this role."""
    work.now, work.actor = at, actor_for(work, user_id, frozenset({role}))


def minutes(count: float) -> timedelta:
    """So many minutes."""
    return timedelta(minutes=count)
