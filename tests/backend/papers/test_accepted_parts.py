"""R35, R37: signatures for some vehicles each, in one sealed pack, bound to just these vehicles."""

from typing import Any

import pytest

from backend.kernel.clock import SettableClock
from backend.modules.papers import seal
from backend.modules.papers.evidence_pack import evidence_pack
from backend.modules.papers.service_sheet import service_sheet
from backend.modules.papers.verify_evidence import verify
from backend.wiring import House
from tests.backend.papers.paper_stage import QUALITY
from tests.backend.papers.test_evidence_pack import kinds, manifest_of, with_manifest
from tests.backend.work_orders.yard_scene import Yard


@pytest.mark.one_database
def test_R37_a_pack_tells_which_vehicles_each_signature_is_for_and_sees_it_altered(
    house: House, clock: SettableClock
) -> None:
    yard = Yard(house, clock)
    yard.does(0, 0)
    yard.does(1, 1)
    yard.sign_for(0, [0, 1])
    yard.does(0, 2)
    yard.sign_for(0, [2], colour=41)
    with yard.units.read(QUALITY) as work:
        pack = evidence_pack(work, yard.order(yard.order_id), "zh")
        single = evidence_pack(work, yard.order(yard.order_id), "en", yard.item_ids[1])
    key = seal.fingerprint(yard.units.ports)
    assert kinds(pack.content, key) == kinds(single.content, key) == [], "a mate's vehicle has the lead's signature"
    accepted = manifest_of(pack)["accepted"]
    assert [one["plates"] for one in accepted] == [["粤B10000", "粤B10001"], ["粤B10002"]]
    assert any("粤B10001" in page["text"] and "验收车辆" in page["text"] for page in manifest_of(pack)["pages"])

    def another_vehicle(manifest: dict[str, Any]) -> None:
        manifest["accepted"][1]["item_ids"] = [yard.item_ids[1]]

    forged = with_manifest(pack.content, another_vehicle)
    assert kinds(forged, key) == ["seal_wrong", "covers_wrong"]
    assert verify(pack.content, key).whole


@pytest.mark.one_database
def test_R35_a_reason_for_one_vehicle_and_one_for_the_rest_stand_on_both_papers(
    house: House, clock: SettableClock
) -> None:
    yard = Yard(house, clock)
    phone, visit = yard.phones[0], yard.visits[0]
    yard.does(0, 0)
    phone.must("visit.sign", visit, item_ids=[yard.item_ids[0]], reason="司机不在", signer="")
    phone.must("visit.sign", visit, reason="客户先走了", signer="")
    with yard.units.read(QUALITY) as work:
        line = service_sheet(work, visit, "zh").data["signature"]["line"]
        pages = "".join(
            one["text"] for one in manifest_of(evidence_pack(work, yard.order(yard.order_id), "zh"))["pages"]
        )
    for told in ("司机不在", "粤B10000", "客户先走了"):
        assert told in line, told
        assert told in pages, told
