"""R18, R19: from the customer's hand to the bank: collected, held, handed over, counted, settled."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from backend.kernel.clock import SettableClock
from backend.kernel.errors import Refusal
from backend.kernel.events import EventRow
from backend.kernel.jobs import run_due
from backend.modules.finance import repository
from backend.modules.finance.jobs import JOBS
from backend.modules.finance.models import Remittance
from tests.asgi_client import AsgiClient
from tests.backend.conftest import GUANGZHOU
from tests.backend.visit_story import Sent, Story

SignIn = Callable[..., AsgiClient]


def refused(story: Story, technician: str, kind: str, **payload: Any) -> Refusal:
    """The refusal of a command."""
    with pytest.raises(Refusal) as caught:
        story.phone(technician, kind, **payload)
    return caught.value


def pays(story: Story, method: str, parts: dict[str, int] | None = None) -> tuple[Sent, int]:
    """A finished repair that the customer paid in full."""
    sent, total = story.paid_repair(parts)
    story.does(sent, "payment.collect", method=method, amount_fen=total)
    story.leaves(sent)
    return sent, total


def hands_over(story: Story, amount: int) -> str:
    """A remittance of the story's technician; its id."""
    answer = story.phone(story.technician_id, "remittance.submit", amount_fen=amount)
    assert answer is not None
    return str(answer["remittance_id"])


def names(story: Story) -> list[str]:
    """The facts in the log."""
    with story.house.units.read() as work:
        return [row.name for row in work.session.exec(select(EventRow).order_by(EventRow.id)).all()]


def test_R18_what_a_technician_holds_shows_at_every_moment(story: Story, client: SignIn) -> None:
    """Cash and scanned money apart, handed in or not, until finance has counted."""
    pays(story, "cash")
    pays(story, "alipay", {"RELAY": 1})
    desk = client("finance")
    held = desk.get("/api/finance/holdings").json()
    one = held["items"][0]
    assert (one["name"], one["cash_fen"], one["digital_fen"], one["total_fen"]) == ("苏建国", 5000, 1800, 6800)
    assert one["overdue"] is False
    assert one["submitted_fen"] == 0
    remittance = hands_over(story, 6800)
    assert desk.get("/api/finance/holdings").json()["totals"]["submitted_fen"] == 6800
    answer = desk.post(f"/api/finance/remittances/{remittance}/confirm", json={"counted": {"50": 1}})
    assert answer.status_code == 200, answer.text
    assert answer.json()["state"] == "confirmed"
    assert desk.get("/api/finance/holdings").json()["items"] == []
    totals = {row["account"]: row["amount_fen"] for row in desk.get("/api/finance/balance").json()["totals"]}
    assert {code: fen for code, fen in totals.items() if fen} == {"cash_box": 5000, "bank": 1800, "revenue": -6800}


def test_R18_past_the_limit_is_overdue_and_alerted_once_a_day(
    story: Story, client: SignIn, clock: SettableClock
) -> None:
    """Collected on Monday, due on Tuesday 18:30, told on Wednesday 08:30, and again on Thursday."""
    pays(story, "cash")
    clock.advance(days=1)
    run_due(story.house.units, JOBS)
    assert "finance.holding_overdue" not in names(story)
    clock.advance(hours=22, minutes=30)  # Wednesday 08:00
    desk = client("finance")
    assert desk.get("/api/finance/holdings").json()["items"][0]["overdue"] is True
    run_due(story.house.units, JOBS)
    assert "finance.holding_overdue" not in names(story)
    clock.advance(hours=1)
    run_due(story.house.units, JOBS)
    run_due(story.house.units, JOBS)
    assert names(story).count("finance.holding_overdue") == 1
    clock.advance(days=1)
    run_due(story.house.units, JOBS)
    assert names(story).count("finance.holding_overdue") == 2


def test_R18_money_handed_in_is_no_longer_overdue(story: Story, client: SignIn, clock: SettableClock) -> None:
    """It waits for finance then, not for the technician."""
    pays(story, "cash")
    hands_over(story, 5000)
    clock.advance(days=3)
    one = client("finance").get("/api/finance/holdings").json()["items"][0]
    assert (one["overdue"], one["limit_at"], one["submitted_fen"]) == (False, None, 5000)


