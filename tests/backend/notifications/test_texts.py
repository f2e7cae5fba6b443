"""Texts to customers: written once per fact, handed to a real HTTP carrier once, tried again under the same reference."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from backend.kernel.clock import SettableClock
from backend.kernel.db import Database
from backend.kernel.jobs import run_due
from backend.kernel.settings import Settings
from backend.modules.auth import public as auth
from backend.modules.notifications import outgoing, service
from backend.modules.notifications import public as notifications
from backend.modules.notifications.jobs import JOBS
from backend.modules.notifications.models import MessageRow
from backend.wiring import House, build_house
from tests.asgi_client import AsgiClient
from tests.backend.conftest import GUANGZHOU, SHENZHEN
from tests.backend.visit_story import Sent, Story
from tests.fakes.sms_gateway import SmsGateway, running_gateway

SignIn = Callable[..., AsgiClient]
TEXTS = {
    "received": ("{company}已收到{plate}的报修，单号{order}，进度：{link}", "received"),
    "dispatched": ("{technician}师傅{window}上门，进度：{link}", "dispatched"),
    "on_the_way": ("{technician}师傅已出发", "on the way"),
    "completed": ("已完工，请评价：{link}", "completed"),
    "cancelled": ("单号{order}已取消", "cancelled"),
}


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Iterator[SmsGateway]:
    """The carrier; a proxy of the machine's must not stand between."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running_gateway() as running:
        yield running


@pytest.fixture
def with_carrier(database: Database, tmp_path: Path, clock: SettableClock, gateway: SmsGateway) -> House:
    """A house whose texts go to the carrier."""
    settings = Settings(
        database_url=database.url, data_dir=tmp_path / "sms", sms_url=gateway.url, sms_key="k-1", demo=False, _env_file=None
    )  # fmt: skip
    built = build_house(settings, clock)
    built.units.database = database
    with built.units.write() as work:
        auth.add_centre(work, SHENZHEN)
        auth.add_centre(work, GUANGZHOU)
        notifications.load_templates(work, TEXTS)
    return built


def order_for(house: House) -> tuple[Story, Sent]:
    """An order that was just dispatched; what follows from it is delivered."""
    story = Story.begin(house)
    sent = story.send(story.vehicle())
    house.courier.run_until_idle()
    return story, sent


def rows(house: House) -> list[MessageRow]:
    """All texts, oldest first."""
    with house.units.read() as work:
        return list(work.session.exec(select(MessageRow).order_by(col(MessageRow.id))).all())


def test_R4_a_new_order_is_confirmed_by_a_text(with_carrier: House, gateway: SmsGateway) -> None:
    """To the contact's mobile, with the number, the plate and a link; nothing left unfilled."""
    _, sent = order_for(with_carrier)
    run_due(with_carrier.units, JOBS)
    (post,) = gateway.posts
    (row,) = rows(with_carrier)
    assert post.body["to"] == "+8613800138000"
    assert post.body["text"].startswith(f"{with_carrier.settings.company_name}已收到")
    assert f"{with_carrier.settings.base_url}/t/" in post.body["text"]
    assert "{" not in post.body["text"]
    assert (post.key, post.body["reference"], post.authorization) == (row.id, row.id, "Bearer k-1")
    assert (row.state, row.attempts, row.order_id) == ("sent", 1, sent.order_id)


def test_R28_the_link_in_a_text_is_not_stored(with_carrier: House, gateway: SmsGateway) -> None:
    order_for(with_carrier)
    run_due(with_carrier.units, JOBS)
    token = gateway.posts[0].body["text"].rsplit("/t/", 1)[1]
    assert len(token) == 22
    assert all(token not in row.text for row in rows(with_carrier))


def test_the_road_to_the_customer_is_told_step_by_step(with_carrier: House, gateway: SmsGateway) -> None:
    """Accepted with name and time, set off, done: one text each."""
    story, sent = order_for(with_carrier)
    story.works(sent)
    story.does(sent, "fees.confirm", total_fen=0)
    story.leaves(sent)
    run_due(with_carrier.units, JOBS)
    assert [row.template for row in rows(with_carrier)] == ["received", "dispatched", "on_the_way", "completed"]
    told = {row.template: service_text for row, service_text in zip(rows(with_carrier), texts(gateway), strict=True)}
    assert told["dispatched"].startswith("苏师傅11月23日09:30-11:30上门")


