"""A plan as a picture: the map of all routes, and everybody's day beside it."""

import colorsys
import math
from collections.abc import Sequence

from dispatch.canvas import Canvas, Png, Point, Svg
from dispatch.model import Location
from dispatch.picture import Kind, Mark, Picture, Row, Span, read_picture

INK, FAINT, GRID, RED = "#1b1f24", "#57606a", "#d8dee4", "#c62828"
DRIVE, WAIT, BREAK = "#8c959f", "#e6e9ed", "#b9a37a"
# Dark enough for white letters, and told apart by most colour-blind people; then round the circle
COLOURS = ("#0b5fa5", "#b3541e", "#1f7a3d", "#8e24aa", "#b5123e", "#4e5a1c", "#006d77", "#5b3fbf", "#7a4a2b", "#3d4f5c")

MARGIN, HEAD, MAP, NAMES, DAY = 24, 64, 620, 96, 860
MOST_LABELS = 80  # names of jobs on the map; beyond, they would cover each other
TICKS = (60, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400, 604_800)


def draw(plan: object) -> str:
    """SVG of an answer of `solve` or `check`. Raises InvalidProblem where there is nothing to draw."""
    picture = read_picture(plan)
    canvas = Svg(*_size(picture))
    _paint(canvas, picture)
    return canvas.document()


def draw_png(plan: object) -> bytes:
    """The same as PNG."""
    picture = read_picture(plan)
    canvas = Png(*_size(picture))
    _paint(canvas, picture)
    return canvas.document()


def _size(picture: Picture) -> tuple[int, int]:
    rows = math.ceil(len(picture.rows) * _row_height(picture))
    height = HEAD + max(MAP if picture.marks else 0, rows + 2 * MARGIN) + 2 * MARGIN
    return _day_left(picture) + DAY + MARGIN, height


def _day_left(picture: Picture) -> int:
    return MARGIN + NAMES + (MAP + MARGIN if picture.marks else 0)


def _row_height(picture: Picture) -> float:
    return min(44.0, max(10.0, MAP / max(1, len(picture.rows))))