def test_R18_the_wallet_on_the_phone(story: Story, client: SignIn) -> None:
    """What he holds, since when, until when."""
    pays(story, "cash")
    phone = client("technician", technician_id=story.technician_id)
    wallet = phone.get("/api/phone/wallet").json()
    assert (wallet["held_fen"], wallet["cash_fen"], wallet["overdue"]) == (5000, 5000, False)
    assert wallet["limit_at"] == "2026-11-24T10:30:00Z"
    assert wallet["payments"][0]["things_zh"] == "GNSS 天线"
    assert wallet["payments"][0]["customer_name"] == "深港冷链"
    hands_over(story, 5000)
    wallet = phone.get("/api/phone/wallet").json()
    assert [one["state"] for one in wallet["remittances"]] == ["submitted"]
    assert wallet["limit_at"] is None
    stranger = client("technician", technician_id=story.add_technician("何俊"))
    assert stranger.get("/api/phone/wallet").json()["held_fen"] == 0


def test_R19_a_wrong_count_is_refused_until_the_difference_is_named(story: Story, client: SignIn) -> None:
    """Ten yuan short: not taken silently, and booked apart once somebody stands for it."""
    pays(story, "cash")
    remittance = hands_over(story, 5000)
    desk = client("finance")
    url = f"/api/finance/remittances/{remittance}/confirm"
    answer = desk.post(url, json={"counted": {"20": 2}})
    assert answer.status_code == 409
    assert answer.json()["code"] == "count_differs"
    assert answer.json()["details"]["difference_fen"] == -1000
    assert "¥40.00" in answer.json()["message"]["zh"]
    answer = desk.post(url, json={"counted": {"20": 2}, "difference_note": "少一张十元，师傅认"})
    assert answer.status_code == 200, answer.text
    with story.house.units.read() as work:
        found = repository.balances(work.session, None)
    assert {code: fen for code, fen in found.items() if fen} == {
        "cash_box": 4000, "cash_difference": 1000, "revenue": -5000,
    }  # fmt: skip


def test_R19_a_remittance_is_decided_once(story: Story, client: SignIn) -> None:
    """The second click is told so."""
    pays(story, "cash")
    remittance = hands_over(story, 5000)
    desk = client("finance")
    body = {"counted": {"50": 1}}
    assert desk.post(f"/api/finance/remittances/{remittance}/confirm", json=body).status_code == 200
    again = desk.post(f"/api/finance/remittances/{remittance}/confirm", json=body)
    assert (again.status_code, again.json()["code"]) == (409, "remittance_decided")
    back = desk.post(f"/api/finance/remittances/{remittance}/return", json={"reason": "少钱"})
    assert back.json()["code"] == "remittance_decided"


def test_R19_a_returned_remittance_is_held_again_and_can_be_handed_over_anew(story: Story, client: SignIn) -> None:
    """The reason stays with the first; its payments are in the second."""
    pays(story, "cash")
    first = hands_over(story, 5000)
    desk = client("finance")
    assert desk.post(f"/api/finance/remittances/{first}/return", json={"reason": ""}).status_code == 422
    answer = desk.post(f"/api/finance/remittances/{first}/return", json={"reason": "数目不清"})
    assert (answer.json()["state"], answer.json()["return_reason"]) == ("returned", "数目不清")
    assert len(answer.json()["payments"]) == 1
    second = hands_over(story, 5000)
    assert desk.post(f"/api/finance/remittances/{second}/confirm", json={"counted": {"50": 1}}).status_code == 200
    listed = desk.get("/api/finance/remittances").json()["items"]
    assert [(one["id"], one["state"]) for one in listed] == [(second, "confirmed"), (first, "returned")]


@pytest.mark.one_database
def test_R18_a_hand_over_that_fits_nothing_is_refused(story: Story) -> None:
    """With what is held; and with nothing held, that is said."""
    who = story.technician_id
    assert refused(story, who, "remittance.submit", amount_fen=100).code == "nothing_held"
    pays(story, "cash")
    no = refused(story, who, "remittance.submit", amount_fen=4999)
    assert (no.code, no.params["held_fen"], no.params["cash_fen"]) == ("remittance_differs", 5000, 5000)


