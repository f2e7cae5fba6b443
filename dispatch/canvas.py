"""Two surfaces to draw the same shapes on: SVG, written by hand, and PNG, by Pillow."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import Literal, Protocol
from xml.sax.saxutils import escape

from PIL import Image, ImageDraw, ImageFont

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]
SVG_FONT = "system-ui, 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif"
_PILLOW_ANCHORS = {"start": "lm", "middle": "mm", "end": "rm"}


# Looked for where Pillow's own letters, which are Latin, do not suffice
CHINESE_FONTS = ("NotoSansCJK-Regular.ttc", "wqy-microhei.ttc", "wqy-zenhei.ttc", "msyh.ttc", "PingFang.ttc")


class Canvas(Protocol):
    """What can be drawn; pixels from the top left corner, colours as #rrggbb."""

    def rectangle(self, at: Point, size: Point, fill: str, outline: str = "", tip: str = "") -> None:
        """A box with its top left corner `at`; `tip` is shown to who points at it, where that can be."""

    def line(self, points: Sequence[Point], colour: str, width: float = 1.0) -> None:
        """A line through all points."""

    def circle(self, at: Point, radius: float, fill: str, outline: str = "", tip: str = "") -> None:
        """A disc around `at`."""

    def text(self, at: Point, words: str, size: int, colour: str, anchor: Anchor = "start", halo: bool = False) -> None:
        """One line of words, centred on `at` vertically; with a white `halo` it can be read over lines."""


class Svg:
    """Shapes as SVG."""

    def __init__(self, width: int, height: int) -> None:
        self._parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" font-family="{SVG_FONT}">'
        ]
        self.rectangle((0, 0), (width, height), "#ffffff")

    def rectangle(self, at: Point, size: Point, fill: str, outline: str = "", tip: str = "") -> None:
        """See Canvas."""
        shape = f'<rect x="{at[0]:.1f}" y="{at[1]:.1f}" width="{size[0]:.1f}" height="{size[1]:.1f}"'
        self._shape(shape, "rect", fill, outline, tip)

    def line(self, points: Sequence[Point], colour: str, width: float = 1.0) -> None:
        """See Canvas."""
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self._parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}" stroke-linejoin="round"/>'
        )

    def circle(self, at: Point, radius: float, fill: str, outline: str = "", tip: str = "") -> None:
        """See Canvas."""
        self._shape(f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{radius:g}"', "circle", fill, outline, tip)

    def text(self, at: Point, words: str, size: int, colour: str, anchor: Anchor = "start", halo: bool = False) -> None:
        """See Canvas."""
        around = ' stroke="#ffffff" stroke-width="3" paint-order="stroke"' if halo else ""
        self._parts.append(
            f'<text x="{at[0]:.1f}" y="{at[1]:.1f}" font-size="{size}" fill="{colour}" text-anchor="{anchor}"{around} '
            f'dominant-baseline="central">{escape(words)}</text>'
        )

    def document(self) -> str:
        """The whole file."""
        return "\n".join([*self._parts, "</svg>", ""])

    def _shape(self, shape: str, name: str, fill: str, outline: str, tip: str) -> None:
        stroke = f' stroke="{outline}" stroke-width="2"' if outline else ""
        end = f"><title>{escape(tip)}</title></{name}>" if tip else "/>"
        self._parts.append(f'{shape} fill="{fill}"{stroke}{end}')


class Png:
    """Shapes as a PNG, at twice the size for sharp letters."""

    SCALE = 2

    def __init__(self, width: int, height: int) -> None:
        self._image = Image.new("RGB", (width * self.SCALE, height * self.SCALE), "#ffffff")
        self._draw = ImageDraw.Draw(self._image)

    def rectangle(self, at: Point, size: Point, fill: str, outline: str = "", tip: str = "") -> None:
        """See Canvas."""
        box = self._scaled([at, (at[0] + max(size[0], 0.5), at[1] + size[1])])
        self._draw.rectangle(box, fill=fill, outline=outline or None, width=2 * self.SCALE)

    def line(self, points: Sequence[Point], colour: str, width: float = 1.0) -> None:
        """See Canvas."""
        self._draw.line(self._scaled(points), fill=colour, width=max(1, round(width * self.SCALE)), joint="curve")

    def circle(self, at: Point, radius: float, fill: str, outline: str = "", tip: str = "") -> None:
        """See Canvas."""
        box = self._scaled([(at[0] - radius, at[1] - radius), (at[0] + radius, at[1] + radius)])
        self._draw.ellipse(box, fill=fill, outline=outline or None, width=2 * self.SCALE)

    def text(self, at: Point, words: str, size: int, colour: str, anchor: Anchor = "start", halo: bool = False) -> None:
        """See Canvas."""
        font = _font(size * self.SCALE, words.isascii())
        (spot,) = self._scaled([at])
        around = self.SCALE if halo else 0
        anchored = _PILLOW_ANCHORS[anchor]
        self._draw.text(spot, words, colour, font, anchored, stroke_width=around, stroke_fill="#ffffff")

    def document(self) -> bytes:
        """The whole file."""
        file = BytesIO()
        self._image.save(file, "PNG", optimize=True)
        return file.getvalue()

    def _scaled(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.SCALE, y * self.SCALE) for x, y in points]


@cache
def _font(size: int, latin: bool) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for name in () if latin else CHINESE_FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)
