"""《安装任务派工单》, 《维修服务单》, 返修标签, 领料单: what they say, in which language, on how many pages."""

from datetime import UTC, datetime
from io import BytesIO
from time import process_time
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from backend.kernel.actor import Actor
from backend.kernel.errors import Refusal
from backend.modules.finance import public as finance
from backend.modules.inventory import public as inventory
from backend.modules.papers.labels import labels_of_visit, return_labels
from backend.modules.papers.service_sheet import service_sheet
from backend.modules.papers.slips import stock_slip
from backend.modules.papers.typeset import pictures_of, typeset
from backend.modules.papers.verify_evidence import plain
from backend.modules.papers.words import WORDS
from backend.modules.work_orders import public as work_orders
from tests.backend.papers.paper_stage import ADDRESS, LONG, SWAP, PaperStage, pages_of, set_paper
from tests.backend.work_orders.scene import GZ, IMEIS, SZ, actor

pytestmark = pytest.mark.one_database
MANAGER = actor("manager", "方经理")
MACHINE = ("None", "verdict_", "swap_", "install_sheet", "repair_sheet", "{", "}", "unchecked", "P2_")


def sheet(stage: PaperStage, visit: work_orders.VisitView, lang: Any = "zh", who: Actor = MANAGER) -> bytes:
    with stage.scene.units.read(who) as work:
        return set_paper(service_sheet(work, visit.id, lang))


def said(pdf: bytes) -> str:
    return "".join(pages_of(pdf))


def test_the_sheet_before_the_work_has_what_is_known_and_blanks_for_the_rest(stage: PaperStage) -> None:
    visit = stage.sent(
        "repair", symptom="不上线，指示灯全灭", since_text="昨天下午", note="到了先打电话", priority="urgent"
    )
    zh, en = said(sheet(stage, visit)), said(sheet(stage, visit, "en"))
    for word in ("维修服务单", visit.no, "顺捷冷链物流", "赵国强", "13826640917", "苏建国", "粤B20000", "加急", "小型轿车",
                 "不上线，指示灯全灭", "昨天下午", "到了先打电话", "新终端号", "2026-11-2311:30–13:30", "第1页，共1页", "扫码看工单"):  # fmt: skip
        assert word in zh, word
    for word in (
        "Repairsheet",
        "Offline,alllightsout",
        "Newterminal",
        "Urgent",
        "Sedan",
        "Page1of1",
        "Scantoopentheorder",
    ):
        assert word in en, word
    assert not any(word in zh + en for word in MACHINE)
    assert "平台核对" not in zh


def test_the_sheet_afterwards_tells_what_was_done_with_the_signature(stage: PaperStage) -> None:
    visit = stage.sent("repair", symptom="不上线，指示灯全灭")
    stage.worked(visit, **SWAP)
    zh, en = said(sheet(stage, visit)), said(sheet(stage, visit, "en"))
    for word in ("旧终端号T-OLD-1", f"新终端号{IMEIS[0]}", "新卡号89860426192300000017", "换机换卡", "返厂", "电源", "重新插紧天线接头",
                 "未核对", "2026-11-2309:31", "赵国强·2026-11-23"):  # fmt: skip
        assert word in zh, word
    for word in ("OldterminalT-OLD-1", "terminalandSIMswapped", "tothefactory", "Power", "notcheckedyet"):
        assert word in en, word
    assert "空格现场手写" not in zh
    assert len(images(sheet(stage, visit))) == 1
    assert not any(word in zh + en for word in MACHINE)


def images(pdf: bytes) -> list[Any]:
    return [one for page in PdfReader(BytesIO(pdf)).pages for one in page.images]


