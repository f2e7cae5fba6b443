"""The price list that a company starts with and edits. Prices in fen."""

from backend.modules.inventory.shapes import Product


def _terminal(code: str, zh: str, en: str, family: str, yuan: int) -> Product:
    return Product(code, zh, en, "device", family, "number", yuan * 100, 12)


def _part(code: str, zh: str, en: str, yuan: int, months: int, *, tracked: str = "count") -> Product:
    return Product(code, zh, en, "part", "", tracked, yuan * 100, months)


def _consumable(code: str, zh: str, en: str) -> Product:
    return Product(code, zh, en, "part", "", "count", 0, 0, consumable=True)


def _labour(code: str, zh: str, en: str, family: str, yuan: int) -> Product:
    return Product(code, zh, en, "labour", family, "count", yuan * 100)


DEFAULT_PRODUCTS: tuple[Product, ...] = (
    _terminal("BD-500", "北斗部标终端", "BeiDou standard terminal", "BD", 480),
    _terminal("JL-700", "行驶记录仪", "Driving recorder", "JL", 880),
    _terminal("VD-400", "4 路视频终端", "4-channel video terminal", "VD", 2380),
    _terminal("ZA-200", "主动安全一体机", "Active safety unit", "ZA", 2680),
    _terminal("YX-100", "4G 有线定位器", "4G wired tracker", "YX", 128),
    _terminal("WX-300", "无线定位器（3 年）", "Battery tracker (3 years)", "WX", 158),
    _terminal("OB-150", "OBD 定位器", "OBD tracker", "OB", 138),
    _terminal("YH-600", "超声波油位传感器", "Ultrasonic fuel sensor", "YH", 680),
    _terminal("WD-160", "温度探头（有线）", "Temperature probe (wired)", "WD", 68),
    Product("SIM", "4G 物联网卡", "4G IoT SIM", "sim", "", "number", 4000, 0),
    Product("SIM-VD", "4G 物联网卡（视频）", "4G IoT SIM (video)", "sim", "VD", "number", 26000, 0),
    _part("CAM-1080", "摄像头 AHD 1080P", "Camera AHD 1080P", 128, 12),
    _part("SSD-256", "车规 SSD 256 G", "Automotive SSD 256 GB", 298, 12, tracked="serial"),
    _part("LCD-7", "显示屏 7″", "Display 7″", 238, 12),
    _part("ANT-GNSS", "GNSS 天线", "GNSS antenna", 25, 6),
    _part("ANT-4G", "4G 天线", "4G antenna", 22, 6),
    _part("BAT-BK", "备用电池", "Backup battery", 35, 6),
    _part("RELAY", "继电器+底座", "Relay with socket", 18, 6),
    _part("SOS", "SOS 按钮", "SOS button", 12, 3),
    _part("SPK", "喇叭", "Speaker", 15, 3),
    _part("EXT-5", "航空头延长线 5 m", "Aviation lead 5 m", 20, 3),
    _part("PAPER", "打印纸", "Printer paper", 3, 0),
    _part("CARD-IC", "司机卡", "Driver card", 15, 0),
    _consumable("FUSE", "保险", "Fuse"),
    _consumable("TAP", "取电器", "Add-a-fuse"),
    _consumable("TIE", "扎带", "Zip ties"),
    _consumable("TAPE", "布基胶带", "Cloth tape"),
    _labour("LAB-INST", "安装费", "Installation", "", 120),
    _labour("LAB-REM", "拆机费", "Removal", "", 60),
    _labour("LAB-MOVE", "移机费", "Transfer", "", 120),
    _labour("LAB-SIM", "换卡费", "SIM swap", "", 40),
    _labour("TRAVEL", "上门费", "Travel", "", 50),
)
