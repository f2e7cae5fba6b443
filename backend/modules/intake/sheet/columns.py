"""Which column of a vehicle list is what, by the words people head them with."""

from backend.kernel.sheets import columns
from backend.kernel.sheets.columns import Header
from backend.kernel.sheets.grid import Grid
from backend.modules.intake import errors
from backend.modules.intake.sheet.words import table

KEYS = ("plate", "vin")


def find_header(grid: Grid) -> Header:
    """The header of the list; refuses a list without plate and VIN, and two columns of the same meaning."""
    return columns.find_header(grid, columns.namer(table()["columns"]), KEYS, errors.SHEET_NO_HEADER)
