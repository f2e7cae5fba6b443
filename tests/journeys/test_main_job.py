"""The main job, end to end, over HTTP: from the request to the follow-up call, on both databases."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.asgi_client import AsgiClient
from tests.journeys.conftest import Phone, Stage

Json = dict[str, Any]


def ok(answer: Any, status: int = 200) -> Json:
    """The body of an answer that must have worked."""
    assert answer.status_code == status, answer.text
    body: Json = answer.json()
    return body


def open_repair(agent: AsgiClient, stage: Stage, *, in_warranty: bool) -> Json:
    """The agent finds a vehicle of Shenzhen by its plate and opens a repair (R2)."""
    for row in ok(agent.get("/api/vehicles?limit=200"))["items"]:
        if not row["plate"] or row.get("installed") is None:
            continue
        found = ok(agent.get("/api/intake/lookup", params={"q": row["plate"]}))["matches"][0]
        centre = found["customer"]["centre_id"]
        if found["warranty"]["in_warranty"] is not in_warranty or found["open_orders"] or not found["sites"]:
            continue
        if centre != centre_of(agent):
            continue
        start = stage.clock.now() + timedelta(hours=2)
        body = {
            "kind": "repair",
            "customer_id": found["customer"]["id"],
            "vehicle_ids": [row["id"]],
            "site_id": found["sites"][0]["id"],
            "contact_name": found["contacts"][0]["name"],
            "contact_phone": "13800138000",
            "symptom": "在线不定位",
            "fault_code": "F06",
            "since_text": "今天早上",
            "window_start": start.isoformat(),
            "window_end": (start + timedelta(hours=2)).isoformat(),
        }
        return ok(agent.post("/api/intake/repairs", json=body), 201) | {"asked": body}
    raise AssertionError("the demo has no such vehicle")


def centre_of(browser: AsgiClient) -> str:
    """The service centre of somebody who has one."""
    centres = ok(browser.get("/api/auth/me"))["centres"]
    return str(centres[0]["id"])


def approve(manager: AsgiClient, order_id: str) -> None:
    """The manager approves what no standing rule did (R3)."""
    order = ok(manager.get(f"/api/orders/{order_id}"))
    if order["state"] == "submitted":
        ok(manager.post(f"/api/orders/{order_id}/approve", json={"version": order["version"]}))


def send_best(dispatcher: AsgiClient, order_id: str) -> tuple[str, Json]:
    """The dispatcher sends the best-ranked technician; returns his id and the ranking (R5)."""
    order = ok(dispatcher.get(f"/api/orders/{order_id}"))
    ranking = ok(dispatcher.get(f"/api/orders/{order_id}/ranking"))
    assert ranking["ranked"], ranking["ruled_out"]
    best = ranking["ranked"][0]
    asked = {
        "version": order["version"],
        "technician_id": best["technician_id"],
        "window_start": order["window_start"],
        "window_end": order["window_end"],
        "planned_start": best["start"],
    }
    sent = dispatcher.post(f"/api/orders/{order_id}/dispatch", json=asked)
    assert sent.status_code == 201, sent.text
    # R8: a second dispatcher who decided on the same page is told who was sent.
    late = dispatcher.post(f"/api/orders/{order_id}/dispatch", json=asked)
    assert late.status_code == 409
    assert late.json()["code"] == "changed_meanwhile"
    return best["technician_id"], ranking


def username_of(stage: Stage, technician_id: str) -> str:
    """The account of a technician."""
    from sqlalchemy import text

    with stage.house.units.read() as work:
        row = work.session.execute(text("SELECT username FROM users WHERE technician_id = :t"), {"t": technician_id})
        return str(row.scalar_one())


def work_the_visit(stage: Stage, phone: Phone, order_id: str, parts: dict[str, int]) -> Json:
    """The technician's road from accepting to completing; returns the visit as his phone shows it last."""
    visit = visit_on(phone, order_id)
    about = {"visit_id": visit["id"]}
    phone.tell("visit.accept", **about)
    stage.later(minutes=10)
    phone.tell("visit.contacted", **about)
    phone.tell("visit.checklist", **about, ticked=[one["code"] for one in visit["checklist"]])
    stage.later(minutes=40)
    phone.tell("visit.set_off", **about, lat=22.62, lng=114.03)
    stage.later(minutes=30)
    phone.tell("visit.arrive", **about)
    phone.tell("visit.start", **about)
    # R15: nothing is complete yet, and the answer says what is missing.
    early = phone.ask("visit.complete", **about)
    assert early["outcome"] == "refused"
    for item in visit["items"]:
        fields = {
            "vehicle_confirmed": True,
            "act": "none",
            "cause_code": "antenna",
            "remedy": "重新压接",
            "parts": parts,
        }
        phone.tell("item.record", **about, item_id=item["id"], fields=fields)
        for wanted in visit_on(phone, order_id)["items"][0]["photos_required"]:
            phone.photograph(visit["id"], item["id"], wanted["code"])
        phone.tell("item.finish", **about, item_id=item["id"])
    return visit_on(phone, order_id)


