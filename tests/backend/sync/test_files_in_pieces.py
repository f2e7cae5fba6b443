"""R36: a picture goes in pieces and is receipted by its hash; what is no picture is refused with its record, and nothing stays."""

import hashlib
import io
import os
import random
import struct
import threading
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from httpx import Response
from PIL import Image

from backend.kernel import files as kept_files
from backend.kernel.clock import SettableClock
from backend.kernel.ids import new_id
from backend.kernel.jobs import run_due
from backend.modules.sync import jobs
from backend.modules.sync.models import SyncCommandRow
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.work_orders.scene import Scene

pytestmark = pytest.mark.one_database
Client = Callable[..., AsgiClient]
PIECE = 1024


def noise(seed: int = 1) -> bytes:
    """A picture of several pieces."""
    out = io.BytesIO()
    Image.frombytes("RGB", (40, 40), random.Random(seed).randbytes(4800)).save(out, "PNG")
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of a few bytes that says it is 60,000 × 60,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + pixels + chunk(b"IEND", b"")


class Sender:
    """One phone that hands in one file."""

    def __init__(self, browser: AsgiClient, content: bytes, digest: str | None = None) -> None:
        self.browser, self.content = browser, content
        self.digest = digest or hashlib.sha256(content).hexdigest()

    def put(self, offset: int, piece: bytes | None = None, size: int | None = None) -> Response:
        """One piece from `offset` on."""
        body = self.content[offset : offset + PIECE] if piece is None else piece
        params = {"offset": offset, "size": len(self.content) if size is None else size}
        return self.browser.put(f"/api/sync/files/{self.digest}", content=body, params=params)

    def received(self, offset: int, piece: bytes | None = None) -> int:
        """How much is there after this piece."""
        answer = self.put(offset, piece)
        assert answer.status_code == 200, answer.text
        return int(answer.json()["received"])

    def send_rest(self, at: int = 0) -> int:
        """Send on, always from where the server says; returns how many pieces it took."""
        for count in range(1, 100):
            at = self.received(at)
            if at == len(self.content):
                return count
        raise AssertionError("it never ends")

    def refused(self, answer: Response) -> str:
        """The code of a refusal."""
        assert answer.status_code in (413, 422), answer.text
        assert set(answer.json()["message"]) == {"zh", "en"}
        return str(answer.json()["code"])

    def seen(self) -> int:
        """Whether the file can be looked at."""
        return self.browser.get(f"/api/files/{self.digest}").status_code


@pytest.fixture
def sender(client: Client) -> Sender:
    """A technician with a picture of several pieces."""
    return Sender(client("technician", technician_id="t-1"), noise())


def unfinished(house: House) -> list[str]:
    """Everything that lies about half."""
    return sorted(path.name for path in (house.files.root / "unfinished").glob("*/*"))


