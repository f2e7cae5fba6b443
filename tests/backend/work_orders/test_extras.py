"""Extra vehicles and extra work on site (R17): added on the phone, agreed to by word or by link, charged only then."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from backend.modules.customers import public as customers
from backend.modules.finance import public as finance
from backend.modules.inventory.models import ProductRow
from backend.modules.notifications.models import MessageRow
from backend.modules.notifications.public import load_templates
from backend.modules.work_orders import public as work_orders
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.conftest import NOW, SHENZHEN
from tests.backend.visit_story import OFFICE, Sent, Story

SignIn = Callable[..., AsgiClient]
TRAVEL = {"code": "TRAVEL", "quantity": 1, "unit_fen": 5000}


@pytest.fixture
def story(house: House) -> Story:
    """The usual cast."""
    texts = {"estimate": ("{plate}报价{amount}元：{link}", "x"), "extra_vehicle": ("加做{plate}：{link}", "x")}
    with house.units.write() as work:
        load_templates(work, texts)
    return Story.begin(house)


def at_work(story: Story, kind: str = "repair", covered: bool = False) -> Sent:
    """Somebody at work on a vehicle that is out of warranty, unless `covered`."""
    until = NOW + timedelta(days=100 if covered else -10)
    sent = story.send(story.vehicle(until, installed=kind != "install"), kind=kind)
    story.arrives(sent)
    return sent


def add_work(story: Story, sent: Sent, **more: Any) -> str:
    """Extra work for the first vehicle; returns its id."""
    extra_id = new_id()
    story.does(sent, "extra.work", item_id=sent.item_ids[0], extra_id=extra_id, **{**TRAVEL, **more})
    return extra_id


def add_vehicle(story: Story, sent: Sent, **more: Any) -> str:
    """An extra vehicle; returns its item."""
    item_id = new_id()
    story.does(sent, "extra.vehicle", item_id=item_id, **more)
    return item_id


def finish(story: Story, sent: Sent, *item_ids: str, **fields: Any) -> None:
    """Write these vehicles down as done."""
    for item_id in item_ids or sent.item_ids:
        story.does(sent, "item.record", item_id=item_id, fields={"act": "none", **fields})
        story.does(sent, "item.finish", item_id=item_id)


def quote(story: Story, sent: Sent) -> int:
    """What the visit costs now, in fen."""
    with story.house.units.read() as work:
        return finance.quote(work, sent.visit_id)


def state_of(story: Story, sent: Sent, extra_id: str) -> str:
    """What the customer has said to it."""
    with story.house.units.read() as work:
        return next(one.state for one in work_orders.extras_of_visit(work, sent.visit_id) if one.id == extra_id)


def sent_texts(story: Story) -> list[str]:
    """Every text that went out, in its words."""
    story.house.courier.run_until_idle()
    with story.house.units.read() as work:
        return [one.text for one in work.session.exec(select(MessageRow))]


def path_of(story: Story, client: SignIn, sent: Sent) -> str:
    """The customer's page."""
    story.house.courier.run_until_idle()
    url = client("agent").get(f"/api/orders/{sent.order_id}/tracking-link").json()["url"]
    return str(url).removeprefix(story.house.settings.base_url)


def refusal(story: Story, sent: Sent, kind: str, **payload: Any) -> str:
    """The code with which a command is refused."""
    with pytest.raises(Refusal) as refused:
        story.does(sent, kind, **payload)
    assert "{" not in refused.value.as_wire()["message"]["zh"]
    return refused.value.code


@pytest.mark.one_database
def test_R17_extra_work_agreed_to_by_word_is_charged_and_stands_in_the_trail(story: Story, client: SignIn) -> None:
    sent = at_work(story)
    extra_id = add_work(story, sent, quantity=2, said_by="李队长")
    finish(story, sent)
    assert state_of(story, sent, extra_id) == "approved"
    assert quote(story, sent) == 10000
    story.does(sent, "fees.confirm", total_fen=10000)
    lines = client("finance").get(f"/api/visits/{sent.visit_id}/fees").json()["lines"]
    assert [(one["kind"], one["code"], one["amount_fen"]) for one in lines] == [("labour", "TRAVEL", 10000)]
    rows = client("dispatcher").get(f"/api/orders/{sent.order_id}").json()["visits"][0]["extras"]
    assert [(one["name_zh"], one["state"], one["answered_by"]) for one in rows] == [("上门费", "approved", "李队长")]
    trail = client("manager").get("/api/audit", params={"subject": f"order:{sent.order_id}", "limit": 100}).json()
    told = [one["zh"] for one in trail["items"]]
    assert "现场加：上门费 × 2 ¥100.00" in told
    assert "李队长同意（口头）：上门费 × 2 ¥100.00" in told


