"""The open list and the packing list as .xlsx."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import Any, Literal
from zoneinfo import ZoneInfo

from backend.kernel.spreadsheet import write_list
from backend.modules.inventory.removed import schemas as wire
from backend.modules.inventory.removed.ending import END_WORDS
from backend.modules.inventory.removed.lifecycle import REMOVED_STATES

Lang = Literal["zh", "en"]
Head = tuple[tuple[str, str, float], ...]
LIST_HEAD: Head = (
    ("标签号", "Label", 15), ("类别", "Kind", 9), ("号码", "Number", 24), ("型号", "Product", 24), ("车牌", "Plate", 12),
    ("故障现象", "Fault", 26), ("工单号", "Order", 18), ("拆下时间", "Removed", 18), ("拆下人", "Removed by", 12),
    ("现在在", "Where", 12), ("在谁车上", "On whose van", 12), ("天数", "Days", 8), ("超期", "Late", 8),
    ("应去", "Must go", 12), ("状态", "State", 14), ("说明", "Note", 30),
)  # fmt: skip
PACKING_HEAD: Head = (
    ("序号", "No.", 6), ("终端号", "Terminal", 20), ("IMEI", "IMEI", 20), ("产品", "Product", 16), ("车牌", "Plate", 12),
    ("故障现象", "Fault", 30), ("保修索赔", "Warranty claim", 10), ("标签号", "Label", 15), ("结果", "Result", 14),
    ("新终端号", "New terminal", 20), ("赔付（元）", "Credited (yuan)", 12), ("备注", "Note", 24),
)  # fmt: skip
WORDS: dict[str, tuple[str, str]] = {
    "device": ("终端", "terminal"), "sim": ("SIM 卡", "SIM card"), "part": ("配件", "part"),
    "van": ("车上", "van"), "warehouse": ("仓库", "store"), "transit": ("在途", "on its way"),
    "factory": ("厂家", "factory"), "scrap": ("报废", "scrap"), "customer": ("客户处", "customer"),
    "vehicle": ("车辆", "vehicle"), "lost": ("遗失", "lost"), "late": ("超期", "late"), "very_late": ("严重超期", "very late"),
    "repaired": ("修好", "repaired"), "replaced": ("换新", "replaced"), "refused_back": ("不修退回", "sent back as it was"),
    "refused_scrap": ("报废", "scrapped"), "": ("", ""),
}  # fmt: skip


def list_book(items: Iterable[wire.RemovedOut], zone: ZoneInfo, lang: Lang) -> SpooledTemporaryFile[bytes]:
    """The list of removed parts as it stands on the screen; times local."""
    return write_list(
        ("旧件", "Removed parts")[_en(lang)], _head(LIST_HEAD, lang), (_row(one, zone, lang) for one in items)
    )


def packing_book(batch: wire.ReturnBatchOut, lang: Lang) -> SpooledTemporaryFile[bytes]:
    """What goes into the parcel: where it goes stands above nothing, each line names its terminal."""
    rows = [*_address(batch, lang), *(_line(one, lang) for one in batch.lines)]
    return write_list(batch.no, _head(PACKING_HEAD, lang), rows)


def _row(one: wire.RemovedOut, zone: ZoneInfo, lang: Lang) -> Sequence[Any]:
    states = END_WORDS[one.end] if one.end else REMOVED_STATES[one.state]
    symptom = _fault(one.symptom_zh, one.symptom_en, lang)
    return (
        one.label_no, _word(one.kind, lang), one.number, (one.product_name_zh, one.product_name_en)[_en(lang)], one.plate,
        symptom, one.order_no, _local(one.removed_at, zone), one.technician_name, _word(one.where, lang),
        one.holder_name, one.days, _word(one.late, lang), _word(one.bound_for, lang), states[_en(lang)], one.note,
    )  # fmt: skip


def _address(batch: wire.ReturnBatchOut, lang: Lang) -> list[Sequence[Any]]:
    said = (("收件", "To"), ("地址", "Address"), ("承运", "Carrier"), ("单号", "Parcel"))
    values = (batch.factory, batch.address, batch.carrier, batch.parcel_no)
    return [("", words[_en(lang)], value) for words, value in zip(said, values, strict=True) if value]


def _line(one: wire.ReturnLineOut, lang: Lang) -> Sequence[Any]:
    claim = (("是", "yes"), ("否", "no"))[0 if one.claim else 1][_en(lang)]
    return (
        one.seq, one.number, one.second_number, one.product_code or "", one.plate,
        _fault(one.symptom, one.symptom_en, lang), claim, one.label_no,
        _word(one.result or "", lang), one.new_terminal_no, one.claim_fen / 100 if one.claim_result == "granted" else "",
        one.note,
    )  # fmt: skip


def _fault(zh: str, en: str, lang: Lang) -> str:
    """A fault in the reader's language where it is known in both, else as it was written."""
    return en if lang == "en" and en else zh


def _head(head: Head, lang: Lang) -> list[tuple[str, float]]:
    return [((zh, en)[_en(lang)], width) for zh, en, width in head]


def _word(code: str, lang: Lang) -> str:
    return WORDS.get(code, (code, code))[_en(lang)]


def _en(lang: Lang) -> int:
    return 1 if lang == "en" else 0


def _local(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)
