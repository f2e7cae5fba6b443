"""Types of vehicles, and which of them must be kept online by law (R39): what a company starts with."""

from collections.abc import Iterable
from typing import NamedTuple


class VehicleType(NamedTuple):
    """A type with its names, the other words for it (separated by spaces; dump-truck is two words), and whether it is regulated."""

    code: str
    name_zh: str
    name_en: str
    words: str
    regulated: bool


# 两客一危 (coaches, dangerous goods), tractors and heavy trucks by the national rules; buses and school buses by theirs.
DEFAULT_TYPES: tuple[VehicleType, ...] = (
    VehicleType("sedan", "小型轿车", "Sedan", "轿车 小车 小型客车 小型普通客车 微型客车 car", False),
    VehicleType("suv", "SUV", "SUV", "越野", False),
    VehicleType("van", "面包车", "Minivan", "面包 微面", False),
    VehicleType("light_truck", "轻卡", "Light truck", "轻型货车 轻型载货 小货车", False),
    VehicleType("medium_truck", "中卡", "Medium truck", "中型货车 中型载货", False),
    VehicleType(
        "heavy_truck", "重卡", "Heavy truck (12 t and more)", "重型货车 重型载货 大货车 重货 heavy-truck", True
    ),
    VehicleType("tractor", "半挂牵引车", "Tractor", "半挂牵引 牵引车 牵引头 拖头", True),
    VehicleType("trailer", "挂车", "Trailer", "半挂车", False),
    VehicleType("tipper", "自卸/渣土", "Tipper", "自卸 渣土 泥头车 dump-truck", True),
    VehicleType("mixer", "搅拌车", "Concrete mixer", "搅拌 mixer", True),
    VehicleType("tanker", "罐车", "Tanker", "槽罐", True),
    VehicleType(
        "dangerous", "危险品车", "Dangerous-goods vehicle", "危险品 危险货物 危货 危化 危运 dangerous-goods", True
    ),
    VehicleType("reefer", "冷藏车", "Refrigerated truck", "冷藏 冷链 冷冻", False),
    VehicleType("box_truck", "厢式货车", "Box truck", "厢货 厢式 厢车", False),
    VehicleType("coach", "客车", "Coach", "大巴 包车 中巴 班线 旅游车", True),
    VehicleType("bus", "公交", "City bus", "公共汽车 bus", True),
    VehicleType("school_bus", "校车", "School bus", "school-bus", True),
    VehicleType("taxi", "出租/网约车", "Taxi or ride hailing", "出租 网约 的士 taxi", False),
    VehicleType("rental", "租赁车", "Rental car", "租车 租赁 rental", False),
    VehicleType("sweeper", "环卫车", "Sanitation truck", "环卫 洒水车 垃圾车", False),
    VehicleType("machine", "工程机械", "Works machine", "挖掘机 装载机 铲车 泵车 起重机 吊车 推土机", False),
    VehicleType("training", "教练车", "Training car", "驾校车", False),
    VehicleType("forklift", "叉车", "Forklift", "", False),
    VehicleType("motorcycle", "摩托/电动三轮", "Motorcycle or tricycle", "摩托 三轮 电动车", False),
)


def type_of(text: str, types: Iterable[VehicleType]) -> VehicleType | None:
    """The type that is meant by what people write: the longest of its words that stands in it; None for no known one."""
    said = _plain(text)
    hits = [(len(word), one) for one in types for word in _words(one) if word in said]
    return max(hits, key=lambda hit: hit[0])[1] if said and hits else None


def regulated_by_type(text: str, types: Iterable[VehicleType]) -> bool:
    """Whether vehicles of this type must be kept online by law, unless somebody says otherwise with a reason."""
    found = type_of(text, types)
    return found is not None and found.regulated


def _words(one: VehicleType) -> list[str]:
    return [word for word in map(_plain, (one.name_zh, one.name_en, *one.words.split())) if word]


def _plain(text: str) -> str:
    return "".join(text.lower().replace("-", " ").split())