def test_R17_without_the_customers_yes_nothing_is_charged(story: Story) -> None:
    """The guard and its control: asked and declined cost nothing, the very same work agreed to costs its price."""
    sent = at_work(story)
    asked, declined, agreed = (add_work(story, sent) for _ in range(3))
    finish(story, sent)
    story.does(sent, "extra.answer", extra_id=declined, approved=False, said_by="李队长", reason="太贵")
    assert quote(story, sent) == 0
    story.does(sent, "extra.answer", extra_id=agreed, approved=True, said_by="李队长")
    assert quote(story, sent) == 5000
    assert [state_of(story, sent, one) for one in (asked, declined, agreed)] == ["asked", "declined", "approved"]
    with pytest.raises(Refusal, match="fees_differ"):
        story.does(sent, "fees.confirm", total_fen=15000)


def test_R17_the_link_shows_the_price_and_takes_one_answer(story: Story, client: SignIn, stranger: AsgiClient) -> None:
    sent = at_work(story)
    extra_id = add_work(story, sent, by_link=True)
    path = path_of(story, client, sent)
    assert any("报价50元" in one for one in sent_texts(story))
    page = stranger.get(path).text
    assert "上门费" in page
    assert "¥50.00" in page
    assert "I agree" in stranger.get(f"{path}?lang=en").text
    answer = {"extra": extra_id, "answer": "yes", "lang": "zh"}
    assert "收到您的答复" in stranger.post(f"{path}/extra", data=answer).text
    assert quote(story, sent) == 5000
    again = stranger.post(f"{path}/extra", data={**answer, "answer": "no"})
    assert (again.status_code, "已经答复过了" in again.text) == (409, True)
    assert state_of(story, sent, extra_id) == "approved"


@pytest.mark.one_database
def test_R17_a_no_by_the_link_costs_nothing_and_keeps_its_reason(
    story: Story, client: SignIn, stranger: AsgiClient
) -> None:
    sent = at_work(story)
    extra_id = add_work(story, sent, by_link=True)
    path = path_of(story, client, sent)
    stranger.post(f"{path}/extra", data={"extra": extra_id, "answer": "no", "reason": "下次再说"})
    finish(story, sent)
    assert quote(story, sent) == 0
    row = client("dispatcher").get(f"/api/orders/{sent.order_id}").json()["visits"][0]["extras"][0]
    assert (row["state"], row["answered_how"], row["reason"]) == ("declined", "link", "下次再说")


@pytest.mark.one_database
def test_R17_the_link_refuses_in_words(story: Story, client: SignIn, stranger: AsgiClient) -> None:
    """No answer, another order's extra, an unknown one; and too late once the technician has settled."""
    sent, other = at_work(story), at_work(story)
    extra_id, others = add_work(story, sent, by_link=True), add_work(story, other, by_link=True)
    path = path_of(story, client, sent)
    for data, status in (
        ({"extra": extra_id, "answer": "maybe"}, 422),
        ({"extra": extra_id}, 422),
        ({"extra": others, "answer": "yes"}, 404),
        ({"extra": "x" * 500, "answer": "yes"}, 404),
    ):
        assert stranger.post(f"{path}/extra", data=data).status_code == status
    assert state_of(story, other, others) == "asked"
    finish(story, sent)
    story.does(sent, "fees.confirm", total_fen=0)
    late = stranger.post(f"{path}/extra", data={"extra": extra_id, "answer": "yes"})
    assert (late.status_code, "已经结算" in late.text) == (409, True)
    assert "extra" not in stranger.get(path).text.split("</style>")[1]
    assert quote(story, sent) == 0


@pytest.mark.one_database
def test_R17_a_cancelled_order_asks_and_takes_nothing(story: Story, client: SignIn, stranger: AsgiClient) -> None:
    sent = at_work(story)
    extra_id = add_work(story, sent, by_link=True)
    path = path_of(story, client, sent)
    with story.house.units.write(OFFICE) as work:
        work_orders.cancel_order(work, sent.order_id, work_orders.order(work, sent.order_id).version, "不做了")
    answer = stranger.post(f"{path}/extra", data={"extra": extra_id, "answer": "yes"})
    assert (answer.status_code, "已取消" in answer.text) == (409, True)


