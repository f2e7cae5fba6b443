"""What may have been meant by a number: one sign read wrongly, two neighbours swapped, I for 1 or O for 0, one too few or many; pure.

Whoever knows the registered numbers asks for these candidates by their index, so it costs the same over 200,000 of them.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

from backend.kernel.numbers.checked import is_digits

Reason = Literal["look_alike", "swapped", "digit", "missing", "extra"]
REASONS: tuple[Reason, ...] = ("look_alike", "swapped", "digit", "missing", "extra")
_DIGITS = "0123456789"
_SIGNS = _DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ALIKE = {"I": "1", "1": "I", "O": "0", "0": "O", "Q": "0", "B": "8", "8": "B", "S": "5", "5": "S", "Z": "2", "2": "Z"}


def variants(number: str, signs: str = "") -> dict[str, Reason]:
    """What may have been meant by a normalised number, the likeliest reason for each.

    `signs` are those that any place may hold. Without them it is a digit, in a number with letters a letter too, and
    only among digits one that was left out is looked for: that is few enough to ask for.
    """
    plain = _DIGITS if is_digits(number) else _SIGNS
    ways: tuple[Iterable[str], ...] = (
        _alike(number),
        _swapped(number),
        _other(number, signs or plain),
        _missing(number, signs or plain) if signs or plain == _DIGITS else (),
        _extra(number),
    )
    found: dict[str, Reason] = {}
    for reason, meant in zip(REASONS, ways, strict=True):
        for one in meant:
            if one != number:
                found.setdefault(one, reason)
    return found


def _alike(number: str) -> Iterator[str]:
    for place, sign in enumerate(number):
        if sign in _ALIKE:
            yield number[:place] + _ALIKE[sign] + number[place + 1 :]
    yield number.translate(str.maketrans("IOQ", "100"))


def _swapped(number: str) -> Iterator[str]:
    for place in range(len(number) - 1):
        yield number[:place] + number[place + 1] + number[place] + number[place + 2 :]


def _other(number: str, signs: str) -> Iterator[str]:
    for place in range(len(number)):
        for sign in signs:
            yield number[:place] + sign + number[place + 1 :]


def _missing(number: str, signs: str) -> Iterator[str]:
    for place in range(len(number) + 1):
        for sign in signs:
            yield number[:place] + sign + number[place:]


def _extra(number: str) -> Iterator[str]:
    for place in range(len(number)):
        yield number[:place] + number[place + 1 :]
