"""What photos show, and which jobs want them, as the company starts with them; edited as data afterwards."""

DEFAULT_PHOTO_CODES: tuple[tuple[str, str, str], ...] = (
    ("P1", "车头左前 45° 带车牌", "Front left 45° with plate"),
    ("P2", "车牌近照", "Plate close up"),
    ("P3", "VIN 或行驶证", "VIN or vehicle licence"),
    ("P4", "终端标签", "Terminal label"),
    ("P5", "SIM 卡正面", "SIM card front"),
    ("P6", "装前仪表", "Dashboard before"),
    ("P7", "安装位置 装前", "Place before"),
    ("P8", "安装位置 装后", "Place after"),
    ("P9", "接线点及保险", "Wiring and fuse"),
    ("P10", "天线位置", "Antenna place"),
    ("P11", "各路摄像头画面", "Picture of each camera"),
    ("P12", "平台上线截图", "Platform online"),
    ("P13", "内饰复原", "Trim restored"),
    ("P14", "装后仪表", "Dashboard after"),
    ("P15", "传感器及密封", "Sensor and seal"),
    ("P16", "标定表", "Calibration sheet"),
    ("P17", "安装证明/签字单", "Installation certificate"),
    ("P18", "旧机标签和返修标签", "Old terminal and return label"),
    ("P19", "拆机凭证（车主或单位同意）", "Consent to the removal (owner or unit)"),
    ("P20", "监管通知书", "The authority's notice"),
)

_STANDARD = "P1 P2 P3 P4 P5 P6 P7 P8 P9 P10 P12 P14 P17"
_WIRED = "P1 P2 P4 P5 P6 P8 P9 P12 P14"
_SMALL = "P1 P2 P4 P8 P12"
_SENSOR = "P1 P2 P4 P8 P9 P12 P15 P16"
# All photos of a job; of these only REQUIRED must be there before completion, the others are offered.
JOB_PHOTOS: dict[str, str] = {
    **dict.fromkeys(("BD", "JL", "PF", "TX"), _STANDARD),
    "VD": f"{_STANDARD} P11",
    "ZA": f"{_STANDARD} P11 P16",
    **dict.fromkeys(("YX", "JD", "XC"), _WIRED),
    **dict.fromkeys(("WX", "OB", "GC"), _SMALL),
    **dict.fromkeys(("YH", "WD", "ZZ"), _SENSOR),
    "swap_device": "P2 P4 P5 P8 P12 P18",
    "swap_sim": "P2 P4 P5 P8 P12",
    "remove": "P1 P2 P6 P7 P13 P14 P18",
    "repair": "P2 P4 P8 P9 P12 P20",
    "*": "P1 P2 P4 P8 P12",
}
REQUIRED: dict[str, str] = {"swap_sim": "P2 P5 P8", "remove": "P2 P13 P18"}
REQUIRED_BY_DEFAULT = "P2 P4 P8"


def default_photo_rules() -> list[tuple[str, str, str]]:
    """(job, photo code, policy required|optional)."""
    return [
        (job, code, "required" if code in REQUIRED.get(job, REQUIRED_BY_DEFAULT).split() else "optional")
        for job, codes in JOB_PHOTOS.items()
        for code in codes.split()
    ]