def test_R36_a_broken_upload_goes_on_where_it_stopped(house: House, sender: Sender) -> None:
    assert [sender.received(0), sender.received(PIECE)] == [PIECE, 2 * PIECE]
    assert (sender.seen(), unfinished(house)) == (404, [sender.digest])
    assert sender.received(0, b"") == 2 * PIECE  # the app was killed: an empty piece asks
    pieces = -(-len(sender.content) // PIECE)
    assert sender.send_rest(2 * PIECE) == pieces - 2
    assert sender.browser.get(f"/api/files/{sender.digest}").content == sender.content
    assert unfinished(house) == []


def test_R36_pieces_twice_too_early_or_late_change_nothing(house: House, sender: Sender) -> None:
    assert sender.received(2 * PIECE) == 0  # too early: nothing is here yet
    assert sender.received(0) == PIECE
    assert sender.received(2 * PIECE) == PIECE
    assert sender.received(0) == PIECE
    assert sender.received(PIECE // 2, sender.content[PIECE // 2 : 2 * PIECE]) == 2 * PIECE
    sender.send_rest()
    for late in (0, PIECE, len(sender.content) - 10):
        assert sender.received(late) == len(sender.content)
    assert unfinished(house) == []
    assert sender.browser.get(f"/api/files/{sender.digest}").content == sender.content


def test_R36_an_old_app_hands_the_whole_file_in_at_once(sender: Sender) -> None:
    sender.received(0)
    answer = sender.browser.put(f"/api/sync/files/{sender.digest}", content=sender.content)
    assert answer.json() == {"sha256": sender.digest, "size": len(sender.content), "received": len(sender.content)}


def test_R36_two_senders_of_one_file_at_once(house: House, sender: Sender) -> None:
    start, done = threading.Barrier(3), list[int]()

    def send() -> None:
        start.wait()
        done.append(sender.send_rest())

    threads = [threading.Thread(target=send) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(done) == 3
    assert house.files.get(sender.digest) == sender.content


def test_R36_what_is_half_here_belongs_to_its_sender(sender: Sender, client: Client) -> None:
    sender.received(0)
    other = Sender(client("technician", technician_id="t-2"), sender.content)
    assert other.received(0, b"") == 0
    sender.send_rest()
    assert other.received(0, b"") == 0  # another's receipt is none of his
    assert other.seen() == 404


def test_R36_a_power_cut_that_spoilt_a_piece_costs_another_try(house: House, sender: Sender) -> None:
    sender.received(0, b"\0" * PIECE)
    last = len(sender.content) // PIECE * PIECE
    for at in range(PIECE, last, PIECE):
        sender.received(at)
    assert sender.refused(sender.put(last)) == "hash_mismatch"  # not that it is no picture: the phone's own may be good
    assert sender.seen() == 404
    sender.send_rest()
    assert (sender.seen(), unfinished(house)) == (200, [])


def test_R36_beginnings_of_one_person_have_a_limit(
    house: House, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_files, "MOST_UNFINISHED", 3 * PIECE)
    begun = [Sender(sender.browser, noise(seed)) for seed in range(2, 6)]
    for age, one in enumerate(begun):
        one.received(0)
        (path,) = (house.files.root / "unfinished").glob(f"*/{one.digest}")
        os.utime(path, (1000 + age, 1000 + age))
    assert unfinished(house) == sorted(one.digest for one in begun[1:])  # the oldest gave way
    assert begun[0].send_rest(PIECE) > 1  # and is sent anew


def test_R36_a_beginning_that_another_sender_finishes_meanwhile_is_no_trouble(tmp_path: Path) -> None:
    begun = kept_files.FileStore(tmp_path).unfinished("su", "a" * 64)
    begun.add(0, b"x")
    (tmp_path / "unfinished" / "su" / "gone").symlink_to("nowhere")  # listed, and not there when it is looked at
    assert begun.add(1, b"y") == 2


def test_R36_beginnings_are_swept_after_a_week(house: House, sender: Sender, clock: SettableClock) -> None:
    sender.received(0)
    (path,) = (house.files.root / "unfinished").glob("*/*")
    last_piece = clock.now().timestamp()
    os.utime(path, (last_piece, last_piece))
    clock.advance(days=6)
    assert (run_due(house.units, jobs.JOBS), unfinished(house)) == (0, [sender.digest])
    clock.advance(days=2)
    assert (run_due(house.units, jobs.JOBS), unfinished(house)) == (1, [])
    sender.send_rest(PIECE)


BAD: dict[str, tuple[bytes, dict[str, Any]]] = {
    "file_too_large": (b"\xff\xd8\xff" * 10, {"size": 50_000_000}),
    "not_a_picture text": ("这是一段文字。".encode() * 20, {}),
    "not_a_picture bomb": (bomb(), {}),
    "not_a_picture empty": (b"", {}),
    "hash_mismatch": (noise(9), {"digest": "0" * 64}),
    "piece_too_long": (noise(9), {"size": 100}),
}


@pytest.mark.parametrize("name", BAD)
def test_R36_a_bad_file_is_refused_with_its_record_and_the_rest_goes_on(
    house: House, clock: SettableClock, client: Client, name: str
) -> None:
    content, more = BAD[name]
    code = name.split()[0]
    scene = Scene(house, clock)
    visit = scene.send(scene.approved().id)
    browser = client("technician", technician_id=scene.su)
    sender = Sender(browser, content, more.get("digest"))
    phone = Queue(browser, visit.id)
    phone.send("visit.accept", "visit.set_off", "visit.arrive", "visit.start")
    photo = {"code": "P2", "sha256": sender.digest, "size": max(1, len(content)), "taken_at": clock.now().isoformat()}
    batch = ("photo.add", photo), ("visit.sign", {"reason": "客户不在"})
    assert phone.send(*batch) == ["held:file_not_here", "held:sequence_gap"]
    assert sender.refused(sender.put(0, content, more.get("size"))) == code
    assert phone.send(*batch) == [f"refused:{code}", "accepted"]
    assert (sender.seen(), unfinished(house)) == (404, [f"{sender.digest}.refused"])


def test_R36_a_good_copy_of_a_refused_file_is_taken(house: House, sender: Sender) -> None:
    """Negative control: it is the bytes that are refused, not the hash."""
    assert sender.refused(sender.put(0, noise(2), len(noise(2)))) == "hash_mismatch"
    sender.send_rest()
    assert (sender.seen(), unfinished(house)) == (200, [])


class Queue:
    """A phone's outbox over HTTP: what was held is sent again under its number."""

    def __init__(self, browser: AsgiClient, visit_id: str) -> None:
        self.browser, self.visit_id, self.client_id = browser, visit_id, f"phone-{new_id()}"
        self.last = 0
        self.ids: dict[int, str] = {}

    def send(self, *told: str | tuple[str, dict[str, Any]]) -> list[str]:
        """Send; returns how each ended."""
        commands = [self.command(self.last + place, one) for place, one in enumerate(told, 1)]
        answer = self.browser.post("/api/sync/commands", json={"client_id": self.client_id, "commands": commands})
        assert answer.status_code == 200, answer.text
        self.last = answer.json()["expected_seq"] - 1
        ends = [(one["outcome"], one.get("code")) for one in answer.json()["answers"]]
        return [f"{outcome}:{code}" if code else outcome for outcome, code in ends]

    def command(self, seq: int, told: str | tuple[str, dict[str, Any]]) -> dict[str, Any]:
        """A command as the wire has it; `id`, `event_time` … in what is told go into the envelope."""
        kind, more = (told, {}) if isinstance(told, str) else told
        envelope = {key: more[key] for key in ("id", "event_time", "version") if key in more}
        payload = {"visit_id": self.visit_id} | {key: value for key, value in more.items() if key not in envelope}
        self.ids.setdefault(seq, new_id())
        return {
            "id": self.ids[seq],
            "seq": seq,
            "kind": kind,
            "event_time": "2026-11-23T01:30:00Z",
            "payload": payload,
        } | envelope


def test_R16_every_bad_command_is_refused_alone_and_logged(
    house: House, clock: SettableClock, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    scene = Scene(house, clock)
    mine, other = scene.send(scene.approved().id), scene.send(scene.approved().id, scene.li)
    browser = client("technician", technician_id=scene.su)
    lis = scene.li_phone.command("visit.accept", {"visit_id": other.id})
    scene.li_phone.send(lis)
    phone = Queue(browser, mine.id)
    capsys.readouterr()
    ends = phone.send(
        "visit.accept",
        ("visit.contacted", {"id": "0190a000-0000-4000-8000-000000000001"}),
        ("visit.contacted", {"id": lis["id"]}),
        ("visit.accept", {"visit_id": other.id}),
        ("visit.fly", {}),
        ("visit.contacted", {"visit_id": {"no": ["text"]}}),
        ("item.record", {"item_id": ["x"], "fields": 7}),
        ("visit.contacted", {"event_time": "+275760-09-13T00:00:00Z"}),
        ("photo.add", {"code": "P2", "sha256": "0" * 64, "size": 60_000_000, "taken_at": "2026-11-23T01:30:00Z"}),
        ("visit.contacted", {"version": 2}),
        "visit.contacted",
    )
    assert ends == [
        "accepted", "refused:invalid_payload", "refused:command_changed", "refused:visit_not_yours",
        "refused:unknown_command", "refused:invalid_payload", "refused:invalid_payload", "refused:invalid_payload",
        "refused:invalid_payload", "refused:unknown_command", "accepted",
    ]  # fmt: skip
    assert capsys.readouterr().out.count("phone_command_refused") == 9
    assert scene.visit(mine.id).contacted_at is not None
    assert scene.visit(other.id).contacted_at is None
    with house.units.read() as look:
        assert look.session.get_one(SyncCommandRow, lis["id"]).user_id == scene.li_phone.holder.id
    office = client("dispatcher").get("/api/unsent")  # the dispatcher can still read what was refused
    assert (office.status_code, len(office.json()["refused"])) == (200, 8)


def test_R16_the_same_bad_batch_again_says_the_same(house: House, clock: SettableClock, client: Client) -> None:
    scene = Scene(house, clock)
    phone = Queue(client("technician", technician_id=scene.su), scene.send(scene.approved().id).id)
    batch: tuple[Any, ...] = ("visit.accept", ("visit.fly", {}), ("visit.contacted", {"id": "x"}), "visit.contacted")
    first = phone.send(*batch)
    phone.last = 0
    assert phone.send(*batch) == ["duplicate", *first[1:3], "duplicate"]
