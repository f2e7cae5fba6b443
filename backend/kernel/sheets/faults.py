"""What can be wrong with a cell, as a sentence with row, column letter and column name in both languages."""

from dataclasses import dataclass
from typing import Any

from backend.kernel.numbers import MESSAGES
from backend.kernel.sheets.columns import Column
from backend.kernel.sheets.grid import Cell, Kind
from backend.kernel.sheets.limits import MAX_CELL

CELLS: dict[str, tuple[str, str]] = {
    "formula": (
        "这一格是公式，系统不算公式。请复制后“选择性粘贴”为数值。",
        "This cell is a formula, which is not worked out here. Copy it and paste it as a value.",
    ),
    "cell_error": ("这一格在表里就是错误值。", "The spreadsheet itself shows an error in this cell."),
    "digits_lost": (
        "号码太长，被表格当成数字，末尾几位已经丢了。请把这一列设成文本，重新填写。",
        "The spreadsheet took this number for a quantity and lost its last digits. Format the column as text and enter it again.",
    ),
    "is_date": (
        "这一格被表格当成了日期。请设成文本，重新填写。",
        "The spreadsheet took this cell for a date. Format it as text and enter it again.",
    ),
    "merged": (
        "这一格并在 {range} 里，读不到内容。请取消合并，每行都填。",
        "This cell is part of the merged range {range} and reads as empty. Unmerge it and fill in every row.",
    ),
    "too_long": ("内容太长，最多 {limit} 个字。", "Too long; at most {limit} characters."),
}
_KINDS = {Kind.FORMULA: "formula", Kind.ERROR: "cell_error", Kind.LOST: "digits_lost", Kind.MERGED: "merged"}


@dataclass(frozen=True)
class Fault:
    """One thing wrong with one cell."""

    row: int
    column: str
    column_name: str
    field: str
    code: str
    zh: str
    en: str
    value: str


def unreadable(cell: Cell, *, may_be_date: bool = False) -> str | None:
    """The code of why nothing can be made of this cell; None when it has a text to go on."""
    if cell.kind in _KINDS:
        return _KINDS[cell.kind]
    if cell.kind is Kind.DATE and not may_be_date:
        return "is_date"
    return "too_long" if len(cell.text) > MAX_CELL else None


def fault_at(
    row: int,
    column: Column,
    code: str,
    words: tuple[str, str] | None,
    value: str,
    suggestion: str | None = None,
    **params: Any,
) -> Fault:
    """The fault `code` at a cell, in `words` (zh, en); without words in those of cells or of the numbers kernel."""
    zh, en = words or CELLS.get(code) or MESSAGES[code]
    told = {"value": value[:200], **params}
    zh, en = filled(zh, told), filled(en, told)
    if suggestion:
        zh, en = f"{zh}是不是 {suggestion}？", f"{en} Was it {suggestion}?"
    return Fault(
        row=row,
        column=column.letter,
        column_name=column.title,
        field=column.field,
        code=code,
        zh=f"第 {row} 行 {column.letter} 列“{column.title}”：{zh}",
        en=f"Row {row}, column {column.letter} “{column.title}”: {en}",
        value=value[:200],
    )


def remark(code: str, words: tuple[str, str], **params: Any) -> dict[str, Any]:
    """A remark about the whole list, as it goes over the wire."""
    return {"code": code, "message": {"zh": filled(words[0], params), "en": filled(words[1], params)}}


def filled(text: str, params: dict[str, Any]) -> str:
    """The sentence with its parameters."""
    for key, value in params.items():
        text = text.replace("{" + key + "}", str(value))
    return text
