"""The customer's link: there from the first minute, derived and never stored, one order, and an end (R4, R28)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import select

from backend.kernel.clock import SettableClock
from backend.kernel.private_links import token_for
from backend.modules.tracking import links
from backend.modules.tracking.models import LinkRow
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.work_orders.scene import Scene

SignIn = Callable[..., AsgiClient]


@pytest.fixture
def scene(house: House, clock: SettableClock) -> Scene:
    """The small company."""
    return Scene(house, clock)


def link_of(house: House, browser: AsgiClient, order_id: str) -> str:
    """The path of the order's link, as the desk is told it."""
    house.courier.run_until_idle()
    answer = browser.get(f"/api/orders/{order_id}/tracking-link")
    assert answer.status_code == 200, answer.text
    return str(answer.json()["url"]).removeprefix(house.settings.base_url)


def test_R4_R28_the_link_is_there_with_the_order_and_opens_it_alone(
    house: House, scene: Scene, client: SignIn, stranger: AsgiClient
) -> None:
    first, second = scene.new_order(), scene.new_order("repair")
    path = link_of(house, client("agent"), first.id)
    page = stranger.get(path)
    assert page.status_code == 200
    assert first.no in page.text
    assert second.no not in page.text
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"


def test_R28_the_token_is_derived_and_only_its_hash_is_kept(house: House, scene: Scene, client: SignIn) -> None:
    order = scene.new_order()
    agent = client("agent")
    path = link_of(house, agent, order.id)
    token = path.removeprefix("/t/")
    assert link_of(house, agent, order.id) == path
    assert len(token) == 22
    with house.units.read() as look:
        kept = [row.token_hash for row in look.session.exec(select(LinkRow)).all()]
        other = token_for(
            type(look.ports)(look.ports.settings, look.ports.files, b"another"), links.purpose_of(order.id)
        )
    assert token not in kept
    assert other != token


def test_R28_the_link_ends_and_an_unknown_one_looks_the_same(
    house: House, scene: Scene, client: SignIn, stranger: AsgiClient, clock: SettableClock
) -> None:
    path = link_of(house, client("agent"), scene.new_order().id)
    clock.set(clock.now() + links.OPEN_FOR - timedelta(minutes=1))
    assert stranger.get(path).status_code == 200
    clock.set(clock.now() + timedelta(minutes=1))
    ended, unknown = stranger.get(path), stranger.get("/t/" + "A" * 22)
    assert (ended.status_code, unknown.status_code) == (404, 404)
    assert ended.text == unknown.text


def test_R4_the_link_is_told_to_those_who_speak_with_the_customer(house: House, scene: Scene, client: SignIn) -> None:
    order = scene.new_order()
    assert client("warehouse").get(f"/api/orders/{order.id}/tracking-link").status_code == 403
