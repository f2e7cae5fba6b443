"""What can be wrong with a cell, as a sentence with row, column letter and column name in both languages."""

from dataclasses import dataclass
from typing import Any

from backend.kernel.numbers import MESSAGES
from backend.modules.intake.sheet.columns import Column

SENTENCES: dict[str, tuple[str, str]] = {
    "formula": (
        "这一格是公式，系统不算公式。请复制后“选择性粘贴”为数值。",
        "This cell is a formula, which is not worked out here. Copy it and paste it as a value.",
    ),
    "cell_error": ("这一格在表里就是错误值。", "The spreadsheet itself shows an error in this cell."),
    "digits_lost": (
        "号码太长，被表格当成数字，末尾几位已经丢了。请把这一列设成文本，重新填写。",
        "The spreadsheet took this number for a quantity and lost its last digits. Format the column as text and enter it again.",
    ),
    "is_date": (
        "这一格被表格当成了日期。请设成文本，重新填写。",
        "The spreadsheet took this cell for a date. Format it as text and enter it again.",
    ),
    "merged": (
        "这一格并在 {range} 里，读不到内容。请取消合并，每行都填。",
        "This cell is part of the merged range {range} and reads as empty. Unmerge it and fill in every row.",
    ),
    "too_long": ("内容太长，最多 {limit} 个字。", "Too long; at most {limit} characters."),
    "plate_or_vin_missing": (
        "车牌号和车架号至少要有一个。没上牌的车请填车架号。",
        "A plate or a VIN is needed. A vehicle without a plate needs its VIN.",
    ),
    "colour_unknown": (
        "没有这种车牌颜色。可填：蓝、黄、绿、黄绿、白、黑。",
        "There is no such plate colour. Use blue, yellow, green, yellow-green, white or black.",
    ),
    "family_unknown": ("没有这种设备。可填：{known}。", "There is no such device. Use one of: {known}."),
    "same_plate": ("车牌和第 {first} 行重复。", "The plate is the same as in row {first}."),
    "same_vin": ("车架号和第 {first} 行重复。", "The VIN is the same as in row {first}."),
    "other_customer": (
        "这台车登记在“{owner}”名下。先核对客户，或办理过户。",
        "This vehicle is registered for “{owner}”. Check the customer, or transfer the vehicle first.",
    ),
    "other_plate": (
        "这个车架号登记的车牌是 {plate}。是不是填错了，或者换过牌？",
        "This VIN is registered with the plate {plate}. Is it a mistake, or was the plate changed?",
    ),
    "other_vin": (
        "这台车登记的车架号是 {vin}，请核对。",
        "This vehicle is registered with the VIN {vin}; please compare.",
    ),
    "already_ordered": (
        "这台车已经在工单 {no} 里等着安装。",
        "This vehicle is waiting for its installation in order {no} already.",
    ),
    "not_in_list": (
        "车辆明细里没有这台车。",
        "This vehicle is not on the vehicle list.",
    ),
    "differs_from_list": (
        "和车辆明细里的车架号 {vin} 不一样，请核对。",
        "It is not the VIN {vin} of the vehicle list; please compare.",
    ),
}
WARNINGS: dict[str, tuple[str, str]] = {
    "colour_assumed": (
        "有 {count} 行没写车牌颜色，按车型定为蓝牌或黄牌，请过目。",
        "{count} rows give no plate colour; blue or yellow was chosen by the vehicle type. Please look them over.",
    ),
    "type_unknown": (
        "有 {count} 行的车辆类型不在常用清单里，照原样保留：{examples}。",
        "{count} rows have a vehicle type that is not on the usual list; kept as written: {examples}.",
    ),
    "column_unused": (
        "这些列没有用到：{columns}。",
        "These columns were not used: {columns}.",
    ),
    "already_installed": (
        "有 {count} 台车已经装着终端：{examples}。",
        "{count} vehicles have a terminal already: {examples}.",
    ),
    "vin.check_digit": (
        "有 {count} 行车架号的校验位不符，请对行驶证：第 {rows} 行。",
        "The VIN's check digit does not fit in {count} rows; compare with the licence: rows {rows}.",
    ),
    "plate.colour": (
        "有 {count} 行的车牌一般不是这个颜色，请核对：第 {rows} 行。",
        "In {count} rows the plate does not usually have this colour; please compare: rows {rows}.",
    ),
    "phone.block": (
        "有 {count} 行的手机号段没见过，请核对：第 {rows} 行。",
        "In {count} rows the phone number's block is not known; please compare: rows {rows}.",
    ),
    "too_many_for_one_order": (
        "可用的有 {count} 台，一张工单最多 {most} 台，要分几张开。",
        "There are {count} good rows and an order takes at most {most}: several orders are needed.",
    ),
    "left_out": ("{zh}", "{en}"),
}


@dataclass(frozen=True)
class Fault:
    """One thing wrong with one cell."""

    row: int
    column: str
    column_name: str
    field: str
    code: str
    zh: str
    en: str
    value: str


def fault(row: int, column: Column, code: str, value: str, suggestion: str | None = None, **params: Any) -> Fault:
    """The fault `code` at a cell; number codes (plate.length …) speak with the sentences of the numbers kernel."""
    zh, en = SENTENCES[code] if code in SENTENCES else MESSAGES[code]
    zh, en = filled(zh, params), filled(en, params)
    if suggestion:
        zh, en = f"{zh}是不是 {suggestion}？", f"{en} Was it {suggestion}?"
    return Fault(
        row=row,
        column=column.letter,
        column_name=column.title,
        field=column.field,
        code=code,
        zh=f"第 {row} 行 {column.letter} 列“{column.title}”：{zh}",
        en=f"Row {row}, column {column.letter} “{column.title}”: {en}",
        value=value[:200],
    )


def warning(code: str, **params: Any) -> dict[str, Any]:
    """A remark about the whole list, as it goes over the wire."""
    zh, en = WARNINGS[code]
    return {"code": code, "message": {"zh": filled(zh, params), "en": filled(en, params)}}


def filled(text: str, params: dict[str, Any]) -> str:
    """The sentence with its parameters."""
    for key, value in params.items():
        text = text.replace("{" + key + "}", str(value))
    return text