@pytest.mark.one_database
def test_R17_an_extra_vehicle_is_worked_on_in_the_same_visit(story: Story, client: SignIn) -> None:
    """A new one by its plate and a known one; both are recorded, the second free in warranty."""
    sent = at_work(story, covered=True)
    known = story.vehicle(NOW + timedelta(days=100))
    first = add_vehicle(story, sent, plate="粤B66789", plate_colour="blue", said_by="李队长")
    second = add_vehicle(story, sent, vehicle_id=known, said_by="李队长")
    finish(story, sent, *sent.item_ids, first, second)
    story.does(sent, "fees.confirm", total_fen=0)
    story.leaves(sent)
    order = client("dispatcher").get(f"/api/orders/{sent.order_id}").json()
    assert order["state"] == "completed"
    assert [one["state"] for one in order["items"]] == ["recorded"] * 3
    assert order["items"][1]["vehicle"]["plate"] == "粤B66789"


@pytest.mark.one_database
def test_R17_parts_of_a_vehicle_that_nobody_agreed_to_are_not_charged(story: Story) -> None:
    """The guard and its control: the same parts with the customer's yes cost their price."""
    sent = at_work(story, covered=True)
    item_id = add_vehicle(story, sent, vehicle_id=story.vehicle(NOW - timedelta(days=10)))
    finish(story, sent)
    finish(story, sent, item_id, parts={"ANT-GNSS": 2})
    assert quote(story, sent) == 0
    story.does(sent, "fees.confirm", total_fen=0)
    story.does(sent, "extra.answer", extra_id=item_id, approved=True, said_by="李队长")
    assert quote(story, sent) == 5000
    # Agreed to after the fees were confirmed: they are to be confirmed anew.
    with story.house.units.read() as work:
        assert work_orders.visit(work, sent.visit_id).fees_total_fen is None


@pytest.mark.one_database
def test_R17_work_that_costs_nothing_is_not_told_as_another_vehicle(story: Story) -> None:
    """The price list has work at 0: the customer is asked about it with its price; a vehicle has words of its own."""
    with story.house.units.write(OFFICE) as work:
        work.session.get_one(ProductRow, "TRAVEL").price_fen = 0
    sent = at_work(story)
    add_work(story, sent, unit_fen=0, by_link=True)
    assert [one for one in sent_texts(story) if "报价0元" in one]
    assert not [one for one in sent_texts(story) if "加做" in one]
    add_vehicle(story, sent, plate="粤B66790", plate_colour="blue", by_link=True)
    assert [one for one in sent_texts(story) if "加做粤B66790" in one]


def test_R17_a_declined_vehicle_is_taken_off_and_the_visit_goes_on(
    story: Story, client: SignIn, stranger: AsgiClient
) -> None:
    sent = at_work(story, covered=True)
    item_id = add_vehicle(story, sent, plate="粤B66789", plate_colour="blue", by_link=True)
    path = path_of(story, client, sent)
    assert "加做这台车" in stranger.get(path).text
    assert stranger.post(f"{path}/extra", data={"extra": item_id, "answer": "no"}).status_code == 200
    assert refusal(story, sent, "item.record", item_id=item_id, fields={"remedy": "x"}) in ("wrong_state", "item_done")
    assert refusal(story, sent, "extra.answer", extra_id=item_id, approved=True) == "extra_taken_off"
    finish(story, sent)
    story.does(sent, "fees.confirm", total_fen=0)
    story.leaves(sent)
    assert story.order(sent).state == "completed"


@pytest.mark.one_database
def test_R17_what_is_not_for_the_phone_is_refused_in_plain_words(story: Story) -> None:
    sent = at_work(story)
    item = sent.item_ids[0]
    work = {"item_id": item, "extra_id": new_id(), **TRAVEL}
    assert refusal(story, sent, "extra.work", **{**work, "unit_fen": 4000}) == "extra_price"
    assert refusal(story, sent, "extra.work", **{**work, "code": "ANT-GNSS", "unit_fen": 2500}) == "extra_not_labour"
    assert refusal(story, sent, "extra.work", **{**work, "code": "NOTHING"}) == "extra_not_labour"
    assert refusal(story, sent, "extra.work", **{**work, "item_id": new_id()}) == "item_not_of_visit"
    assert refusal(story, sent, "extra.work", **{**work, "extra_id": item}) == "id_taken"
    assert refusal(story, sent, "extra.vehicle", item_id=new_id()) == "vehicle_or_plate"
    assert refusal(story, sent, "extra.vehicle", item_id=new_id(), vehicle_id=sent.vehicle_ids[0]) == "in_order_already"
    assert refusal(story, sent, "extra.answer", extra_id=new_id(), approved=True) == "extra_unknown"
    stranger_car = _vehicle_of_another(story)
    assert refusal(story, sent, "extra.vehicle", item_id=new_id(), plate=stranger_car) == "extra_others"


def _vehicle_of_another(story: Story) -> str:
    with story.house.units.write() as work:
        other = customers.add_customer(work, customers.NewCustomer(SHENZHEN.id, "别的公司"))
        return customers.add_vehicle(work, customers.NewVehicle(other.id, "粤B77001", "blue")).plate


