"""Every row held against what a vehicle must look like: all faults of all rows at once, nothing changed, nothing lost."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from backend.kernel.errors import Refusal
from backend.kernel.numbers import (
    PlateColour,
    check_phone,
    check_plate,
    check_vin,
    colour_named,
)
from backend.kernel.sheets.columns import Header, means_nothing, plain
from backend.kernel.sheets.errors import SHEET_NO_ROWS, SHEET_TOO_MANY_ROWS
from backend.kernel.sheets.faults import Fault, unreadable
from backend.kernel.sheets.grid import Grid, GridRow, Kind
from backend.kernel.sheets.limits import MAX_CELL, MAX_ROWS
from backend.modules.intake.sheet import words
from backend.modules.intake.sheet.faults import fault

NO_COLOUR = "none"


@dataclass
class CheckedRow:
    """A row with its values by field, as they would be written, and the codes to remark on."""

    number: int
    values: dict[str, str]
    faults: list[Fault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    cells: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        """Whether it can be taken."""
        return not self.faults


def check_rows(grid: Grid, header: Header, families: Mapping[str, str]) -> list[CheckedRow]:
    """Every row below the header. `families` maps a word in plain form to a device family's code."""
    below = [row for row in grid.rows if row.number > header.row and _has_content(row, header)]
    if not below:
        raise Refusal(SHEET_NO_ROWS, field="file")
    if len(below) > MAX_ROWS:
        raise Refusal(SHEET_TOO_MANY_ROWS, field="file", limit=MAX_ROWS)
    checked = [_RowCheck(row, header, families).run() for row in below]
    _find_twins(checked, header)
    return checked


def _has_content(row: GridRow, header: Header) -> bool:
    used = (row.cell(column.index) for column in header.columns.values())
    return any(not cell.blank and cell.kind is not Kind.MERGED for cell in used)


class _RowCheck:
    """One row under check."""

    def __init__(self, row: GridRow, header: Header, families: Mapping[str, str]) -> None:
        self.row = row
        self.header = header
        self.families = families
        self.result = CheckedRow(row.number, {}, cells=tuple(cell.text for cell in row.cells))

    def run(self) -> CheckedRow:
        """Check every column that is there, in the order people read them."""
        takers: dict[str, Callable[[str], None]] = {
            "vehicle_type": self._vehicle_type,
            "plate_colour": self._colour,
            "plate": self._plate,
            "vin": self._vin,
            "driver_phone": self._phone,
            "family": self._family,
        }
        fields = [*takers, *(name for name in self.header.columns if name not in takers)]
        for name in fields:
            if name in self.header.columns:
                text = self._text(name)
                if text is not None:
                    takers.get(name, lambda plain, into=name: self._keep(into, plain))(text)
        self._identity()
        place = {column.field: column.index for column in self.header.columns.values()}
        self.result.faults.sort(key=lambda one: place.get(one.field, 0))
        return self.result

    def _text(self, name: str) -> str | None:
        """The text of a cell; None when it can't be read, which is then a fault already."""
        cell = self.row.cell(self.header.columns[name].index)
        code = unreadable(cell, may_be_date=name == "note")
        if code is not None:
            self._fault(name, code, cell.text, range=cell.text, limit=MAX_CELL)
            return None
        text = " ".join(cell.text.split())
        return "" if means_nothing(text) else text

    def _fault(self, name: str, code: str, value: str, suggestion: str | None = None, **params: object) -> None:
        column = self.header.column(name)
        self.result.faults.append(fault(self.row.number, column, code, value, suggestion, **params))

    def _keep(self, name: str, text: str) -> None:
        self.result.values[name] = text

    def _vehicle_type(self, text: str) -> None:
        known = words.vehicle_type_named(text) if text else None
        self._keep("vehicle_type", known or text)
        if text and known is None:
            self.result.remarks.append("type_unknown")

    def _colour(self, text: str) -> None:
        colour = colour_named(text) if text else None
        if text and colour is None:
            self._fault("plate_colour", "colour_unknown", text)
            return
        self._keep("plate_colour", colour.value if colour else "")

    def _plate(self, text: str) -> None:
        if not text or words.says_no_plate(text):
            self._keep("plate", "")
            return
        said = self.result.values.get("plate_colour")
        checked = check_plate(text, PlateColour(said) if said else None)
        if checked.error is not None:
            self._fault("plate", checked.error, text, checked.suggestion)
            return
        self.result.remarks += checked.warnings
        self._keep("plate", checked.value)
        if checked.colour is not None:
            self._keep("plate_colour", checked.colour.value)
        elif not any(one.field == "plate_colour" for one in self.result.faults):
            # Blue and yellow plates look the same in writing: the vehicle's type decides, and a person looks it over.
            yellow = words.usually_yellow(self.result.values.get("vehicle_type", ""))
            self._keep("plate_colour", (PlateColour.YELLOW if yellow else PlateColour.BLUE).value)
            self.result.remarks.append("colour_assumed")

    def _vin(self, text: str) -> None:
        if not text:
            self._keep("vin", "")
            return
        checked = check_vin(text)
        if checked.error is not None:
            self._fault("vin", checked.error, text, checked.suggestion)
            return
        self.result.remarks += checked.warnings
        self._keep("vin", checked.value)

    def _phone(self, text: str) -> None:
        if not text:
            self._keep("driver_phone", "")
            return
        checked = check_phone(text)
        if checked.error is not None:
            self._fault("driver_phone", checked.error, text)
            return
        self.result.remarks += checked.warnings
        self._keep("driver_phone", checked.value)

    def _family(self, text: str) -> None:
        code = family_named(text, self.families) if text else ""
        if code is None:
            known = "、".join(sorted(set(self.families.values())))
            self._fault("family", "family_unknown", text, known=known)
            return
        self._keep("family", code)

    def _identity(self) -> None:
        values = self.result.values
        broken = any(one.field in ("plate", "vin") for one in self.result.faults)
        if not values.get("plate") and not values.get("vin") and not broken:
            self._fault("plate", "plate_or_vin_missing", "")
        if not values.get("plate"):
            values["plate_colour"] = NO_COLOUR


def family_named(text: str, families: Mapping[str, str]) -> str | None:
    """The family that a word means: by code or name, else by the one family whose name is part of the word."""
    word = plain(text)
    if word in families:
        return families[word]
    within = {code for name, code in families.items() if len(name) > 2 and (name in word or word in name)}
    return within.pop() if len(within) == 1 else None


def _find_twins(rows: list[CheckedRow], header: Header) -> None:
    """The same vehicle twice in the list: the later row is at fault and names the earlier one."""
    plates: dict[tuple[str, str], int] = {}
    vins: dict[str, int] = {}
    for row in rows:
        plate, vin = row.values.get("plate", ""), row.values.get("vin", "")
        colour = row.values.get("plate_colour", "")
        if plate:
            first = plates.setdefault((plate, colour), row.number)
            if first != row.number:
                row.faults.append(fault(row.number, header.column("plate"), "same_plate", plate, first=first))
        if vin:
            first = vins.setdefault(vin, row.number)
            if first != row.number:
                row.faults.append(fault(row.number, header.column("vin"), "same_vin", vin, first=first))