def test_R18_payments_need_confirmed_fees_and_never_exceed_them(story: Story) -> None:
    """In parts, but not more than is due."""
    sent = story.send(story.vehicle())
    story.arrives(sent)
    who, visit = story.technician_id, {"visit_id": sent.visit_id}
    no = refused(story, who, "payment.collect", **visit, method="cash", amount_fen=1)
    assert no.code == "fees_not_confirmed"
    paid, total = story.paid_repair()
    story.does(paid, "payment.collect", method="cash", amount_fen=total - 1)
    no = refused(story, who, "payment.collect", visit_id=paid.visit_id, method="wechat", amount_fen=2)
    assert (no.code, no.params["due_fen"]) == ("more_than_due", 1)
    story.does(paid, "payment.collect", method="wechat", amount_fen=1)


@pytest.mark.one_database
def test_R18_a_phone_clock_ahead_does_not_push_the_limit(story: Story, client: SignIn) -> None:
    """Collected 'next week' counts from now."""
    sent, total = story.paid_repair()
    ahead = story.house.units.clock.now() + timedelta(days=7)
    story.does(sent, "payment.collect", at=ahead, method="cash", amount_fen=total)
    item = client("finance").get("/api/finance/holdings").json()["items"][0]
    assert item["oldest_at"] == "2026-11-23T01:30:00Z"


def test_an_order_that_owes_nothing_is_settled_when_it_is_completed(story: Story) -> None:
    """In warranty: no money, nothing to wait for."""
    sent = story.free_repair()
    assert story.order(sent).fees_done_at is not None


def test_an_order_is_settled_when_finance_has_all_its_money(story: Story, client: SignIn) -> None:
    """Not when the technician has it."""
    sent, total = pays(story, "cash")
    assert story.order(sent).fees_done_at is None
    desk = client("finance")
    remittance = hands_over(story, total)
    assert desk.post(f"/api/finance/remittances/{remittance}/confirm", json={"counted": {"50": 1}}).status_code == 200
    assert story.order(sent).fees_done_at is not None
    assert names(story).count("finance.fees_settled") == 1


@pytest.mark.parametrize("method", ["transfer", "on_account"])
def test_transfers_are_confirmed_by_finance_and_held_by_nobody(story: Story, client: SignIn, method: str) -> None:
    """The bank shows them; the technician never had them."""
    sent, total = pays(story, method)
    desk = client("finance")
    assert desk.get("/api/finance/holdings").json()["items"] == []
    waiting = desk.get("/api/finance/payments", params={"unconfirmed": True}).json()["items"]
    assert [(one["method"], one["amount_fen"]) for one in waiting] == [(method, total)]
    assert desk.post(f"/api/finance/payments/{waiting[0]['id']}/confirm").status_code == 200
    assert story.order(sent).fees_done_at is not None
    again = desk.post(f"/api/finance/payments/{waiting[0]['id']}/confirm")
    assert again.json()["code"] == "payment_fixed"


def test_R19_a_wrong_payment_is_voided_by_a_reversal(story: Story, client: SignIn) -> None:
    """Cash was typed, it was WeChat: the entry is reversed, the amount is due again."""
    sent, total = story.paid_repair()
    answer = story.does(sent, "payment.collect", method="cash", amount_fen=total)
    assert answer is not None
    desk = client("finance")
    url = f"/api/finance/payments/{answer['payment_id']}/void"
    assert desk.post(url, json={"reason": "其实是微信"}).json()["void_reason"] == "其实是微信"
    assert desk.get("/api/finance/holdings").json()["items"] == []
    story.does(sent, "payment.collect", method="wechat", amount_fen=total)
    entries = desk.get("/api/finance/ledger").json()["items"]
    assert [one["kind"] for one in entries] == ["payment", "reversal", "payment", "fees"]
    assert entries[1]["reverses"] == entries[2]["id"]
    assert entries[2]["reversed_by"] == entries[1]["id"]
    assert desk.post(url, json={"reason": "再来"}).json()["code"] == "payment_fixed"


