"""The papers that a customer hands in for a fleet installation, as sheets to try the intake with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from backend.demo.invented import make_plate, make_tax_number, make_vin
from backend.demo.people import Names

# Chinese header, English header (either is accepted by the intake).
VEHICLE_COLUMNS = (
    ("车牌号", "plate"),
    ("车牌颜色", "plate_colour"),
    ("车架号", "vin"),
    ("车辆类型", "vehicle_type"),
    ("自编号", "fleet_no"),
    ("司机", "driver_name"),
    ("司机电话", "driver_phone"),
    ("终端类型", "family"),
    ("备注", "note"),
)
REQUEST_FILE, VEHICLES_FILE, DRIVERS_FILE = "安装需求单.xlsx", "安装车辆明细.xlsx", "司机和车辆信息.xlsx"
# The rows of the vehicle list that must be refused, as numbered in the sheet (row 1 is the header).
FAULTY_ROWS = {9: "vin", 20: "plate", 32: "plate"}
COUNT = 40
_KINDS = (
    ("blue", "蓝色", "轻卡", "LJ1", "YX"),
    ("yellow", "黄色", "重卡", "LZZ", "BD"),
    ("yellow", "黄色", "半挂牵引车", "LFW", "VD"),
    ("green", "绿色", "面包车", "LZW", "YX"),
)


@dataclass(frozen=True, slots=True)
class VehicleLine:
    """One row of the vehicle list, as text, in the order of the columns."""

    plate: str
    plate_colour: str
    vin: str
    vehicle_type: str
    fleet_no: str
    driver_name: str
    driver_phone: str
    family: str
    note: str = ""

    def cells(self) -> tuple[str, ...]:
        """The texts in the order of `VEHICLE_COLUMNS`."""
        return tuple(str(getattr(self, name)) for _, name in VEHICLE_COLUMNS)


def make_lines(seed: int, count: int) -> list[VehicleLine]:
    """Good rows of new vehicles, every plate, VIN and phone once."""
    rng = Random(f"{seed}/samples")
    names = Names(rng)
    plates: set[str] = set()
    lines: list[VehicleLine] = []
    while len(lines) < count:
        shape, colour, kind, wmi, family = rng.choice(_KINDS)
        plate = make_plate(rng, shape)
        if plate in plates:
            continue
        plates.add(plate)
        number = len(lines) + 1
        vin = make_vin(rng, wmi, 2026, 500_000 + number)
        lines.append(VehicleLine(plate, colour, vin, kind, f"{number:03d}", names.person(0.05), names.mobile(), family))
    return lines


def with_faults(lines: Sequence[VehicleLine]) -> list[VehicleLine]:
    """The same rows with three that cannot be taken: a VIN one place short, a plate that stands twice, no such plate."""
    bad = list(lines)
    short, twice, impossible = (row - 2 for row in FAULTY_ROWS)
    bad[short] = replace(bad[short], vin=bad[short].vin[:-1])
    bad[twice] = replace(bad[twice], plate=bad[5].plate, plate_colour=bad[5].plate_colour)
    bad[impossible] = replace(bad[impossible], plate="粤B12?45")
    return bad


def write_samples(folder: Path, seed: int = 7) -> tuple[Path, ...]:
    """Write the three papers of one installation of 40 vehicles into a folder (made if missing); returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = make_lines(seed, COUNT)
    listed = with_faults(lines)
    return (
        _write_request(folder / REQUEST_FILE, lines, Random(f"{seed}/request")),
        _write_table(
            folder / VEHICLES_FILE,
            "安装车辆明细",
            [zh for zh, _ in VEHICLE_COLUMNS],
            (line.cells() for line in listed),
        ),
        _write_table(
            folder / DRIVERS_FILE,
            "司机和车辆信息",
            ["车牌号", "自编号", "司机", "司机电话", "准驾车型", "停放地点"],
            ((it.plate, it.fleet_no, it.driver_name, it.driver_phone, _licence(it), "坂田货运场") for it in lines),
        ),
    )


def _licence(line: VehicleLine) -> str:
    return {"轻卡": "C1", "面包车": "C1", "重卡": "B2"}.get(line.vehicle_type, "A2")


def _write_table(path: Path, title: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    book = Workbook()
    sheet = _first_sheet(book, title)
    sheet.append(list(header))
    for row in rows:
        sheet.append(list(row))
    for number, name in enumerate(header, start=1):
        cell = sheet.cell(1, number)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8EEF4")
        sheet.column_dimensions[get_column_letter(number)].width = 22 if name == "车架号" else 14
    sheet.freeze_panes = "A2"
    book.save(path)
    return path


def _write_request(path: Path, lines: Sequence[VehicleLine], rng: Random) -> Path:
    """The form 《安装需求单》: names at the left, what was filled in at the right."""
    book = Workbook()
    sheet = _first_sheet(book, "安装需求单")
    sheet.merge_cells("A1:D1")
    sheet["A1"] = "安装需求单"
    sheet["A1"].font = Font(bold=True, size=16)
    sheet["A1"].alignment = Alignment(horizontal="center")
    for row, (name, value) in enumerate(_request_fields(lines, rng), start=2):
        sheet.cell(row, 1, name).font = Font(bold=True)
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=4)
        sheet.cell(row, 2, value).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 18
    for column in "BCD":
        sheet.column_dimensions[column].width = 22
    book.save(path)
    return path


def _request_fields(lines: Sequence[VehicleLine], rng: Random) -> tuple[tuple[str, str], ...]:
    families = sorted({line.family for line in lines})
    counted = "，".join(f"{family} {sum(line.family == family for line in lines)} 台" for family in families)
    contact = Names(rng)
    return (
        ("需求单号", "XQ-2026-1122"),
        ("客户名称", "深圳鹏达顺物流有限公司"),
        ("统一社会信用代码", make_tax_number(rng, "440300")),
        ("联系人", contact.person()),
        ("联系电话", contact.mobile()),
        ("安装地址", "广东省深圳市龙岗区坂田街道金龙路56号"),
        ("附近标志", "坂田货运场 北门岗"),
        ("期望安装时间", "2026-11-28 至 2026-11-29，18:00 以后车辆回场"),
        ("安装数量", f"{len(lines)} 辆"),
        ("终端类型及数量", counted),
        ("费用承担", "首次安装免费，设备按合同月结"),
        ("特殊要求", "不得在仪表台打孔；车辆年审在即，请在月底前完成并出具安装证明"),
        ("附件", f"《{Path(VEHICLES_FILE).stem}》《{Path(DRIVERS_FILE).stem}》"),
        ("经办人签字（盖章）", ""),
    )


def _first_sheet(book: Workbook, title: str) -> Worksheet:
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has one worksheet")
    sheet.title = title
    return sheet
