"""Ranking under the law that plans brought: windows, breaks, crews and order, reckoned by hand."""

from dataclasses import replace

import pytest

from dispatch import Break, PlannedStop, Reason, Roster, RuleOut, Stop, Suggestion, Technician, Window, rank
from tests.dispatch.test_judge import LUNCH, TEA
from tests.dispatch.test_rank import STEADY, why_not
from tests.dispatch.towns import HOUR, east, person, visit


def only(stop: Stop, *team: Technician) -> Suggestion:
    """The one suggestion there is."""
    (one,) = rank(stop, Roster(team, STEADY)).suggestions
    return one


def test_R5_the_second_window_is_as_good_as_the_first() -> None:
    """Busy from eight to eleven: the visit starts in its second window; its slack is to the last start."""
    busy = PlannedStop(visit("A", window=Window(8 * HOUR, 8 * HOUR), service=3 * HOUR))
    stop = visit(window=Window(8 * HOUR, 9 * HOUR), more_windows=(Window(12 * HOUR, 13 * HOUR),))
    one = only(stop, person(route=(busy,)))
    assert (one.position, one.start, one.slack) == (1, 12 * HOUR, HOUR)
    late = person(route=(replace(busy, stop=replace(busy.stop, service=6 * HOUR)),))
    assert why_not(stop, late).code is RuleOut.WINDOW_TAKEN


def test_R5_a_planned_visit_may_be_moved_to_its_second_window_but_not_between() -> None:
    """Inserted before it, it goes from ten to two; without its second window there is no room."""
    choosy = visit("A", window=Window(10 * HOUR, 10 * HOUR), more_windows=(Window(14 * HOUR, 14 * HOUR),))
    stop = visit(window=Window(9 * HOUR, 10 * HOUR), service=2 * HOUR)
    one = only(stop, person(route=(PlannedStop(choosy),)))
    assert (one.position, one.start, one.slack) == (0, 9 * HOUR, 0)
    strict = person(route=(PlannedStop(replace(choosy, more_windows=())),))
    assert why_not(stop, strict).code in {RuleOut.MAKES_LATE, RuleOut.TOO_LATE, RuleOut.WINDOW_TAKEN}


def test_R5_every_break_is_kept() -> None:
    """A visit of six hours leaves room for tea before and lunch after, not for a third break within."""
    long = visit(window=Window(8 * HOUR, 10 * HOUR), service=5 * HOUR)
    one = only(long, person(pause=TEA, more_pauses=(LUNCH,)))
    assert one.rests == (9 * HOUR, 14 * HOUR + 900)
    third = Break(Window(11 * HOUR, 12 * HOUR), 900)
    without = person(pause=TEA, more_pauses=(third,))
    assert why_not(long, without).code is RuleOut.BREAK_LOST


def test_R5_overtime_is_time() -> None:
    """A visit at half past five is an hour long; the shift ends at six."""
    stop = visit(window=Window(17 * HOUR + 1800, 17 * HOUR + 1800))
    assert why_not(stop, person()).code is RuleOut.NOT_ON_SHIFT
    assert only(stop, person(overtime=HOUR)).slack == 0


def test_R5_a_crew_is_not_kept_waiting() -> None:
    """Two meet at eleven: an hour's visit fits before, two hours' does not, though their window is open all day."""
    meeting = visit("A", crew=2, location=east(0))
    route = (PlannedStop(meeting, 11 * HOUR),)
    assert only(visit(window=Window(9 * HOUR, 10 * HOUR)), person(route=route)).position == 0
    long = visit(window=Window(9 * HOUR + 60, 10 * HOUR), service=2 * HOUR)
    assert why_not(long, person(route=route)).code in {RuleOut.MAKES_LATE, RuleOut.WINDOW_TAKEN}


def test_R5_what_comes_after_another_is_ranked_behind_it() -> None:
    """Behind it in the same day; in another day once it is over."""
    first = person("T1", route=(PlannedStop(visit("A", service=2 * HOUR)),))
    ranking = rank(visit(after=("A",)), Roster([first, person("T2")], STEADY))
    places = {one.technician_id: (one.position, one.start) for one in ranking.suggestions}
    assert places == {"T1": (1, 11 * HOUR), "T2": (0, 11 * HOUR)}


@pytest.mark.parametrize(
    ("stop", "reason"),
    [
        (visit(after=("B",)), Reason(RuleOut.WAITS_FOR, {"visit": "B"})),
        (visit(after=("A",), window=Window(9 * HOUR, 9 * HOUR)), Reason(RuleOut.WAITS_FOR, {"visit": "A"})),
        (visit("X", service=2 * HOUR), Reason(RuleOut.AWAITED, {"visit": "W", "latest": 8 * HOUR + 1800})),
    ],
)
def test_R5_an_order_that_cannot_be_kept_rules_everybody_out(stop: Stop, reason: Reason) -> None:
    """What it waits for is in no route, or over too late; or somebody waits for it at half past ten."""
    waiting = PlannedStop(visit("W", after=("X",)), 10 * HOUR + 1800)
    team = [person("T1", route=(PlannedStop(visit("A")),)), person("T2", route=(waiting,)), person("T3")]
    ranking = rank(stop, Roster(team, STEADY))
    assert ranking.suggestions == ()
    assert [(out.technician_id, out.reason) for out in ranking.ruled_out] == [(one.id, reason) for one in team]


def test_R5_what_another_waits_for_is_ranked_before_it() -> None:
    """Over by half past ten."""
    waiting = PlannedStop(visit("W", after=("X",)), 10 * HOUR + 1800)
    one = only(visit("X"), person(route=(waiting,)))
    assert (one.position, one.start, one.slack) == (0, 9 * HOUR, 1800)
