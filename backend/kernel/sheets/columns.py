"""Which column is what: the header is the line within the first ten that names most columns."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from backend.kernel.errors import Refusal, Sentence
from backend.kernel.sheets import errors
from backend.kernel.sheets.grid import Grid, GridRow, letter
from backend.kernel.sheets.limits import HEADER_WITHIN

_PUNCTUATION = re.compile(r"[\s_\-.:：/\\、,，;；*＊'\"’“”·]+")
_BRACKETED = re.compile(r"[(（\[【<].*?[)）\]】>]")
_FAULT_MARKS = ("问题", "fault")  # how the columns begin that this product writes beside faulty cells
_NOTHING = frozenset({"-", "--", "/", "\\", "无", "没有", "暂无", "未知", "none", "n/a", "na", "nil", "null"})
Named = Callable[[str], str | None]


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
    """The header line: its row number, the columns by field, the titles that mean nothing here, and the key fields."""

    row: int
    columns: dict[str, Column]
    unused: tuple[tuple[str, str], ...]
    titles: tuple[str, ...]
    keys: tuple[str, ...]

    def column(self, field: str) -> Column:
        """The column of a field; where there is none, that of the first key, so that a fault has a place."""
        found = [self.columns[name] for name in (field, *self.keys) if name in self.columns]
        return found[0]


def plain(text: str) -> str:
    """A word to compare: half width, lower case, no punctuation: ' 车牌 号码*：' is 车牌号码."""
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", text).lower())


def means_nothing(text: str) -> bool:
    """Whether a cell says 'nothing' in words or signs: 无, /, n/a."""
    return unicodedata.normalize("NFKC", text).strip().lower() in _NOTHING


def namer(words: Mapping[str, Sequence[str]]) -> Named:
    """From field → words to a function that says which field a title means, also with brackets: 车牌号（必填）."""
    fields = {plain(word): name for name, known in words.items() for word in known}

    def named(title: str) -> str | None:
        bare = _BRACKETED.sub("", unicodedata.normalize("NFKC", title))
        return fields.get(plain(title)) or fields.get(plain(bare))

    return named


def find_header(grid: Grid, named: Named, keys: tuple[str, ...], missing: Sentence) -> Header:
    """The header of the list; refuses (`missing`) a list with none of the `keys`, and two columns of one meaning."""
    candidates = [row for row in grid.rows[:HEADER_WITHIN] if row.number <= HEADER_WITHIN]
    best = max(candidates, key=lambda row: len(_fields(row, named) - {"seq"}), default=None)
    if best is None or not _fields(best, named) & set(keys):
        raise Refusal(missing, field="file", within=HEADER_WITHIN)
    return _read(best, named, keys)


def _fields(row: GridRow, named: Named) -> set[str]:
    return {field for cell in row.cells if not cell.blank and (field := named(cell.text))}


def _read(row: GridRow, named: Named, keys: tuple[str, ...]) -> Header:
    columns: dict[str, Column] = {}
    unused: list[tuple[str, str]] = []
    for index, cell in enumerate(row.cells):
        if cell.blank or plain(cell.text).startswith(_FAULT_MARKS):
            continue
        field = named(cell.text)
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
    titles = tuple(cell.text.strip() for cell in row.cells)
    return Header(row.number, columns, tuple(unused), titles, keys)