def _paint(canvas: Canvas, picture: Picture) -> None:
    hours, minutes = divmod(picture.driving // 60, 60)
    title = f"{len(picture.rows)} routes, {picture.jobs} visits, {hours} h {minutes:02} min of driving"
    canvas.text((MARGIN, MARGIN + 4), title, 18, INK)
    if picture.unassigned:
        canvas.text((MARGIN, MARGIN + 28), f"{picture.unassigned} in nobody's day", 14, RED)
    if picture.marks:
        _paint_map(canvas, picture)
    _paint_days(canvas, picture)


def _colour(number: int) -> str:
    if number < len(COLOURS):
        return COLOURS[number]
    hue = (number * 0.618034) % 1.0
    red, green, blue = colorsys.hls_to_rgb(hue, 0.30 + 0.08 * (number % 2), 0.65)
    return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"


class _Map:
    """From places to pixels: one scale for both directions, north at the top."""

    def __init__(self, marks: Sequence[Mark], planar: bool) -> None:
        lats = [mark.where.lat for mark in marks]
        lons = [mark.where.lon for mark in marks]
        self.squeeze = 1.0 if planar else math.cos(math.radians((min(lats) + max(lats)) / 2))
        self.west, self.north = min(lons), max(lats)
        wide, high = (max(lons) - min(lons)) * self.squeeze, max(lats) - min(lats)
        room = MAP - 2 * MARGIN
        self.scale = room / max(wide, high, 1e-9)
        self.left = 2 * MARGIN + (room - wide * self.scale) / 2
        self.top = HEAD + MARGIN + (room - high * self.scale) / 2

    def at(self, place: Location) -> Point:
        """The pixel of a place."""
        east = (place.lon - self.west) * self.squeeze
        return self.left + east * self.scale, self.top + (self.north - place.lat) * self.scale


def _paint_map(canvas: Canvas, picture: Picture) -> None:
    ground = _Map(picture.marks, picture.planar)
    canvas.rectangle((MARGIN, HEAD), (MAP, MAP), "#f6f8fa")
    for number, row in enumerate(picture.rows):
        if len(row.marks) > 1:
            canvas.line([ground.at(mark.where) for mark in row.marks], _colour(number), 2)
    labelled = picture.jobs <= MOST_LABELS
    for number, row in enumerate(picture.rows):
        for mark in row.marks:
            _paint_mark(canvas, ground.at(mark.where), mark, _colour(number), row.name, labelled)
    for mark in picture.left:
        x, y = ground.at(mark.where)
        canvas.circle((x, y), 5, "#ffffff", RED, f"{mark.label}: in nobody's day")
        canvas.text((x + 9, y), mark.label, 12, RED, halo=True)


def _paint_mark(canvas: Canvas, at: Point, mark: Mark, colour: str, name: str, labelled: bool) -> None:
    if not mark.label:
        canvas.rectangle((at[0] - 5, at[1] - 5), (10, 10), INK, tip=f"start or end of {name}")
        return
    canvas.circle(at, 5 if labelled else 3, colour, tip=f"{mark.label}, by {name}")
    if labelled:
        canvas.text((at[0] + 8, at[1] - 8), mark.label, 11, INK, halo=True)


class _Hours:
    """From seconds to pixels, with a tick at round times."""

    def __init__(self, picture: Picture) -> None:
        spans = [span for row in picture.rows for span in row.spans] or [Span(Kind.WAIT, 0, 3600)]
        first, last = min(span.start for span in spans), max(span.end for span in spans)
        self.step = next((tick for tick in TICKS if (last - first) / tick <= 12), (last - first) // 12 + 1)
        self.first = first - first % self.step
        self.last = last + -last % self.step or self.step
        self.left = _day_left(picture)

    def at(self, second: int) -> float:
        """The pixel of a moment."""
        return self.left + DAY * (second - self.first) / max(1, self.last - self.first)


def _paint_days(canvas: Canvas, picture: Picture) -> None:
    hours, height = _Hours(picture), _row_height(picture)
    bottom = HEAD + height * len(picture.rows)
    for second in range(hours.first, hours.last + 1, hours.step):
        x = hours.at(second)
        canvas.line([(x, HEAD), (x, bottom)], GRID)
        canvas.text((x, HEAD - 12), _clock(second), 12, FAINT, "middle")
    for number, row in enumerate(picture.rows):
        _paint_day(canvas, hours, row, HEAD + height * number, height, _colour(number))
    _paint_legend(canvas, hours.left, bottom + MARGIN)


def _paint_day(canvas: Canvas, hours: _Hours, row: Row, top: float, height: float, colour: str) -> None:
    size = min(13, max(8, round(height - 3)))
    canvas.rectangle((hours.left - NAMES, top + height * 0.25), (6, height * 0.5), colour)
    canvas.text((hours.left - NAMES + 12, top + height / 2), _cut(row.name, NAMES - 20, size), size, INK)
    for span in row.spans:
        left, width = hours.at(span.start), hours.at(span.end) - hours.at(span.start)
        # A drive is a thin line, everything else a box
        high = height * (0.16 if span.kind is Kind.DRIVE else 0.72)
        fill = {Kind.DRIVE: DRIVE, Kind.WAIT: WAIT, Kind.BREAK: BREAK}.get(span.kind, colour)
        words = f"{span.kind} {span.label}".strip() + f", {_clock(span.start)} to {_clock(span.end)}"
        box = (left, top + (height - high) / 2)
        canvas.rectangle(box, (width, high), fill, RED if span.wrong else "", words)
        label = _cut(span.label, width - 4, size - 2)
        if label and label == span.label:
            canvas.text((left + width / 2, top + height / 2), label, size - 2, "#ffffff", "middle")


def _paint_legend(canvas: Canvas, left: float, top: float) -> None:
    entries = (("work", COLOURS[0]), ("drive", DRIVE), ("wait", WAIT), ("break", BREAK), ("breaks a rule", RED))
    for number, (words, fill) in enumerate(entries):
        x = left + 130 * number
        canvas.rectangle((x, top - 6), (18, 12), fill if fill != RED else "#ffffff", RED if fill == RED else "")
        canvas.text((x + 26, top), words, 12, FAINT)


def _cut(words: str, width: float, size: int) -> str:
    """As much of `words` as fits; letters are taken to be 0.6 as wide as high, others as wide."""
    fits = ""
    for letter in words:
        width -= size * (0.6 if ord(letter) < 0x2E80 else 1.0)
        if width < 0:
            break
        fits += letter
    return fits


def _clock(second: int) -> str:
    minutes = second % 86_400 // 60
    return f"{minutes // 60:02}:{minutes % 60:02}"
