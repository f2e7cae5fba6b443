"""Visits as papers meet them: few and many vehicles, before and after the work, with long names and missing things."""

from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw
from pypdf import PdfReader

from backend.kernel.actor import Actor
from backend.modules.customers import public as customers
from backend.modules.papers.frame import Paper
from backend.modules.papers.typeset import typeset
from backend.modules.papers.verify_evidence import plain
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.evidence_chain import Piece, link_of
from backend.modules.work_orders.models import EvidenceLinkRow
from tests.backend.work_orders.scene import ICCIDS, IMEIS, SZ, Scene, actor, picture

LONG = "深圳市前海蛇口自贸区顺捷国际冷链物流供应链管理股份有限公司坪山分公司"
ADDRESS = "广东省深圳市坪山区坑梓街道丹梓北路与聚龙山三号路交汇处东南侧顺捷冷链华南区域配送中心二期 B 栋地下二层北门旁维修车间 3 号门"
QUALITY: Actor = actor("quality", "质检员")


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page without blanks."""
    return [plain(page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


def set_paper(paper: Paper) -> bytes:
    """The PDF of a paper."""
    return typeset(paper.template, paper.data, paper.files)


class PaperStage:
    """A scene with more vehicles, and the visits that papers are made of."""

    def __init__(self, scene: Scene) -> None:
        """Nothing yet but the scene."""
        self.scene = scene
        self.vehicles = 0

    def fleet(self, count: int, regulated: bool = False) -> list[str]:
        """So many more vehicles of the customer."""
        colours = ("blue", "yellow", "green")
        first, self.vehicles = self.vehicles, self.vehicles + count
        with self.scene.units.write() as work:
            return customers.load_vehicles(
                work,
                [
                    customers.NewVehicle(
                        self.scene.customer_id, f"粤B{20000 + n}" if n % 3 != 2 else f"粤BD{20000 + n}", colours[n % 3],
                        vehicle_type="重型货车" if regulated else "小型轿车", fleet_no=f"{n + 1}",
                    )
                    for n in range(first, first + count)
                ],
            )  # fmt: skip

    def sent(self, kind: str = "repair", vehicle_ids: list[str] | None = None, **more: Any) -> work_orders.VisitView:
        """A visit for these vehicles, dispatched."""
        items = tuple(work_orders.NewItem(one, family="YX") for one in vehicle_ids or self.fleet(1))
        new = work_orders.NewOrder(
            kind=kind, centre_id=SZ, customer_id=self.scene.customer_id, items=items,
            **{"site_id": self.scene.site_id, "contact_name": "赵国强", "contact_phone": "13826640917", **more},
        )  # fmt: skip
        with self.scene.units.write(self.scene.agent) as work:
            order = work_orders.create_order(work, new)
            order = work_orders.submit(work, order.id)
        with self.scene.units.write(self.scene.manager) as work:
            order = work_orders.approve(work, order.id, order.version)
        return self.scene.send(order.id)

    def long_site(self) -> str:
        """A site whose address hardly fits."""
        with self.scene.units.write() as work:
            return customers.add_site(
                work, self.scene.customer_id, customers.NewSite(ADDRESS, landmark="蓝色铁皮棚")
            ).id

    def worked(self, visit: work_orders.VisitView, *, sign: bool = True, photos: int = 3, **fields: Any) -> None:
        """Every vehicle of the visit recorded and photographed, fees agreed, signed, completed."""
        phone = self.scene.su_phone
        phone.to_work(visit.id)
        for item in self.items(visit.id):
            said = {
                "vehicle_confirmed": True, "act": "none", "remedy": "重新插紧天线接头，缠绝缘胶布并固定线束",
                "cause_code": self.cause(), "mounting": "仪表台下方左侧", "test_result": "在线，定位正常", **fields,
            }  # fmt: skip
            phone.must("item.record", visit.id, item_id=item.id, fields=said)
            for n in range(photos):
                self.scene.clock.advance(seconds=30)
                phone.photo(visit.id, ("P2", "P4", "P8", "P9", "P12", "P1")[n % 6], item.id)
            phone.must("item.finish", visit.id, item_id=item.id)
        self.scene.pay(visit.id)
        if sign:
            phone.must("visit.sign", visit.id, sha256=phone.hand_in(signature_png()), signer="赵国强")
        else:
            phone.must("visit.sign", visit.id, reason="客户不在现场，电话里同意", signer="")
        phone.must("visit.complete", visit.id)

    def worked_with_chain(self, visit_id: str, lost: int | None = None) -> None:
        """The same with a phone that chains what it takes; the picture number `lost` never arrives."""
        phone, last = self.scene.su_phone, ""
        phone.to_work(visit_id)
        (item,) = self.items(visit_id)
        phone.must("item.record", visit_id, item_id=item.id, fields={"act": "none", "remedy": "重新插紧天线"})
        for n, code in enumerate(("P2", "P4", "P8")):
            self.scene.clock.advance(seconds=40)
            taken = self.scene.clock.now()
            content = picture(n + 1)
            sha = phone.hand_in(content)
            link = link_of(last, Piece(visit_id, "photo", code, sha, taken, item.id, 22.5431, 114.0579))
            if n != lost:
                phone.must(
                    "photo.add", visit_id, item_id=item.id, code=code, sha256=sha, size=len(content), lat=22.5431,
                    lng=114.0579, taken_at=taken.isoformat(), chain={"previous": last, "link": link},
                )  # fmt: skip
            last = link
        if lost is not None:
            phone.photo(visit_id, "P4", item.id)
        phone.must("item.finish", visit_id, item_id=item.id)
        self.scene.pay(visit_id)
        taken, sha = self.scene.clock.now(), phone.hand_in(signature_png())
        if lost is None:
            link = link_of(last, Piece(visit_id, "signature", "sign", sha, taken))
            chain = {"previous": last, "link": link}
            phone.must("visit.sign", visit_id, sha256=sha, signer="赵国强", taken_at=taken.isoformat(), chain=chain)
        else:
            phone.must("visit.sign", visit_id, sha256=sha, signer="赵国强")
        phone.must("visit.complete", visit_id)

    def adds_photo(self, visit_id: str, code: str, content: bytes) -> None:
        """One more picture of the visit as a whole, put straight into the tables as a long afternoon would."""
        sha = self.scene.house.files.put(content)
        with self.scene.units.write() as work:
            number = len(work_orders.evidence_of_visits(work, [visit_id])) + 1
            piece = Piece(visit_id, "photo", code, sha, work.now)
            kept = work_orders.evidence_of_visits(work, [visit_id])
            previous = kept[-1].link if kept else ""
            work.session.add(
                EvidenceLinkRow(
                    **vars(piece), seq=number, previous=previous, link=link_of(previous, piece), chained_by="phone",
                    received_at=work.now,
                )
            )  # fmt: skip

    def items(self, visit_id: str) -> list[work_orders.ItemView]:
        """The vehicles of a visit."""
        with self.scene.units.read() as work:
            return work_orders.items_of_visit(work, visit_id)

    def cause(self) -> str:
        """The first cause of the list."""
        with self.scene.units.read() as work:
            return work_orders.causes(work)[0].code


def large_picture() -> bytes:
    """A photograph's worth of noise: larger than pages show as it is."""
    picture = Image.effect_noise((1200, 900), 40).convert("RGB")
    out = BytesIO()
    picture.save(out, "JPEG", quality=60)
    return out.getvalue()


def signature_png() -> bytes:
    """A scribble as the phone's signature pad gives it."""
    picture = Image.new("RGB", (680, 400), "white")
    draw = ImageDraw.Draw(picture)
    points = [(60 + 11 * n, 200 + ((n * 37) % 120) - 60) for n in range(50)]
    draw.line(points, fill="#14171f", width=5, joint="curve")
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


SWAP: dict[str, Any] = {
    "act": "swap_both",
    "old_device_no": "T-OLD-1",
    "new_device_no": IMEIS[0],
    "new_iccid": ICCIDS[0],
    "old_iccid": ICCIDS[1],
    "old_device_end": "factory",
}
