"""What phones read comes packed to whoever can unpack it; all else as it is."""

from fastapi import FastAPI

from backend.kernel.weak_lines import PackedBelow
from tests.asgi_client import AsgiClient

MUCH = {"plates": [f"粤B{number:05d}" for number in range(400)]}


def served() -> AsgiClient:
    """Two readings of one size, and a short one."""
    app = FastAPI()
    app.get("/api/phone/short")(lambda: {})
    app.get("/api/{of}/day")(lambda: MUCH)
    app.add_middleware(PackedBelow, start="/api/phone/")
    return AsgiClient(app)


def test_what_a_phone_reads_is_packed() -> None:
    answer = served().get("/api/phone/day", headers={"accept-encoding": "gzip"})
    plain = served().get("/api/phone/day", headers={"accept-encoding": "identity"})
    assert (answer.headers["content-encoding"], plain.headers.get("content-encoding")) == ("gzip", None)
    assert answer.json() == plain.json() == MUCH
    assert int(answer.headers["content-length"]) < len(plain.content) / 3


def test_what_is_short_or_for_others_is_not() -> None:
    for path in ("/api/phone/short", "/api/orders/day"):
        assert "content-encoding" not in served().get(path, headers={"accept-encoding": "gzip"}).headers
