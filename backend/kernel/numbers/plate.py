"""Number plates of mainland China, their kinds, colours and the colour codes of JT/T 808."""

import re
from dataclasses import dataclass
from enum import StrEnum

from backend.kernel.numbers.checked import Checked, tidy

PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
_P, _A, _X = f"[{PROVINCES}]", "[A-HJ-NP-Z]", "[A-HJ-NP-Z0-9]"


class PlateColour(StrEnum):
    """Colour of a plate; the code on the platform is ``jtt_code``."""

    BLUE = "blue"
    YELLOW = "yellow"
    BLACK = "black"
    WHITE = "white"
    GREEN = "green"
    YELLOW_GREEN = "yellow_green"
    FARM_YELLOW = "farm_yellow"
    FARM_GREEN = "farm_green"
    OTHER = "other"

    @property
    def jtt_code(self) -> int:
        """Colour code of JT/T 808 and 697 (0 is 'not registered', then no plate is sent)."""
        return _JTT_CODES[self]

    @property
    def zh(self) -> str:
        """Chinese name as written on forms."""
        return _ZH_COLOURS[self]


_JTT_CODES = {
    PlateColour.BLUE: 1,
    PlateColour.YELLOW: 2,
    PlateColour.BLACK: 3,
    PlateColour.WHITE: 4,
    PlateColour.OTHER: 9,
    PlateColour.FARM_YELLOW: 91,
    PlateColour.FARM_GREEN: 92,
    PlateColour.YELLOW_GREEN: 93,
    PlateColour.GREEN: 94,
}
_ZH_COLOURS = {
    PlateColour.BLUE: "蓝色",
    PlateColour.YELLOW: "黄色",
    PlateColour.BLACK: "黑色",
    PlateColour.WHITE: "白色",
    PlateColour.OTHER: "其他",
    PlateColour.FARM_YELLOW: "农黄",
    PlateColour.FARM_GREEN: "农绿",
    PlateColour.YELLOW_GREEN: "黄绿",
    PlateColour.GREEN: "绿色",
}
_OTHER_NAMES = {
    "渐变绿": PlateColour.GREEN,
    "黄绿双拼": PlateColour.YELLOW_GREEN,
    "农用黄": PlateColour.FARM_YELLOW,
    "农用绿": PlateColour.FARM_GREEN,
    "5": PlateColour.GREEN,  # 94 in old systems
}


class PlateKind(StrEnum):
    """What the shape of a plate says; blue and yellow ordinary plates have the same shape."""

    ORDINARY = "ordinary"
    TRAILER = "trailer"
    TRAINING = "training"
    POLICE = "police"
    NEW_ENERGY_SMALL = "new_energy_small"
    NEW_ENERGY_LARGE = "new_energy_large"
    HONG_KONG_MACAU = "hong_kong_macau"
    EMBASSY = "embassy"
    CONSULATE = "consulate"
    EMERGENCY = "emergency"
    ARMY = "army"
    ARMED_POLICE = "armed_police"
    AVIATION = "aviation"


_SHAPES: tuple[tuple[PlateKind, str, tuple[PlateColour, ...]], ...] = (
    (PlateKind.ORDINARY, rf"{_P}{_A}{_X}{{5}}", (PlateColour.BLUE, PlateColour.YELLOW)),
    (PlateKind.NEW_ENERGY_SMALL, rf"{_P}{_A}[A-HJK]{_X}\d{{4}}", (PlateColour.GREEN,)),
    (PlateKind.NEW_ENERGY_LARGE, rf"{_P}{_A}\d{{5}}[A-HJK]", (PlateColour.YELLOW_GREEN,)),
    (PlateKind.TRAILER, rf"{_P}{_A}{_X}{{4}}挂", (PlateColour.YELLOW,)),
    (PlateKind.TRAINING, rf"{_P}{_A}{_X}{{4}}学", (PlateColour.YELLOW,)),
    (PlateKind.POLICE, rf"{_P}{_A}{_X}{{4}}警", (PlateColour.WHITE,)),
    (PlateKind.HONG_KONG_MACAU, rf"粤Z{_X}{{4}}[港澳]", (PlateColour.BLACK,)),
    (PlateKind.EMBASSY, r"使\d{6}|\d{6}使", (PlateColour.BLACK,)),
    (PlateKind.CONSULATE, rf"{_P}{_A}\d{{4}}领", (PlateColour.BLACK,)),
    (PlateKind.EMERGENCY, rf"{_P}[XS]\d{{4}}应急", (PlateColour.WHITE,)),
    (PlateKind.ARMY, r"(?!WJ)[A-Z]{2}\d{5}", (PlateColour.WHITE,)),
    (PlateKind.ARMED_POLICE, rf"WJ{_P}?\d{{4}}[0-9A-Z]", (PlateColour.WHITE,)),
    (PlateKind.AVIATION, r"民航[A-Z0-9]{5}", (PlateColour.OTHER,)),
)
_COMPILED = tuple((kind, re.compile(shape, re.ASCII), colours) for kind, shape, colours in _SHAPES)
_MISREAD = str.maketrans({"I": "1", "O": "0"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPlate(Checked):
    """A plate with its kind, the colours that the kind can have, and the colour where it is certain or given."""

    kind: PlateKind | None = None
    colours: tuple[PlateColour, ...] = ()
    colour: PlateColour | None = None

    @property
    def jtt_code(self) -> int | None:
        """Colour code for the platform, None while the colour is open."""
        return self.colour.jtt_code if self.colour else None


def normalise(text: str) -> str:
    """Upper case, half width, no dots, hyphens or spaces: 粤B·12345 becomes 粤B12345."""
    return tidy(text)


def colour_named(text: str) -> PlateColour | None:
    """The colour meant by a Chinese name (with or without 色, 牌), an English name or a JT/T code."""
    word = tidy(text).lower().removesuffix("牌")
    if word in _OTHER_NAMES:
        return _OTHER_NAMES[word]
    for colour, zh in _ZH_COLOURS.items():
        english = colour.value.replace("_", "")
        if word and word in (zh, zh.removesuffix("色"), english, str(colour.jtt_code)):
            return colour
    return None


def check_plate(text: str, colour: PlateColour | None = None) -> CheckedPlate:
    """Check a plate; ``colour`` is what the person said, a colour that the kind never has only warns.

    A vehicle with no plate yet has an empty plate and a VIN: ask before calling, empty is an error here.
    """
    value = normalise(text)
    if not value:
        return CheckedPlate(value=value, raw=text, error="plate.empty")
    for kind, shape, colours in _COMPILED:
        if shape.fullmatch(value):
            certain = colours[0] if len(colours) == 1 else None
            unlikely = colour is not None and colour not in colours
            return CheckedPlate(
                value=value,
                raw=text,
                warnings=("plate.colour",) if unlikely else (),
                kind=kind,
                colours=colours,
                colour=colour or certain,
            )
    return CheckedPlate(value=value, raw=text, error=_fault(value), suggestion=_meant(value))


def _fault(value: str) -> str:
    if not re.match(f"{_P}|使|民航|[A-Z0-9]", value):
        return "plate.province"
    if len(value) not in (7, 8):
        return "plate.length"
    return "plate.letters" if re.search("[IO]", value[2:]) else "plate.form"


def _meant(value: str) -> str | None:
    """I and O are never in the serial: the same plate with 1 and 0, if that is a plate."""
    meant = value[:2] + value[2:].translate(_MISREAD)
    fits = meant != value and any(shape.fullmatch(meant) for _, shape, _ in _COMPILED)
    return meant if fits else None
