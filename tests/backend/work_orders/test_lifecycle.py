"""The lifecycle tables over the whole product of state × action × role, and the files printed from them."""

import itertools

import pytest

from backend.kernel.errors import Refusal
from backend.modules.auth.permissions import ROLES
from backend.modules.work_orders import lifecycle
from backend.modules.work_orders.lifecycle import ACTION_WORDS, ALL, ITEM, ORDER, STATE_WORDS, VISIT, Lifecycle
from backend.modules.work_orders.lifecycle_printer import DIAGRAMS, TYPESCRIPT, diagrams, typescript

EVERYBODY = (*ROLES, "customer", lifecycle.SYSTEM)
by_thing = pytest.mark.parametrize("life", ALL, ids=lambda life: life.thing)


@by_thing
def test_every_state_action_and_role_either_steps_or_is_refused(life: Lifecycle) -> None:
    written = {(one.source, one.action): one for one in life.steps}
    for state, action, role in itertools.product(life.states, life.actions, EVERYBODY):
        step = written.get((state, action))
        if step is not None and role in step.who:
            assert life.step(state, action, {role}) is step
            assert life.can(state, action, {role})
            continue
        assert not life.can(state, action, {role})
        with pytest.raises(Refusal) as refused:
            life.step(state, action, {role})
        assert refused.value.code == ("role_may_not" if step else "wrong_state")


@by_thing
def test_the_table_is_unambiguous_and_its_words_are_complete(life: Lifecycle) -> None:
    pairs = [(one.source, one.action) for one in life.steps]
    assert len(pairs) == len(set(pairs))
    assert set(STATE_WORDS[life.thing]) == set(life.states)
    for one in life.steps:
        assert {one.source, one.target} <= set(life.states)
        assert one.who <= set(EVERYBODY)
        assert one.action in ACTION_WORDS


@by_thing
def test_every_state_is_reached_and_every_end_is_meant(life: Lifecycle) -> None:
    reached = {life.states[0]}
    while more := {one.target for one in life.steps if one.source in reached} - reached:
        reached |= more
    assert reached == set(life.states)
    assert (
        life.ends()
        == {
            "order": {"closed", "cancelled"},
            "item": {"cancelled"},  # what is recorded is opened again when the platform finds it wanting (R32)
            "visit": {"completed", "declined", "suspended", "failed", "cancelled"},
        }[life.thing]
    )


def test_R16_all_the_field_does_works_offline_and_nothing_the_office_does() -> None:
    for one in (*VISIT.steps, *ITEM.steps):
        assert one.offline == bool(one.who & lifecycle.FIELD)
    assert not any(one.offline for one in ORDER.steps)


def test_R3_only_a_manager_or_a_rule_or_a_word_approves() -> None:
    ways = {one.action: one.who for one in ORDER.steps if one.source == "submitted" and one.target == "approved"}
    assert ways == {
        "approve": {"manager"},
        "approve_by_rule": {"system"},
        "approve_verbally": {"agent", "dispatcher", "manager"},
    }
    assert not any(one.action == "dispatch" for one in ORDER.steps if one.source in ("draft", "submitted", "rejected"))


def test_the_printed_files_are_fresh() -> None:
    hint = "run `python -m backend.modules.work_orders.lifecycle`"
    assert DIAGRAMS.read_text(encoding="utf-8") == diagrams(), hint
    assert TYPESCRIPT.read_text(encoding="utf-8") == typescript(), hint


def test_the_printed_files_change_with_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    before = diagrams(), typescript()
    monkeypatch.setitem(STATE_WORDS["order"], "draft", ("底稿", "sketch"))
    assert diagrams() != before[0]
    assert typescript() != before[1]