def test_no_signature_says_why_and_fees_that_are_open_say_how_much(stage: PaperStage) -> None:
    visit = stage.sent("repair", in_warranty=False)
    phone = stage.scene.su_phone
    with stage.scene.units.write() as work:
        inventory.load_stock(work, [inventory.NewStock(inventory.PlaceRef("van", stage.scene.su), "ANT-GNSS", 5)])
    phone.to_work(visit.id)
    (item,) = stage.items(visit.id)
    phone.must("item.record", visit.id, item_id=item.id, fields={"act": "none", "parts": {"ANT-GNSS": 2}})
    phone.must("item.finish", visit.id, item_id=item.id)
    with stage.scene.units.read() as work:
        total = finance.quote(work, visit.id)
    phone.must("fees.confirm", visit.id, total_fen=total)
    phone.must("payment.collect", visit.id, method="wechat", amount_fen=total - 1)
    phone.must("visit.sign", visit.id, reason="客户拒签，嫌贵", signer="")
    zh = said(sheet(stage, visit))
    for word in ("GNSS天线", "合计¥", "已收微信¥", "未收¥0.01", "未签字·客户拒签，嫌贵"):
        assert word in zh, word
    assert images(sheet(stage, visit)) == []


def test_R39_a_regulated_vehicles_repair_has_the_proof_with_a_place_for_the_seal(stage: PaperStage) -> None:
    plain, watched = stage.sent("repair"), stage.sent("repair", stage.fleet(1, regulated=True))
    assert "故障报修证明" not in said(sheet(stage, plain))
    before = said(sheet(stage, watched))
    assert all(word in before for word in ("故障报修证明", "报修时间2026-11-2309:30", "维修单位（盖章）"))
    stage.worked(watched)
    after = said(sheet(stage, watched))
    assert all(word in after for word in ("修复时间2026-11-2309:31", "故障原因电源", "重点监管"))
    assert "Proofoffaultreportandrepair" in said(sheet(stage, watched, "en"))


def test_long_names_and_addresses_lose_no_letter(stage: PaperStage) -> None:
    visit = stage.sent("install", site_id=stage.long_site(), contact_name=LONG, note=LONG * 3)
    zh = said(sheet(stage, visit))
    assert ADDRESS.replace(" ", "") in zh
    assert zh.count(LONG) >= 4
    assert "安装任务派工单" in zh


def test_five_hundred_vehicles_fill_pages_with_the_heading_on_each(stage: PaperStage) -> None:
    visit = stage.sent("install", stage.fleet(500))
    before = process_time()
    pages = PdfReader(BytesIO(sheet(stage, visit))).pages
    took = process_time() - before
    assert took < 2 * 3, f"{took:.1f} s of work"
    first, second, *_, before_last, last = [plain(pages[n].extract_text()) for n in (0, 1, -2, -1)]
    assert len(pages) > 10
    assert all("序车牌设备终端号" in one for one in (first, second, before_last))
    assert f"第{len(pages)}页，共{len(pages)}页" in last
    assert "共500台" in first
    assert "粤B20000" in first
    assert "粤B20499" in before_last + last


def test_the_font_is_embedded_and_no_other_is_used(stage: PaperStage) -> None:
    fonts = {
        str(font["/BaseFont"]): "/DescendantFonts" in font
        for page in PdfReader(BytesIO(sheet(stage, stage.sent()))).pages
        for font in (one.get_object() for one in page["/Resources"]["/Font"].values())  # type: ignore[index]
    }
    assert all("NotoSansSC" in name and embedded for name, embedded in fonts.items())
    assert fonts


def test_R27_phones_are_whole_only_for_those_who_need_them(stage: PaperStage) -> None:
    visit = stage.sent()
    own, other = (actor("technician", "x", one) for one in (stage.scene.su, stage.scene.li))
    assert "13826640917" in said(sheet(stage, visit, who=own))
    assert "138****0917" in said(sheet(stage, visit, who=actor("warehouse")))
    for who, code in ((other, "not_found"), (actor("manager", centre_id=GZ), "not_yours")):
        with pytest.raises(Refusal, match=code):
            sheet(stage, visit, who=who)
    stage.worked(visit)
    stage.scene.clock.set(datetime(2026, 12, 1, tzinfo=UTC))
    assert "138****0917" in said(sheet(stage, visit, who=own))


