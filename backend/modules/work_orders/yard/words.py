"""What a field of a vehicle is called, and what its value says, in both languages: for whoever has to choose between two."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import public as inventory
from backend.modules.work_orders import trade_repository

Pair = tuple[str, str]
FIELDS: dict[str, Pair] = {
    "vehicle_confirmed": ("车对过了", "vehicle confirmed"),
    "act": ("做了什么", "what was done"),
    "new_device_no": ("新终端号", "new terminal"),
    "new_iccid": ("新卡号", "new SIM card"),
    "old_device_no": ("旧终端号", "old terminal"),
    "old_iccid": ("旧卡号", "old SIM card"),
    "old_device_end": ("旧终端去向", "where the old terminal goes"),
    "mounting": ("安装位置", "mounted at"),
    "fault_code": ("故障", "fault"),
    "cause_code": ("原因", "cause"),
    "remedy": ("怎么修的", "remedy"),
    "parts": ("用的配件", "parts used"),
    "old_parts": ("换下的配件", "parts replaced"),
    "test_result": ("测试结果", "test result"),
    "unknown_reason": ("号码为什么对不上", "why a number is unknown"),
    "removal_reason": ("拆机原因", "reason for the removal"),
    "removal_note": ("拆机说明", "note on the removal"),
    "provider_released": ("原服务商解绑", "released by the old provider"),
    "suspend_reason": ("挂起原因", "why it waits"),
    "missing": ("缺什么", "what is missing"),
}
ACTS: dict[str, Pair] = {
    "install": ("安装", "installed"), "swap_device": ("换机", "terminal swapped"), "swap_sim": ("换卡", "SIM card swapped"),
    "swap_both": ("换机换卡", "both swapped"), "remove": ("拆机", "removed"), "transfer": ("移机", "transferred"),
    "none": ("没换东西", "nothing swapped"),
}  # fmt: skip
ENDS: dict[str, Pair] = {
    "factory": ("返厂", "to the factory"), "warehouse": ("回库", "to the warehouse"), "scrap": ("报废", "scrapped"),
    "customer": ("留给客户", "left with the customer"), "van": ("留在车上备用", "kept on the van"),
}  # fmt: skip
NOTHING: Pair = ("（空）", "(empty)")
YES_NO: dict[bool, Pair] = {True: ("是", "yes"), False: ("否", "no")}


@dataclass(frozen=True)
class Words:
    """The words of codes that are data: by code (zh, en)."""

    of_field: Mapping[str, Mapping[str, Pair]]
    products: Mapping[str, Pair]

    def value(self, field: str, value: Any) -> Pair:
        """What a value says."""
        if isinstance(value, bool):
            return YES_NO[value]
        if not value:
            return NOTHING
        if field == "parts":
            said = [self._counted(code, count) for code, count in sorted(value.items()) if count]
            return _listed(said) if said else NOTHING
        if field == "old_parts":
            return _listed([self._ended(code, told) for code, told in sorted(value.items())])
        return self.of_field.get(field, {}).get(str(value), (str(value), str(value)))

    def _counted(self, code: str, count: int) -> Pair:
        zh, en = self.products.get(code, (code, code))
        return f"{zh} × {count}", f"{en} × {count}"

    def _ended(self, code: str, told: Mapping[str, str]) -> Pair:
        zh, en = self.products.get(code, (code, code))
        end = ENDS.get(told.get("end", ""), ("", ""))
        return f"{zh} {end[0]} {told.get('serial', '')}".strip(), f"{en} {end[1]} {told.get('serial', '')}".strip()


def field_named(field: str) -> dict[str, str]:
    """A field with its name, as facts carry it."""
    zh, en = FIELDS.get(field, (field, field))
    return {"field": field, "what_zh": zh, "what_en": en}


def _listed(said: list[Pair]) -> Pair:
    return "，".join(zh for zh, _ in said), ", ".join(en for _, en in said)


def read_words(work: UnitOfWork) -> Words:
    """Read the words once for all values of an answer."""
    return Words(
        {
            "act": ACTS,
            "old_device_end": ENDS,
            "fault_code": {one.code: (one.symptom_zh, one.symptom_en) for one in trade_repository.faults(work)},
            "cause_code": {one.code: (one.zh, one.en) for one in trade_repository.causes(work)},
            "removal_reason": {one.code: (one.name_zh, one.name_en) for one in trade_repository.removal_reasons(work)},
        },
        {one.code: (one.name_zh, one.name_en) for one in inventory.products(work)},
    )
