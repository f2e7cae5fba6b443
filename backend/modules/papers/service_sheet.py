"""《安装任务派工单》 and 《维修服务单》: what a visit is for, what was done, what it cost, who signed."""

from typing import Any

from backend.kernel.files import FileStore
from backend.kernel.money import yuan
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import public as inventory
from backend.modules.papers.accepted import accepted_line, unsigned
from backend.modules.papers.around_visit import AroundVisit, around_visit, require_visit
from backend.modules.papers.frame import Frame, Paper, frame_of, order_url, spoken
from backend.modules.papers.shrinking import page_picture
from backend.modules.papers.typeset import qr_svg
from backend.modules.papers.vehicle_lines import cause_of, fault_of, product_name, symptom_of, vehicle
from backend.modules.papers.words import METHODS, Lang

MOST_CARDS = 3
INSTALLATIONS = frozenset({"install", "transfer"})


def service_sheet(work: UnitOfWork, visit_id: str, lang: Lang) -> Paper:
    """The sheet of one visit, blank before the work and filled in afterwards; refuses 404 and 403."""
    require_visit(work, visit_id)
    there = around_visit(work, visit_id)
    frame = frame_of(work, there.order.centre_id, lang)
    title = sheet_title(there.order.kind)
    frame.files["qr.svg"] = qr_svg(order_url(frame.settings, there.order.id))
    data = frame.data(
        frame.say(title),
        "qr.svg",
        no=f"{there.visit.no}",
        tags=_tags(frame, there),
        facts=_facts(frame, there),
        wide=_wide_facts(frame, there),
        **_vehicles(frame, there),
        times=_times(frame, there),
        clock_flag=there.visit.clock_flag,
        fees=fees(frame, there),
        fees_word=frame.say("no_fees" if there.over else "fees_later"),
        warranty=_warranty(frame, there),
        proof=_repair_proof(frame, there),
        signature=signature(frame, there, work.ports.files),
        technician_line=f"{there.technician.name}　{frame.say('date')}",
    )
    plain = "installation-sheet" if title == "install_sheet" else "repair-sheet"
    return Paper(
        "sheet", data, frame.files, f"{frame.say(title)} {there.visit.no}.pdf", f"{plain}-{there.visit.no}.pdf"
    )


def sheet_title(kind: str) -> str:
    """Which of the two sheets an order of this kind has."""
    return "install_sheet" if kind in INSTALLATIONS else "repair_sheet"


def _tags(frame: Frame, there: AroundVisit) -> list[list[str]]:
    tags = [[frame.say(f"kind_{there.order.kind}"), "plain"]]
    if there.order.priority == "urgent":
        tags.append([frame.say("urgent"), "late"])
    if not there.over:
        tags.append([frame.say("to_fill"), "plain"])
    return tags


def _facts(frame: Frame, there: AroundVisit) -> list[list[str]]:
    order, visit = there.order, there.visit
    partner = there.technician.partner_name
    who = f"{there.technician.name}（{partner}）" if partner else there.technician.name
    optional = (("request_no", order.request_no), ("model", order.product_model),
                ("purchased", str(order.purchase_date) if order.purchase_date else ""), ("since", order.since_text))  # fmt: skip
    return [
        [frame.say("customer"), there.customer.name],
        [frame.say("order_no"), order.no],
        [frame.say("contact"), order.contact_name],
        [frame.say("opened"), frame.time(order.created_at)],
        [frame.say("phone"), spoken(there.contact_phone)],
        [frame.say("window"), frame.window(visit.window_start, visit.window_end)],
        [frame.say("technician"), who],
        *([frame.say(key), value] for key, value in optional if value),
    ]


def _wide_facts(frame: Frame, there: AroundVisit) -> list[list[str]]:
    site, order = there.site, there.order
    fault = symptom_of(there)
    said = (
        ("address", site.address if site else ""),
        ("landmark", site.landmark if site else ""),
        ("symptom", frame.choose(fault.symptom_zh, fault.symptom_en) if fault else order.symptom),
        ("note", order.note),
    )
    return [[frame.say(key), value] for key, value in said if value]


