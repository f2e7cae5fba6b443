"""What can be wrong with a row of a vehicle list, and what is remarked about the whole of it, in both languages."""

from typing import Any

from backend.kernel.sheets.columns import Column
from backend.kernel.sheets.faults import Fault, fault_at, remark

SENTENCES: dict[str, tuple[str, str]] = {
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


def fault(row: int, column: Column, code: str, value: str, suggestion: str | None = None, **params: Any) -> Fault:
    """The fault `code` at a cell; number codes (plate.length …) speak with the sentences of the numbers kernel."""
    return fault_at(row, column, code, SENTENCES.get(code), value, suggestion, **params)


def warning(code: str, **params: Any) -> dict[str, Any]:
    """A remark about the whole list, as it goes over the wire."""
    return remark(code, WARNINGS[code], **params)
