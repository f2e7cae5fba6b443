"""The carrier rules and the columns of their portals' files that a company starts with and edits."""

from backend.modules.inventory.carriers.shapes import BindingRule

OPERATORS: dict[str, tuple[str, str]] = {
    "cmcc": ("中国移动", "China Mobile"),
    "ctcc": ("中国电信", "China Telecom"),
    "cucc": ("中国联通", "China Unicom"),
    "cbn": ("中国广电", "China Broadnet"),
    "": ("不明", "Unknown"),
}

DEFAULT_BINDING_RULES: tuple[BindingRule, ...] = (
    BindingRule(
        "cmcc",
        "plug",
        "",
        "rebind_first",
        "移动插拔卡：先向运营商报新 IMEI 重绑（约 3 个工作日），再换终端。",
        "China Mobile plug-in card: rebind the new IMEI at the carrier first (about 3 working days), then change the terminal.",
        days=3,
    ),
    BindingRule(
        "cmcc",
        "soldered",
        "",
        "never",
        "移动贴片卡：换 IMEI 次日停机且不能恢复，只能连终端一起换。",
        "China Mobile soldered card: another IMEI shuts it down next day for good. Replace terminal and card together.",
    ),
    BindingRule(
        "ctcc",
        "",
        "",
        "rebind_on_site",
        "电信卡：现场在线重绑（每卡每月 2 次），5 分钟后重启终端。",
        "China Telecom card: rebind online on site (twice a month per card) and restart the terminal after 5 minutes.",
        days=3,
        rebinds_a_month=2,
        wait_minutes=5,
    ),
    BindingRule(
        "cucc",
        "",
        "",
        "rebind_first",
        "联通卡：先向运营商报备重绑，再换终端。",
        "China Unicom card: file the rebinding with the carrier first, then change the terminal.",
        days=3,
    ),
    BindingRule(
        "cbn",
        "",
        "",
        "ask_office",
        "广电卡：换终端前先问办公室。",
        "China Broadnet card: ask the office before changing the terminal.",
        days=1,
    ),
    BindingRule(
        "",
        "phone",
        "",
        "free",
        "普通手机卡：不绑定，可以换。",
        "Ordinary phone card: not bound, may be moved.",
    ),
    BindingRule(
        "",
        "",
        "",
        "ask_office",
        "运营商不明：换终端前先问办公室。",
        "Unknown carrier: ask the office before changing the terminal.",
        days=1,
    ),
)

# Field of a task → heading in the file, as the portals' own templates call them.
FIELDS: dict[str, tuple[str, str]] = {
    "iccid": ("ICCID", "ICCID"),
    "msisdn": ("接入号", "MSISDN"),
    "old_imei": ("原 IMEI", "Old IMEI"),
    "new_imei": ("新 IMEI", "New IMEI"),
    "plate": ("车牌号", "Plate"),
    "asked": ("申请日期", "Asked on"),
    "reason": ("备注", "Remark"),
}
DEFAULT_COLUMNS: dict[str, tuple[str, ...]] = {
    "cmcc": ("msisdn", "iccid", "old_imei", "new_imei"),
    "ctcc": ("iccid", "msisdn", "new_imei"),
    "cucc": ("iccid", "old_imei", "new_imei", "reason"),
    "cbn": ("iccid", "msisdn", "old_imei", "new_imei", "plate"),
    "": ("iccid", "msisdn", "old_imei", "new_imei", "plate"),
}

# What the first places of an ICCID propose: they never refuse, and a carrier's own list wins.
OPERATOR_PREFIXES: dict[str, str] = {
    **dict.fromkeys(("898600", "898602", "898604", "898607", "898608", "898613"), "cmcc"),
    **dict.fromkeys(("898601", "898606", "898609"), "cucc"),
    **dict.fromkeys(("898603", "898611"), "ctcc"),
    "898615": "cbn",
}
