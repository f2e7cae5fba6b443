"""A camera that shows what it is given: pictures of codes as a motion JPEG that Chromium plays in place of a lens."""

import random
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import cast

import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

SIZE = (1280, 720)
FRAMES_A_SECOND = 30  # as Chromium plays a motion JPEG


def flags(film: Path) -> list[str]:
    """What Chromium is started with so that `film` is its only camera, allowed without asking."""
    return [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]


def code(text: str, kind: str = "Code128", scale: int = 4) -> Image.Image:
    """The code as a printer would make it, with its quiet zone."""
    made = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind))
    pixels = memoryview(cast("bytes", zxingcpp.write_barcode_to_image(made, scale=scale)))  # its stub hides the buffer
    high, wide = cast("tuple[int, int]", pixels.shape)
    return Image.frombuffer("L", (wide, high), bytes(pixels))


def scene(*codes: Image.Image, turned: int = 0, blur: float = 0) -> Image.Image:
    """A label on a grey box: the codes below one another in the middle, then turned and out of focus as asked."""
    picture = Image.new("L", SIZE, 150)
    height = sum(one.height for one in codes) + 20 * (len(codes) - 1)
    label = Image.new("L", (max(one.width for one in codes) + 40, height + 40), 245)
    top = 20
    for one in codes:
        label.paste(one, ((label.width - one.width) // 2, top))
        top += one.height + 20
    label = label.rotate(turned, expand=True, fillcolor=150)
    picture.paste(label, ((SIZE[0] - label.width) // 2, (SIZE[1] - label.height) // 2))
    return picture.filter(ImageFilter.GaussianBlur(blur)) if blur else picture


def nothing(seed: int = 7) -> Image.Image:
    """What is not a code but looks busy: cables, fins of a heat sink, and text-like blots."""
    dice = random.Random(seed)
    picture = Image.new("L", SIZE, 120)
    draw = ImageDraw.Draw(picture)
    for _ in range(90):
        x, y = dice.randrange(SIZE[0]), dice.randrange(SIZE[1])
        draw.line(
            (x, y, x + dice.randint(-200, 200), y + dice.randint(-200, 200)), dice.randrange(256), dice.randint(1, 14)
        )
    for x in range(300, 700, 9):
        draw.rectangle((x, 200, x + dice.randint(2, 6), 420), fill=dice.choice((20, 230)))
    return picture


def show(film: Path, pictures: Sequence[Image.Image], seconds: float = 0.4) -> None:
    """Put the pictures in front of the lens, each for so long, over and over; the camera must be opened anew after."""
    frames = bytearray()
    for picture in pictures:
        out = BytesIO()
        picture.convert("RGB").save(out, "JPEG", quality=82)
        frames += out.getvalue() * max(2, round(seconds * FRAMES_A_SECOND))
    film.write_bytes(bytes(frames))
