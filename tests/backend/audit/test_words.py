"""R29: every change can be read in the trail, in both languages."""

import backend.wiring  # noqa: F401 - loads every module's events
from backend.kernel.events import Event
from backend.modules.audit.words import WORDS, in_words


def every_fact() -> set[str]:
    """The names of all facts that the product's own modules can record."""
    names, todo = set(), [Event]
    while todo:
        kind = todo.pop()
        todo.extend(kind.__subclasses__())
        if kind.__module__.startswith("backend.modules") and "name" in vars(kind):
            names.add(kind.name)
    return names


def test_R29_every_fact_has_its_words() -> None:
    """A fact without words would show as a machine's name in the trail."""
    assert every_fact() - set(WORDS) == set()


def test_R29_a_fact_is_told_with_its_numbers() -> None:
    """Money is written as money, codes as words."""
    zh, en = in_words("finance.payment_collected", {"amount_fen": 38000, "method": "cash"})
    assert zh == "收款 ¥380.00（现金）"
    assert en == "collected ¥380.00 (cash)"
