"""Every row of a delivery list held against what a terminal, a card or a part must look like; pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from backend.kernel.errors import Refusal
from backend.kernel.numbers import check_iccid, check_imei, check_msisdn
from backend.kernel.numbers.checked import is_digits
from backend.kernel.sheets.columns import Header, means_nothing, plain
from backend.kernel.sheets.errors import SHEET_NO_ROWS, SHEET_TOO_MANY_ROWS
from backend.kernel.sheets.faults import Fault, fault_at, unreadable
from backend.kernel.sheets.grid import Grid, GridRow, Kind
from backend.kernel.sheets.limits import MAX_CELL, MAX_ROWS
from backend.modules.inventory import policies
from backend.modules.inventory.carriers.defaults import OPERATOR_PREFIXES
from backend.modules.inventory.stocking.scanning import TERMINAL_FORM
from backend.modules.inventory.stocking.sheet_words import CARD_NAMES, KEYS, OPERATOR_NAMES, SENTENCES

MOST_PARTS = 100_000
Products = Mapping[str, str]  # from a word in plain form to a code


@dataclass
class Row:
    """A row with its values by field, as they would be written."""

    number: int
    cells: tuple[str, ...]
    values: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def key(self, kind: str) -> tuple[str, ...]:
        """By which two rows are the same thing."""
        value = self.values.get
        if kind == "sims":
            return (policies.iccid_key(value("iccid", ""))[0],) if value("iccid") else ()
        return tuple(one for one in {value("number", ""), value("imei", "")} if one) if kind == "devices" else ()


def check_rows(kind: str, grid: Grid, header: Header, products: Products) -> list[Row]:
    """Every row below the header; refuses a list without rows or with too many."""
    used = [column.index for column in header.columns.values()]
    below = [row for row in grid.rows if row.number > header.row and _has_content(row, used)]
    if not below:
        raise Refusal(SHEET_NO_ROWS, field="file")
    if len(below) > MAX_ROWS:
        raise Refusal(SHEET_TOO_MANY_ROWS, field="file", limit=MAX_ROWS)
    rows = [_Check(kind, row, header, products).run() for row in below]
    _find_twins(kind, rows, header)
    return rows


def _has_content(row: GridRow, used: list[int]) -> bool:
    return any(not cell.blank and cell.kind is not Kind.MERGED for cell in map(row.cell, used))


class _Check:
    """One row under check."""

    def __init__(self, kind: str, row: GridRow, header: Header, products: Products) -> None:
        self.kind, self.row, self.header, self.products = kind, row, header, products
        self.result = Row(row.number, tuple(cell.text for cell in row.cells))

    def run(self) -> Row:
        takers: dict[str, Callable[[str], None]] = {
            "number": self._number, "imei": self._imei, "product": self._product, "iccid": self._iccid,
            "msisdn": self._msisdn, "operator": self._operator, "card_type": self._card_type, "quantity": self._quantity,
        }  # fmt: skip
        for name, column in self.header.columns.items():
            cell = self.row.cell(column.index)
            code = unreadable(cell)
            if code is not None:
                self._fault(name, code, cell.text, range=cell.text, limit=MAX_CELL)
                continue
            text = " ".join(cell.text.split())
            takers[name]("" if means_nothing(text) else text)
        self._whole()
        return self.result

    def _whole(self) -> None:
        values, broken = self.result.values, {one.field for one in self.result.faults}
        if self.kind == "devices" and not broken & {"number", "imei"} and not values.get("number"):
            if not values.get("imei"):
                self._fault("number", "number_missing", "")
            values["number"] = values.get("imei", "")
        if self.kind != "sims" and "product" not in broken and not values.get("product"):
            self._fault("product", "product_missing", "")
        if self.kind == "parts" and "quantity" not in broken and "quantity" not in values:
            self._fault("quantity", "quantity", "")
        if (
            self.kind == "sims"
            and values.get("operator")
            and values.get("prefix") not in (None, "", values["operator"])
        ):
            self.result.remarks.append("operator_differs")
        values.pop("prefix", None)

    def _fault(self, name: str, code: str, value: str, suggestion: str | None = None, **params: object) -> None:
        column = self.header.column(name)
        words = SENTENCES.get(code)
        told = fault_at(self.row.number, column, code, words, value, suggestion, **params)
        self.result.faults.append(told)

    def _number(self, text: str) -> None:
        key = policies.terminal_key(text)
        if key and not TERMINAL_FORM.fullmatch(key):
            self._fault("number", "terminal_form", text)
            return
        self.result.values["number"] = key

    def _imei(self, text: str) -> None:
        if not text:
            return
        checked = check_imei(text)
        if checked.error is not None:
            self._fault("imei", checked.error, text, checked.suggestion)
            return
        self.result.remarks += checked.warnings
        self.result.values["imei"] = checked.value

    def _product(self, text: str) -> None:
        code = self.products.get(plain(text)) if text else ""
        if code is None:
            self._fault("product", "product_unknown", text)
            return
        self.result.values["product"] = code

    def _iccid(self, text: str) -> None:
        checked = check_iccid(text, OPERATOR_PREFIXES)
        if checked.error is not None:
            self._fault("iccid", checked.error, text, checked.suggestion)
            return
        self.result.remarks += checked.warnings
        self.result.values |= {"iccid": checked.value, "prefix": checked.operator or ""}

    def _msisdn(self, text: str) -> None:
        if not text:
            return
        checked = check_msisdn(text)
        if checked.error is not None:
            self._fault("msisdn", checked.error, text)
            return
        self.result.remarks += checked.warnings
        self.result.values["msisdn"] = checked.value

    def _operator(self, text: str) -> None:
        self._choice("operator", text, OPERATOR_NAMES)

    def _card_type(self, text: str) -> None:
        self._choice("card_type", text, CARD_NAMES)

    def _choice(self, name: str, text: str, known: Mapping[str, str]) -> None:
        code = known.get(plain(text)) if text else ""
        if code is None:
            self._fault(name, f"{name}_unknown", text)
            return
        self.result.values[name] = code

    def _quantity(self, text: str) -> None:
        if not is_digits(text) or len(text) > 6 or not 1 <= int(text) <= MOST_PARTS:
            self._fault("quantity", "quantity", text)
            return
        self.result.values["quantity"] = str(int(text))


def _find_twins(kind: str, rows: list[Row], header: Header) -> None:
    """The same thing twice in the list: the later row is at fault and names the earlier one."""
    first: dict[str, int] = {}
    for row in rows:
        for key in row.key(kind):
            earlier = first.setdefault(key, row.number)
            if earlier != row.number:
                column = header.column(KEYS[kind][0])
                row.faults.append(
                    fault_at(row.number, column, "same_number", SENTENCES["same_number"], key, first=earlier)
                )
                break
