"""A technician with a phone and colleagues at the desk, for the stories of what they are told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import col, select

from backend.kernel.jobs import run_due
from backend.modules.notifications.crew.models import NoticeRow
from backend.modules.notifications.jobs import JOBS
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.visit_story import Sent, Story
from tests.fakes.push_service import Browser, PushService

SignIn = Callable[..., AsgiClient]


@dataclass
class Crew:
    """`phone` is Su's sign-in on his phone, `browser` its subscription once reminders are on."""

    house: House
    client: SignIn
    story: Story
    push: PushService | None = None
    phone: AsgiClient = field(init=False)

    def __post_init__(self) -> None:
        """He signs in."""
        self.phone = self.client("technician", technician_id=self.story.technician_id)

    def reminders(self, lang: str = "zh", phone: AsgiClient | None = None) -> Browser:
        """Reminders are switched on, as the page does it."""
        assert self.push is not None
        who = phone or self.phone
        browser = self.push.subscribe(who.get("/api/phone/push").json()["public_key"])
        answer = who.put("/api/phone/push", json=browser.as_body(lang))
        assert answer.status_code == 204, answer.text
        return browser

    def channel(self, role: str = "manager", **body: Any) -> dict[str, Any]:
        """A channel that somebody at the desk adds."""
        at = {"centre_id": None} if role == "administrator" else {}
        answer = self.client(role, **at).post("/api/channels", json={"name": "群", "about": ["visits"], **body})
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    def sent(self) -> Sent:
        """A repair that is dispatched now."""
        return self.story.send(self.story.vehicle())

    def settle(self) -> None:
        """Facts are delivered, and what is due goes out."""
        self.house.courier.run_until_idle()
        run_due(self.house.units, JOBS)

    def notices(self) -> list[NoticeRow]:
        """All notices, oldest first."""
        with self.house.units.read() as work:
            return list(work.session.exec(select(NoticeRow).order_by(col(NoticeRow.id))).all())

    def states(self) -> list[tuple[str, str]]:
        """Way out and state of each notice."""
        return [(one.target.partition(":")[0], one.state) for one in self.notices()]
