"""Pictures as pages show them: large ones made smaller, so that a paper with forty of them can be sent."""

import io
from typing import NamedTuple

from PIL import Image, ImageOps, UnidentifiedImageError

LARGE_BYTES = 200_000
EDGE = 800  # px: 230 dots an inch over half the width of a page; JPEG decodes a phone's 1600 px at half the size
# A phone's JPEG with a second picture behind it (MPO) is set as the JPEG that it begins with.
SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}


class PagePicture(NamedTuple):
    """Bytes that the typesetter can set, with the suffix it knows them by."""

    content: bytes
    suffix: str


def page_picture(content: bytes) -> PagePicture | None:
    """The picture for a page: as it is up to 200 KB, else scaled down; None when it is no picture any more."""
    try:
        with Image.open(io.BytesIO(content), formats=tuple(SUFFIXES)) as picture:
            turned = picture.getexif().get(0x0112, 1) != 1
            if len(content) <= LARGE_BYTES and not turned and picture.mode in ("RGB", "L"):
                picture.load()  # a picture that breaks off would stop the whole paper
                return PagePicture(content, SUFFIXES.get(picture.format or "", ".jpg"))
            picture.draft("RGB", (EDGE, EDGE))  # JPEG is decoded at a fraction of its size, which is most of the time
            small = ImageOps.exif_transpose(picture).convert("RGB")
            small.thumbnail((EDGE, EDGE))
            out = io.BytesIO()
            small.save(out, "JPEG", quality=80)
            return PagePicture(out.getvalue(), ".jpg")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
