"""What is told of removed parts to other modules: frozen facts."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class TakenOut:
    """What the office knows of the occasion on which something is taken out; the label prints it (R11)."""

    plate: str = ""
    plate_colour: str = ""
    order_no: str = ""
    symptom_zh: str = ""
    symptom_en: str = ""
    technician_name: str = ""


@dataclass(frozen=True)
class ReturnLabel:
    """What the return label (返修标签) prints. `kind` is device, sim or part; `code` is what its QR code says."""

    id: str
    label_no: str
    kind: str
    number: str
    second_number: str
    product_name_zh: str
    product_name_en: str
    plate: str
    plate_colour: str
    symptom_zh: str
    symptom_en: str
    removed_at: datetime
    removed_by: str
    order_no: str
    centre_id: str | None
    bound_for: str
    code: str


@dataclass(frozen=True)
class OwnRemoved:
    """One line of a technician's own open list: what he must hand in, since when, under which label."""

    id: str
    label_no: str
    kind: str
    thing_id: str
    number: str
    product_name_zh: str
    product_name_en: str
    plate: str
    plate_colour: str
    symptom_zh: str
    symptom_en: str
    order_no: str
    visit_id: str | None
    removed_at: datetime
    bound_for: str
    state: str