def texts(gateway: SmsGateway) -> list[str]:
    """What the carrier was given, in order."""
    return [one.body["text"] for one in gateway.posts]


@pytest.mark.parametrize("failure", [500, 429, 401, 0], ids=["broken", "too many", "refused", "hangs up"])
def test_a_text_that_was_not_taken_is_tried_again_under_the_same_reference(
    with_carrier: House, gateway: SmsGateway, clock: SettableClock, failure: int
) -> None:
    """Later, not at once; and never again after it was taken."""
    order_for(with_carrier)
    gateway.plan.extend([failure, failure])
    run_due(with_carrier.units, JOBS)
    run_due(with_carrier.units, JOBS)
    assert len(gateway.posts) == 1
    assert rows(with_carrier)[0].last_error
    for _ in range(6):
        clock.advance(minutes=10)
        run_due(with_carrier.units, JOBS)
    assert len(gateway.posts) == 3
    assert len(set(gateway.references)) == 1
    (row,) = rows(with_carrier)
    assert (row.state, row.attempts, row.last_error) == ("sent", 3, None)


def test_a_dead_carrier_is_given_up_and_says_so(with_carrier: House, gateway: SmsGateway, clock: SettableClock) -> None:
    order_for(with_carrier)
    gateway.plan.extend([503] * 50)
    for _ in range(20):
        clock.advance(hours=2)
        run_due(with_carrier.units, JOBS)
    (row,) = rows(with_carrier)
    assert (row.state, len(gateway.posts)) == ("failed", outgoing.MOST_TRIES)


def test_a_process_that_dies_after_handing_over_sends_again_under_the_same_reference(
    with_carrier: House, gateway: SmsGateway, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The carrier drops the repeat by its reference; the text is never lost."""
    order_for(with_carrier)

    def dies(_: Any, carrier: Any, message_id: str, to: str, text: str) -> None:
        carrier.send(to=to, text=text, reference=message_id)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(service, "_hand_over", dies)
        with pytest.raises(KeyboardInterrupt):
            run_due(with_carrier.units, JOBS)
    run_due(with_carrier.units, JOBS)
    assert len(gateway.posts) == 1
    clock.advance(minutes=2)
    run_due(with_carrier.units, JOBS)
    assert len(gateway.posts) == 2
    assert len(set(gateway.references)) == 1
    assert rows(with_carrier)[0].state == "sent"


def test_a_slow_carrier_holds_nobody_up(with_carrier: House, gateway: SmsGateway) -> None:
    """While it thinks, others write: the call is made outside any transaction."""
    order_for(with_carrier)
    written: list[str] = []

    def somebody_else_writes() -> None:
        with with_carrier.units.write() as work:
            notifications.load_templates(work, {"other": ("别的", "other")})
        written.append("yes")

    gateway.while_asked = somebody_else_writes
    run_due(with_carrier.units, JOBS)
    assert written == ["yes"]
    assert rows(with_carrier)[0].state == "sent"


def test_a_fact_told_twice_makes_one_text(with_carrier: House, gateway: SmsGateway) -> None:
    _, sent = order_for(with_carrier)
    with with_carrier.units.write() as work:
        cause = rows(with_carrier)[0].cause
        service.write(work, "received", sent.order_id, cause)
    assert len(rows(with_carrier)) == 1


@pytest.mark.parametrize("phone", ["0755-26000001", "82345678", "", "not a phone"])
def test_a_number_that_takes_no_texts_gets_none(phone: str) -> None:
    assert service.mobile_e164(phone) is None


def test_without_a_carrier_texts_are_kept_and_shown_as_off(house: House, client: SignIn) -> None:
    """Nothing is sent, nothing is lost, and the desk can read it out."""
    with house.units.write() as work:
        notifications.load_templates(work, TEXTS)
    _, sent = order_for(house)
    assert run_due(house.units, JOBS) == 0
    (told,) = client("agent").get(f"/api/orders/{sent.order_id}/messages").json()["items"]
    assert (told["state"], told["template"], told["sent_at"]) == ("off", "received", None)
    assert "/t/" in told["text"]
    assert "{" not in told["text"]
    assert client("agent", centre_id=GUANGZHOU.id).get(f"/api/orders/{sent.order_id}/messages").status_code == 403
    assert client("finance").get(f"/api/orders/{sent.order_id}/messages").json()["code"] == "not_allowed"
