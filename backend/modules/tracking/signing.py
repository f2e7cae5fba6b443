"""Signing on the customer's page (R37): what he signs for, and how a drawing or a typed name becomes a picture."""

import base64
import binascii
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo

import pylopdf_fonts_zh_cn
from PIL import Image, ImageDraw, ImageFont, UnidentifiedImageError

from backend.kernel.errors import Refusal
from backend.kernel.money import yuan
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.customers import public as customers
from backend.modules.finance import public as finance
from backend.modules.inventory import public as inventory
from backend.modules.tracking.errors import BAD_DRAWING, NAME_MISSING, NO_DRAWING, SAY_WHAT
from backend.modules.tracking.links import order_behind
from backend.modules.tracking.words import say
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.public import ItemView, VisitView

DRAWN = "data:image/png;base64,"
MOST_LETTERS, MOST_PIXELS = 500_000, 4_000_000
DARK = 160  # ink is darker than this, paper lighter; both as drawn by the page's own script
LONGEST_NAME = 40


@dataclass(frozen=True)
class Did:
    """A vehicle as the customer reads it: its plate, and what was done to it in words."""

    plate: str
    colour: str
    told: tuple[str, ...]


@dataclass(frozen=True)
class Charge:
    """One charged line of the fees."""

    name: str
    amount: str


@dataclass(frozen=True)
class Signing:
    """What the customer signs for, and who was asked to."""

    visit_id: str
    asked_of: str
    vehicles: tuple[Did, ...]
    charges: tuple[Charge, ...]
    total: str


def signing(work: UnitOfWork, visit: VisitView, asked_of: str, lang: str) -> Signing:
    """What was done at this visit, no more than the customer needs (R28): vehicles, numbers, parts, fees."""
    items = [one for one in work_orders.items_of_visit(work, visit.id) if one.state != "cancelled"]
    vehicles = customers.vehicles(work, [one.vehicle_id for one in items])
    products = {one.code: one.name_zh if lang == "zh" else one.name_en for one in inventory.products(work)}
    bill = finance.bill_of_visit(work, visit.id)
    lines = bill.lines if bill else ()
    return Signing(
        visit_id=visit.id,
        asked_of=asked_of,
        vehicles=tuple(_did(one, vehicles[one.vehicle_id], products, lang) for one in items),
        charges=tuple(
            Charge(_counted(products.get(one.code, one.code), one.quantity, lang), yuan(one.amount_fen))
            for one in lines
            if one.amount_fen
        ),
        total=yuan(bill.total_fen) if bill and bill.total_fen else "",
    )


def _did(item: ItemView, vehicle: customers.Vehicle, products: dict[str, str], lang: str) -> Did:
    if item.state != "recorded":
        told: Iterable[str] = [say(lang, "did_suspended", reason=item.suspend_reason)]
    else:
        number = item.new_device_no
        told = [
            say(lang, f"did_{item.act or 'none'}"),
            *([say(lang, "terminal", no=number)] if number else []),
            *(_counted(products.get(code, code), count, lang) for code, count in item.parts.items() if count),
        ]
    return Did(vehicle.plate, vehicle.plate_colour, tuple(told))


def _counted(name: str, count: int, lang: str) -> str:
    return name if count == 1 else say(lang, "did_part", name=name, n=count)


def sign(work: UnitOfWork, token: str, visit_id: str, name: str, drawing: str, confirmed: bool, lang: str) -> None:
    """Take the signature: the drawing, else the typed name where the customer says that it stands for one."""
    order = work_orders.order(work, order_behind(work, token))
    signer = " ".join(name.split())[:LONGEST_NAME]
    if not signer:
        raise Refusal(NAME_MISSING, field="name")
    if drawing:
        picture, how = drawn(drawing), "drawn"
    elif confirmed:
        at = work.now.astimezone(ZoneInfo(auth.centre(work, order.centre_id).time_zone))
        picture, how = typed(signer, say(lang, "typed_note", no=order.no, time=f"{at:%Y-%m-%d %H:%M:%S}")), "typed"
    else:
        raise Refusal(NO_DRAWING, field="drawing")
    work_orders.sign_by_link(work, order.id, visit_id, signer, picture, how)


def decline(work: UnitOfWork, token: str, visit_id: str, reason: str) -> None:
    """The customer will not sign and says why; refuses without a word."""
    order_id = order_behind(work, token)
    if not reason.strip():
        raise Refusal(SAY_WHAT, field="reason")
    work_orders.decline_signature(work, order_id, visit_id, reason.strip()[:500])


def drawn(data_url: str) -> bytes:
    """The PNG that the pad has drawn; refuses what is none, and an empty sheet."""
    if not data_url.startswith(DRAWN) or len(data_url) > MOST_LETTERS:
        raise Refusal(BAD_DRAWING, field="drawing")
    try:
        content = base64.b64decode(data_url[len(DRAWN) :], validate=True)
        with Image.open(io.BytesIO(content), formats=("PNG",)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refusal(BAD_DRAWING, field="drawing")
            flat = Image.new("L", picture.size, 255)
            whole = picture.convert("RGBA")
            flat.paste(whole.convert("L"), mask=whole.getchannel("A"))
    except (binascii.Error, UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise Refusal(BAD_DRAWING, field="drawing") from None
    if not any(flat.histogram()[:DARK]):
        raise Refusal(NO_DRAWING, field="drawing")
    return content


def typed(name: str, note: str) -> bytes:
    """A typed name as a picture, so that it stands on the papers where a signature would; `note` says what it is."""
    sheet = Image.new("L", (800, 300), 255)
    pen = ImageDraw.Draw(sheet)
    size = min(96, 1400 // max(len(name), 8))
    pen.text((40, 130), name, fill=20, font=_font(size), anchor="lm")
    pen.text((40, 250), note, fill=90, font=_font(24), anchor="lm")
    out = io.BytesIO()
    sheet.save(out, "PNG", optimize=True)
    return out.getvalue()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(pylopdf_fonts_zh_cn.sans_path()), size)