def _vehicles(frame: Frame, there: AroundVisit) -> dict[str, Any]:
    one_by_one = len(there.items) <= MOST_CARDS
    swapped = any(one.old_device_no and one.new_device_no for one in there.items)
    heads = {"terminal_head": "old_terminal", "work_head": "remedy" if there.order.kind == "repair" else "act"}
    return {
        "cards": one_by_one,
        "count": None if len(there.items) == 1 else frame.say("count_vehicles", n=len(there.items)),
        "vehicles": [vehicle(frame, there, one) for one in there.items],
        "terminal_head": f"{frame.say(heads['terminal_head'])} → {frame.say('new_terminal')}"
        if swapped
        else frame.say("terminal"),
        "work_head": frame.say(heads["work_head"]),
    }


def _times(frame: Frame, there: AroundVisit) -> list[list[str]]:
    return [[frame.say(key), frame.time(at)] for key, at in there.moments] if there.over else []


def fees(frame: Frame, there: AroundVisit) -> dict[str, Any] | None:
    """The confirmed fees with what was paid and what is open; None while they are not confirmed."""
    bill = there.bill
    if bill is None:
        return None
    paid = sum(fen for _, fen, _ in bill.payments)
    labels = {one.id: there.label(one.vehicle_id) for one in there.items}
    return {
        "lines": [
            {
                "plate": labels.get(one.item_id, ""), "what": product_name(frame, there, one.code),
                "quantity": str(one.quantity), "unit": yuan(one.unit_fen), "amount": yuan(one.amount_fen),
                "note": frame.say(one.free_reason) if one.free_reason else "",
            }
            for one in bill.lines
        ],
        "total": yuan(bill.total_fen),
        "free": bill.total_fen == 0,
        "paid": [
            f"{frame.say(METHODS.get(method, method))} {yuan(fen)} {frame.time(at)}" for method, fen, at in bill.payments
        ],
        "open": yuan(bill.total_fen - paid) if bill.total_fen > paid else None,
    }  # fmt: skip


def _warranty(frame: Frame, there: AroundVisit) -> list[str]:
    """Until when the terminals are in warranty, for the few vehicles that have a card of their own."""
    if len(there.items) > MOST_CARDS:
        return []
    sits: list[tuple[str, inventory.Installed | None]] = [
        (there.label(one.vehicle_id), there.installed.get(one.vehicle_id)) for one in there.items
    ]
    return [
        frame.say("warranty_until", plate=label, date=found.device.warranty_end)
        for label, found in sits
        if found and found.device.warranty_end
    ]


def _repair_proof(frame: Frame, there: AroundVisit) -> dict[str, Any] | None:
    """故障报修证明: for repairs of regulated vehicles, with a place for the seal (R39)."""
    watched = [one for one in there.items if (v := there.vehicles.get(one.vehicle_id)) and v.regulated]
    if there.order.kind != "repair" or not watched:
        return None
    joint = "、" if frame.lang == "zh" else ", "

    def told(values: list[str]) -> str | None:
        found = joint.join(dict.fromkeys(one for one in values if one))
        return found or (None if not there.over else "")

    return {
        "facts": [
            [frame.say("reported_at"), frame.time(there.order.created_at)],
            [frame.say("repaired_at"), frame.time(there.visit.completed_at) or None],
        ],
        "wide": [
            [frame.say("plate"), told([there.label(one.vehicle_id) for one in watched])],
            [frame.say("fault"), told([fault_of(frame, there, one) for one in watched])],
            [frame.say("reason"), told([cause_of(frame, there, one) for one in watched])],
            [frame.say("remedy"), told([one.remedy for one in watched])],
        ],
    }


def signature(frame: Frame, there: AroundVisit, store: FileStore) -> dict[str, Any]:
    """The signature's picture with the signer, or why there is none."""
    visit, sha256 = there.visit, there.signature_sha
    if there.in_parts:
        line = accepted_line(frame, there.accepted, visit.no_signature_reason)
    elif sha256 is None:
        line = unsigned(frame, visit.no_signature_reason) if visit.no_signature_reason else ""
    else:
        line = " · ".join(filter(None, (visit.signer, frame.time(visit.completed_at or visit.ended_at))))
    if sha256 is None:
        return {"image": None, "line": line}
    content = store.get(sha256)
    picture = page_picture(content) if content else None
    if picture is None:
        return {"image": None, "line": f"{line} · {frame.say('missing_picture')}"}
    frame.files[f"sign{picture.suffix}"] = picture.content
    return {"image": f"sign{picture.suffix}", "line": line}