def visit_on(phone: Phone, order_id: str) -> Json:
    """The visit of an order as the phone gets it."""
    day = ok(phone.browser.get("/api/phone/day"))
    found: Json = next(one for one in day["visits"] if one["order_id"] == order_id)
    return found


def test_R1_to_R29_a_paid_repair_from_the_call_to_the_closed_order(stage: Stage) -> None:
    """A repair out of warranty: found, approved, sent, done, paid, remitted, rated, called back, closed."""
    agent, dispatcher, manager = stage.person("agent.sz"), stage.person("dispatcher.sz"), stage.person("manager.sz")
    opened = open_repair(agent, stage, in_warranty=False)
    order_id = opened["order_id"]
    stage.settle()
    assert agent.post("/api/intake/repairs", json=opened["asked"]).json()["code"] == "likely_duplicate"
    path = "/t/" + ok(agent.get(f"/api/orders/{order_id}/tracking-link"))["url"].rsplit("/", 1)[1]
    customer = stage.customer()
    assert "收到您的报修" in customer.get(path).text

    approve(manager, order_id)
    technician_id, ranking = send_best(dispatcher, order_id)
    assert all(one["zh"] and one["en"] for one in ranking["ruled_out"])

    phone = Phone(stage, stage.person(username_of(stage, technician_id)))
    van = ok(phone.browser.get("/api/phone/van"))
    part = next(one for one in van["parts"] if one["quantity"] > 0 and one["price_fen"] > 0)
    visit = work_the_visit(stage, phone, order_id, {part["code"]: 1})
    about = {"visit_id": visit["id"]}
    fees = ok(agent.get(f"/api/visits/{visit['id']}/fees"))
    assert fees["total_fen"] == part["price_fen"]
    wrong = phone.ask("fees.confirm", **about, total_fen=1)
    assert wrong["outcome"] == "refused"
    phone.tell("fees.confirm", **about, total_fen=fees["total_fen"])
    phone.tell("payment.collect", **about, method="cash", amount_fen=fees["total_fen"])
    phone.tell("visit.sign", **about, reason="客户在微信上确认", signer="赵队长")
    phone.tell("visit.complete", **about)
    stage.settle()
    assert ok(agent.get(f"/api/orders/{order_id}"))["state"] == "completed"
    assert "请" in customer.get(path).text

    close_the_money(stage, phone, fees["total_fen"])
    rated = customer.post(f"{path}/rating", data={"score": "5", "comment": "很快"}, follow_redirects=False)
    assert rated.status_code == 303
    call_back(stage, agent, order_id)
    assert ok(agent.get(f"/api/orders/{order_id}"))["state"] == "closed"
    trail = [line["name"] for line in ok(agent.get(f"/api/audit?subject=order:{order_id}&limit=100"))["items"]]
    assert {"order.created", "order.approved", "visit.dispatched", "visit.completed", "order.closed"} <= set(trail)


