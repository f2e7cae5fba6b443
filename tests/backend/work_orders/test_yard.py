"""R35: a crew on one list, what each said put together, clashes settled once, vehicles accepted part by part."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest

from backend.kernel.clock import SettableClock
from backend.kernel.errors import Refusal
from backend.modules.customers import public as customers
from backend.modules.inventory import public as inventory
from backend.modules.papers import verify_evidence
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.service.order_list import OrderFilter, list_orders
from backend.modules.work_orders.service.phone_day import phone_day
from backend.modules.work_orders.yard import clashes
from backend.modules.work_orders.yard.acceptance import covers
from backend.modules.work_orders.yard.schemas import SettleIn
from backend.modules.work_orders.yard.told import yard_of
from backend.wiring import House
from tests.backend.work_orders.yard_scene import Yard


@pytest.fixture
def yard(house: House, clock: SettableClock) -> Yard:
    """Three vehicles, three technicians at work."""
    return Yard(house, clock)


def settle(yard: Yard, clash_id: str, claim_id: str | None) -> None:
    with yard.units.write(yard.dispatcher) as work:
        clashes.settle(work, yard.order_id, clash_id, SettleIn(claim_id=claim_id))


def code_of(act: Callable[[], Any]) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value.sentence.code


def reassigned(yard: Yard, visit_id: str, technician_id: str) -> work_orders.VisitView:
    """The visit, given to somebody else."""
    with yard.units.write(yard.dispatcher) as work:
        return work_orders.reassign(work, visit_id, technician_id, work_orders.visit(work, visit_id).version)


@pytest.mark.one_database
def test_R35_who_finishes_a_vehicle_keeps_it_and_it_leaves_the_others_lists(yard: Yard) -> None:
    assert yard.lists() == [{0, 1, 2}] * 3
    yard.does(1, 0)
    yard.does(2, 1)
    assert yard.lists() == [{2}, {0, 2}, {1, 2}]
    with yard.units.read(yard.su_phone.holder) as work:
        [visit] = phone_day(work).visits
    assert [(one.plate, one.by) for one in visit.crew.done] == [("粤B10000", "李明"), ("粤B10001", "陈志远")]
    assert [(one.name, one.done) for one in visit.crew.mates] == [("李明", 1), ("陈志远", 1)]
    assert [one.shared for one in visit.items] == [True]
    with yard.units.read(yard.dispatcher) as work:
        told = yard_of(work, yard.order_id)
    assert (told.vehicles, told.done, [one.done for one in told.crew]) == (3, 2, [0, 1, 1])


@pytest.mark.one_database
def test_R35_nobody_is_sent_twice_to_one_list_and_a_stranger_is_on_none(yard: Yard) -> None:
    assert code_of(lambda: yard.mate(yard.visits[0], yard.li)) == "already_there"
    lead = yard.send(yard.approved("repair", 1).id, yard.su).id
    mate = yard.mate(lead, yard.li)
    assert code_of(lambda: reassigned(yard, mate, yard.su)) == "already_there"
    assert reassigned(yard, mate, yard.chen).technician_id == yard.chen
    other = yard.send(yard.approved("repair", 1).id, yard.chen)
    yard.phones[2].to_work(other.id)
    refused = yard.phones[2].tell("item.record", other.id, item_id=yard.item_ids[0], fields={"remedy": "x"})
    assert refused.code == "item_not_of_visit"


def test_R35_edits_of_different_fields_merge_and_a_late_one_reaches_a_finished_vehicle(yard: Yard) -> None:
    yard.says(1, 0, mounting="手套箱后")
    yard.does(0, 0)
    yard.says(2, 0, test_result="上线正常")
    kept = yard.item(0)
    assert (kept.state, kept.mounting, kept.test_result) == ("recorded", "手套箱后", "上线正常")
    assert yard.clashes() == []
    with yard.units.read() as work:
        installed = inventory.installed_in(work, [kept.vehicle_id])[kept.vehicle_id]
    assert installed.device.imei == yard.terminal(0, 0)


def is_marked(yard: Yard) -> bool:
    """Whether the list of orders says that this one has something to settle."""
    with yard.units.read(yard.dispatcher) as work:
        return next(one for one in list_orders(work, OrderFilter(), 50, None).items if one.id == yard.order_id).clashing


@pytest.mark.one_database
def test_R35_a_true_clash_shows_both_values_and_is_settled_once(yard: Yard) -> None:
    yard.says(0, 0, yard.clock.now(), mounting="手套箱后")
    yard.says(1, 0, yard.clock.now() - timedelta(minutes=2), mounting="仪表台下")
    [clash] = yard.clashes()
    assert is_marked(yard)
    assert (clash.plate, clash.field_zh, clash.now_zh) == ("粤B10000", "安装位置", "仪表台下")
    assert [(one.by, one.value_zh) for one in clash.claims] == [("李明", "仪表台下"), ("苏建国", "手套箱后")]
    settle(yard, clash.id, clash.claims[1].id)
    assert yard.item(0).mounting == "手套箱后"
    assert not is_marked(yard)
    assert code_of(lambda: settle(yard, clash.id, clash.claims[0].id)) == "clash_settled"
    with yard.units.read(yard.li_phone.holder) as work:
        [told] = phone_day(work).visits[0].crew.clashes
    assert (told.state, told.now_zh, told.settled_by) == ("settled", "手套箱后", "小林"), (
        "the technician gets the outcome"
    )
    assert {"item.clash_found", "item.clash_settled"} <= set(yard.facts(yard.order_id))


@pytest.mark.one_database
def test_R35_what_agrees_after_all_needs_no_choice(yard: Yard) -> None:
    yard.says(0, 0, mounting="手套箱后")
    yard.says(1, 0, mounting="仪表台下")
    [clash] = yard.clashes()
    yard.says(1, 0, mounting="手套箱后")
    assert yard.clashes() == []
    assert code_of(lambda: settle(yard, clash.id, None)) == "clash_gone"


@pytest.mark.one_database
def test_R35_who_had_seen_the_mates_value_corrects_it_without_a_clash(yard: Yard) -> None:
    yard.says(0, 0, mounting="手套箱后")
    yard.says(1, 0, based_on=yard.item(0).version, mounting="仪表台下")
    assert (yard.item(0).mounting, yard.clashes()) == ("仪表台下", [])


@pytest.mark.one_database
def test_R30_two_terminals_for_one_vehicle_are_one_case_of_the_ledger_and_no_clash_beside_it(yard: Yard) -> None:
    yard.does(0, 0)
    answer = yard.does(1, 0)
    assert answer.details
    assert answer.details["done_by"] == "苏建国"
    assert yard.cases() == ["slot_taken"]
    assert yard.clashes() == []
    again = yard.does(2, 1), yard.says(0, 1, new_device_no=yard.terminal(2, 1), act="install")
    assert again[0].details == {"warnings": [], "cases": []}
    same = yard.su_phone.must("item.finish", yard.visits[0], item_id=yard.item_ids[1])
    assert same.details is not None
    assert same.details["cases"] == [], "the same terminal, told by two, says nothing new"


@pytest.mark.one_database
def test_R35_what_is_booked_is_not_changed_by_a_choice(yard: Yard) -> None:
    yard.does(0, 0)
    yard.says(1, 0, parts={"TIE": 4})
    [clash] = yard.clashes()
    assert (clash.field, clash.now_zh) == ("parts", "（空）")
    other = next(one for one in clash.claims if one.by == "李明")
    assert code_of(lambda: settle(yard, clash.id, other.id)) == "posted_already"
    settle(yard, clash.id, None)
    assert [one.state for one in yard.clashes()] == ["settled"]


def finish_papers(yard: Yard, who: int) -> None:
    """Pictures of everything that he did, and fees."""
    with yard.units.read() as work:
        for item in work_orders.items_of_visit(work, yard.visits[who]):
            if item.state == "recorded":
                for photo in ("P2", "P4", "P8"):
                    yard.phones[who].photo(yard.visits[who], photo, item.id)
    yard.pay(yard.visits[who])


@pytest.mark.one_database
def test_R35_the_customer_accepts_in_parts_and_the_rest_later(yard: Yard) -> None:
    yard.does(0, 0)
    yard.does(1, 1)
    yard.sign_for(0, [0, 1])
    assert [one.acceptance_id is not None for one in yard.items(yard.order_id)] == [True, True, False]
    yard.does(0, 2)
    finish_papers(yard, 0)
    lacking = yard.su_phone.tell("visit.complete", yard.visits[0])
    assert lacking.details is not None
    assert [one["code"] for one in lacking.details["missing"]] == ["signature_missing"]
    yard.sign_for(0, [2], colour=41)
    yard.su_phone.must("visit.complete", yard.visits[0])
    finish_papers(yard, 1)
    yard.li_phone.must("visit.complete", yard.visits[1])
    assert yard.order(yard.order_id).state == "in_progress", "a mate is still there"
    yard.phones[2].must("visit.complete", yard.visits[2])
    assert yard.order(yard.order_id).state == "completed"


@pytest.mark.one_database
def test_R35_an_accepted_vehicle_is_closed_and_what_comes_too_late_is_shown_to_the_dispatcher(yard: Yard) -> None:
    yard.does(0, 0)
    yard.sign_for(0, [0])
    assert (
        yard.su_phone.tell("item.record", yard.visits[0], item_id=yard.item_ids[0], fields={"remedy": "x"}).code
        == "item_done"
    )
    yard.says(1, 0, mounting="仪表台下")
    assert yard.item(0).mounting == ""
    [clash] = yard.clashes()
    assert [one.value_zh for one in clash.claims] == ["仪表台下"]
    assert code_of(lambda: settle(yard, clash.id, clash.claims[0].id)) == "accepted_already"


@pytest.mark.one_database
def test_R37_a_signature_is_bound_to_the_vehicles_that_it_covers(yard: Yard) -> None:
    yard.does(0, 0)
    yard.does(0, 1)
    yard.sign_for(0, [1, 0])
    with yard.units.read() as work:
        [link] = work_orders.evidence_of_visits(work, [yard.visits[0]])
        [accepted] = work_orders.acceptances_of_visits(work, [yard.visits[0]])
    assert link.code == covers(yard.item_ids[:2]) == covers(reversed(accepted.item_ids))
    assert link.code != covers(yard.item_ids), "another list is another name"
    same = "sign-7e18f737311b2dc3b2f269dd78396b03"  # as the phone's covers.test.ts has it
    assert covers("bab") == verify_evidence.covers("bab") == same


@pytest.mark.one_database
def test_R35_a_mate_leaves_the_rest_and_the_last_one_may_not(yard: Yard) -> None:
    for who in (1, 2):
        yard.phones[who].must("visit.complete", yard.visits[who])
    assert yard.lists() == [{0, 1, 2}, set(), set()]
    refused = yard.su_phone.tell("visit.complete", yard.visits[0])
    assert refused.details is not None
    assert [one["code"] for one in refused.details["missing"]].count("item_open") == 3


@pytest.mark.one_database
def test_R32_a_vehicle_that_does_not_work_is_opened_for_whoever_did_it_and_has_to_be_accepted_anew(yard: Yard) -> None:
    yard.does(1, 0)
    yard.sign_for(0, [0])
    with yard.units.write() as work:
        work_orders.mark_proof(work, yard.item_ids[0], yard.visits[1], "failed")
    assert (yard.item(0).state, yard.item(0).acceptance_id) == ("open", None)
    yard.does(1, 0)
    assert yard.item(0).state == "recorded"


@pytest.mark.one_database
def test_R16_R32_what_a_mate_had_done_as_well_is_taken_although_the_vehicle_was_opened_again(yard: Yard) -> None:
    yard.does(1, 0)
    with yard.units.write() as work:
        work_orders.mark_proof(work, yard.item_ids[0], yard.visits[1], "failed")
    yard.does(0, 0)
    assert yard.item(0).state == "recorded"
    assert yard.lists() == [{0, 1, 2}, {1, 2}, {1, 2}], "it is on the list of whoever answers for it now"


@pytest.mark.one_database
def test_R35_a_vehicle_that_is_done_again_leaves_nothing_to_choose_from_before(yard: Yard) -> None:
    yard.does(1, 0)
    yard.says(1, 1, mounting="手套箱后")
    yard.says(0, 1, mounting="仪表台下")
    yard.says(0, 0, mounting="仪表台下")
    yard.says(2, 0, mounting="手套箱后")
    kept, stale = yard.clashes()
    with yard.units.write() as work:
        work_orders.mark_proof(work, yard.item_ids[0], yard.visits[1], "failed")
    assert [one.id for one in yard.clashes()] == [kept.id]
    assert code_of(lambda: settle(yard, stale.id, stale.claims[0].id)) == "clash_gone"


@pytest.mark.one_database
def test_R35_R39_the_picture_of_the_consent_may_be_a_mates(yard: Yard) -> None:
    with yard.units.write() as work:
        one = customers.vehicle(work, yard.vehicles[0])
        customers.update_vehicle(work, one.id, one.version, vehicle_type="重卡")
    yard.phones[1].photo(yard.visits[1], "P19", yard.item_ids[0])
    yard.says(0, 0, act="remove", removal_reason="provider", provider_released=True)
    yard.says(0, 0, old_device_no=yard.terminal(0, 0), old_device_end="van")
    yard.su_phone.must("item.finish", yard.visits[0], item_id=yard.item_ids[0])


# Three phones, sixty vehicles ---------------------------------------------------------------------------------------

WORDS = {"mounting": ("手套箱后", "仪表台下"), "remedy": ("换保险", "重接电源"), "test_result": ("正常", "不定位")}


Told = tuple[int, int, int, str, dict[str, Any]]


def a_shift(seed: int, vehicles: int) -> list[Told]:
    """What three people do with no signal: (who, second, vehicle, command, what), overlapping; each vehicle done by one."""
    chance, told = random.Random(seed), list[Told]()

    def give(who: int, n: int, kind: str, **more: Any) -> None:
        told.append((who, chance.randrange(7200), n, kind, more))

    for n in range(vehicles):
        for who in chance.sample(range(3), chance.choice((1, 1, 2, 3))):
            name = chance.choice(sorted(WORDS))
            give(who, n, "item.record", fields={name: chance.choice(WORDS[name])})
        doer = chance.randrange(4)
        if doer < 3:
            give(doer, n, "item.record", fields={"act": "install", "terminal": True})
            give(doer, n, "item.finish")
        elif chance.random() < 0.5:
            give(chance.randrange(3), n, "item.suspend", reason="没钥匙")
    return told


def queues_of(yard: Yard, told: list[Told]) -> list[list[dict[str, Any]]]:
    """The same shift as commands about the list that is open now, one outbox for each phone."""
    queues: list[list[dict[str, Any]]] = [[], [], []]
    for who, second, n, kind, more in told:
        payload = {"visit_id": yard.visits[who], "item_id": yard.item_ids[n], "based_on": 1, **more}
        if "terminal" in more.get("fields", {}):
            payload["fields"] = {"act": "install", "new_device_no": yard.terminal(who, n)}
        at = yard.clock.now() - timedelta(hours=3) + timedelta(seconds=second)
        queues[who].append(yard.phones[who].command(kind, payload, at))
    return queues


def expected_clashes(told: list[Told]) -> set[tuple[int, str]]:
    """Worked out from the shift alone: a field in which the last words of two people differ."""
    last: dict[tuple[int, str], dict[int, Any]] = {}
    for who, _, n, _, more in told:
        for name, value in more.get("fields", {}).items():
            last.setdefault((n, name), {})[who] = value
    return {key for key, said in last.items() if len(set(said.values())) > 1}


def deliver(yard: Yard, queues: list[list[dict[str, Any]]], seed: int) -> None:
    """The phones come in any order, in pieces; now and then a piece comes twice, for its answer was lost."""
    chance, left = random.Random(seed), [list(one) for one in queues]
    while any(left):
        who = chance.choice([n for n, some in enumerate(left) if some])
        size = chance.randrange(4, 14)
        piece, left[who] = left[who][:size], left[who][size:]
        assert {one.outcome for one in yard.phones[who].send(*piece).answers} == {"accepted"}
        if chance.random() < 0.3:
            assert {one.outcome for one in yard.phones[who].send(*piece).answers} == {"duplicate"}


def outcome(yard: Yard) -> tuple[list[Any], set[tuple[int, str]]]:
    """The vehicles by their place with who did them, and where two differ."""
    doer = {yard.terminal(who, n): who for who in range(3) for n in range(len(yard.item_ids))}
    kept = [
        (one.state, one.act, one.mounting, one.remedy, one.test_result, doer.get(one.new_device_no or ""),
         one.suspend_reason, one.event_time)
        for one in yard.items(yard.order_id)
    ]  # fmt: skip
    return kept, {(yard.item_ids.index(one.item_id), one.field) for one in yard.clashes()}


@pytest.mark.one_database
def test_R35_three_phones_on_one_list_end_alike_in_whatever_order_they_come(house: House, clock: SettableClock) -> None:
    told, yard = a_shift(seed=35, vehicles=60), Yard(house, clock, vehicles=60)
    again = copy(yard)  # the same people, another list
    again.open_list(60)
    clock.advance(hours=3)
    for seed, one in enumerate((yard, again)):
        deliver(one, queues_of(one, told), seed)
    ends = [outcome(yard), outcome(again)]
    assert ends[0] == ends[1]
    assert ends[0][1] == expected_clashes(told)
    assert len(ends[0][1]) > 10
    assert yard.cases() == again.cases() == []


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Carry these out at the same moment; a refusal is told by its code."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return act()
        except Refusal as refused:
            return refused.sentence.code

    with ThreadPoolExecutor(len(acts)) as pool:
        return [one.result() for one in [pool.submit(run, act) for act in acts]]


def test_R35_two_finish_a_vehicle_and_two_settle_a_clash_at_the_same_moment(yard: Yard) -> None:
    answers = at_once(lambda: yard.does(0, 0), lambda: yard.does(1, 0))
    assert sum("done_by" in one.details for one in answers) == 1, "one of them was first"
    assert len(yard.cases()) == 1
    assert sorted(0 in some for some in yard.lists()) == [False, False, True], "one of them keeps it"
    at_once(lambda: yard.says(0, 1, mounting="手套箱后"), lambda: yard.says(1, 1, mounting="仪表台下"))
    [clash] = yard.clashes()
    settled = at_once(*(lambda one=one: settle(yard, clash.id, one.id) for one in clash.claims))
    assert sorted(str(one) for one in settled) == ["None", "clash_settled"]
