"""Signing in: the right password opens a session, everything else is refused in words."""

from collections.abc import Callable

import pytest

from backend.kernel.clock import SettableClock
from backend.modules.auth import public as auth
from backend.modules.auth.service import MAX_FAILURES
from backend.wiring import House
from tests.asgi_client import AsgiClient

Sign = Callable[..., AsgiClient]


def test_a_signed_in_person_sees_who_he_is_and_what_he_may_do(client: Sign) -> None:
    """GET /api/auth/me names the actions of the role and the centres in scope."""
    me = client("dispatcher").get("/api/auth/me").json()
    assert "dispatch.assign" in me["actions"]
    assert "finance.write" not in me["actions"]
    assert [(centre["name_zh"], centre["time_zone"]) for centre in me["centres"]] == [("深圳服务中心", "Asia/Shanghai")]


@pytest.mark.one_database
def test_a_wrong_password_is_refused_without_saying_which_part_was_wrong(stranger: AsgiClient) -> None:
    """An unknown name and a wrong password get the same answer."""
    answer = stranger.post("/api/auth/login", json={"username": "nobody-of-this-test", "password": "x"})
    assert answer.status_code == 401
    assert answer.json()["code"] == "wrong_password"


@pytest.mark.one_database
def test_guessing_is_slowed_before_any_hashing(house: House, client: Sign, stranger: AsgiClient) -> None:
    """After eight failures the name is closed for five minutes, even for the right password."""
    for _ in range(MAX_FAILURES):
        stranger.post("/api/auth/login", json={"username": "guess", "password": "x"})
    assert stranger.post("/api/auth/login", json={"username": "guess", "password": "x"}).status_code == 429


@pytest.mark.one_database
def test_without_a_session_everything_is_closed(stranger: AsgiClient) -> None:
    """401 with a code, for reading and for writing."""
    assert stranger.get("/api/auth/me").json()["code"] == "not_signed_in"
    assert stranger.post("/api/auth/logout").status_code == 401


@pytest.mark.one_database
def test_an_unsafe_request_needs_its_csrf_token(client: Sign) -> None:
    """A foreign page can send the cookie but not the header."""
    browser = client("agent")
    del browser.headers["x-csrf-token"]
    assert browser.post("/api/auth/logout").json()["code"] == "bad_csrf"
    browser.headers["x-csrf-token"] = browser.cookies["pg_csrf"]
    assert browser.post("/api/auth/logout").status_code == 204


def test_a_session_ends(client: Sign, clock: SettableClock) -> None:
    """After its time, and after logging out."""
    browser = client("agent")
    clock.advance(days=15)
    assert browser.get("/api/auth/me").status_code == 401


def test_the_right_password_opens_a_session(house: House, stranger: AsgiClient) -> None:
    """Over HTTP, with both cookies: the session's is hidden from scripts, the CSRF token's is not."""
    with house.units.write() as work:
        auth.add_user(
            work, username="wen", name="温", password_hash=auth.hash_password("right"), grants=[("agent", None)]
        )
    answer = stranger.post("/api/auth/login", json={"username": "wen", "password": "right"})
    assert answer.status_code == 200
    cookies = answer.headers.get_list("set-cookie")
    assert "HttpOnly" in next(one for one in cookies if one.startswith(auth.SESSION_COOKIE))
    assert "HttpOnly" not in next(one for one in cookies if one.startswith(auth.CSRF_COOKIE))
    assert stranger.get("/api/auth/me").json()["user"]["name"] == "温"
