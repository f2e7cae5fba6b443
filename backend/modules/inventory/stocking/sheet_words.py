"""What the columns of a delivery list are called, what carriers and cards are called in it, and the templates."""

from backend.kernel.sheets.columns import namer, plain

KINDS = ("devices", "sims", "parts")
COLUMNS: dict[str, dict[str, list[str]]] = {
    "devices": {
        "seq": ["序号", "no", "#"],
        "number": ["终端号", "终端编号", "设备号", "设备编号", "设备ID", "终端ID", "SN", "S/N", "序列号", "机身号", "terminal no", "terminal number", "terminal", "serial number"],
        "imei": ["IMEI", "IMEI号", "IMEI码", "IMEI1", "串号"],
        "product": ["型号", "终端型号", "产品型号", "产品", "设备型号", "物料编码", "产品编码", "编号", "model", "product", "product code"],
    },
    "sims": {
        "seq": ["序号", "no", "#"],
        "iccid": ["ICCID", "ICCID号", "卡号", "SIM卡号", "SIM号", "集成电路卡识别码", "card number"],
        "msisdn": ["MSISDN", "手机号", "手机号码", "号码", "接入号", "接入号码", "物联网号", "物联卡号", "业务号码", "phone number", "number"],
        "operator": ["运营商", "归属运营商", "网络", "operator", "carrier"],
        "card_type": ["卡类型", "卡片类型", "卡类", "卡形态", "card type", "type"],
        "product": ["产品", "产品编码", "物料编码", "套餐", "product", "product code"],
    },
    "parts": {
        "seq": ["序号", "no", "#"],
        "product": ["配件编号", "编号", "物料编码", "产品编码", "配件", "配件名称", "名称", "品名", "code", "part", "product", "name"],
        "quantity": ["数量", "个数", "件数", "qty", "quantity", "count"],
    },
}  # fmt: skip
KEYS = {"devices": ("number", "imei"), "sims": ("iccid",), "parts": ("product",)}
TEMPLATES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "devices": (("终端号", "IMEI", "型号"), ("BD5-0001024", "860123045678900", "BD-500")),
    "sims": (
        ("ICCID", "MSISDN", "运营商", "卡类型", "产品编码"),
        ("89860426192300000017", "1440123456789", "中国移动", "插拔卡", "SIM"),
    ),
    "parts": (("配件编号", "数量"), ("RELAY", "20")),
}
NAMED = {kind: namer(words) for kind, words in COLUMNS.items()}
_OPERATORS = {
    "cmcc": ("中国移动", "移动", "cmcc", "china mobile"), "cucc": ("中国联通", "联通", "cucc", "china unicom"),
    "ctcc": ("中国电信", "电信", "ctcc", "china telecom"), "cbn": ("中国广电", "广电", "cbn", "china broadnet"),
}  # fmt: skip
_CARDS = {
    "plug": ("插拔卡", "插卡", "普通物联网卡", "三切卡", "plug"), "soldered": ("贴片卡", "贴片", "esim", "solder", "soldered"),
    "phone": ("手机卡", "普通手机卡", "phone"),
}  # fmt: skip
OPERATOR_NAMES = {plain(word): code for code, words in _OPERATORS.items() for word in words}
CARD_NAMES = {plain(word): code for code, words in _CARDS.items() for word in words}
SENTENCES: dict[str, tuple[str, str]] = {
    "number_missing": ("终端号和 IMEI 至少要有一个。", "A terminal number or an IMEI is needed."),
    "product_unknown": ("价目表里没有“{value}”。", "The price list has no “{value}”."),
    "product_missing": ("请填型号或编号。", "Give the model or the code."),
    "operator_unknown": ("没有这个运营商。可填：移动、联通、电信、广电。", "There is no such operator. Use mobile, unicom, telecom or broadnet."),
    "card_type_unknown": ("没有这种卡。可填：插拔卡、贴片卡、手机卡。", "There is no such kind of card. Use plug, solder or phone."),
    "same_number": ("和第 {first} 行重复。", "The same as in row {first}."),
    "in_books": ("已经在账上，{where}。", "In the books already: {where}."),
    "quantity": ("数量要是 1 到 100000 的整数。", "The quantity must be a whole number from 1 to 100,000."),
    "terminal_form": ("终端号只能是字母、数字和短横，最长 40 位。", "A terminal number has letters, digits and hyphens, at most 40."),
}  # fmt: skip
WARNINGS: dict[str, tuple[str, str]] = {
    "column_unused": ("这些列没有用到：{columns}。", "These columns were not used: {columns}."),
    "left_out": ("{zh}", "{en}"),
    "completes": (
        "有 {count} 张卡已经在账上：收下时按这份清单补号码、运营商和卡类型。",
        "{count} cards are in the books already; taking the list fills in their number, operator and type.",
    ),
    "operator_differs": (
        "有 {count} 张卡的运营商和号段推测的不同，按清单记：第 {rows} 行。",
        "{count} cards have another operator than their prefix suggests; the list counts: rows {rows}.",
    ),
    "iccid.check_digit": (
        "有 {count} 张卡最后一位校验不符，请核对卡面：第 {rows} 行。",
        "The last digit does not fit on {count} cards; compare: rows {rows}.",
    ),
    "imei.software_version": (
        "有 {count} 行是 16 位 IMEISV，已换成 15 位：第 {rows} 行。",
        "{count} rows hold a 16-digit IMEISV, turned into an IMEI: rows {rows}.",
    ),
    "imei.all_equal": (
        "有 {count} 行的 IMEI 全是同一个数字，可能厂家没写号：第 {rows} 行。",
        "In {count} rows all digits of the IMEI are equal; the maker may not have set it: rows {rows}.",
    ),
    "msisdn.block": (
        "有 {count} 行的号段没见过，按清单记：第 {rows} 行。",
        "In {count} rows the block of numbers is not known; the list counts: rows {rows}.",
    ),
}