def close_the_money(stage: Stage, phone: Phone, total_fen: int) -> None:
    """The held cash shows, is remitted, counted and taken; the books balance throughout (R17–R19)."""
    finance = stage.person("finance")
    wallet = ok(phone.browser.get("/api/phone/wallet"))
    assert wallet["held_fen"] >= total_fen
    assert ok(finance.get("/api/finance/balance"))["balanced"]
    phone.tell("remittance.submit", amount_fen=wallet["held_fen"] - wallet["submitted_fen"])
    waiting = ok(finance.get("/api/finance/remittances?state=submitted"))["items"]
    for one in waiting:
        short = finance.post(f"/api/finance/remittances/{one['id']}/confirm", json={"counted": {"0.1": 1}})
        assert short.status_code in {409, 422}, short.text
        ok(finance.post(f"/api/finance/remittances/{one['id']}/confirm", json={"counted": {"loose": one["cash_fen"]}}))
    stage.settle()
    assert ok(finance.get("/api/finance/balance"))["balanced"]


def call_back(stage: Stage, agent: AsgiClient, order_id: str) -> None:
    """The job opens the call a day later; the agent records a content customer (R21, R22)."""
    stage.later(hours=26)
    calls = ok(agent.get("/api/follow-ups?state=open&limit=100"))["items"]
    call = next(one for one in calls if one["order_id"] == order_id)
    detail = ok(agent.get(f"/api/follow-ups/{call['id']}"))
    assert detail["script"]
    said = {"answers": [], "score": 5, "satisfied": True, "comment": ""}
    ok(agent.post(f"/api/follow-ups/{call['id']}/answer", json=said))
    stage.settle()


def test_R1_an_installation_from_a_vehicle_list_with_three_faulty_rows(stage: Stage) -> None:
    """The samples of the demo: 40 rows, 3 faulty and told by row and column, 37 taken."""
    agent = stage.person("agent.sz")
    sheet = Path(stage.house.settings.data_dir / "samples")
    path = next(one for one in sorted(sheet.glob("*.xlsx")) if "车辆明细" in one.name)
    customer = ok(agent.get("/api/customers?limit=1"))["items"][0]
    detail = ok(agent.get(f"/api/customers/{customer['id']}"))
    before = ok(agent.get(f"/api/customers/{customer['id']}"))
    handed = agent.post(
        f"/api/intake/vehicle-sheet?customer_id={customer['id']}", files={"file": (path.name, path.read_bytes())}
    )
    checked = ok(handed, 201)
    assert (checked["total"], checked["good"], checked["faulty"]) == (40, 37, 3)
    assert all(one["row"] and one["column"] and one["message"]["zh"] for one in checked["faults"])
    assert ok(agent.get(f"/api/customers/{customer['id']}")) == before
    start = stage.clock.now() + timedelta(days=1)
    body = {
        "customer_id": customer["id"],
        "sheet_id": checked["sheet_id"],
        "site_id": detail["sites"][0]["id"],
        "contact_name": "赵国强",
        "contact_phone": "13800138000",
        "family_default": "YX",
        "window_start": start.isoformat(),
        "window_end": (start + timedelta(hours=8)).isoformat(),
    }
    opened = ok(agent.post("/api/intake/installations", json=body), 201)
    assert opened["vehicles"] == 37
    assert opened["state"] == "submitted"


def test_R23_a_customer_who_is_not_content_becomes_a_complaint(stage: Stage) -> None:
    """A dissatisfied answer opens a complaint with its deadlines, and the order stays open."""
    agent = stage.person("agent")
    stage.later(hours=26)
    call = ok(agent.get("/api/follow-ups?state=open&limit=100"))["items"][0]
    said = {"answers": [], "score": 1, "satisfied": False, "comment": "修好第二天又掉线"}
    ok(agent.post(f"/api/follow-ups/{call['id']}/answer", json=said))
    stage.settle()
    complaints = ok(stage.person("complaint_handler").get("/api/complaints"))["items"]
    assert call["order_id"] in {one["order_id"] for one in complaints}
    assert ok(agent.get(f"/api/orders/{call['order_id']}"))["state"] != "closed"
