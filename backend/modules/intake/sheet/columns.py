"""Which column is what: the header is the line within the first ten that names most columns."""

from dataclasses import dataclass

from backend.kernel.errors import Refusal
from backend.modules.intake import errors
from backend.modules.intake.sheet.grid import Grid, GridRow, letter
from backend.modules.intake.sheet.limits import HEADER_WITHIN
from backend.modules.intake.sheet.words import field_named, is_fault_column


@dataclass(frozen=True)
class Column:
    """A column that is used: where it stands and what it is called there."""

    index: int
    title: str
    field: str

    @property
    def letter(self) -> str:
        """A, B, …"""
        return letter(self.index)


@dataclass(frozen=True)
class Header:
    """The header line: its row number, the columns by field, and the titles that mean nothing here."""

    row: int
    columns: dict[str, Column]
    unused: tuple[tuple[str, str], ...]
    titles: tuple[str, ...]

    def column(self, field: str) -> Column:
        """The column of a field; where there is none, the plate's or the VIN's, so that a fault has a place."""
        return self.columns.get(field) or self.columns.get("plate") or self.columns["vin"]


def find_header(grid: Grid) -> Header:
    """The header of the list; refuses a list without one, and two columns of the same meaning."""
    candidates = [row for row in grid.rows[:HEADER_WITHIN] if row.number <= HEADER_WITHIN]
    best = max(candidates, key=_known, default=None)
    if best is None or not _fields(best) & {"plate", "vin"} or _known(best) < 1:
        raise Refusal(errors.SHEET_NO_HEADER, field="file", within=HEADER_WITHIN)
    return _read(best)


def _fields(row: GridRow) -> set[str]:
    return {field for cell in row.cells if not cell.blank and (field := field_named(cell.text))}


def _known(row: GridRow) -> int:
    return len(_fields(row) - {"seq"})


def _read(row: GridRow) -> Header:
    columns: dict[str, Column] = {}
    unused: list[tuple[str, str]] = []
    for index, cell in enumerate(row.cells):
        if cell.blank or is_fault_column(cell.text):
            continue
        field = field_named(cell.text)
        if field is None:
            unused.append((letter(index), cell.text.strip()))
            continue
        first = columns.get(field)
        if first is not None and field != "seq":
            raise Refusal(
                errors.SHEET_HEADER_TWICE,
                field="file",
                first=first.letter,
                first_name=first.title,
                second=letter(index),
                second_name=cell.text.strip(),
            )
        columns[field] = Column(index, cell.text.strip(), field)
    columns.pop("seq", None)
    return Header(row.number, columns, tuple(unused), tuple(cell.text.strip() for cell in row.cells))
