"""What a reader makes of a file: rows of cells, each with the text a person sees and what kind of cell it is."""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a cell holds beyond its text; everything but TEXT and EMPTY may be a fault in a column that matters."""

    EMPTY = "empty"
    TEXT = "text"
    FORMULA = "formula"
    ERROR = "error"
    DATE = "date"
    LOST = "lost"  # a number too long for a spreadsheet: its last digits are gone
    MERGED = "merged"  # covered by a merged cell that begins elsewhere; the text says where


@dataclass(frozen=True)
class Cell:
    """One cell."""

    text: str = ""
    kind: Kind = Kind.EMPTY

    @property
    def blank(self) -> bool:
        """Whether there is nothing to read here."""
        return self.kind is Kind.EMPTY


@dataclass(frozen=True)
class GridRow:
    """A row with its number in the file, counted from 1 as people see it."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, index: int) -> Cell:
        """The cell in a column (0 is A); empty beyond the end."""
        return self.cells[index] if 0 <= index < len(self.cells) else Cell()


@dataclass(frozen=True)
class Grid:
    """The rows that hold anything, and what was left out on the way (zh, en)."""

    rows: tuple[GridRow, ...]
    notes: tuple[tuple[str, str], ...] = field(default=())


def letter(index: int) -> str:
    """The letter of a column: 0 is A, 25 is Z, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