def test_R11_the_label_scans_from_a_printer_of_203_dots(stage: PaperStage) -> None:
    visit = stage.sent("repair", symptom="不上线，指示灯全灭")
    stage.worked(visit, **SWAP)
    with stage.scene.units.read(MANAGER) as work:
        ids = labels_of_visit(work, visit.id)
        papers = {lang: return_labels(work, ids, lang) for lang in ("zh", "en")}
        with pytest.raises(Refusal, match="no_labels"):
            return_labels(work, [], "zh")
    paper = papers["zh"]
    pages = pictures_of(paper.template, paper.data, paper.files, dots_per_inch=203)
    codes = [[one.text for one in zxingcpp.read_barcodes(Image.open(BytesIO(page)).convert("L"))] for page in pages]
    assert len(ids) == 2  # the terminal and the card
    assert codes == [[f"http://127.0.0.1:8000/desk/stock/removed/{one}"] for one in ids]
    first = PdfReader(BytesIO(set_paper(paper))).pages[0]
    assert [round(float(side) / 72 * 25.4) for side in (first.mediabox.width, first.mediabox.height)] == [60, 40]
    zh, en = pages_of(set_paper(paper))[0], pages_of(set_paper(papers["en"]))[0]
    for word in ("返修标签", "粤B20000", "T-OLD-1", "不上线，指示灯全灭", "2026-11-23", visit.no.rsplit("-", 1)[0]):
        assert word in zh, word
    assert "Returnlabel" in en
    assert "Offline,alllightsout" in en


def test_a_slip_tells_what_went_where_and_has_two_places_to_sign(stage: PaperStage) -> None:
    store = inventory.PlaceRef("warehouse", SZ, centre_id=SZ, name="深圳仓")
    keeper = actor("warehouse", "库管")
    with stage.scene.units.write(keeper) as work:
        inventory.load_places(work, [store, inventory.PlaceRef("van", stage.scene.li, centre_id=SZ, name="李明")])
        inventory.load_stock(work, [inventory.NewStock(store, "TIE", 50)])
        issued = inventory.issue(work, stage.scene.li, parts={"TIE": 12}, note="明天装二十台")
        brought = inventory.take_back(work, stage.scene.li, parts={"TIE": 2})
    with stage.scene.units.read(keeper) as work:
        out = said(set_paper(stock_slip(work, issued.id, "zh")[0]))
        back = said(set_paper(stock_slip(work, brought.id, "en")[0]))
    for word in ("领料单", issued.no, "深圳仓", "李明", "12", "库管签字", "领料人签字", "明天装二十台", "共1项"):
        assert word in out, word
    for word in ("Goodsreturnslip", brought.no, "Warehousekeeper", "Handedbackby", "1lines"):
        assert word in back, word
    with stage.scene.units.read(actor("warehouse", centre_id=GZ)) as work, pytest.raises(Refusal, match="not_yours"):
        stock_slip(work, issued.id, "zh")


def test_the_companys_logo_and_telephone_stand_at_the_head(stage: PaperStage, tmp_path: Any) -> None:
    settings = stage.scene.house.settings
    logo = tmp_path / "logo.png"
    Image.new("RGB", (80, 40), "red").save(logo)
    plain = sheet(stage, visit := stage.sent())
    settings.company_logo, settings.company_phone = str(logo), "400-800-1234"
    branded = sheet(stage, visit)
    assert len(images(branded)) == len(images(plain)) + 1
    assert "400-800-1234" in said(branded)
    settings.company_logo = str(tmp_path / "gone.png")
    assert len(images(sheet(stage, visit))) == len(images(plain))


def test_every_word_has_both_languages_and_the_same_braces() -> None:
    for key, (zh, en) in WORDS.items():
        assert zh, key
        assert en, key
        assert {one.split("}")[0] for one in zh.split("{")[1:]} == {one.split("}")[0] for one in en.split("{")[1:]}, key


def test_an_unknown_template_is_an_error_of_ours() -> None:
    with pytest.raises(Exception, match="No such file"):
        typeset("nothing", {})
