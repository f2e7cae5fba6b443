"""A company for a long shift: one technician whose van holds one terminal for each of his many visits."""

import io
import random
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from PIL import ExifTags, Image, ImageDraw
from stdnum import luhn

from backend.kernel.actor import Actor
from backend.kernel.db import migrate
from backend.kernel.settings import Settings
from backend.modules.auth import public as auth
from backend.modules.customers import public as customers
from backend.modules.inventory import public as inventory
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import public as work_orders
from backend.wiring import House, build_house

CENTRE = auth.Centre(
    "0190a000-0000-7000-8000-000000000001", "SZ", "深圳服务中心", "Shenzhen", "深圳市南山区科技园", "0755-26000001",
    22.5431, 113.9537, "Asia/Shanghai",
)  # fmt: skip
OFFICE = Actor(
    id="office", name="王经理", grants=(("manager", None), ("dispatcher", None), ("agent", None)), scope=None
)
USERNAME, PASSWORD = "tech.soak", "paigong-soak"
SLOTS = ("P2", "P4", "P8")  # the pictures that an installation of a battery tracker must have
CELLS, SIDE = 4, 640


@dataclass(frozen=True)
class Job:
    """One visit: what is to be installed where."""

    index: int
    order_no: str
    visit_id: str
    item_id: str
    vehicle_id: str
    terminal: str


def settings_of(data_dir: Path) -> Settings:
    """The settings of a server over this folder, without the demo."""
    return Settings(data_dir=data_dir, demo=False, _env_file=None)


def new_company(data_dir: Path, visits: int) -> list[Job]:
    """A fresh database under `data_dir` with the company in it, closed again."""
    settings = settings_of(data_dir)
    data_dir.mkdir(parents=True, exist_ok=True)
    migrate(settings.database)
    house = build_house(settings)
    jobs = found_company(house, visits)
    house.courier.run_until_idle()
    house.units.database.close()
    return jobs


def found_company(house: House, visits: int) -> list[Job]:
    """Fill an empty house with so many dispatched installations, one terminal each."""
    technician = _people(house)
    return [_job(house, technician, index) for index in range(visits)]


def _people(house: House) -> str:
    with house.units.write() as work:
        auth.add_centre(work, CENTRE)
        work_orders.load_defaults(work)
        inventory.load_products(work, inventory.DEFAULT_PRODUCTS)
        new = technicians.NewTechnician(CENTRE.id, "苏建国", "13800138001", 22.6, 114.0)
        technician = technicians.load_technicians(work, [new])[0]
        auth.add_user(
            work, username=USERNAME, name="苏建国", password_hash=auth.hash_password(PASSWORD),
            grants=[("technician", CENTRE.id)], technician_id=technician,
        )  # fmt: skip
    return technician


def _job(house: House, technician: str, index: int) -> Job:
    body = f"0086012{index:07d}"
    terminal = body + str(luhn.calc_check_digit(body))
    with house.units.write(OFFICE) as work:
        owner = customers.add_customer(work, customers.NewCustomer(CENTRE.id, f"车队{index:03d}"))
        site = customers.add_site(work, owner.id, customers.NewSite("坪山区丹梓北路 88 号", lat=22.7, lng=114.3))
        vehicle = customers.add_vehicle(work, customers.NewVehicle(owner.id, f"粤B{10000 + index}", "blue")).id
        van = inventory.PlaceRef("van", technician, centre_id=CENTRE.id)
        inventory.load_devices(work, [inventory.NewDevice(terminal, terminal, "WX-300", van)])
        item = work_orders.NewItem(vehicle, family="WX")
        new = work_orders.NewOrder(
            kind="install", centre_id=CENTRE.id, customer_id=owner.id, items=(item,), site_id=site.id,
            contact_name="赵国强", contact_phone="13826640917",
        )  # fmt: skip
        order = work_orders.submit(work, work_orders.create_order(work, new).id)
        if order.state == "submitted":
            order = work_orders.approve(work, order.id, order.version)
        start = work.now + timedelta(minutes=index)
        visit = work_orders.dispatch_visit(
            work, order.id, technician, start, start + timedelta(hours=2), start, order.version
        )
        items = work_orders.items(work, order.id)
    return Job(index, order.no, visit.id, items[0].id, vehicle, terminal)


def picture(index: int, slot: str) -> bytes:
    """A photo as a camera gives it: of several pieces' size, and it says in its EXIF where it was taken.

    It carries the number of its visit and its slot in black and white cells, legible after any JPEG.
    """
    bits = (index << 4) | SLOTS.index(slot)
    image = Image.new("L", (SIDE, SIDE), 128)
    draw, step = ImageDraw.Draw(image), SIDE // CELLS
    for place in range(CELLS * CELLS):
        x, y = place % CELLS * step, place // CELLS * step
        draw.rectangle((x, y, x + step - 1, y + step - 1), fill=255 if bits >> place & 1 else 0)
    noise = Image.frombytes("L", (SIDE, SIDE), random.Random(bits).randbytes(SIDE * SIDE))
    exif = Image.Exif()
    exif[ExifTags.IFD.GPSInfo] = {ExifTags.GPS.GPSLatitudeRef: "N", ExifTags.GPS.GPSLatitude: (22.0, 42.0, 0.0)}
    out = io.BytesIO()
    Image.blend(image, noise, 0.3).convert("RGB").save(out, "JPEG", quality=85, exif=exif)
    return out.getvalue()


def says_where(content: bytes) -> bool:
    """Whether a photo names the place where it was taken."""
    return bool(Image.open(io.BytesIO(content)).getexif().get_ifd(ExifTags.IFD.GPSInfo))


def read_picture(content: bytes) -> tuple[int, str]:
    """(visit, slot) of a photo made by `picture`, however it was made small."""
    image = Image.open(io.BytesIO(content)).convert("L")
    step = image.width / CELLS
    bits = 0
    for place in range(CELLS * CELLS):
        at = (int((place % CELLS + 0.5) * step), int((place // CELLS + 0.5) * step))
        bits |= (image.crop((*at, at[0] + 1, at[1] + 1)).tobytes() > b"\x7f") << place
    return bits >> 4, SLOTS[bits & 15]