@pytest.mark.one_database
@pytest.mark.parametrize("said", ["declined", "never answered"])
def test_R15_R17_fees_that_an_extra_opened_again_are_confirmed_although_nothing_has_changed(
    story: Story, said: str
) -> None:
    sent = at_work(story)
    finish(story, sent, parts={"ANT-GNSS": 1})
    story.does(sent, "fees.confirm", total_fen=2500)
    extra_id = add_work(story, sent)
    assert refusal(story, sent, "visit.complete") == "papers_missing"
    if said == "declined":
        story.does(sent, "extra.answer", extra_id=extra_id, approved=False, said_by="李队长")
    story.does(sent, "fees.confirm", total_fen=2500)
    story.does(sent, "payment.collect", method="cash", amount_fen=2500)
    story.leaves(sent)
    assert story.order(sent).state == "completed"


@pytest.mark.one_database
def test_R17_no_extras_once_the_money_is_taken(story: Story) -> None:
    sent = at_work(story)
    finish(story, sent, parts={"ANT-GNSS": 1})
    story.does(sent, "fees.confirm", total_fen=2500)
    story.does(sent, "payment.collect", method="cash", amount_fen=2500)
    code = refusal(story, sent, "extra.work", item_id=sent.item_ids[0], extra_id=new_id(), **TRAVEL)
    assert code == "extra_paid"


def _regulated(story: Story) -> str:
    key = story.vehicle()
    with story.house.units.write(OFFICE) as work:
        version = customers.vehicle(work, key).version
        customers.update_vehicle(work, key, version, regulated=True, regulated_reason="运管名单")
    return key


@pytest.mark.one_database
def test_R39_no_regulated_and_no_unknown_vehicle_joins_a_removal(story: Story) -> None:
    sent = at_work(story, kind="removal")
    assert refusal(story, sent, "extra.vehicle", item_id=new_id(), vehicle_id=_regulated(story)) == "extra_regulated"
    assert refusal(story, sent, "extra.vehicle", item_id=new_id(), plate="粤B66789") == "extra_not_in_ledger"
    assert refusal(story, at_work(story, kind="transfer"), "extra.vehicle", item_id=new_id(), plate="粤B66789") == (
        "extra_transfer"
    )
    add_vehicle(story, sent, vehicle_id=story.vehicle())  # the control: an ordinary one of the ledger joins


@pytest.mark.one_database
def test_R39_the_orders_approval_does_not_cover_a_vehicle_that_was_added_later(story: Story) -> None:
    """A repair may end in a removal; of a regulated vehicle only where a person said yes to that vehicle."""
    sent = at_work(story, covered=True)
    item_id = add_vehicle(story, sent, vehicle_id=_regulated(story), said_by="李队长")
    fields = {"act": "remove", "old_device_end": "van", "old_device_no": "T-1", "removal_reason": "scrapped"}
    story.does(sent, "item.record", item_id=item_id, fields=fields)
    with pytest.raises(Refusal) as refused:
        story.does(sent, "item.finish", item_id=item_id)
    assert "approval" in refused.value.params["lacking"]
    with story.house.units.read() as work:
        assert work_orders.order(work, sent.order_id).authority_due_at is not None  # a repair of it has its clock


@pytest.mark.one_database
def test_R14_a_word_of_the_office_is_kept_and_owed_a_confirmation(story: Story, client: SignIn) -> None:
    sent = at_work(story)
    story.does(sent, "visit.word", giver="方经理", how="电话", reason="没有 BD-500，先装 YX-100")
    manager = client("manager")
    order = manager.get(f"/api/orders/{sent.order_id}").json()
    word = order["approvals"][-1]
    assert (word["kind"], word["giver"], word["note"]) == ("reported", "方经理", "没有 BD-500，先装 YX-100")
    path = f"/api/orders/{sent.order_id}/approvals/{word['id']}/confirm"
    confirmed = manager.post(path).json()["approvals"][-1]
    assert confirmed["confirmed_by"] == "manager"


@pytest.mark.one_database
def test_R16_the_day_brings_what_extras_need_with_no_signal(story: Story, client: SignIn) -> None:
    """The customer's other vehicles, the labour of the price list, and what was said to each extra."""
    sent = at_work(story)
    other = story.vehicle()
    add_work(story, sent, by_link=True)
    phone = client("technician", technician_id=sent.technician_id)
    day = phone.get("/api/phone/day").json()
    visit = day["visits"][0]
    assert [one["vehicle_id"] for one in visit["other_vehicles"]] == [other]
    assert [(one["code"], one["state"], one["by_link"]) for one in visit["extras"]] == [("TRAVEL", "asked", True)]
    assert "labour" in {one["kind"] for one in day["price_list"]}
