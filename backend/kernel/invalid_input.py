"""What pydantic finds wrong, as one of our refusals: a sentence for people in two languages, the fields by name."""

from collections.abc import Mapping, Sequence
from typing import Any

from backend.kernel.errors import INVALID, Refusal

MOST_FAULTS = 20
WHERE = {"body", "query", "path", "header", "cookie"}
# The kind of fault by pydantic's name for it.
FAULTS: dict[str, tuple[str, str]] = {
    "missing": ("还没有填", "is missing"),
    "extra_forbidden": ("不认识这一项", "is not known here"),
    "string_too_short": ("太短了，或还没有填", "is too short or empty"),
    "string_too_long": ("太长了", "is too long"),
    "string_type": ("要填文字", "must be text"),
    "string_unicode": ("有无法读取的字符", "has characters that cannot be read"),
    "string_pattern_mismatch": ("格式不对", "is not written as it should be"),
    "too_short": ("太少了", "has too few entries"),
    "too_long": ("太多了", "has too many entries"),
    "int_parsing": ("要填整数", "must be a whole number"),
    "int_type": ("要填整数", "must be a whole number"),
    "int_from_float": ("要填整数", "must be a whole number"),
    "int_parsing_size": ("数值太大", "is too large"),
    "float_parsing": ("要填数字", "must be a number"),
    "float_type": ("要填数字", "must be a number"),
    "finite_number": ("要填数字", "must be a number"),
    "bool_parsing": ("要选是或否", "must be yes or no"),
    "bool_type": ("要选是或否", "must be yes or no"),
    "greater_than": ("数值太小", "is too small"),
    "greater_than_equal": ("数值太小", "is too small"),
    "less_than": ("数值太大", "is too large"),
    "less_than_equal": ("数值太大", "is too large"),
    "date_parsing": ("日期不对", "is not a date"),
    "date_from_datetime_parsing": ("日期不对", "is not a date"),
    "datetime_parsing": ("时间不对", "is not a time"),
    "datetime_from_date_parsing": ("时间不对", "is not a time"),
    "datetime_object_invalid": ("时间不对", "is not a time"),
    "timezone_aware": ("时间要带时区", "needs a time zone"),
    "moment_out_of_range": ("时间太早或太晚", "is too early or too late"),
    "enum": ("不在可选范围内", "is not one of the choices"),
    "literal_error": ("不在可选范围内", "is not one of the choices"),
    "list_type": ("要填一组内容", "must be a list"),
    "json_invalid": ("格式不对，无法读取", "could not be read"),
}
UNKNOWN_FAULT = ("不对", "is not right")
# What people call the fields that they fill in; a field that no screen shows is "the content".
FIELDS: dict[str, tuple[str, str]] = {
    "address": ("地址", "The address"),
    "amount_fen": ("金额", "The amount"),
    "at": ("时间", "The time"),
    "class": ("投诉类别", "The kind of complaint"),
    "comment": ("意见", "The comment"),
    "contact_name": ("联系人", "The contact"),
    "contact_phone": ("联系电话", "The contact's phone"),
    "contacts": ("联系人", "The contacts"),
    "counted": ("点钞数", "The count"),
    "day": ("日期", "The day"),
    "devices": ("终端号", "The terminal numbers"),
    "difference_note": ("差额说明", "The note on the difference"),
    "authority_due_at": ("监管期限", "The authority's date"),
    "authority_notice_no": ("通知书编号", "The number of the notice"),
    "district": ("区", "The district"),
    "driver_name": ("司机", "The driver"),
    "driver_phone": ("司机电话", "The driver's phone"),
    "family": ("设备种类", "The kind of device"),
    "family_default": ("设备种类", "The kind of device"),
    "fault_code": ("故障", "The fault"),
    "file": ("文件", "The file"),
    "fleet_no": ("自编号", "The fleet number"),
    "giver": ("批准人", "Who approved"),
    "how": ("请示方式", "How it was approved"),
    "kind": ("种类", "The kind"),
    "landmark": ("地标", "The landmark"),
    "max_items": ("最多台数", "The number of vehicles"),
    "method": ("付款方式", "The way of paying"),
    "name": ("名称", "The name"),
    "name_en": ("英文名称", "The English name"),
    "name_zh": ("中文名称", "The Chinese name"),
    "new_need": ("新需求", "The new need"),
    "note": ("备注", "The note"),
    "overrule_reason": ("改选原因", "The reason"),
    "parts": ("配件", "The parts"),
    "password": ("密码", "The password"),
    "phone": ("电话", "The phone"),
    "planned_start": ("计划开始时间", "The planned start"),
    "plate": ("车牌", "The plate"),
    "plate_colour": ("车牌颜色", "The plate's colour"),
    "priority": ("优先级", "The priority"),
    "product_model": ("型号", "The model"),
    "purchase_date": ("购买日期", "The date of purchase"),
    "q": ("查找内容", "What to look for"),
    "regulated_reason": ("监管车辆的原因", "The reason"),
    "removal_note": ("拆机说明", "The words about the removal"),
    "removal_reason": ("拆机原因", "The reason for the removal"),
    "reason": ("原因", "The reason"),
    "request_no": ("客户单号", "The request number"),
    "responsible": ("责任人", "The person responsible"),
    "satisfied": ("是否满意", "Whether satisfied"),
    "score": ("评分", "The score"),
    "severity": ("紧急程度", "The severity"),
    "sims": ("卡号", "The SIM numbers"),
    "since_text": ("从什么时候开始", "Since when"),
    "sites": ("地点", "The places"),
    "symptom": ("故障现象", "The symptom"),
    "technician_id": ("师傅", "The technician"),
    "text": ("内容", "The text"),
    "username": ("账号", "The user name"),
    "vehicle_ids": ("车辆", "The vehicles"),
    "vehicle_type": ("车型", "The type of vehicle"),
    "vehicles": ("车辆", "The vehicles"),
    "vin": ("车架号", "The VIN"),
    "window_end": ("结束时间", "The end"),
    "window_start": ("开始时间", "The start"),
}
THE_CONTENT = ("内容", "The content")


def body_of(faults: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The answer's body (422 invalid_input): the first fault in words, the first twenty by field and kind."""
    named = [(field_of(fault["loc"]), str(fault["type"])) for fault in faults]
    field, kind = named[0]
    what_zh, what_en = FAULTS.get(kind, UNKNOWN_FAULT)
    name_zh, name_en = _name(field)
    refusal = Refusal(INVALID, field=field or None, what=f"{name_zh}{what_zh}。", what_en=f"{name_en} {what_en}.")
    details = {"faults": [{"field": name, "reason": reason} for name, reason in named[:MOST_FAULTS]]}
    return {**refusal.as_wire(), "details": details}


def field_of(place: Sequence[Any]) -> str:
    """Where a fault is, as a dotted name without the part of the request; fit for JSON whatever was sent."""
    parts = place[1:] if place and place[0] in WHERE else place
    return ".".join(str(part) for part in parts)[:200].encode("utf-8", "replace").decode()


def _name(field: str) -> tuple[str, str]:
    words = [part for part in field.split(".") if part in FIELDS]
    return FIELDS[words[-1]] if words else THE_CONTENT
