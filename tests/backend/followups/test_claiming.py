"""The job claims each due call once, whoever else ticks at the same time."""

import threading

from sqlmodel import select

from backend.kernel.clock import SettableClock
from backend.kernel.events import EventRow
from backend.kernel.jobs import run_due
from backend.modules.followups.jobs import JOBS
from backend.modules.followups.models import FollowUp
from tests.backend.visit_story import Story


def test_R21_two_schedulers_open_each_call_once(story: Story, clock: SettableClock) -> None:
    """Four threads tick at once over twelve due calls."""
    story.free_repair()
    with story.house.units.write() as work:
        first = work.session.exec(select(FollowUp)).one()
        values = first.model_dump(exclude={"id", "order_id"})
        for number in range(11):
            work.session.add(FollowUp(**values, order_id=f"order-{number}"))
    clock.advance(days=1)
    threads = [threading.Thread(target=run_due, args=(story.house.units, JOBS)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with story.house.units.read() as work:
        opened = work.session.exec(select(EventRow).where(EventRow.name == "followup.opened")).all()
        assert {row.state for row in work.session.exec(select(FollowUp)).all()} == {"open"}
    assert len(opened) == 12
    assert len({row.payload["follow_up_id"] for row in opened}) == 12
