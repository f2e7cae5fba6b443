"""One call of each operation that a person who may can make on the stage; bodies are taken apart by the bad-input test."""

from datetime import timedelta
from typing import Any

from backend.kernel.ids import new_id
from tests.backend.api.call import Call, on, wire
from tests.backend.api.crew_on_stage import CREW
from tests.backend.api.reads import READS
from tests.backend.api.stock_on_stage import STOCK
from tests.backend.api.unsent_on_stage import UNSENT
from tests.backend.conftest import NOW, SHENZHEN

START, END = NOW + timedelta(hours=2), NOW + timedelta(hours=4)


def times(**more: Any) -> dict[str, Any]:
    """An appointment this afternoon."""
    return {"window_start": wire(START), "window_end": wire(END), "planned_start": wire(START), **more}


def said(*command: Any) -> dict[str, Any]:
    """A batch of one command."""
    kind, payload = command
    envelope = {"id": new_id(), "seq": 1, "kind": kind, "version": 1, "event_time": wire(NOW), "counter": 1}
    return {"client_id": f"phone-{new_id()}", "commands": [{**envelope, "payload": payload}]}


PARCEL = {"factory": "华南终端厂", "address": "东莞", "carrier": "顺丰", "parcel_no": "SF1", "note": ""}
OFFICE_WRITES: dict[str, Call] = {
    "POST /api/approval-rules": on("manager", lambda s: {"name_zh": "小单", "name_en": "Small", "max_items": 1, "centre_id": SHENZHEN.id}),
    "PATCH /api/approval-rules/{rule_id}": on("manager", lambda s: {"active": False}, rule_id="rule"),
    "POST /api/orders/{order_id}/approve": on(
        "manager", lambda s: {"version": s.versions["submitted"], "note": "可以"}, order_id="submitted"
    ),
    "POST /api/orders/{order_id}/reject": on(
        "manager", lambda s: {"version": s.versions["submitted"], "reason": "资料不全"}, order_id="submitted"
    ),
    "POST /api/orders/{order_id}/authority": on(
        "dispatcher",
        lambda s: {"version": s.versions["regulated"], "due_at": wire(NOW + timedelta(hours=9)), "notice_no": "118"},
        order_id="regulated",
    ),
    "PUT /api/vehicle-types/{code}": on(
        "administrator", lambda s: {"name_zh": "甩挂", "name_en": "Swap body", "words": "", "regulated": True}, code="type_code"
    ),
    "POST /api/orders/{order_id}/cancel": on(
        "agent", lambda s: {"version": s.versions["approved"], "reason": "客户不装了"}, order_id="approved"
    ),
    "POST /api/orders/{order_id}/verbal-approval": on(
        "dispatcher",
        lambda s: {"version": s.versions["urgent"], "giver": "方经理", "how": "电话", "at": wire(NOW), "note": ""},
        order_id="urgent",
    ),
    "POST /api/orders/{order_id}/approvals/{approval_id}/confirm": on(
        "manager", order_id="verbal", approval_id="approval"
    ),
    "POST /api/orders/{order_id}/dispatch": on(
        "dispatcher",
        lambda s: times(version=s.versions["approved"], technician_id=s.ids["colleague"], overrule_reason="就近"),
        order_id="approved",
    ),
    "POST /api/visits/{visit_id}/mates": on(
        "dispatcher",
        lambda s: {"version": s.versions["visit"], "technician_id": s.ids["colleague"], "overrule_reason": "就近"},
        visit_id="visit",
    ),
    "POST /api/orders/{order_id}/clashes/{clash_id}/settle": on(
        "dispatcher", lambda s: {"claim_id": s.ids["claim"], "note": "问过了"}, order_id="yard", clash_id="clash"
    ),
    "GET /api/orders/{order_id}/yard": on("agent", order_id="yard"),
    "POST /api/visits/{visit_id}/undo-dispatch": on(
        "dispatcher", lambda s: {"version": s.versions["visit"]}, visit_id="visit"
    ),
    "POST /api/visits/{visit_id}/reassign": on(
        "dispatcher",
        lambda s: times(
            version=s.versions["visit"], technician_id=s.ids["colleague"], reason="请假", overrule_reason="就近"
        ),
        visit_id="visit",
    ),
    "POST /api/visits/{visit_id}/reschedule": on(
        "dispatcher", lambda s: times(version=s.versions["visit"]), visit_id="visit"
    ),
    "POST /api/plans": on(
        "dispatcher", lambda s: {"day": "2026-11-24", "centre_ids": [SHENZHEN.id], "seconds": 5}
    ),
    "POST /api/orders/{order_id}/options": on(
        "dispatcher", lambda s: {"window_start": wire(START), "window_end": wire(END)}, order_id="approved"
    ),
    "POST /api/visits/{visit_id}/options": on(
        "dispatcher", lambda s: {"window_start": wire(START), "window_end": wire(END)}, visit_id="visit"
    ),
    "POST /api/plans/{plan_id}/cancel": on("dispatcher", plan_id="plan_queued"),
    "POST /api/plans/{plan_id}/accept": on(
        "dispatcher",
        lambda s: {"changes": [f"order:{s.ids['approved']}"], "option": None, "all_or_nothing": False},
        plan_id="plan",
    ),
    "POST /api/plans/{plan_id}/undo": on("dispatcher", plan_id="plan_accepted"),
    "POST /api/technicians/{technician_id}/absence": on(
        "dispatcher",
        lambda s: {"start": wire(START), "end": wire(END), "reason": "迟到", "seconds": 5},
        technician_id="technician",
    ),
    "POST /api/customers": on(
        "agent",
        lambda s: {
            "centre_id": SHENZHEN.id, "name": "新客户", "kind": "company", "note": "",
            "contacts": [{"name": "王五", "phone": "13812345678", "role": "车队长"}],
            "sites": [{"address": "坪山区丹梓北路 88 号", "district": "坪山区", "lat": 22.7, "lng": 114.3}],
        },
    ),
    "POST /api/customers/{customer_id}/contacts": on(
        "agent", lambda s: {"name": "王五", "phone": "13812345678", "role": ""}, customer_id="customer"
    ),
    "POST /api/customers/{customer_id}/sites": on(
        "agent", lambda s: {"address": "科技园 1 号", "lat": 22.5, "lng": 113.9}, customer_id="customer"
    ),
    "POST /api/customers/{customer_id}/vehicles": on(
        "agent",
        lambda s: {"plate": "粤B66666", "plate_colour": "blue", "driver_phone": "13812345678", "regulated": True,
                   "regulated_reason": "企业按监管车管"},
        customer_id="customer",
    ),
    "PATCH /api/vehicles/{vehicle_id}": on(
        "agent", lambda s: {"version": 1, "fleet_no": "7", "driver_name": "老张"}, vehicle_id="vehicle_spare"
    ),
    "POST /api/contacts/{contact_id}/reveal": on("dispatcher", contact_id="contact"),
    "POST /api/binding-rules": on(
        "warehouse",
        lambda s: {
            "operator": "cbn", "card_type": "soldered", "act": "swap_sim", "rule": "ask_office", "text_zh": "先问办公室",
            "text_en": "Ask the office", "days": 2, "rebinds_a_month": 1, "wait_minutes": 5, "active": True,
        },
    ),
    "PATCH /api/binding-rules/{rule_id}": on("manager", lambda s: {"version": 1, "days": 4}, rule_id="binding_rule"),
    "PUT /api/carrier-columns": on(
        "warehouse", lambda s: {"operator": "cmcc", "version": 0, "columns": [{"field": "iccid", "head": "ICCID"}]}
    ),
    "POST /api/carrier-tasks/mark": on(
        "warehouse",
        lambda s: {"tasks": [{"id": s.ids["carrier_task"], "version": 1}], "state": "filed", "note": "批次 7"},
    ),
    "POST /api/carrier-tasks/undo": on(
        "warehouse", lambda s: {"tasks": [{"id": s.ids["carrier_task_filed"], "version": 2}]}
    ),
    "POST /api/carrier-tasks/export": on(
        "warehouse", lambda s: {"ids": [s.ids["carrier_task"]], "format": "csv"}
    ),
    "POST /api/carrier-tasks/results": on("warehouse"),
    "POST /api/cases/{case_id}/settle": on(
        "warehouse", lambda s: {"note": "补登", "product_code": "BD-500", "decision": "accept"}, case_id="case"
    ),
    "POST /api/cases/{case_id}/preview": on(
        "warehouse", lambda s: {"decision": "accept", "number": "", "product_code": "BD-500"}, case_id="case"
    ),
    "POST /api/cases/{case_id}/undo": on("warehouse", case_id="case_settled"),
    "POST /api/removed": on(
        "warehouse",
        lambda s: {
            "kind": "part", "number": "CAM-1", "centre_id": SHENZHEN.id, "bound_for": "factory", "symptom": "无图像",
            "technician_id": s.ids["technician"], "product_code": "CAM-1080", "plate": "粤B12345", "order_no": "PG-1",
        },
    ),
    "PUT /api/removed/limits": on("manager", lambda s: {"centre_id": SHENZHEN.id, "days": 5}),
    "POST /api/removed/{removed_id}/act": on(
        "warehouse", lambda s: {"act": "receive", "note": "", "version": 1}, removed_id="removed"
    ),
    "POST /api/removed/{removed_id}/loss": on(
        "manager", lambda s: {"approve": True, "note": "同意", "version": 2}, removed_id="removed_lost"
    ),
    "POST /api/return-batches": on("warehouse", lambda s: PARCEL | {"centre_id": SHENZHEN.id}),
    "PATCH /api/return-batches/{batch_id}": on(
        "warehouse", lambda s: PARCEL | {"version": None, "parcel_no": "SF2"}, batch_id="batch"
    ),
    "POST /api/return-batches/{batch_id}/lines": on(
        "warehouse", lambda s: {"removed_ids": [s.ids["removed_in"]], "claim": True}, batch_id="batch"
    ),
    "PATCH /api/return-batches/{batch_id}/lines/{line_id}": on(
        "warehouse", lambda s: {"symptom": "不定位", "claim": True}, batch_id="batch", line_id="line"
    ),
    "DELETE /api/return-batches/{batch_id}/lines/{line_id}": on("warehouse", batch_id="batch", line_id="line"),
    "POST /api/return-batches/{batch_id}/act": on("warehouse", lambda s: {"act": "send"}, batch_id="batch"),
    "POST /api/return-batches/{batch_id}/lines/{line_id}/result": on(
        "warehouse",
        lambda s: {
            "result": "replaced", "new_terminal_no": "T-77777", "new_imei": "", "claim_result": "granted",
            "claim_fen": 100, "note": "",
        },
        batch_id="batch_sent", line_id="line_sent",
    ),
    "POST /api/return-batches/{batch_id}/lines/{line_id}/undo": on(
        "warehouse", batch_id="batch_back", line_id="line_back"
    ),
    "POST /api/intake/vehicle-sheet": on("agent"),
    "POST /api/intake/vehicle-sheet/{sheet_id}/drivers": on("agent", sheet_id="sheet"),
    "POST /api/intake/installations": on(
        "agent",
        lambda s: {
            "customer_id": s.ids["customer"], "contact_name": "王五", "contact_phone": "13812345678",
            "site": {"address": "深圳市坪山区丹梓北路 88 号"}, "family_default": "BD", "priority": "normal",
            "vehicles": [{"plate": "粤B44444", "plate_colour": "blue"}], "note": "早点来",
            "window_start": wire(START), "window_end": wire(END), "request_no": "R-1",
        },
    ),
    "POST /api/intake/repairs": on(
        "agent",
        lambda s: {
            "kind": "repair", "customer_id": s.ids["customer"], "vehicle_ids": [s.ids["vehicle_spare"]],
            "contact_name": "王五", "contact_phone": "13812345678", "symptom": "不定位", "since_text": "昨天",
            "site": {"address": "深圳市坪山区丹梓北路 88 号"}, "ignore_duplicate": True,
            "window_start": wire(START), "window_end": wire(END), "purchase_date": "2026-01-02",
        },
    ),
    "POST /api/intake/orders/{order_id}/chase": on("agent", lambda s: {"note": "催"}, order_id="dispatched"),
}  # fmt: skip
LATER_WRITES: dict[str, Call] = {
    "POST /api/finance/payments/{payment_id}/confirm": on("finance", payment_id="payment_transfer"),
    "POST /api/finance/payments/{payment_id}/void": on(
        "finance", lambda s: {"reason": "记错了"}, payment_id="payment_held"
    ),
    "POST /api/finance/remittances/{remittance_id}/confirm": on(
        "finance",
        lambda s: {"counted": {"loose": s.versions["remittance_fen"]}, "difference_note": "", "version": 1},
        remittance_id="remittance",
    ),
    "POST /api/finance/remittances/{remittance_id}/return": on(
        "finance", lambda s: {"reason": "数目不对", "version": 1}, remittance_id="remittance"
    ),
    "POST /api/follow-ups/{follow_up_id}/answer": on(
        "agent",
        lambda s: {
            "score": 5, "satisfied": True, "comment": "很好", "call_again": False, "new_need": None,
            "answers": [{"q": "fixed", "text": "好了"}, {"q": "overall", "score": 5}],
        },
        follow_up_id="follow_up",
    ),
    "POST /api/follow-ups/{follow_up_id}/unreached": on("agent", lambda s: {"version": None}, follow_up_id="follow_up"),
    "POST /api/complaints": on(
        "agent",
        lambda s: {
            "order_id": s.ids["dispatched"], "text": "太慢", "class": "process", "severity": "normal",
            "contact_name": "王五", "contact_phone": "13812345678", "source": "phone",
        },
    ),
    "POST /api/complaints/{complaint_id}/act": on(
        "complaint_handler",
        lambda s: {"act": "classify", "class": "process", "severity": "urgent", "note": "先查"},
        complaint_id="complaint",
    ),
    "POST /api/sync/commands": on("technician", lambda s: said("visit.accept", {"visit_id": s.ids["visit"]})),
    "PUT /api/sync/files/{sha256}": on("technician", sha256="sha256"),
    "POST /api/proofs/{proof_id}/recheck": on("dispatcher", proof_id="proof"),
    "POST /api/proofs/{proof_id}/settle": on(
        "quality", lambda s: {"passed": True, "reason": "照片看过，平台截图在线", "version": 1}, proof_id="proof"
    ),
    "PUT /api/proof-rules/{family}": on(
        "manager",
        lambda s: {
            "needs": ["online", "fix", "card"], "satellites": 6, "metres": 200, "volts_percent": 30, "fix_hours": 24,
            "wait_hours": 72, "dark_hours": 24,
        },
        family="family",
    ),
    "PUT /api/proof-wait": on("manager", lambda s: {"hours": 48}),
    "POST /api/reworks/{rework_id}/accept": on("dispatcher", lambda s: {"version": 1}, rework_id="rework"),
    "POST /api/reworks/{rework_id}/dismiss": on(
        "manager", lambda s: {"reason": "车停修理厂", "version": 1}, rework_id="rework"
    ),
    "POST /api/phone/items/{item_id}/proof": on("technician", item_id="item_done"),
    "POST /api/auth/logout": on("agent"),
}  # fmt: skip
STOCK_CALLS = {key: Call(role, path, body, query) for key, (role, body, query, path) in (STOCK | CREW | UNSENT).items()}
CALLS: dict[str, Call] = {**OFFICE_WRITES, **LATER_WRITES, **READS, **STOCK_CALLS}
