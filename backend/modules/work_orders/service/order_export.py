"""The list of orders as .xlsx, with the filters of the screen. Phone numbers stay in the app (R27)."""

from collections.abc import Iterator
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import Literal
from zoneinfo import ZoneInfo

from backend.kernel.spreadsheet import write_list
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.work_orders import lifecycle
from backend.modules.work_orders.schemas import OrderRow
from backend.modules.work_orders.service.order_list import OrderFilter, every_order

MOST = 5_000
Lang = Literal["zh", "en"]
COLUMNS = (
    ("单号", "Number", 16), ("类型", "Kind", 10), ("加急", "Urgent", 8), ("状态", "State", 14), ("中心", "Centre", 14),
    ("客户", "Customer", 28), ("地址", "Address", 40), ("车数", "Vehicles", 8), ("车牌", "Plates", 30),
    ("约的开始", "From", 17), ("约的结束", "Until", 17), ("最晚", "Due", 17),
    ("监管期限", "Authority date", 17), ("监管状态", "Authority clock", 14), ("安装维修员", "Technician", 12),
    ("开单", "Opened", 17),
)  # fmt: skip
KINDS = {
    "install": ("安装", "Install"), "repair": ("维修", "Repair"), "removal": ("拆机", "Removal"),
    "transfer": ("移机", "Transfer"), "inspection": ("巡检", "Inspection"),
}  # fmt: skip

CLOCKS = {
    "running": ("计时中", "running"), "warned": ("快到期", "near its end"), "late": ("已超期", "overdue"),
    "met": ("按期恢复", "met"), "met_late": ("超期恢复", "met late"),
}  # fmt: skip


def orders_book(work: UnitOfWork, wanted: OrderFilter, lang: Lang) -> tuple[SpooledTemporaryFile[bytes], int]:
    """The workbook and its number of rows, times local to each centre; refuses more than `MOST` orders."""
    said = 0 if lang == "zh" else 1
    centres = {one.id: one for one in auth.centres(work)}
    count = 0

    def lines() -> Iterator[tuple[object, ...]]:
        nonlocal count
        for row in found:
            count += 1
            yield _line(row, centres[row.centre_id], said)

    found = every_order(work, wanted, MOST)
    head = [(names[said], width) for *names, width in COLUMNS]
    return write_list(("工单", "Orders")[said], [(str(name), float(width)) for name, width in head], lines()), count


def _line(row: OrderRow, centre: auth.Centre, said: int) -> tuple[object, ...]:
    zone = ZoneInfo(centre.time_zone)

    def local(at: datetime | None) -> datetime | None:
        return at.astimezone(zone).replace(tzinfo=None, microsecond=0) if at else None

    return (
        row.no, KINDS[row.kind][said], ("是", "yes")[said] if row.priority == "urgent" else "",
        lifecycle.STATE_WORDS["order"][row.state][said], (centre.name_zh, centre.name_en)[said], row.customer_name,
        row.site_address, row.item_count, " ".join(one.plate for one in row.plates), local(row.window_start),
        local(row.window_end), local(row.due_at), local(row.authority_due_at),
        CLOCKS[row.authority_state][said] if row.authority_state else "", row.technician_name or "", local(row.created_at),
    )  # fmt: skip
