"""The result file of a carrier's portal, read and matched with the open tasks; a person looks and then books it."""

import re
from dataclasses import dataclass, field

from backend.kernel.errors import Refusal
from backend.kernel.numbers import check_iccid
from backend.kernel.sheets.grid import Grid, GridRow
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory.carriers import errors, repository
from backend.modules.inventory.carriers.models import CarrierTaskRow

MOST_ROWS = 10_000
# Looked for in this order: "不成功" holds "成功", "未完成" holds "完成".
REFUSED_WORDS = (
    "失败",
    "不成功",
    "未成功",
    "没成功",
    "驳回",
    "拒绝",
    "fail",
    "reject",
    "refuse",
    "error",
    "unsuccessful",
)
GOING_ON_WORDS = ("未完成", "未办", "待", "处理中", "办理中", "incomplete", "not done", "pending", "processing")
DONE_WORDS = ("成功", "完成", "已绑定", "已重绑", "success", "done")


@dataclass
class Results:
    """The open tasks by what the portal says of their cards; ICCIDs nobody asked for, and rows with no verdict."""

    done: list[CarrierTaskRow] = field(default_factory=list)
    refused: list[CarrierTaskRow] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)


def read_results(work: UnitOfWork, grid: Grid) -> Results:
    """Match each row that names a card with its open task; changes nothing. Refuses 422 a list without any ICCID.

    A card with open tasks for two terminals is unclear: the portal's file says nothing of the terminal.
    """
    verdicts = {key: verdict for row in grid.rows[:MOST_ROWS] if (key := _iccid(row)) for verdict in [_verdict(row)]}
    if not verdicts:
        raise Refusal(errors.NO_ICCID_COLUMN, field="file")
    found: dict[str, list[CarrierTaskRow]] = {}
    for row in repository.open_of_cards(work.session, verdicts):
        if row.centre_id is None or work.actor.reaches(row.centre_id):
            found.setdefault(row.iccid_key19, []).append(row)
    results = Results()
    for key, verdict in verdicts.items():
        _book(results, key, verdict, found.get(key, []))
    return results


def _book(results: Results, key: str, verdict: str | None, tasks: list[CarrierTaskRow]) -> None:
    if not tasks:
        results.unknown.append(key)
    elif verdict is None or len(tasks) > 1:
        results.unclear.append(key)
    else:
        (results.done if verdict == "done" else results.refused).append(tasks[0])


def _iccid(row: GridRow) -> str | None:
    return next((key for cell in row.cells if (key := check_iccid(cell.text).key)), None)


def _verdict(row: GridRow) -> str | None:
    said = " ".join(cell.text.lower() for cell in row.cells)
    if any(word in said for word in REFUSED_WORDS):
        return "refused"
    if any(word in said for word in GOING_ON_WORDS):
        return None
    return "done" if any(word in said for word in DONE_WORDS) or re.search(r"\bok\b", said) else None
