"""The inbox and the files over HTTP."""

import hashlib
import io
from collections.abc import Callable

import pytest
from PIL import Image

from backend.kernel.ids import new_id
from backend.modules.sync import files
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.conftest import GUANGZHOU

Client = Callable[..., AsgiClient]
AT = "2026-11-23T01:00:00Z"


def picture(kind: str = "JPEG", size: int = 16) -> bytes:
    """A picture of this kind."""
    out = io.BytesIO()
    Image.new("RGB", (size, size), (200, 10, 10)).save(out, kind)
    return out.getvalue()


def path_of(content: bytes) -> str:
    """Where it is handed in."""
    return f"/api/sync/files/{hashlib.sha256(content).hexdigest()}"


def test_commands_over_http_are_answered_one_by_one(house: House, client: Client) -> None:
    browser = client("technician", technician_id="t-1")
    sent = {"id": new_id(), "seq": 1, "kind": "visit.accept", "event_time": AT, "payload": {"visit_id": "none"}}
    answer = browser.post("/api/sync/commands", json={"client_id": "phone-00000001", "commands": [sent]})
    assert answer.status_code == 200, answer.text
    (told,) = answer.json()["answers"]
    assert (told["outcome"], told["code"], answer.json()["expected_seq"]) == ("refused", "not_found", 2)
    assert set(told["message"]) == {"zh", "en"}


@pytest.mark.one_database
@pytest.mark.parametrize("change", [{"seq": 0}, {"id": 7}])
def test_a_command_without_its_place_in_the_queue_is_refused_with_its_batch(
    client: Client, change: dict[str, object]
) -> None:
    sent = {"id": new_id(), "seq": 1, "kind": "visit.accept", "event_time": AT, "payload": {"visit_id": "x"}} | change
    browser = client("technician", technician_id="t-1")
    answer = browser.post("/api/sync/commands", json={"client_id": "phone-00000001", "commands": [sent]})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")


@pytest.mark.one_database
def test_a_batch_has_a_limit(client: Client) -> None:
    sent = [
        {"id": new_id(), "seq": n, "kind": "visit.accept", "event_time": AT, "payload": {"visit_id": "x"}}
        for n in range(1, 502)
    ]
    browser = client("technician", technician_id="t-1")
    answer = browser.post("/api/sync/commands", json={"client_id": "phone-00000001", "commands": sent})
    assert answer.status_code == 422


@pytest.mark.one_database
def test_only_the_field_sends_and_only_with_its_csrf_token(client: Client, stranger: AsgiClient) -> None:
    body = {"client_id": "phone-00000001", "commands": []}
    assert client("dispatcher").post("/api/sync/commands", json=body).json()["code"] == "not_allowed"
    assert stranger.post("/api/sync/commands", json=body).json()["code"] == "not_signed_in"
    browser = client("technician", technician_id="t-1")
    assert browser.post("/api/sync/commands", json=body, headers={"x-csrf-token": "x"}).json()["code"] == "bad_csrf"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_R36_a_picture_is_receipted_by_its_hash_and_can_be_seen(client: Client, kind: str) -> None:
    browser, content = client("technician", technician_id="t-1"), picture(kind)
    for _ in range(2):
        receipt = browser.put(path_of(content), content=content)
        assert receipt.status_code == 200, receipt.text
        sha256, size = hashlib.sha256(content).hexdigest(), len(content)
        assert receipt.json() == {"sha256": sha256, "size": size, "received": size}
    seen = browser.get(path_of(content).replace("/sync", ""))
    assert (seen.content, seen.headers["content-type"]) == (content, f"image/{kind.lower()}")
    assert client("dispatcher").get(path_of(content).replace("/sync", "")).content == content


def test_R27_a_picture_is_seen_by_its_centre_and_its_technician_alone(client: Client) -> None:
    content = picture()
    client("technician", technician_id="t-1").put(path_of(content), content=content)
    where = path_of(content).replace("/sync", "")
    assert client("technician", technician_id="t-2").get(where).status_code == 404
    assert client("dispatcher", GUANGZHOU.id).get(where).status_code == 404
    assert client("manager", None).get(where).status_code == 200


@pytest.mark.one_database
def test_bytes_that_are_not_what_the_hash_says_are_refused(house: House, client: Client) -> None:
    browser = client("technician", technician_id="t-1")
    answer = browser.put(path_of(picture()), content=picture(size=17))
    assert (answer.status_code, answer.json()["code"]) == (422, "hash_mismatch")
    assert browser.get(path_of(picture()).replace("/sync", "")).status_code == 404


@pytest.mark.one_database
@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8\xff" + b"\0" * 40, picture("PNG")[:40]],
)
def test_only_pictures_are_taken(client: Client, content: bytes) -> None:
    answer = client("technician", technician_id="t-1").put(path_of(content), content=content)
    assert (answer.status_code, answer.json()["code"]) == (422, "not_a_picture")


@pytest.mark.one_database
def test_a_file_has_a_limit(client: Client) -> None:
    content = b"\xff" * (files.MAX_BYTES + 1)
    answer = client("technician", technician_id="t-1").put(path_of(content), content=content)
    assert (answer.status_code, answer.json()["code"]) == (413, "file_too_large")


@pytest.mark.one_database
def test_a_hash_is_a_hash(client: Client) -> None:
    browser = client("technician", technician_id="t-1")
    assert browser.put("/api/sync/files/ABC", content=picture()).status_code == 422
    assert browser.get("/api/files/..%2f..%2fetc%2fpasswd").status_code in (404, 422)
