"""One call of each operation that a person who may can make on the stage; bodies are taken apart by the bad-input test."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from backend.kernel.ids import new_id
from tests.backend.api.crew_on_stage import CREW
from tests.backend.api.stage import Stage, picture
from tests.backend.api.stock_on_stage import LIST, STOCK
from tests.backend.api.unsent_on_stage import UNSENT
from tests.backend.conftest import NOW, SHENZHEN

START, END = NOW + timedelta(hours=2), NOW + timedelta(hours=4)
Body = Callable[[Stage], dict[str, Any]]


def wire(moment: Any) -> str:
    """A time as the wire has it."""
    return str(moment.isoformat())


@dataclass(frozen=True)
class Call:
    """`role` may do it; `path` fills the braces with names of things on the stage."""

    role: str
    path: dict[str, str] = field(default_factory=dict)
    body: Body | None = None
    query: dict[str, str] = field(default_factory=dict)

    def url(self, template: str, stage: Stage) -> str:
        """The address with real ids."""
        return template.format_map({name: stage.ids[thing] for name, thing in self.path.items()})

    def request(self, operation: str, stage: Stage) -> dict[str, Any]:
        """What goes with it: a JSON body, a form, a file, or nothing."""
        # "@store" in a query is the id of the store on the stage.
        named = {key: stage.ids[value[1:]] if value.startswith("@") else value for key, value in self.query.items()}
        more: dict[str, Any] = {"params": named} if named else {}
        if operation.startswith("PUT /api/sync/files/") or operation == "PUT /api/rescue/{owner_id}/files/{sha256}":
            return more | {"content": picture(), "headers": {"content-type": "image/jpeg"}}
        if operation.startswith("POST /api/intake/vehicle-sheet"):
            return more | {"files": {"file": ("list.csv", "车牌号\n粤B12345\n".encode(), "text/csv")}}
        if operation == "POST /api/stock/sheets":
            return more | {"files": {"file": ("list.csv", LIST.encode(), "text/csv")}}
        if operation.startswith("POST /api/carrier-tasks/results"):
            sheet = "ICCID,结果\n89860426192300000017,成功\n".encode()
            return more | {"files": {"file": ("result.csv", sheet, "text/csv")}}
        return more | ({"json": self.body(stage)} if self.body else {})


def on(role: str, body: Body | None = None, query: dict[str, str] | None = None, **path: str) -> Call:
    """A call with things of the stage in its path."""
    return Call(role, path, body, query or {})


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
READS: dict[str, Call] = {
    "GET /api/approval-rules": on("agent"),
    "GET /api/audit": on("manager", query={"subject": "", "limit": "5"}),
    "GET /api/auth/me": on("agent"),
    "GET /api/binding-rules": on("agent"),
    "GET /api/carrier-columns": on("agent"),
    "GET /api/carrier-tasks": on("warehouse", query={"state": "open", "operator": "cmcc"}),
    "GET /api/board": on("dispatcher", query={"day": "2026-11-23", "centre_id": SHENZHEN.id}),
    "GET /api/cases": on("warehouse", query={"state": "open"}),
    "GET /api/cases.xlsx": on("warehouse", query={"state": "open", "lang": "en"}),
    "GET /api/cases/counts": on("warehouse", query={"state": "open"}),
    "GET /api/cases/{case_id}": on("warehouse", case_id="case"),
    "GET /api/centres": on("agent"),
    "GET /api/complaints": on("agent", query={"open_only": "true", "limit": "5"}),
    "GET /api/complaints/{complaint_id}": on("agent", complaint_id="complaint"),
    "GET /api/customers": on("agent", query={"q": "深港"}),
    "GET /api/customers/{customer_id}": on("agent", customer_id="customer"),
    "GET /api/customers/{customer_id}/vehicles": on("agent", query={"q": "粤B"}, customer_id="customer"),
    "GET /api/files/{sha256}": on("manager", sha256="sha256"),
    "GET /api/finance/balance": on("finance"),
    "GET /api/finance/holdings": on("finance"),
    "GET /api/finance/holdings.xlsx": on("finance"),
    "GET /api/finance/ledger": on("finance", query={"limit": "5"}),
    "GET /api/finance/payments": on("finance", query={"method": "wechat"}),
    "GET /api/finance/remittances": on("finance", query={"state": "submitted"}),
    "GET /api/finance/remittances/{remittance_id}": on("finance", remittance_id="remittance"),
    "GET /api/find": on("agent", query={"q": "粤B"}),
    "GET /api/follow-ups": on("agent", query={"state": "open"}),
    "GET /api/follow-ups/{follow_up_id}": on("agent", follow_up_id="follow_up"),
    "GET /api/geocode": on("agent", query={"address": "深圳市坪山区丹梓北路 88 号"}),
    "GET /api/intake/faults": on("agent"),
    "GET /api/intake/lookup": on("agent", query={"q": "粤B77777"}),
    "GET /api/intake/script": on("agent", query={"kind": "repair"}),
    "GET /api/intake/vehicle-sheet/{sheet_id}": on("agent", sheet_id="sheet"),
    "GET /api/intake/vehicle-sheet/{sheet_id}/faulty.xlsx": on("agent", sheet_id="sheet"),
    "GET /api/orders": on("agent", query={"state": "submitted", "q": "PG", "limit": "3"}),
    "GET /api/orders/{order_id}": on("agent", order_id="dispatched"),
    "GET /api/orders/{order_id}/messages": on("agent", order_id="dispatched"),
    "GET /api/orders.xlsx": on("manager", query={"sort": "due"}),
    "GET /api/orders/{order_id}/ranking": on("dispatcher", query={"day": "2026-11-23"}, order_id="approved"),
    "GET /api/visits/{visit_id}/ranking": on("dispatcher", visit_id="visit"),
    "GET /api/orders/{order_id}/tracking-link": on("agent", order_id="dispatched"),
    "GET /api/plans": on("dispatcher", query={"day": "2026-11-23"}),
    "GET /api/plans/{plan_id}": on("dispatcher", plan_id="plan"),
    "GET /api/papers/orders/{order_id}": on("agent", order_id="dispatched"),
    "GET /api/papers/orders/{order_id}/evidence.pdf": on("manager", query={"lang": "en"}, order_id="order_at_work"),
    "GET /api/papers/return-labels.pdf": on("technician", query={"lang": "zh", "id": "@removed"}),
    "GET /api/papers/stock/{paper_id}/slip.pdf": on("warehouse", query={"lang": "en"}, paper_id="stock_paper"),
    "GET /api/papers/visits/{visit_id}/labels.pdf": on("manager", visit_id="visit_took_out"),
    "GET /api/papers/visits/{visit_id}/sheet.pdf": on("technician", query={"lang": "zh"}, visit_id="visit"),
    "GET /api/phone/day": on("technician"),
    "GET /api/phone/van": on("technician"),
    "GET /api/phone/wallet": on("technician"),
    "GET /api/phone/proofs": on("technician"),
    "GET /api/products": on("agent"),
    "GET /api/proofs": on("dispatcher", query={"state": "given_up", "limit": "5"}),
    "GET /api/proofs/counts": on("dispatcher"),
    "GET /api/orders/{order_id}/proofs": on("agent", order_id="done"),
    "GET /api/vehicles/{vehicle_id}/proof": on("agent", vehicle_id="vehicle_spare"),
    "GET /api/proof-rules": on("agent"),
    "GET /api/reworks": on("dispatcher", query={"state": "open", "limit": "5"}),
    "GET /api/removed": on("warehouse", query={"state": "open", "where": "van", "limit": "5"}),
    "GET /api/removed/limits": on("warehouse"),
    "GET /api/removed/summary": on("warehouse"),
    "GET /api/removed.xlsx": on("warehouse", query={"lang": "en"}),
    "GET /api/removed/{removed_id}": on("warehouse", removed_id="removed"),
    "GET /api/removed/{removed_id}/label": on("technician", removed_id="removed"),
    "GET /api/return-batches": on("warehouse", query={"state": "open"}),
    "GET /api/return-batches/{batch_id}": on("warehouse", batch_id="batch"),
    "GET /api/return-batches/{batch_id}/packing-list.xlsx": on("warehouse", batch_id="batch"),
    "GET /api/stock": on("warehouse"),
    "GET /api/technicians": on("agent", query={"centre_id": SHENZHEN.id}),
    "GET /api/technicians/{technician_id}": on("agent", technician_id="technician"),
    "GET /api/removal-reasons": on("agent"),
    "GET /api/vehicle-types": on("agent"),
    "GET /api/vehicles": on("agent", query={"q": "粤B"}),
    "GET /api/vehicles/{vehicle_id}": on("agent", vehicle_id="vehicle_spare"),
    "GET /api/vehicles/{vehicle_id}/timeline": on(
        "agent", query={"at": "2026-11-01T00:00:00Z", "limit": "5"}, vehicle_id="vehicle_spare"
    ),
    "GET /api/terminals/{device_id}/timeline": on("agent", query={"at": "2026-11-01T00:00:00Z"}, device_id="device"),
    "GET /api/sims/{sim_id}/timeline": on("agent", query={"known_at": "2026-11-01T00:00:00Z"}, sim_id="sim"),
    "GET /api/timelines/{kind}/{subject_id}.xlsx": on("agent", query={"lang": "en"}, kind="kind", subject_id="device"),
    "GET /api/plates/near": on("agent", query={"plate": "粤B1O001"}),
    "GET /api/numbers/near": on("agent", query={"kind": "device", "number": "BD-5OO1"}),
    "GET /api/vehicles/{vehicle_id}/installed": on("agent", vehicle_id="vehicle_spare"),
    "GET /api/visits/{visit_id}/fees": on("agent", visit_id="visit_cash"),
}
STOCK_CALLS = {key: Call(role, path, body, query) for key, (role, body, query, path) in (STOCK | CREW | UNSENT).items()}
CALLS: dict[str, Call] = {**OFFICE_WRITES, **LATER_WRITES, **READS, **STOCK_CALLS}