def test_money_of_another_centre_stays_out_of_sight(story: Story, client: SignIn) -> None:
    """Guangzhou sees nothing of Shenzhen and decides nothing there."""
    pays(story, "cash")
    remittance = hands_over(story, 5000)
    other = client("finance", GUANGZHOU.id)
    assert other.get("/api/finance/holdings").json()["items"] == []
    assert other.get("/api/finance/remittances").json()["items"] == []
    assert other.get("/api/finance/ledger").json()["items"] == []
    assert other.get(f"/api/finance/remittances/{remittance}").status_code == 403
    answer = other.post(f"/api/finance/remittances/{remittance}/confirm", json={"counted": {"50": 1}})
    assert answer.status_code == 403
    with story.house.units.read() as work:
        assert work.session.get_one(Remittance, remittance).state == "submitted"


@pytest.mark.one_database
def test_a_manager_sees_money_but_does_not_take_it(story: Story, client: SignIn) -> None:
    """Only finance confirms."""
    pays(story, "cash")
    remittance = hands_over(story, 5000)
    manager = client("manager")
    assert manager.get(f"/api/finance/remittances/{remittance}").status_code == 200
    answer = manager.post(f"/api/finance/remittances/{remittance}/confirm", json={"counted": {"50": 1}})
    assert answer.status_code == 403
    assert client("agent").get("/api/finance/holdings").status_code == 403


@pytest.mark.one_database
@pytest.mark.parametrize(
    "body",
    [
        {"counted": {"30": 1}},
        {"counted": {"100": -1}},
        {"counted": {"100": 1.5}},
        {"counted": {"100": 10**12}},
        {"counted": [], "x": 1},
        {"counted": {"50": 1}, "version": 99},
    ],
)
def test_bad_counts_are_refused(story: Story, client: SignIn, body: dict[str, object]) -> None:
    """Never a 5xx, and nothing is taken."""
    pays(story, "cash")
    remittance = hands_over(story, 5000)
    answer = client("finance").post(f"/api/finance/remittances/{remittance}/confirm", json=body)
    assert 400 <= answer.status_code < 500
    assert answer.json()["message"]["zh"]
    with story.house.units.read() as work:
        assert work.session.get_one(Remittance, remittance).state == "submitted"


def test_lists_go_on_where_they_stopped(story: Story, client: SignIn) -> None:
    """Page by page every row once, also with equal times; a made-up cursor is refused."""
    for _ in range(3):
        pays(story, "transfer")
    desk = client("finance")
    for url, rows in (("/api/finance/payments", 3), ("/api/finance/ledger", 6)):
        seen, cursor = [], None
        while True:
            page = desk.get(url, params={"limit": 2, **({"cursor": cursor} if cursor else {})}).json()
            seen += [one["id"] for one in page["items"]]
            cursor = page["next"]
            if cursor is None:
                break
        assert len(seen) == len(set(seen)) == rows
        assert desk.get(url, params={"cursor": "WzEsMiwzXQ"}).json()["code"] == "bad_cursor"
    assert desk.get("/api/finance/remittances", params={"cursor": "WyJhIiwgImIiXQ"}).json()["code"] == "bad_cursor"


def test_fees_of_a_visit_for_the_desk(story: Story, client: SignIn) -> None:
    """Before and after the technician confirmed them."""
    sent = story.send(story.vehicle())
    story.works(sent, parts={"ANT-GNSS": 1})
    desk = client("agent")
    before = desk.get(f"/api/visits/{sent.visit_id}/fees").json()
    assert (before["confirmed"], before["total_fen"], before["ready"]) == (False, 2500, True)
    story.does(sent, "fees.confirm", total_fen=2500)
    after = desk.get(f"/api/visits/{sent.visit_id}/fees").json()
    assert (after["confirmed"], after["total_fen"], after["lines"][0]["name_en"]) == (True, 2500, "GNSS antenna")
    assert desk.get("/api/visits/nobody/fees").status_code == 404
