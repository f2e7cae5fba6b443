"""Prints the traffic between the modules, as wired, into docs/architecture.md.

python -m tests.architecture.printed_tables
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from backend import wiring
from backend.kernel.events import Event

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "architecture.md"
BLOCK = re.compile(r"(<!-- printed: (\w+) -->\n).*?(<!-- end -->)", re.S)


def with_tables(document: str) -> str:
    """The document with each printed block made anew."""
    return BLOCK.sub(lambda found: f"{found[1]}{TABLES[found[2]]()}{found[3]}", document)


def traffic() -> str:
    """Facts that somebody hears: the teller is the module of the event, the hearer is the subscriber's name."""
    tellers = {event.name: _module(event.__module__) for event in _events()}
    heard: dict[str, list[str]] = {}
    for one in wiring.SUBSCRIPTIONS:
        heard.setdefault(one.event.name, []).append(f"`{one.name}`")
    rows = ([f"`{name}`", tellers[name], ", ".join(names)] for name, names in sorted(heard.items()))
    return _table(("fact", "told by", "heard by"), rows)


def commands() -> str:
    """What a phone may send: the kind, who carries it out, the fields of its payload."""
    rows = []
    for one in wiring.PHONE_COMMANDS:
        fields = one.payload_model.model_fields
        told = [f"`{name}`" if field.is_required() else f"`{name}`?" for name, field in fields.items()]
        rows.append([f"`{one.kind}`", _module(one.handler.__module__), " ".join(told)])
    return _table(("command", "carried out by", "fields (? may be left out)"), rows)


def jobs() -> str:
    """What is done when it is due."""
    rows = ([f"`{one.name}`", (one.step.__doc__ or "").split(".")[0].split(";")[0]] for one in wiring.JOBS)
    return _table(("job", "one step"), rows)


TABLES: dict[str, Callable[[], str]] = {"traffic": traffic, "commands": commands, "jobs": jobs}


def _events() -> list[type[Event]]:
    """Every event class, the modules' own first: a hearer's partial copy of a neighbour's fact tells nothing."""
    found, open_ends = [], [Event]
    while open_ends:
        for child in open_ends.pop().__subclasses__():
            open_ends.append(child)
            if hasattr(child, "name"):
                found.append(child)
    return sorted(found, key=lambda event: event.__module__.endswith(".events"))


def _module(path: str) -> str:
    return path.removeprefix("backend.modules.").split(".")[0]


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    columns = list(head)
    lines = [columns, ["---"] * len(columns), *(list(row) for row in rows)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


if __name__ == "__main__":
    DOCUMENT.write_text(with_tables(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
