"""R37: the chain of evidence. The office makes the phone's links, keeps each, and sees every kind of break."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from backend.modules.audit.words import in_words
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.evidence_chain import Piece, canonical, finding, link_of
from tests.backend.conftest import NOW
from tests.backend.work_orders.scene import Scene, picture

FIXTURE = Path(__file__).parents[3] / "pwa/src/technician/offline/chain.fixture.json"
SAME = json.loads(FIXTURE.read_text(encoding="utf-8"))


def piece_of(told: dict[str, Any]) -> Piece:
    return Piece(**{**told, "taken_at": datetime.fromisoformat(told["taken_at"])})


@pytest.mark.parametrize("one", SAME, ids=[one["piece"]["code"] for one in SAME])
def test_R37_the_office_makes_the_same_links_as_the_phone(one: dict[str, Any]) -> None:
    piece = piece_of(one["piece"])
    assert canonical(one["previous"], piece) == one["canonical"]
    assert link_of(one["previous"], piece) == one["link"]


FIRST = piece_of(SAME[0]["piece"])
LINK = link_of("", FIRST)


@pytest.mark.parametrize(
    ("previous", "link", "before", "found"),
    [
        ("", LINK, [], ""),
        ("", "0" * 64, [], "altered"),
        (LINK, link_of(LINK, FIRST), [("", LINK)], ""),
        (LINK, link_of(LINK, FIRST), [], "predecessor_missing"),
        (LINK, link_of(LINK, FIRST), [("", LINK), (LINK, "a")], "forked"),
        ("", LINK, [("", "b")], "restarted"),
    ],
)
def test_R37_each_break_has_its_name(previous: str, link: str, before: list[tuple[str, str]], found: str) -> None:
    assert finding(FIRST, previous, link, before) == found


class Camera:
    """A phone that chains what it takes, as pwa/src/technician/offline/store.ts does."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.order = scene.approved("repair").id
        self.visit = scene.send(self.order).id
        self.item = scene.items(self.order)[0].id
        scene.su_phone.to_work(self.visit)
        self.last, self.count = "", 0

    def takes(self, **wrong: Any) -> None:
        """Take a picture and send it; `wrong` is altered after the link was made."""
        self.count += 1
        content = picture(self.count)
        sha = self.scene.su_phone.hand_in(content)
        taken = NOW + timedelta(seconds=self.count)
        piece = Piece(self.visit, "photo", f"P{self.count}", sha, taken, self.item, 22.5, 114.1)
        link = link_of(self.last, piece)
        payload = {
            "item_id": self.item, "code": piece.code, "sha256": sha, "size": len(content), "lat": 22.5, "lng": 114.1,
            "taken_at": taken.isoformat(), "chain": {"previous": self.last, "link": link}, **wrong,
        }  # fmt: skip
        self.last = payload["chain"]["link"]
        self.scene.su_phone.must("photo.add", self.visit, **payload)

    def findings(self) -> list[tuple[str, str, str]]:
        with self.scene.units.read() as work:
            kept = work_orders.evidence_of_visits(work, [self.visit])
        return [(one.code, one.chained_by, one.finding) for one in kept]


@pytest.fixture
def camera(scene: Scene) -> Camera:
    return Camera(scene)


def test_R37_a_chain_as_the_phone_made_it_holds(camera: Camera) -> None:
    for _ in range(3):
        camera.takes()
    signed = Piece(camera.visit, "signature", "sign", camera.scene.su_phone.hand_in(picture(99)), NOW)
    camera.scene.su_phone.must(
        "visit.sign", camera.visit, sha256=signed.sha256, signer="李", taken_at=NOW.isoformat(),
        chain={"previous": camera.last, "link": link_of(camera.last, signed)},
    )  # fmt: skip
    assert camera.findings() == [("P1", "phone", ""), ("P2", "phone", ""), ("P3", "phone", ""), ("sign", "phone", "")]


@pytest.mark.one_database
def test_R37_a_break_is_flagged_to_the_office_and_never_refused(camera: Camera) -> None:
    camera.takes()
    camera.takes(taken_at=(NOW - timedelta(days=1)).isoformat())
    camera.takes()
    camera.last = "f" * 64
    camera.takes()
    camera.last = ""
    camera.takes()
    assert [found for _, _, found in camera.findings()] == ["", "altered", "", "predecessor_missing", "restarted"]
    assert camera.scene.facts(camera.order).count("visit.evidence_broken") == 3
    zh, en = in_words("visit.evidence_broken", {"seq": 2, "code": "P2", "finding": "altered"})
    assert zh == "证据链第 2 件对不上（P2）：链值与内容不符，拍后改过"
    assert "altered after capture" in en


@pytest.mark.one_database
def test_R37_a_phone_of_before_is_chained_on_arrival_and_that_is_said(camera: Camera) -> None:
    for code in ("P1", "P9"):
        camera.scene.su_phone.photo(camera.visit, code, camera.item)
    camera.scene.su_phone.must("visit.sign", camera.visit, sha256=camera.scene.su_phone.hand_in(picture(9)), signer="")
    assert camera.findings() == [("P1", "server", ""), ("P9", "server", ""), ("sign", "server", "")]
