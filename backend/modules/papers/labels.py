"""返修标签: one label a page for whatever was taken out and goes back (R11)."""

from collections.abc import Sequence

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.inventory import public as inventory
from backend.modules.papers.errors import NO_LABELS
from backend.modules.papers.frame import Frame, Paper, frame_of
from backend.modules.papers.typeset import qr_svg
from backend.modules.papers.words import Lang

MOST = 100


def return_labels(work: UnitOfWork, removed_ids: Sequence[str], lang: Lang) -> Paper:
    """The labels of these entries, each at most once; refuses 404 and 403 for one out of reach, 409 for none."""
    found = [inventory.return_label(work, one) for one in dict.fromkeys(removed_ids)]
    if not found:
        raise Refusal(NO_LABELS)
    centre = found[0].centre_id or auth.centres(work)[0].id
    frame = frame_of(work, centre, lang)
    data = frame.data(frame.say("return_label"), None, labels=[_label(frame, one) for one in found])
    name = found[0].label_no if len(found) == 1 else f"{found[0].label_no}+{len(found) - 1}"
    return Paper("label", data, frame.files, f"{frame.say('return_label')} {name}.pdf", f"return-label-{name}.pdf")


def labels_of_visit(work: UnitOfWork, visit_id: str) -> list[str]:
    """The entries that a visit opened."""
    return inventory.removed_on_visits(work, [visit_id]).get(visit_id, [])


def _label(frame: Frame, one: inventory.ReturnLabel) -> dict[str, str]:
    frame.files[f"qr-{one.label_no}.svg"] = qr_svg(one.code)
    return {
        "plate": one.plate or frame.say("no_plate"),
        "number": one.number or one.second_number or frame.choose(one.product_name_zh, one.product_name_en),
        "product": frame.choose(one.product_name_zh, one.product_name_en),
        "fault": frame.choose(one.symptom_zh, one.symptom_en),
        "order": one.order_no,
        "date": f"{one.removed_at.astimezone(frame.zone):%Y-%m-%d}",
        "extra": one.label_no,
        "qr": f"qr-{one.label_no}.svg",
    }
