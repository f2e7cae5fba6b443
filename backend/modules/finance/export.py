"""Lists of money as .xlsx."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from backend.kernel.spreadsheet import neutral
from backend.modules.finance.schemas import HoldingOut, PaymentOut

METHODS_ZH = {"cash": "现金", "wechat": "微信", "alipay": "支付宝", "transfer": "转账", "on_account": "挂账"}


def holdings_book(holdings: Sequence[HoldingOut], payments: Sequence[PaymentOut], zone: ZoneInfo) -> bytes:
    """Who holds what, and the payments behind it; amounts in yuan, times local."""
    book = Workbook()
    people: Worksheet = book.create_sheet("谁手上有钱")
    _head(people, ("人", "中心", "外协", "现金", "扫码没到账", "合计", "已来交", "最早一笔", "超期"))
    for one in holdings:
        _row(
            people,
            (one.name, one.centre_name, one.partner_name or "", *_yuan(one.cash_fen, one.digital_fen, one.total_fen, one.submitted_fen),
             one.oldest_at.astimezone(zone).replace(tzinfo=None), "是" if one.overdue else ""),
        )  # fmt: skip
    details: Worksheet = book.create_sheet("明细")
    _head(details, ("收款时间", "人", "工单", "客户", "项目", "方式", "金额", "流水号", "已来交"))
    for paid in payments:
        _row(
            details,
            (paid.collected_at.astimezone(zone).replace(tzinfo=None), paid.technician_name, paid.order_no, paid.customer_name,
             paid.things_zh, METHODS_ZH[paid.method], *_yuan(paid.amount_fen), paid.reference, "是" if paid.remittance_id else ""),
        )  # fmt: skip
    book.remove(book.worksheets[0])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _yuan(*amounts_fen: int) -> tuple[float, ...]:
    return tuple(fen / 100 for fen in amounts_fen)


def _head(sheet: Worksheet, names: Sequence[str]) -> None:
    sheet.append(list(names))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for letter in "ABCDEFGHI":
        sheet.column_dimensions[letter].width = 16


def _row(sheet: Worksheet, values: Sequence[Any]) -> None:
    sheet.append([neutral(value) for value in values])
    for cell in sheet[sheet.max_row]:
        if isinstance(cell.value, float):
            cell.number_format = "#,##0.00"
        elif isinstance(cell.value, datetime):
            cell.number_format = "yyyy-mm-dd hh:mm"
