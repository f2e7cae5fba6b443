"""What a company starts with: families, faults, causes, photo rules, reasons for a removal. Data, edited afterwards."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from sqlmodel import SQLModel

from backend.kernel.defaults import add_missing
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.work_orders.default_photos import DEFAULT_PHOTO_CODES, default_photo_rules
from backend.modules.work_orders.models import (
    CauseCodeRow,
    FaultCodeRow,
    JobFamilyRow,
    PhotoCodeRow,
    PhotoRuleRow,
    RemovalReasonRow,
    SlaPolicyRow,
)

# (code, zh, en, minutes alone, minutes each in a yard)
DEFAULT_FAMILIES: tuple[tuple[str, str, str, int, int], ...] = (
    ("BD", "部标机", "Standard terminal", 60, 35),
    ("JL", "行驶记录仪", "Driving recorder", 90, 50),
    ("VD", "视频终端", "Video terminal", 150, 100),
    ("ZA", "主动安全", "Active safety", 180, 120),
    ("YX", "有线定位器", "Wired tracker", 30, 18),
    ("WX", "无线定位器", "Battery tracker", 10, 5),
    ("OB", "OBD 定位器", "OBD tracker", 10, 6),
    ("YH", "油耗传感器", "Fuel sensor", 90, 90),
    ("WD", "温度传感器", "Temperature probe", 50, 35),
    ("ZZ", "载重传感器", "Load sensor", 90, 60),
    ("JD", "断油断电继电器", "Fuel cut relay", 25, 25),
    ("GC", "挂车定位器", "Trailer tracker", 25, 15),
    ("XC", "4G 行车记录仪", "4G dash camera", 40, 25),
    ("PF", "远程排放终端", "Emission terminal", 60, 40),
    ("TX", "出租车终端", "Taxi terminal", 120, 120),
)
DEFAULT_CAUSES: tuple[tuple[str, str, str], ...] = (
    ("power", "电源", "Power"),
    ("sim_network", "SIM/网络", "SIM or network"),
    ("antenna", "天线", "Antenna"),
    ("platform", "参数/平台", "Settings or platform"),
    ("terminal", "主机", "Terminal"),
    ("peripheral", "外设", "Peripheral"),
    ("workmanship", "安装工艺", "Workmanship"),
    ("tampering", "人为破坏", "Tampering"),
    ("vehicle", "车辆自身", "The vehicle itself"),
    ("no_fault", "误报无故障", "No fault found"),
)
# Why a terminal may leave a regulated vehicle (R39): code, zh, en, needs a note, the old provider has to release first.
DEFAULT_REMOVAL_REASONS: tuple[tuple[str, str, str, bool, bool], ...] = (
    ("scrapped", "车辆报废", "Vehicle scrapped", False, False),
    ("sold", "过户或出售", "Vehicle sold", False, False),
    ("moved", "转移到别的车", "Moved to another vehicle", False, False),
    ("provider", "更换服务商", "Change of provider", False, True),
    ("other", "其他", "Other", True, False),
)


def default_faults() -> list[FaultCodeRow]:
    """Symptoms with causes, checks, remedies and parts, in both languages, as the company starts with them."""
    with Path(__file__).with_name("default_faults.csv").open(encoding="utf-8", newline="") as file:
        return [
            FaultCodeRow(seq=seq, minutes=int(row.pop("minutes")), **row)
            for seq, row in enumerate(csv.DictReader(file), 1)
        ]


def load_defaults(work: UnitOfWork) -> None:
    """Enter families, faults, causes and photo rules where missing; what the company changed stays as it is.

    Standing approval rules are a decision of the company and are not among them.
    """
    rows: list[SQLModel] = [
        JobFamilyRow(code=code, name_zh=zh, name_en=en, minutes=minutes, yard_minutes=yard)
        for code, zh, en, minutes, yard in DEFAULT_FAMILIES
    ]
    rows += [CauseCodeRow(code=code, seq=seq, zh=zh, en=en) for seq, (code, zh, en) in enumerate(DEFAULT_CAUSES, 1)]
    rows += [
        RemovalReasonRow(code=code, seq=seq, name_zh=zh, name_en=en, needs_note=note, needs_release=release)
        for seq, (code, zh, en, note, release) in enumerate(DEFAULT_REMOVAL_REASONS, 1)
    ]
    rows += [PhotoCodeRow(code=code, name_zh=zh, name_en=en) for code, zh, en in DEFAULT_PHOTO_CODES]
    rows += [PhotoRuleRow(job=job, code=code, policy=policy) for job, code, policy in default_photo_rules()]
    rows += default_faults()
    add_missing(work, rows)


def load_sla_policies(work: UnitOfWork, rows: Iterable[Mapping[str, str]]) -> None:
    """Enter the company's promises (R20): code, zh, en, kind, priority, starts, ends, minutes, warn_percent, clock."""
    for row in rows:
        work.session.add(
            SlaPolicyRow(
                code=row["code"],
                name_zh=row["zh"],
                name_en=row["en"],
                kind=row["kind"],
                priority=row["priority"],
                starts=row["starts"],
                ends=row["ends"],
                minutes=int(row["minutes"]),
                warn_percent=int(row["warn_percent"]),
                clock=row["clock"],
            )
        )
    work.session.flush()
