"""What every check answers, and the small text work that all numbers share."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Set
from dataclasses import dataclass
from typing import NamedTuple

_SEPARATORS = re.compile(r"[\s\-‐-―−·•・.．_/]+")
_DIGITS = "0123456789"
_LETTERS_AND_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Message(NamedTuple):
    """One sentence for people in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The verdict on one number.

    ``value`` is normalised, ``raw`` is what was read and is always kept. ``error`` is the code of the one
    reason why it cannot be such a number; ``warnings`` are codes that ask a person to look again.
    ``suggestion`` is the number that was probably meant.
    """

    value: str
    raw: str
    error: str | None = None
    warnings: tuple[str, ...] = ()
    suggestion: str | None = None

    @property
    def ok(self) -> bool:
        """Whether the number can be taken (perhaps with warnings)."""
        return self.error is None


def tidy(text: str) -> str:
    """Upper case, full width to half width, no spaces, hyphens, dots or invisible characters."""
    folded = unicodedata.normalize("NFKC", text).upper()
    visible = "".join(sign for sign in folded if unicodedata.category(sign) not in {"Cf", "Cc"} or sign.isspace())
    return _SEPARATORS.sub("", visible)


def is_digits(text: str) -> bool:
    """Whether the text is one or more of 0-9 (``str.isdigit`` also takes superscripts and other scripts)."""
    return bool(text) and text.isascii() and text.isdigit()


def one_digit_away(number: str, known: Collection[str]) -> str | None:
    """The single known number that differs from ``number`` in exactly one place, else None.

    Two candidates are no suggestion: a guess between them would be worse than a question.
    """
    found: list[str] = []
    for candidate in _candidates(number, known):
        if candidate not in found:
            found.append(candidate)
        if len(found) > 1:
            return None
    return found[0] if found else None


def _candidates(number: str, known: Collection[str]) -> Iterator[str]:
    """Known numbers one place away; a set is asked per neighbour, anything else is read through."""
    if not isinstance(known, Set):
        for other in known:
            if len(other) == len(number) and sum(a != b for a, b in zip(number, other, strict=True)) == 1:
                yield other
        return
    alphabet = _DIGITS if is_digits(number) else _LETTERS_AND_DIGITS
    for place, present in enumerate(number):
        for sign in alphabet:
            neighbour = number[:place] + sign + number[place + 1 :]
            if sign != present and neighbour in known:
                yield neighbour
